"""Figures kept as they were presented: taken, read, compared, withdrawn (design §6; issue 4)."""

import datetime
import io
import json
import re
import uuid
from dataclasses import replace
from decimal import Decimal
from html import unescape
from pathlib import Path

import docx
import openpyxl
import pytest
from django.db import IntegrityError
from django.urls import reverse

from reports.assessment import Summary
from reports.file_names import safe_name
from reports.gather import summary_of
from reports.models import Rating, Snapshot
from reports.paper_words import Paper
from reports.snapshots import SnapshotRefused, kept_summary, take_snapshot, withdraw_snapshot
from targets.clock import now
from targets.models import Figure, ProgressReport
from targets.places import place_of
from targets.rules.workflow import Role, Status
from tests.factories import (
    make_event,
    make_indicator,
    make_report,
    make_resolution,
    make_snapshot,
    make_unit,
    make_user,
)
from tests.targets.tables import every_row

pytestmark = pytest.mark.django_db
TITLE = "Trình BTV ngày 25/9/2024"
WHY = "Chốt nhầm kỳ <6 tháng>"
FIRST_VERSION = Path(__file__).parent / "kept" / "first_version.json"
TAG = re.compile(r"<[^>]+>")


@pytest.fixture(autouse=True)
def pinned_day(settings):
    settings.TODAY = datetime.date(2024, 9, 24)


class Town:
    """Three indicators: behind, waiting for approval, exceeded."""

    def __init__(self):
        self.resolution = make_resolution("nq-2024")
        self.unit = make_unit("tai-chinh", name="Phòng Tài chính")
        self.officer = make_user(unit=self.unit)
        self.office = make_user(Role.OFFICE, full_name="Nguyễn Thị Hà")
        self.colleague = make_user(Role.OFFICE, full_name="Trần Văn Bình")
        self.leader = make_user(Role.LEADER, full_name="Lê Văn Sơn")
        self.admin = make_user(Role.ADMIN, full_name="Quản trị")
        self.reports = [
            self.report(1, "60", results="Đã giải ngân."),
            self.report(2, "77.7", Status.SUBMITTED),
            self.report(3, "120"),
        ]

    def report(self, number, value, status=Status.APPROVED, **fields):
        indicator = make_indicator(self.resolution, number=number, lead_unit=self.unit)
        make_report(indicator, 2, figures={"": "40"})
        report = make_report(
            indicator, 3, status=status, figures={"": {"value": value, "nature": "official"}},
            submitted_by=self.officer, **fields,
        )  # fmt: skip
        make_event(report, "submit", by=self.officer)
        if status is Status.APPROVED:
            judged = {"": {"value": value, "nature": "official"}}
            make_event(report, "approve", by=self.office, minute=5, figures=judged)
        return report

    def take(self, **wish):
        wish = {"title": TITLE, "include_submitted": False, "by": self.office} | wish
        place = place_of(wish["by"], "nq-2024", wish.pop("quarter", 3))
        return take_snapshot(place, **wish)[0]


@pytest.fixture
def town():
    return Town()


@pytest.fixture
def office(client, town):
    client.force_login(town.office)
    return client


def url(name, *args):
    return reverse(f"reports:{name}", args=args)


def take_url(quarter=3, query=""):
    return url("snapshot-take", "nq-2024", quarter) + query


def text_of(response):
    words = TAG.sub(" ", re.sub(r"<svg.*?</svg>", "", response.content.decode(), flags=re.S))
    return re.sub(r"\s+", " ", unescape(words))


def key_in(response):
    return re.search(r'name="form_key" value="([^"]+)"', response.content.decode())[1]


def sheet_of(response):
    content = b"".join(response.streaming_content)
    return openpyxl.load_workbook(io.BytesIO(content), data_only=True).worksheets[0]


def figures_in(response):
    """The 9-month figure of each indicator's row."""
    sheet = sheet_of(response)
    return {row[0]: row[7] for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)}


