"""Where evidence is shown and handed out: sheet, review, history, indicator, workbook, folder."""

import io
import os
from html import unescape

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from targets import clock, evidence_files
from targets.models import Evidence, Measure, ProgressReport
from targets.rules.workflow import Role
from tests.factories import make_event, make_evidence, make_unit, make_user
from tests.targets.evidence import LINK, attach, kept_files, pdf, upload, whole
from tests.targets.sheets import Desk, Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pinned_day", "folder")]


@pytest.fixture
def desk(client):
    desk = Desk("value", "percent")
    client.force_login(desk.officer)
    return desk


class TestDownloading:
    @pytest.fixture
    def row(self, client, desk):
        attach(client, desk, upload("Báo cáo “quý III”.pdf", pdf()))
        return Evidence.objects.get()

    def get(self, client, row):
        return client.get(reverse("targets:evidence", args=[row.pk]))

    def status(self, client, row):
        return whole(self.get(client, row)).status_code

    def test_the_same_bytes_as_an_attachment(self, client, row):
        answer = self.get(client, row)
        assert answer.getvalue() == pdf()
        headers = {name: answer[name] for name in (
            "Content-Type", "Content-Length", "X-Content-Type-Options", "Content-Disposition",
            "Cache-Control",
        )}  # fmt: skip
        assert headers == {
            "Content-Type": "application/pdf",
            "Content-Length": str(len(pdf())),
            "X-Content-Type-Options": "nosniff",
            "Content-Disposition": "attachment; filename*=utf-8''B%C3%A1o%20c%C3%A1o%20%E2%80%9C"
            "qu%C3%BD%20III%E2%80%9D.pdf",
            "Cache-Control": "private, no-store",
        }

    def test_who_may_see_the_report_may_have_the_file(self, client, desk, row):
        coordinating = make_unit()
        desk.indicators[0].coordinating_units.add(coordinating)
        readers = {
            "office": make_user(Role.OFFICE),
            "leader": make_user(Role.LEADER),
            "head": desk.person(Role.HEAD),
            "coordinating": make_user(unit=coordinating),
            "another unit": make_user(unit=make_unit()),
            "admin": make_user(Role.ADMIN),
            "nobody's": make_user(),
        }
        found = {}
        for name, person in readers.items():
            client.force_login(person)
            found[name] = self.status(client, row)
        assert found == {
            "office": 200, "leader": 200, "head": 200, "coordinating": 200,
            "another unit": 404, "admin": 404, "nobody's": 404,
        }  # fmt: skip

    def test_not_after_it_was_taken_off(self, client, desk, row, folder):
        page = desk.fill(client, {}, **{"take-off": f"1:{row.pk}"})
        assert (page.status, page.response.url) == (302, f"{desk.address()}#mc-1")
        row.refresh_from_db()
        assert row.removed_by == desk.officer
        assert timezone.localdate(row.removed_at) == clock.today()
        assert len(kept_files(folder)) == 1, "the bytes stay"
        page = Page(whole(self.get(client, row)))
        assert page.status == 404
        assert "“Báo cáo “quý III”.pdf” đã được gỡ khỏi báo cáo lúc" in unescape(page.text)
        assert row.name not in desk.open(client).words("mc-1")

    def test_a_link_is_no_file(self, client, desk):
        attach(client, desk, **{"m-1-link": LINK})
        assert self.status(client, Evidence.objects.get()) == 404

    def test_a_file_the_folder_has_lost(self, client, row, folder, caplog):
        kept_files(folder)[0].unlink()
        page = Page(self.get(client, row))
        assert page.status == 404
        assert "Máy chủ không còn giữ tệp" in page.text
        assert "is not in the folder" in caplog.text

    def test_nothing_of_the_folder_is_served_by_itself(self, client, row):
        for path in (f"/static/{row.kept_as}", f"/media/{row.kept_as}", f"/var/{row.kept_as}"):
            assert client.get(path).status_code == 404


