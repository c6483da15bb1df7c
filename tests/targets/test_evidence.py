"""Evidence of a report: attached on the sheet, shown to its readers, refused with a sentence."""

import hashlib
import os
import stat

import pytest
from django.contrib.messages import get_messages
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from targets import clock, evidence_files
from targets.actions.evidence import NewEvidence
from targets.actions.reporting import Outdated, SaveRefused, TypedIndicator, save_typed
from targets.models import Evidence, Figure, Measure, ProgressReport
from targets.rules.evidence import MEGABYTE, MOST
from targets.rules.workflow import Role
from targets.worksheet import facts_of, lines_of
from tests.factories import make_unit, make_user
from tests.targets.evidence import (
    LINK,
    OLD_OFFICE,
    PROGRAM,
    attach,
    encrypted_zip,
    jpeg,
    kept_files,
    locked_pdf,
    pdf,
    png,
    upload,
    whole,
    with_part,
    word,
    xlsx,
)
from tests.targets.sheets import HTMX, Desk
from tests.targets.tables import every_row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pinned_day", "folder")]


@pytest.fixture
def desk(client):
    desk = Desk("value", "percent")
    client.force_login(desk.officer)
    return desk


def refused(client, desk, folder, *, status=422, **fields):
    """The answer, after proving that nothing was saved or kept and that what was typed is there."""
    before = every_row()
    typed = {"f-1-value": "5,5", "r-2-results": "Đang làm."}
    page = desk.fill(client, typed, move="attach-1", **fields)
    assert page.status == status
    assert every_row() == before
    assert kept_files(folder) == []
    assert {name: page.values[name] for name in typed} == typed
    return page