def words_of(response):
    """All words of a Word report: its paragraphs and its tables."""
    document = docx.Document(io.BytesIO(b"".join(response.streaming_content)))
    cells = [cell.text for table in document.tables for cell in table._cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


# Taking one


@pytest.mark.parametrize("who", ["office", "leader"])
def test_a_snapshot_is_taken_on_the_papers_page(client, town, who):
    client.force_login(getattr(town, who))
    page = client.get(url("summary", "nq-2024", 3))
    assert "Bản số liệu đã chốt của kỳ này" in text_of(page)
    data = {"title": f"  {TITLE} ", "figures": "approved", "form_key": key_in(page)}
    answer = client.post(take_url(), data)
    taken = Snapshot.objects.get()
    assert (answer.status_code, answer.url) == (302, url("snapshot", taken.pk))
    kept = (taken.title, taken.taken_by, taken.period.quarter, taken.include_submitted)
    assert kept == (TITLE, getattr(town, who), 3, False)
    assert taken.taken_at.astimezone().date() == datetime.date(2024, 9, 24)
    text = text_of(client.get(answer.url))
    for words in (
        "Đã chốt số liệu.",
        f"Kết quả 9 tháng năm 2024 · chỉ số đã duyệt · {taken.taken_by} chốt",
        "– không thay đổi.",
        "BIỂU TỔNG HỢP",
        "60,0",
    ):
        assert words in text, words
    assert "77,7" not in text
    assert TITLE in text_of(client.get(url("summary", "nq-2024", 3)))


def test_what_is_kept_is_everything_that_the_papers_know(town):
    taken = Snapshot.objects.get(pk=town.take().pk)
    kept = replace(kept_summary(taken), frozen="")
    assert kept == summary_of(town.resolution, 3, viewer=town.office, for_papers=True)


def test_sent_figures_are_kept_where_asked_for(office, town):
    page = office.get(url("summary", "nq-2024", 3) + "?so-lieu=gom-ca-da-gui")
    assert '<option value="submitted" selected>' in page.content.decode()
    answer = office.post(take_url(), {"title": TITLE, "figures": "submitted"})
    text = text_of(office.get(answer.url))
    assert "gồm cả số đã gửi, chưa duyệt" in text
    assert "77,7" in text


def test_a_choice_of_groups_narrows_the_paper_and_not_the_copy(office, town):
    make_indicator(town.resolution, number=4, group=2)
    answer = office.post(take_url(query="?nhom=2"), {"title": TITLE})
    assert [line.number for line in kept_summary(Snapshot.objects.get()).indicators] == [1, 2, 3, 4]
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Hãy đặt tên cho bản chốt"),
        ({"title": " \u200b\u00a0 "}, "Hãy đặt tên cho bản chốt"),
        ({"title": "ế" * 201}, "tối đa 200 ký tự"),
        ({"title": TITLE, "figures": "tat-ca"}, "Hãy chọn một trong hai loại số liệu."),
    ],
)
def test_bad_input_is_refused_beside_its_box_and_stays(office, town, data, words):
    before = every_row()
    answer = office.post(take_url(query="?nhom=1"), data)
    text = unescape(answer.content.decode())
    assert (answer.status_code, every_row() == before, words in text) == (422, True, True)
    assert data.get("title", "").strip(" \u200b\u00a0") in text
    assert "Tải Excel" in text


def test_a_period_that_has_not_opened_has_nothing_to_keep(office, town):
    answer = office.post(take_url(4), {"title": TITLE})
    assert answer.status_code == 422
    assert "Kỳ Năm chưa mở (mở từ 01/12/2024), chưa có số liệu để chốt." in text_of(answer)
    assert TITLE in answer.content.decode()
    assert not Snapshot.objects.exists()


def test_an_empty_quarter_gives_a_paper_that_says_so(office):
    make_indicator(make_resolution("nq-2023", year=2023), number=1)
    answer = office.post(url("snapshot-take", "nq-2023", 4), {"title": TITLE})
    assert "chưa có số liệu 1" in text_of(office.get(answer.url))


@pytest.mark.parametrize(
    "title",
    ["=1+1", "../../etc/passwd", 'Biểu "số 1" / \\ : * ? | <b>', "🎉🎉", "\u202eBTV", "@tab\tcột"],
)
def test_any_title_gives_a_page_and_a_file(office, town, title):
    page = office.get(office.post(take_url(), {"title": title}).url)
    assert " ".join(title.split()) in unescape(page.content.decode())
    answer = office.get(url("snapshot-xlsx", Snapshot.objects.get().pk))
    name = re.search(r'filename="([^"]+)"', answer["Content-Disposition"])[1]
    assert re.fullmatch(r"So-lieu-chot-[A-Za-z0-9-]+\.xlsx", name)
    assert len(figures_in(answer)) == 3


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (TITLE, "Trinh-BTV-ngay-25-9-2024"),
        ("Đức Phổ: đợt 1", "Duc-Pho-dot-1"),
        ("🎉", "bieu"),
        ("a" * 300, "a" * 120),
    ],
)
def test_names_of_files(words, name):
    assert safe_name(words) == name