class TestWhereItIsShown:
    @pytest.fixture
    def sent(self, client, desk):
        """Sent with a file, then seen by the office."""
        report = desk.report(figures={"": "5"}, status="submitted", submitted_by=desk.officer)
        make_event(report, "submit", by=desk.officer, to_status="submitted")
        row = make_evidence(report, name="Báo cáo quý III.pdf", added_by=desk.officer)
        make_evidence(report, name="Công văn 12", link=LINK, added_by=desk.officer)
        client.force_login(make_user(Role.OFFICE))
        return row

    def test_in_the_review_beside_the_figures(self, client, desk, sent):
        address = reverse("targets:review", args=[desk.resolution.slug, 3])
        queue = Page(client.get(address))
        assert "2 minh chứng" in queue.words("ct-1")
        opened = Page(client.get(address, {"mo": "1"})).words("ct-1")
        for told in ("Báo cáo quý III.pdf", "PDF, 1 kB", "Nguyễn Thị Hoa đính kèm 09:00 ngày"):
            assert told in opened
        assert f"SHA-256 {sent.sha256}" in opened
        assert LINK in opened

    def test_in_the_history_with_who_took_it_off(self, client, desk, sent):
        Evidence.objects.filter(pk=sent.pk).update(removed_at=clock.now(), removed_by=desk.officer)
        page = Page(client.get(reverse("targets:report", args=[sent.report_id])))
        (history,) = page.tree.xpath("//ol[@class='history']")
        told = [" ".join(entry.text_content().split()) for entry in history]
        who = "Nguyễn Thị Hoa, Phòng phong-tai-chinh"
        assert sorted(line.partition(" ngày ")[2][11:] for line in told) == [
            f"Gỡ minh chứng {who} “Báo cáo quý III.pdf”",
            f"Đã gửi {who} số liệu: mới 5,0 tỷ đồng",
            f"Đính kèm minh chứng {who} “Báo cáo quý III.pdf”",
            f"Đính kèm minh chứng {who} “Công văn 12”",
        ]
        assert sent.sha256 not in page.text

    def test_on_the_indicators_page_once_its_figures_count(self, client, desk, sent):
        address = reverse("reports:indicator", args=[desk.resolution.slug, 1])
        assert not Page(client.get(address, {"ky": "3"})).has("minh-chung")
        with_sent = Page(client.get(address, {"ky": "3", "so-lieu": "da-gui"}))
        assert not with_sent.has("minh-chung") or "Báo cáo quý III.pdf" in with_sent.text
        ProgressReport.objects.update(status="approved")
        page = Page(client.get(address, {"ky": "3"}))
        assert page.has("minh-chung")
        assert [link.text_content() for link in page.tree.xpath("//ul[@class='evidence']//a")] == [
            "Báo cáo quý III.pdf",
            "Công văn 12",
        ]

    def test_in_the_indicators_history_with_who_and_when(self, client, desk, sent):
        Evidence.objects.filter(pk=sent.pk).update(removed_at=clock.now(), removed_by=desk.officer)
        told = self.indicators_history(client, desk)
        who = "Nguyễn Thị Hoa, Phòng phong-tai-chinh"
        assert [line.partition(" ngày ")[2][11:] for line in told] == [
            f"Gỡ minh chứng {who} “Báo cáo quý III.pdf”",
            f"Đính kèm minh chứng {who} “Công văn 12”",
            f"Đính kèm minh chứng {who} “Báo cáo quý III.pdf”",
            f"Đã gửi {who} số liệu: 5,0 tỷ đồng",
        ]

    def test_not_in_the_history_of_an_indicator_closed_for_secrecy(self, client, desk, sent):
        Measure.objects.update(percent_only=True)
        told = " ".join(self.indicators_history(client, desk))
        assert "Đã gửi" in told
        assert "Báo cáo quý III.pdf" not in told

    def indicators_history(self, client, desk):
        address = reverse("reports:indicator", args=[desk.resolution.slug, 1])
        (history,) = Page(client.get(address, {"ky": "3"})).tree.xpath("//ol[@class='history']")
        return [" ".join(entry.text_content().split()) for entry in history]

    def test_in_the_workbook_where_the_figures_come_from(self, client, desk, sent):
        ProgressReport.objects.update(status="approved")
        sheet = self.sources(client, desk)
        assert "Minh chứng: Báo cáo quý III.pdf; Công văn 12" in str(sheet["D8"].value)

    def test_not_in_the_workbook_before_the_figures_count(self, client, desk, sent):
        assert "Minh chứng" not in str(self.sources(client, desk)["D8"].value)

    def sources(self, client, desk):
        answer = client.get(reverse("reports:summary-xlsx", args=[desk.resolution.slug, 3]))
        return openpyxl.load_workbook(io.BytesIO(answer.getvalue()))["Nguồn số liệu"]

    def test_what_came_after_the_last_approval_waits_for_the_next(self, client, desk, sent):
        """A reopened report counts with what was there when it was approved."""
        report = sent.report
        make_event(report, "approve", minute=5, by=make_user(Role.OFFICE))
        ProgressReport.objects.update(status="returned")
        make_evidence(report, b"%PDF-1.4 moi", name="Mới.pdf", added_at=clock.now())
        address = reverse("reports:indicator", args=[desk.resolution.slug, 1])
        shown = Page(client.get(address, {"ky": "3"}))
        assert [link.text_content() for link in shown.tree.xpath("//ul[@class='evidence']//a")] == [
            "Báo cáo quý III.pdf",
            "Công văn 12",
        ]


class TestTheFolder:
    def test_all_is_well(self, desk, capsys):
        make_evidence(desk.report())
        call_command("check_evidence")
        assert capsys.readouterr().out == "1 tệp minh chứng còn nguyên.\n"

    def test_lost_changed_and_left_behind(self, desk, folder, capsys):
        report = desk.report()
        rows = [make_evidence(report, content) for content in (b"a", b"b", b"c")]
        (folder / rows[0].kept_as).unlink()
        (folder / rows[1].kept_as).write_bytes(b"x")
        old, young = (evidence_files.keep([b"thua"]).kept_as for _ in range(2))
        long_ago = clock.now().timestamp() - 10**9
        os.utime(folder / old, (long_ago, long_ago))
        with pytest.raises(CommandError, match="2 tệp thiếu hoặc đã bị thay đổi"):
            call_command("check_evidence", "--tidy")
        told = capsys.readouterr()
        assert told.out == "1 tệp minh chứng còn nguyên; 1 tệp thừa (đã xóa).\n"
        assert [line.partition(":")[0] for line in told.err.splitlines()] == [
            "Thiếu",
            "Đã bị thay đổi",
        ]
        assert not (folder / old).exists()
        assert (folder / young).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_of_attaching(client, desk, django_assert_num_queries, count):
    report = desk.report(figures={"": "5"})
    for at in range(count):
        make_evidence(report, bytes([at]))
    with django_assert_num_queries(19):
        desk.send(client, {"m-1-file": upload("a.pdf", pdf())}, move="attach-1")


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_of_a_download(client, desk, django_assert_num_queries, count):
    report = desk.report(figures={"": "5"})
    rows = [make_evidence(report, bytes([at])) for at in range(count)]
    with django_assert_num_queries(4):
        whole(client.get(reverse("targets:evidence", args=[rows[0].pk])))