class TestAttaching:
    @pytest.mark.parametrize(
        ("name", "content", "kind", "kept_name"),
        [
            ("Báo cáo quý III.pdf", pdf(), "pdf", "Báo cáo quý III.pdf"),
            ("bieu.XLSX", xlsx(), "xlsx", "bieu.xlsx"),
            ("bao cao.docx", word(), "docx", "bao cao.docx"),
            ("anh.jpeg", jpeg(), "jpg", "anh.jpeg"),
            ("anh.png", png(), "png", "anh.png"),
            ("anh.png", jpeg(), "jpg", "anh.jpg"),
            ("so lieu.pdf", xlsx(), "xlsx", "so lieu.xlsx"),
            ("khong-duoi", pdf(), "pdf", "khong-duoi.pdf"),
            ("Báo cáo 30.9", pdf(), "pdf", "Báo cáo 30.9.pdf"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_a_file(self, client, desk, folder, name, content, kind, kept_name):
        page = attach(client, desk, upload(name, content))
        assert (page.status, page.response.url) == (302, f"{desk.address()}#mc-1")
        (row,) = Evidence.objects.all()
        (place,) = kept_files(folder)
        assert place.read_bytes() == content
        assert place.name not in client.get(desk.address()).content.decode()
        assert (row.name, row.kind, row.size) == (kept_name, kind, len(content))
        assert row.sha256 == hashlib.sha256(content).hexdigest()
        assert row.kept_as == place.relative_to(folder).as_posix()
        assert (row.link, row.added_by, row.removed_at) == ("", desk.officer, None)
        assert timezone.localdate(row.added_at) == clock.today()
        shown = desk.open(client).words("mc-1")
        assert kept_name in shown
        assert f"SHA-256 {row.sha256}" in shown

    def test_several_files_and_a_link_with_what_was_typed(self, client, desk, folder):
        fields = {"m-1-link": LINK, "m-1-link_name": "Văn bản số 12", "f-1-value": "5,5"}
        page = attach(client, desk, upload("a.pdf", pdf("a")), upload("b.pdf", pdf("b")), **fields)
        assert page.status == 302
        assert list(Evidence.objects.values_list("name", "link")) == [
            ("a.pdf", ""),
            ("b.pdf", ""),
            ("Văn bản số 12", LINK),
        ]
        assert [str(figure.value.normalize()) for figure in Figure.objects.all()] == ["5.5"]
        (anchor,) = desk.open(client).tree.xpath(f"//a[@href='{LINK}']")
        assert anchor.get("rel") == "noopener noreferrer"

    def test_the_first_evidence_begins_the_report_as_a_first_save_does(self, client, desk):
        attach(client, desk, upload("a.pdf", pdf()))
        (report,) = ProgressReport.objects.all()
        assert (report.indicator, report.unit, report.status) == (
            desk.indicators[0],
            desk.unit,
            "draft",
        )
        assert (report.counts, report.version, report.saved_by) == (True, 0, desk.officer)

    def test_evidence_alone_quarrels_with_nobody_who_types(self, client, desk):
        """A window open since before the file came still saves its figure."""
        desk.report(figures={"": "5"})
        early = desk.open(client).values
        attach(client, desk, upload("a.pdf", pdf()))
        page = desk.send(client, {**early, "f-1-value": "6"}, headers=HTMX)
        assert page.status == 200
        assert str(Figure.objects.get().value.normalize()) == "6"

    def test_any_button_takes_a_chosen_file_along(self, client, desk):
        desk.report(figures={"": "5"})
        page = desk.fill(client, {}, move="submit-1", **{"m-1-file": upload("a.pdf", pdf())})
        assert page.status == 302
        assert Evidence.objects.get().report.status == "submitted"

    def test_the_same_file_or_link_twice_is_kept_once(self, client, desk, folder):
        for name in ("a.pdf", "b.pdf"):
            page = attach(client, desk, upload(name, pdf()), **{"m-1-link": LINK})
            assert page.status == 302
        assert list(Evidence.objects.values_list("name", flat=True)) == ["a.pdf", LINK]
        assert len(kept_files(folder)) == 1
        told = [str(message) for message in get_messages(page.response.wsgi_request)]
        assert told[-2:] == [
            "Tệp “b.pdf” có nội dung giống hệt (cùng SHA-256) minh chứng “a.pdf” đã đính kèm nên "
            "không đính kèm lại.",
            f"Liên kết này đã được đính kèm rồi (“{LINK}”) nên không đính kèm lại.",
        ]
        assert "Đã đính kèm" not in told[-3]

    def test_the_same_file_twice_with_one_press(self, client, desk, folder):
        page = attach(client, desk, upload("a.pdf", pdf()), upload("b.pdf", pdf()))
        told = [str(message) for message in get_messages(page.response.wsgi_request)]
        assert "Đã đính kèm minh chứng cho chỉ tiêu 1." in told[0]
        assert "“b.pdf” có nội dung giống hệt" in told[1]
        assert len(kept_files(folder)) == 1

    def test_only_its_owner_reads_the_folder(self, client, desk, folder):
        attach(client, desk, upload("a.pdf", pdf()))
        (place,) = kept_files(folder)
        modes = [stat.S_IMODE(place.stat().st_mode), stat.S_IMODE(place.parent.stat().st_mode)]
        assert modes == [0o600, 0o700]

    def test_the_office_attaches_on_behalf(self, client, desk):
        office = make_user(Role.OFFICE)
        client.force_login(office)
        assert attach(client, desk, upload("a.pdf", pdf())).status == 302
        assert Evidence.objects.get().added_by == office

    def test_a_script_saves_figures_and_never_a_file(self, client, desk, folder):
        page = desk.send(
            client, {"f-1-value": "5", "m-1-file": upload("a.pdf", pdf())}, headers=HTMX
        )
        assert page.status == 200
        assert (Evidence.objects.count(), kept_files(folder)) == (0, [])


class TestRefused:
    @pytest.mark.parametrize(
        ("name", "content", "sentence"),
        [
            ("trong.pdf", b"", "Tệp trống."),
            ("a.doc", OLD_OFFICE, "định dạng cũ (.doc, .xls) hoặc có mật khẩu"),
            ("a.xlsx", encrypted_zip(xlsx()), "Tệp có mật khẩu."),
            ("a.xlsx", with_part(xlsx(), "xl/vbaProject.bin"), "Tệp có macro."),
            ("a.xlsx", xlsx()[:200], "Tệp bị hỏng"),
            ("a.zip", with_part(b"", "a.txt"), "Đây không phải tệp Word hoặc Excel."),
            ("virus.pdf", PROGRAM, "không nhận ra nội dung tệp; chỉ đính kèm"),
            ("virus.pdf", PROGRAM[:200] + pdf(), "nội dung không phải PDF"),
            ("a.txt", b"so lieu", "văn bản thường; chỉ đính kèm tệp .pdf, .docx,"),
            ("a.pdf", b"<html><script>alert(1)</script>", "chỉ đính kèm tệp .pdf"),
            ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "chỉ đính kèm tệp .pdf"),
            ("khoa.pdf", locked_pdf(), "tệp PDF có mật khẩu hoặc bị hạn chế quyền"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_what_is_no_evidence(self, client, desk, folder, name, content, sentence):
        page = refused(client, desk, folder, **{"m-1-file": upload(name, content)})
        assert list(page.errors) == ["m-1-file_error"]
        assert sentence in page.errors["m-1-file_error"]
        assert f"“{name.rpartition('.')[0]}" in page.errors["m-1-file_error"]
        (box,) = page.tree.xpath("//input[@name='m-1-file']")
        assert box.get("aria-invalid") == "true"
        assert "m-1-file_error" in box.get("aria-describedby")
        assert not page.tree.xpath("//*[@id='m-1-file_error']/ancestor::details[not(@open)]")

    def test_more_than_twenty_megabytes(self, client, desk, folder):
        big = upload("lon.pdf", pdf() + bytes(20 * MEGABYTE))
        page = refused(client, desk, folder, **{"m-1-file": big})
        assert page.errors == {
            "m-1-file_error": "Tệp “lon.pdf” nặng 20,1 MB, tối đa 20 MB. Hãy nén lại hoặc tách "
            "thành nhiều tệp."
        }

    def test_exactly_twenty_megabytes(self, client, desk, folder):
        content = pdf() + bytes(20 * MEGABYTE - len(pdf()))
        assert attach(client, desk, upload("vua.pdf", content)).status == 302
        assert Evidence.objects.get().size == 20 * MEGABYTE

    def test_one_bad_file_refuses_all(self, client, desk, folder):
        files = [upload("a.pdf", pdf()), upload("b.pdf", PROGRAM)]
        page = refused(client, desk, folder, **{"m-1-file": files, "m-1-link": LINK})
        assert "b.pdf" in page.errors["m-1-file_error"]
        assert page.values["m-1-link"] == LINK

    def test_eleven_files_at_once(self, client, desk, folder):
        files = [upload(f"{at}.pdf", pdf(str(at))) for at in range(11)]
        page = refused(client, desk, folder, **{"m-1-file": files})
        assert page.errors["m-1-file_error"].startswith("Mỗi lần chọn tối đa 10 tệp.")

    def test_nothing_chosen(self, client, desk, folder):
        page = refused(client, desk, folder)
        assert page.errors == {"m-1-file_error": "Chưa chọn tệp và chưa ghi liên kết nào."}

    @pytest.mark.parametrize(
        ("link", "sentence"),
        [
            ("javascript:alert(1)", "phải bắt đầu bằng http:// hoặc https://"),
            ("JaVaScRiPt://x/%0aalert(1)", "phải bắt đầu bằng http:// hoặc https://"),
            ("data:text/html,<b>", "phải bắt đầu bằng http:// hoặc https://"),
            ("file:///C:/a.pdf", "phải bắt đầu bằng http:// hoặc https://"),
            ("ftp://noibo/a", "phải bắt đầu bằng http:// hoặc https://"),
            ("vanban.noibo/12", "phải bắt đầu bằng http:// hoặc https://"),
            ("//vanban.noibo/12", "phải bắt đầu bằng http:// hoặc https://"),
            ("https://", "phải bắt đầu bằng http:// hoặc https://"),
            ("https:\\\\vanban.noibo", "phải bắt đầu bằng http:// hoặc https://"),
            ("https://van ban.noibo/", "có khoảng trắng hoặc ký tự ẩn"),
            ("https://vanban.noibo/\u202egnp.exe", "có khoảng trắng hoặc ký tự ẩn"),
            ("https://nguoi:mat-khau@vanban.noibo/", "chứa tên đăng nhập hoặc mật khẩu"),
            ("https://[::1/", "viết chưa đúng"),
            ("https://vanban.noibo:cong/", "viết chưa đúng"),
            ("https://vanban.noibo/" + "a" * 1000, "dài quá 1.000 ký tự"),
        ],
    )
    def test_what_is_no_link(self, client, desk, folder, link, sentence):
        page = refused(client, desk, folder, **{"m-1-link": link})
        assert list(page.errors) == ["m-1-link_error"]
        assert sentence in page.errors["m-1-link_error"]
        assert page.values["m-1-link"] == link

    def test_a_name_without_its_link(self, client, desk, folder):
        page = refused(client, desk, folder, **{"m-1-link_name": "Công văn 12"})
        assert page.errors["m-1-link_error"].startswith("Đã ghi tên nhưng chưa có liên kết.")
        assert page.values["m-1-link_name"] == "Công văn 12"

    def test_a_slip_elsewhere_on_the_sheet(self, client, desk, folder):
        before = every_row()
        page = attach(client, desk, upload("a.pdf", pdf()), **{"f-2-value": "12.5"})
        assert page.status == 422
        assert every_row() == before
        assert kept_files(folder) == []
        assert page.errors["m-1-file_error"].startswith("Tệp chưa được đính kèm vì còn chỗ cần sửa")
        assert page.values["f-2-value"] == "12.5"

    def test_the_twenty_first(self, client, desk, folder):
        report = desk.report(figures={"": "5"})
        for at in range(MOST):
            Evidence.objects.create(report=report, name=str(at), link=f"{LINK}&trang={at}")
        page = refused(client, desk, folder, **{"m-1-file": upload("a.pdf", pdf())})
        assert page.errors["m-1-file_error"].startswith("Mỗi chỉ tiêu đính kèm tối đa 20")

    def test_a_full_disk(self, client, desk, folder, monkeypatch, caplog):
        def full(_handle):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        page = refused(client, desk, folder, **{"m-1-file": upload("a.pdf", pdf())})
        assert page.errors["m-1-file_error"].startswith("Máy chủ chưa ghi được tệp")
        assert "does not take a file" in caplog.text

    def test_a_disk_with_no_room_for_what_comes_in(self, client, desk, folder, settings, caplog):
        settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100  # beyond it, a file comes in on disk
        settings.FILE_UPLOAD_TEMP_DIR = str(folder / "nowhere")
        page = refused(client, desk, folder, **{"m-1-file": upload("a.pdf", pdf())})
        assert page.errors["m-1-file_error"].startswith("“a.pdf”: máy chủ chưa ghi được tệp")
        assert "for temporary files" in caplog.text

    def test_a_report_that_has_gone(self, client, desk, folder):
        report = desk.report(figures={"": "5"}, status="submitted")
        before = every_row()
        page = desk.send(client, {"m-1-file": upload("a.pdf", pdf())}, move="attach-1")
        assert (page.status, every_row(), kept_files(folder)) == (409, before, [])
        assert any("đã gửi, đang chờ duyệt" in alert for alert in page.alerts)
        assert report.evidence.count() == 0

    def test_an_indicator_of_another_sheet(self, client, desk, folder):
        before = every_row()
        page = desk.fill(client, {}, move="attach-9", **{"m-9-file": upload("a.pdf", pdf())})
        assert (page.status, every_row(), kept_files(folder)) == (422, before, [])
        assert any("không thuộc báo cáo này" in alert for alert in page.alerts)

    def test_a_closed_period(self, client, desk, folder):
        desk.close()
        before = every_row()
        page = desk.send(client, {"m-1-file": upload("a.pdf", pdf())}, move="attach-1")
        assert (page.status, every_row(), kept_files(folder)) == (409, before, [])

    @pytest.mark.parametrize("role", [Role.LEADER, Role.REPORTER, Role.HEAD])
    def test_others_attach_nothing(self, client, desk, folder, role):
        """Leadership reads; people of another unit do not even see the sheet."""
        client.force_login(make_user(role, unit=make_unit()))
        before = every_row()
        page = desk.send(client, {"m-1-file": upload("a.pdf", pdf())}, move="attach-1")
        assert page.status == (403 if role is Role.LEADER else 404)
        assert (every_row(), kept_files(folder)) == (before, [])


@pytest.mark.parametrize(
    "given",
    [
        "../../etc/passwd.pdf", "C:\\Users\\Hoa\\bao cao.pdf", 'a";filename="b.exe.pdf',
        "a\r\nSet-Cookie: x=1.pdf", "bao cao\u202efdp.exe", "x" * 300 + ".pdf", "<b>.pdf",
    ],
)  # fmt: skip
def test_a_name_is_a_name_and_nothing_else(client, desk, given):
    file = upload("a.pdf", pdf())
    file._name = given  # as a browser that does not clean names would send it
    assert attach(client, desk, file).status == 302
    row = Evidence.objects.get()
    assert len(row.name) <= 150
    assert not set(row.name) & set('/\\<>"\r\n\u202e')
    answer = whole(client.get(reverse("targets:evidence", args=[row.pk])))
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert "Set-Cookie" not in answer.headers
    assert row.name in desk.open(client).words("mc-1")


class TestTakingOff:
    @pytest.fixture
    def row(self, client, desk):
        attach(client, desk, upload("a.pdf", pdf()))
        return Evidence.objects.get()

    def test_twice(self, client, desk, row):
        for status in (302, 409):
            before = every_row()
            page = desk.fill(client, {"f-1-value": "7"}, **{"take-off": f"1:{row.pk}"})
            assert page.status == status
        assert every_row() == before
        assert page.alerts == ["Minh chứng này vừa được gỡ trước đó."]
        assert page.values["f-1-value"] == "7"

    def test_another_reports(self, client, desk, row):
        other = Desk("value", code="khac", resolution=desk.resolution)
        theirs = Evidence.objects.create(report=other.report(), name="của đơn vị khác", link=LINK)
        before = every_row()
        for text in (f"1:{theirs.pk}", f"3:{theirs.pk}", f"2:{row.pk}"):
            page = desk.fill(client, {}, **{"take-off": text})
            assert page.status in {409, 422}
            assert every_row() == before

    def test_not_once_it_is_sent(self, client, desk, row):
        ProgressReport.objects.update(status="submitted")
        before = every_row()
        page = desk.send(client, {"take-off": f"1:{row.pk}"})
        assert (page.status, every_row()) == (409, before)
        assert ("take-off", f"1:{row.pk}") not in desk.open(client).buttons


class TestClosedMeasures:
    """`percent_only`: a file may tell the amounts that nobody may print."""

    def test_no_evidence_is_taken(self, client, folder):
        desk = Desk("percent_only")
        client.force_login(desk.officer)
        before = every_row()
        assert not desk.open(client).has("m-1-file")
        page = desk.send(client, {"m-1-file": upload("a.pdf", pdf())}, move="attach-1")
        assert (page.status, every_row(), kept_files(folder)) == (422, before, [])
        assert "chỉ báo cáo tỷ lệ, không đính kèm" in page.text

    def test_what_is_there_is_hidden_once_the_office_closes_it(self, client, desk):
        attach(client, desk, upload("mật.pdf", pdf()))
        row = Evidence.objects.get()
        Measure.objects.filter(indicator=desk.indicators[0]).update(percent_only=True)
        client.force_login(make_user(Role.OFFICE))
        address = reverse("targets:evidence", args=[row.pk])
        pages = [
            desk.open(client).text,
            client.get(reverse("targets:report", args=[row.report_id])).content.decode(),
        ]
        assert client.get(address).status_code == 404
        assert not any("mật.pdf" in page or row.sha256 in page for page in pages)


def test_somebody_sends_while_a_file_comes_in(desk, folder):
    """The guard looks again in the transaction: nothing is attached to a report that has gone."""
    report = desk.report(figures={"": "5"})
    (line, _) = lines_of(desk.indicators, facts_of(desk.period()))
    ProgressReport.objects.filter(pk=report.pk).update(status="approved")
    before = every_row()
    link = TypedIndicator(line, None, {}, attached=[_link()])
    with pytest.raises(Outdated):
        save_typed(desk.period(), desk.unit, [link], by=desk.officer)
    assert every_row() == before


def test_two_people_begin_a_report_with_evidence_at_once(desk):
    """The second one's look is stale: nothing of it is written, and its next try succeeds."""
    looks = [lines_of(desk.indicators, facts_of(desk.period()))[0] for _ in range(2)]
    first, second = (
        TypedIndicator(line, None, {}, attached=[_link(name)])
        for line, name in zip(looks, ("một", "hai"), strict=True)
    )
    save_typed(desk.period(), desk.unit, [first], by=desk.officer)
    with pytest.raises(Outdated):
        save_typed(desk.period(), desk.unit, [second], by=desk.officer)
    (line, _) = lines_of(desk.indicators, facts_of(desk.period()))
    again = TypedIndicator(line, None, {}, attached=[_link("hai")])
    save_typed(desk.period(), desk.unit, [again], by=desk.officer)
    assert list(Evidence.objects.values_list("name", flat=True)) == ["một", "hai"]
    assert ProgressReport.objects.count() == 1


def test_a_row_never_loses_its_file_to_a_lost_connection(client, desk, folder, monkeypatch, caplog):
    """Where nobody can say whether the row was written, the file stays for the folder's check."""

    def gone(*_args, **_fields):
        raise DatabaseError("server closed the connection")

    monkeypatch.setattr(Evidence.objects, "filter", gone)
    with pytest.raises(DatabaseError):
        desk.send(client, {"m-1-file": upload("a.pdf", pdf())}, move="attach-1")
    assert len(kept_files(folder)) == 1
    assert "1 are left" in caplog.text


def test_two_windows_differ_about_a_figure(client, desk, folder):
    """Nothing is saved until its writer has chosen; the file is asked for again."""
    desk.report(figures={"": "5"})
    early = desk.open(client).values
    desk.fill(client, {"f-1-value": "6"})
    before = every_row()
    fields = {**early, "f-1-value": "7", "m-1-file": upload("a.pdf", pdf())}
    page = desk.send(client, fields, move="attach-1")
    assert (page.status, every_row(), kept_files(folder)) == (409, before, [])
    assert page.errors["m-1-file_error"].startswith("Tệp chưa được đính kèm vì còn chỗ cần sửa")
    assert page.values["f-1-value"] == "7"


def test_the_guard_is_that_of_figures(desk):
    (line, _) = lines_of(desk.indicators, facts_of(desk.period()))
    stranger = make_user(unit=make_unit())
    with pytest.raises(SaveRefused):
        save_typed(
            desk.period(), desk.unit, [TypedIndicator(line, None, {}, attached=[_link()])],
            by=stranger,
        )  # fmt: skip
    assert not Evidence.objects.exists()


def test_what_may_never_be_stored(desk):
    """A row is a file or a link, and no two rows share a file."""
    report = desk.report()
    Evidence.objects.create(report=report, name="a", kept_as="aa/aa")
    for fields in ({}, {"link": LINK, "kept_as": "bb/bb"}, {"kept_as": "aa/aa"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Evidence.objects.create(report=report, name="b", **fields)


@pytest.mark.parametrize("name", ["", "..", "../a", "a", "a/b/c", "/etc/passwd"])
def test_no_name_leads_out_of_the_folder(name):
    with pytest.raises(FileNotFoundError):
        evidence_files.open_kept(name)


def _link(name="văn bản"):
    return NewEvidence(name=name, link=f"{LINK}&ten={name}")