# Two at once


def test_two_people_get_two_snapshots(office, town):
    for who in (town.office, town.leader):
        office.force_login(who)
        page = office.get(url("summary", "nq-2024", 3))
        office.post(take_url(), {"title": TITLE, "form_key": key_in(page)})
    by = Snapshot.objects.order_by("pk").values_list("taken_by", flat=True)
    assert list(by) == [town.office.pk, town.leader.pk]


def test_the_same_press_twice_keeps_one(office, town):
    data = {"title": TITLE, "figures": "approved", "form_key": str(uuid.uuid4())}
    first = office.post(take_url(), data)
    second = office.post(take_url(), data)
    assert (first.url, Snapshot.objects.count()) == (second.url, 1)
    assert "Bản này đã được chốt từ lần bấm trước." in text_of(office.get(second.url))


def test_another_title_from_a_page_one_went_back_to_is_another_snapshot(office, town):
    data = {"title": TITLE, "form_key": str(uuid.uuid4())}
    office.post(take_url(), data)
    office.post(take_url(), {**data, "title": "Trình Thường trực"})
    titles = Snapshot.objects.order_by("pk").values_list("title", flat=True)
    assert list(titles) == [TITLE, "Trình Thường trực"]


def test_the_same_press_at_the_same_moment(town, monkeypatch):
    """Both look before either has written: the database refuses the second row."""
    key = uuid.uuid4()
    first = town.take(form_key=key)
    look = Snapshot.objects.filter(form_key=key)
    answers = iter([None, look.get(), None])
    monkeypatch.setattr("reports.snapshots._with_key", lambda _wished: next(answers))
    place = place_of(town.office, "nq-2024", 3)
    wish = {"title": TITLE, "include_submitted": False, "by": town.office, "form_key": key}
    assert take_snapshot(place, **wish) == (first, False)
    monkeypatch.setattr("reports.snapshots._with_key", lambda _wished: None)
    with pytest.raises(IntegrityError):
        take_snapshot(place, **wish)


def test_a_key_that_cannot_be_read_is_none(office, town):
    assert office.post(take_url(), {"title": TITLE, "form_key": "abc"}).status_code == 302


def test_after_the_session_has_ended_the_title_is_carried_through_the_login(client, town):
    assert 'name="carried"' in client.post(take_url(), {"title": TITLE}).content.decode()
    assert not Snapshot.objects.exists()


@pytest.mark.parametrize("role", [Role.REPORTER, Role.HEAD, Role.ADMIN])
def test_nobody_else_takes_one(town, role):
    person = make_user(role, unit=town.unit)
    with pytest.raises(SnapshotRefused):
        town.take(by=person)
    assert not Snapshot.objects.exists()


# Later


def test_a_kept_paper_stays_and_the_comparison_shows_exactly_what_was_corrected(client, town):
    """The story of the issue, through the pages: keep, reopen, correct, approve, compare."""
    client.force_login(town.office)
    taken = client.post(take_url(), {"title": TITLE, "figures": "approved"}).url
    changes = url("snapshot-changes", Snapshot.objects.get().pk)
    assert "Không có gì thay đổi." in text_of(client.get(changes))
    before = text_of(client.get(taken))
    report = town.reports[2]

    def move(who, name, **data):
        client.force_login(who)
        version = ProgressReport.objects.get(pk=report.pk).version
        answer = client.post(
            reverse("targets:report-move", args=[report.pk]),
            {"move": name, "version": version, **data},
        )
        assert answer.status_code == 302, text_of(answer)

    move(town.office, "reopen", note="Đơn vị báo nhầm số", until="26/09/2024")
    client.force_login(town.officer)
    fields = {"f-3-value": "112,5", "f-3-nature": "official"}
    version = ProgressReport.objects.get(pk=report.pk).version
    sheet = reverse("targets:sheet", args=["nq-2024", 3, "tai-chinh"])
    answer = client.post(sheet, {**fields, "r-3-version": version, "do": "save"})
    assert answer.status_code == 302
    assert Figure.objects.get(report=report).value == Decimal("112.5")
    client.force_login(town.office)
    assert "Không có gì thay đổi." in text_of(client.get(changes)), "not approved yet"
    move(town.officer, "submit")
    move(town.colleague, "approve")

    client.force_login(town.leader)
    page = client.get(changes)
    found = [
        (change.key, change.what, change.old, change.new)
        for one in page.context["page"].found
        for change in one.changes
    ]
    assert found == [("3", "Số 9 tháng", "120,0 tỷ đồng", "112,5 tỷ đồng")]
    text = text_of(page)
    assert "1 điểm khác ở 1 chỉ tiêu" in text
    assert "3. Chỉ tiêu số 3 Số 9 tháng 120,0 tỷ đồng 112,5 tỷ đồng" in text
    client.force_login(town.office)
    assert text_of(client.get(taken)) == before
    kept = figures_in(client.get(url("snapshot-xlsx", Snapshot.objects.get().pk)))
    live = figures_in(client.get(url("summary-xlsx", "nq-2024", 3)))
    assert (kept[3], live[3]) == (120, 112.5)
    word = words_of(client.get(url("snapshot-docx", Snapshot.objects.get().pk)))
    assert ("120 tỷ đồng" in word, "112,5 tỷ đồng" in word) == (True, False)
    assert "số liệu chốt lúc" in word
    assert "112,5 tỷ đồng" in words_of(client.get(url("summary-docx", "nq-2024", 3)))


def test_a_rating_set_later_is_a_change(office, town):
    taken = town.take()
    Rating.objects.create(
        indicator=town.reports[0].indicator, period=taken.period, standing="met",
        reason="Đã giao đủ", by=town.leader, at=now(),
    )  # fmt: skip
    page = office.get(url("snapshot-changes", taken.pk))
    (one,) = page.context["page"].found
    assert [(each.what, each.old, each.new) for each in one.changes] == [
        ("Đánh giá của lãnh đạo, Văn phòng", "không có", "Đạt; lý do: Đã giao đủ")
    ]
    text = text_of(page)
    assert "Lúc chốt Đạt và vượt 1/3" in text
    assert "Hiện nay Đạt và vượt 2/3" in text


def test_figures_of_the_same_kind_are_compared(office, town):
    """A copy with sent figures is set against approved and sent ones."""
    taken = town.take(include_submitted=True)
    page = office.get(url("snapshot-changes", taken.pk))
    assert "so với số liệu đã duyệt và đã gửi đến ngày 24/09/2024." in text_of(page)
    assert page.context["page"].found == []


def test_an_amended_target_leaves_the_kept_paper_alone(office, town):
    taken = town.take()
    target = town.reports[0].indicator.measures.get().targets.get()
    target.low, target.wording = Decimal(150), "ít nhất 150"
    target.save()
    text = text_of(office.get(url("snapshot", taken.pk)))
    assert "ít nhất 100" in text
    assert "ít nhất 150" not in text
    assert "ít nhất 150" in text_of(office.get(url("snapshot-changes", taken.pk)))


# Later versions of the Summary


def test_a_copy_that_lacks_a_newer_field_is_read_with_its_default(office, town):
    taken = town.take()
    kept = taken.summary
    for name in ("frozen", "warnings", "include_submitted"):
        kept.pop(name)
    for line in kept["groups"][0]["indicators"]:
        line.pop("finals")
        line.pop("note")
        line["report"].pop("single_handed")
    Snapshot.objects.update(summary=kept)
    taken.refresh_from_db()
    line = kept_summary(taken).find(1)
    assert (line.finals, line.note, line.final_in(2)) == ((), "", None)
    for name in ("snapshot", "snapshot-xlsx", "snapshot-docx", "snapshot-changes"):
        assert office.get(url(name, taken.pk)).status_code == 200


def test_a_copy_with_a_field_of_another_version_is_read_without_it(office, town):
    taken = town.take()
    kept = taken.summary
    kept["weather"] = {"rain": True}
    kept["groups"][0]["indicators"][0]["colour"] = "red"
    kept["groups"][0]["indicators"][0]["measures"][0]["cells"][2]["mood"] = None
    Snapshot.objects.update(summary=kept)
    for name in ("snapshot", "snapshot-xlsx", "snapshot-docx", "snapshot-changes"):
        assert office.get(url(name, taken.pk)).status_code == 200
    assert office.get(url("snapshot-changes", taken.pk)).context["page"].found == []


def test_a_copy_of_the_first_version_is_read_for_ever():
    """Whoever breaks this has lost the papers of past meetings: give the new field a default."""
    summary = Summary.from_json(json.loads(FIRST_VERSION.read_text(encoding="utf-8")))
    (row,) = Paper(summary).groups[0].rows
    assert (row.figure(2), row.year_end, row.standing_text) == ("60,5", "98,0", "● Đạt")
    assert row.note == (
        "Dưới mốc quý 4,5; ước cả năm khó đạt; số ước; phần mềm: chậm tiến độ; lý do: Đã giao đủ"
    )
    assert row.line.report.results == "Đã giải ngân."


# Reading


def test_a_kept_paper_says_that_it_is_one_wherever_it_goes(office, town):
    taken = town.take()
    said = "- chỉ số đã duyệt - số liệu chốt lúc"
    assert said in text_of(office.get(url("snapshot", taken.pk)))
    sheet = sheet_of(office.get(url("snapshot-xlsx", taken.pk)))
    assert any(said in str(value) for row in sheet.iter_rows(values_only=True) for value in row)
    assert said not in text_of(office.get(url("summary", "nq-2024", 3)))


def test_the_board_of_a_copy_is_worst_first_and_leads_nowhere(office, town):
    page = office.get(url("snapshot", town.take().pk))
    assert [row.number for row in page.context["kept"].rows] == [1, 2, 3]
    assert "/chi-tieu/" not in page.content.decode()


def test_a_draft_is_for_the_office(client, town):
    taken = town.take()
    town.resolution.status = "draft"
    town.resolution.save()
    for who, status in ((town.leader, 404), (town.office, 200)):
        client.force_login(who)
        for name in ("snapshot", "snapshot-xlsx", "snapshot-docx", "snapshot-changes"):
            assert client.get(url(name, taken.pk)).status_code == status
        assert client.get(url("snapshots", "nq-2024")).status_code == status


@pytest.mark.parametrize("pk", [999, 99999999999999999999])
def test_no_such_snapshot(office, town, pk):
    for name in ("", "excel/", "thay-doi/"):
        assert office.get(f"/chot-so-lieu/ban/{pk}/{name}").status_code == 404


# The list


def test_the_list_names_every_snapshot_newest_first(office, town):
    town.take()
    town.take(title="Trình Thường trực", quarter=2, by=town.leader, include_submitted=True)
    make_snapshot(make_resolution("nq-2023", year=2023), title="Năm trước")
    text = text_of(office.get(url("snapshots", "nq-2024")))
    second, first = text.index("Trình Thường trực Lê Văn Sơn 6 tháng đầu năm"), text.index(TITLE)
    assert second < first
    assert "Gồm cả số đã gửi, chưa duyệt Đang dùng" in text
    assert "Năm trước" not in text
    assert "Nghị quyết khác:" in text
    text = text_of(office.get(url("snapshots", "nq-2024") + "?sort=-period"))
    assert text.index(TITLE) < text.index("Trình Thường trực")


@pytest.mark.parametrize("query", ["?sort=abc", "?sort=-", "?page=9", "?sort=title"])
def test_a_nonsense_order_is_no_crash(office, town, query):
    town.take()
    assert office.get(url("snapshots", "nq-2024") + query).status_code == 200


def test_an_empty_list_says_where_to_begin(office, town):
    assert "Chưa có bản chốt nào." in text_of(office.get(url("snapshots", "nq-2024")))
    assert office.get(url("snapshots", "nq-1999")).status_code == 404


def test_the_short_address(client, town):
    client.force_login(town.admin)
    assert client.get(url("newest-snapshots")).url == url("snapshots", "nq-2024")


def test_without_a_resolution_the_short_address_says_so(client):
    client.force_login(make_user(Role.ADMIN))
    page = client.get(url("newest-snapshots"), follow=True)
    assert "Chưa có nghị quyết nào nên chưa có bản chốt số liệu." in text_of(page)


# An administrator withdraws one


def test_an_administrator_sees_titles_and_no_figures(client, town):
    taken = town.take()
    client.force_login(town.admin)
    page = client.get(url("snapshots", "nq-2024"))
    text = text_of(page)
    assert f"{TITLE} Nguyễn Thị Hà" in text
    assert "Thu hồi" in text
    for figure in ("60,0", "120,0", "Đạt và vượt"):
        assert figure not in text
    assert url("snapshot", taken.pk) + '"' not in page.content.decode()
    assert "60,0" not in text_of(client.get(url("snapshot-withdraw", taken.pk)))


def test_a_withdrawn_one_stays_listed_and_readable(client, town):
    taken = town.take()
    client.force_login(town.admin)
    address = url("snapshot-withdraw", taken.pk)
    answer = client.post(address, {"reason": WHY})
    assert (answer.status_code, answer.url) == (302, url("snapshots", "nq-2024"))
    text = text_of(client.get(answer.url))
    assert f"Đã thu hồi bản “{TITLE}”. Bản vẫn được liệt kê." in text
    assert f"Quản trị: “{WHY}”" in text
    assert "không thu hồi" not in text.lower()
    for who in (town.office, town.leader):
        client.force_login(who)
        text = text_of(client.get(url("snapshot", taken.pk)))
        assert f"(Quản trị), lý do: “{WHY}”" in text
        assert "bản đã thu hồi lúc" in text
        assert figures_in(client.get(url("snapshot-xlsx", taken.pk)))[3] == 120
        assert WHY in text_of(client.get(url("summary", "nq-2024", 3)))


@pytest.mark.parametrize(
    ("reason", "words"), [("", "Hãy ghi vì sao thu hồi bản này."), ("ế" * 1001, "tối đa 1.000")]
)
def test_without_a_good_reason_nothing_is_withdrawn(client, town, reason, words):
    taken = town.take()
    client.force_login(town.admin)
    before = every_row()
    answer = client.post(url("snapshot-withdraw", taken.pk), {"reason": reason})
    assert (answer.status_code, every_row() == before) == (422, True)
    assert words in text_of(answer)
    assert reason in answer.content.decode()


def test_who_withdraws_too_late_is_told(client, town):
    taken = town.take()
    withdraw_snapshot(taken.pk, WHY, by=make_user(Role.ADMIN, full_name="Người kia"))
    client.force_login(town.admin)
    before = every_row()
    answer = client.post(url("snapshot-withdraw", taken.pk), {"reason": "Lý do của tôi"})
    text = text_of(answer)
    assert (answer.status_code, every_row() == before) == (409, True)
    for words in (
        "Người khác vừa thu hồi bản này.",
        f"Người kia, lý do: “{WHY}”",
        "Lý do bạn vừa ghi, chưa được lưu: “Lý do của tôi”",
    ):
        assert words in text, words


def test_the_same_withdrawal_twice_is_one(town):
    taken = town.take()
    first = withdraw_snapshot(taken.pk, WHY, by=town.admin)
    assert withdraw_snapshot(taken.pk, WHY, by=town.admin).withdrawn_at == first.withdrawn_at


def test_only_an_administrator_withdraws(town):
    taken = town.take()
    for who, reason in ((town.office, WHY), (town.leader, WHY), (town.admin, "")):
        with pytest.raises(SnapshotRefused):
            withdraw_snapshot(taken.pk, reason, by=who)
    taken.refresh_from_db()
    assert taken.withdrawn_at is None


def test_the_database_wants_a_reason(town):
    town.take()
    with pytest.raises(IntegrityError):
        Snapshot.objects.update(withdrawn_at=now())


# Fixed queries


@pytest.mark.parametrize("count", [1, 3])
def test_query_counts(client, django_assert_num_queries, count):
    resolution = make_resolution("nq-2024")
    office, admin = make_user(Role.OFFICE), make_user(Role.ADMIN)
    for number in range(1, count + 1):
        make_report(make_indicator(resolution, number=number), 3, figures={"": "30"})
    for _ in range(count):
        taken = make_snapshot(resolution, taken_by=office)
    client.force_login(office)
    for name, args, queries in (
        ("summary", ["nq-2024", 3], 11),
        ("snapshots", ["nq-2024"], 5),
        ("snapshot", [taken.pk], 4),
        ("snapshot-xlsx", [taken.pk], 3),
        ("snapshot-docx", [taken.pk], 4),
        ("snapshot-changes", [taken.pk], 11),
    ):
        with django_assert_num_queries(queries, info=name):
            assert client.get(url(name, *args)).status_code == 200
    client.force_login(admin)
    with django_assert_num_queries(5, info="admin's list"):
        assert client.get(url("snapshots", "nq-2024")).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_of_taking_one(client, django_assert_num_queries, count):
    resolution = make_resolution("nq-2024")
    for number in range(1, count + 1):
        make_report(make_indicator(resolution, number=number), 3, figures={"": "30"})
    client.force_login(make_user(Role.OFFICE))
    with django_assert_num_queries(20):
        client.post(take_url(), {"title": TITLE, "form_key": str(uuid.uuid4())})
    assert Snapshot.objects.count() == 1
