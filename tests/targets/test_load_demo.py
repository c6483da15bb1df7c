"""The demo tells a possible story with every standing in it, once."""

import io
import json
import shutil
from datetime import datetime
from pathlib import Path

import docx
import openpyxl
import pytest
from django.conf import settings as project
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils.timezone import localtime

from reports.gather import summary_of
from targets.actions.demo import ImpossibleStory, load_demo
from targets.actions.demo_evidence import ImpossibleEvidence, load_evidence
from targets.actions.plan import load_resolution
from targets.actions.readiness import faults_of
from targets.intake.containers import kind_of
from targets.models import (
    DeadlineExtension,
    Evidence,
    Figure,
    Indicator,
    Letterhead,
    Measure,
    Period,
    ProgressReport,
    Resolution,
    ReviewEvent,
    TaskUpdate,
    Unit,
    User,
    WorkItem,
)
from targets.rules.appraisal import Entry
from targets.rules.standing import Standing, combine
from targets.worksheet import facts_of, lines_of
from tests.targets.tables import every_row

pytestmark = pytest.mark.django_db

FIXTURES = Path(project.BASE_DIR) / "fixtures"
DEMO = FIXTURES / "demo"


@pytest.fixture
def plan():
    load_resolution(FIXTURES)


@pytest.fixture
def demo(plan):
    load_demo(DEMO)


@pytest.fixture
def folder(tmp_path):
    """A copy of the demo whose story a test may spoil."""
    shutil.copytree(DEMO, tmp_path / "demo")
    return tmp_path / "demo"


def lines(quarter):
    return lines_of(Indicator.objects.all(), facts_of(Period.objects.get(quarter=quarter)))


def approved_standings(quarter):
    """Indicator → standing, of approved figures only."""
    return {
        line.number: combine(
            measure.appraise(None if line.status == "approved" else Entry()).standing
            for measure in line.measures
        )
        for line in lines(quarter)
    }


def test_it_refuses_where_something_was_reported(demo, settings):
    settings.DEMO = False
    before = every_row()
    with pytest.raises(CommandError, match="đã có báo cáo thật"):
        call_command("load_demo")
    assert every_row() == before


def test_it_needs_the_units_first():
    with pytest.raises(CommandError, match="load_resolution"):
        call_command("load_demo")
    assert not User.objects.exists()


@pytest.mark.parametrize("switched_on", [True, False])
def test_it_loads_where_nothing_was_reported(plan, settings, switched_on, capsys):
    settings.DEMO = switched_on
    call_command("load_demo")
    assert capsys.readouterr().out == (
        "Đã nạp số liệu minh họa: 98 tài khoản, 1 thể thức văn bản, 33 báo cáo, 74 báo cáo xã, "
        "phường, 50 cập nhật đầu việc, 5 ý kiến, 4 minh chứng.\n"
    )


def test_its_figures_say_so_wherever_the_database_goes(demo, settings, client):
    settings.DEMO = False  # the same database behind a real server
    client.force_login(User.objects.get(username="lanhdao"))
    page = client.get(reverse("reports:board", args=["nq-2024", 2])).content.decode()
    summary = summary_of(Resolution.objects.get(), 2)
    assert (summary.illustrative, "Số liệu minh họa" in page) == (True, True)


def test_a_second_run_changes_nothing(demo, settings, capsys):
    settings.DEMO = True
    before = every_row()
    call_command("load_resolution")
    call_command("load_demo")
    assert every_row() == before
    assert capsys.readouterr().out.endswith("Bản minh họa đã có, không nạp thêm.\n")


def test_it_adds_no_figures_to_reports_of_ones_own(plan, settings):
    settings.DEMO = True
    indicator = Indicator.objects.get(number=1)
    ProgressReport.objects.create(
        indicator=indicator, period=Period.objects.get(quarter=1), unit=indicator.lead_unit
    )
    assert load_demo(DEMO) == {"tài khoản": 98, "thể thức văn bản": 1}
    assert (ProgressReport.objects.count(), Figure.objects.count()) == (1, 0)
    assert not Measure.objects.exclude(assigned=None).exists()


def test_a_letterhead_that_is_there_stays(plan):
    Letterhead.objects.create(place="Trà Câu")
    load_demo(DEMO)
    assert list(Letterhead.objects.values_list("place", "symbol")) == [("Trà Câu", "")]


def test_accounts(demo):
    roles = User.objects.in_bulk(field_name="username")
    assert {name: (roles[name].role, roles[name].unit.code) for name in OFFICE} == OFFICE
    assert roles["quantri"].is_staff
    assert roles["quantri"].is_superuser
    assert User.objects.filter(is_staff=True).count() == 1
    for unit in Unit.objects.all():
        officer, head = roles[unit.code], roles[f"{unit.code}.ld"]
        assert (officer.role, officer.unit, head.role, head.unit) == (
            "reporter",
            unit,
            "head",
            unit,
        )
    assert len(roles) == 98
    assert len({user.full_name for user in roles.values()}) == 98
    assert len({user.password for user in roles.values()}) == 1
    assert roles["lanhdao"].check_password("nghiquyet-2024")
    assert not User.objects.filter(must_change_password=True).exists()


OFFICE = {
    "vanphong": ("office", "van-phong-thi-uy"),
    "vanphong2": ("office", "van-phong-thi-uy"),
    "lanhdao": ("leader", "thi-uy"),
    "quantri": ("admin", "van-phong-thi-uy"),
}


def test_two_quarters_are_approved_and_closed_the_third_is_open(demo):
    closed = {period.quarter: period.closed_at is not None for period in Period.objects.all()}
    assert closed == {1: True, 2: True, 3: False, 4: False}
    early = ProgressReport.objects.filter(period__quarter__lt=3)
    assert {report.status for report in early} == {"approved"}
    for quarter in (1, 2):
        assert not [line.number for line in lines(quarter) if line.is_due and not line.report]


def test_quarter_three_is_under_way(demo):
    assert {line.number: line.status.value for line in lines(3) if line.report} == {
        1: "draft",
        2: "draft",
        4: "returned",
        5: "submitted",
        6: "approved",
        7: "returned",
        8: "submitted",
        9: "approved",
        10: "approved",
        12: "approved",
        13: "submitted",
        14: "signing",
        15: "approved",
    }
    assert [line.number for line in lines(3) if line.is_due and not line.first_sent_at()] == [1, 3]
    returned = ReviewEvent.objects.get(move="return", report__period__quarter=3)
    assert returned.report.indicator.number == 4
    assert "395,2" in returned.note
    assert returned.answer_by


def test_every_standing_before_the_last_quarter_is_on_its_board(demo):
    standings = approved_standings(3)
    assert set(standings.values()) == set(Standing) - {Standing.MISSED}
    assert standings[1] is Standing.NO_FIGURE
    assert standings[10] is Standing.BEHIND
    assert standings[15] is Standing.ON_TRACK


def test_year_ago_stands_beside_every_figure(demo):
    assert not Figure.objects.filter(report__counts=True, year_ago=None).exists()


def test_nothing_was_sent_that_the_sheet_would_have_refused(demo):
    faults = {
        (quarter, line.number): faults_of(line)
        for quarter in (1, 2, 3)
        for line in lines(quarter)
        if line.report and line.status != "draft"
    }
    assert not any(faults.values())
    asked = {line.number for line in lines(3) for m in line.measures if m.warnings()}
    assert asked == {5, 10}


def test_every_figure_stands_for_its_day(demo):
    for report in ProgressReport.objects.exclude(submitted_at=None).prefetch_related("figures"):
        for figure in report.figures.all():
            assert figure.as_of <= localtime(report.submitted_at).date()


def test_events_tell_how_each_report_came_to_its_status(demo):
    end = datetime.fromisoformat("2024-09-24T00:00+07:00")
    for report in ProgressReport.objects.prefetch_related("events__by", "figures"):
        status, at = "draft", None
        for event in report.events.all():
            assert event.from_status == status
            assert at is None or at <= event.at
            assert set(event.figures) == {str(f.measure_id) for f in report.figures.all()}
            status, at = event.to_status, event.at
        assert report.status == status
        assert at is None or at < end
    behalf = ReviewEvent.objects.get(on_behalf=True)
    assert (behalf.report.indicator.number, behalf.by.username) == (12, "vanphong")


def test_an_event_keeps_the_figures_of_its_time(demo):
    investment = ProgressReport.objects.get(period__quarter=2, indicator__number=3)
    moves = [(e.move, *[f["value"] for f in e.figures.values()]) for e in investment.events.all()]
    assert moves == [
        ("submit", "3812"),
        ("sign", "3812"),
        ("return", "3812"),
        ("submit", "3694"),
        ("sign", "3694"),
        ("approve", "3694"),
    ]


def test_quotas_belong_to_the_demo(demo):
    given = Measure.objects.exclude(assigned=None).order_by("indicator__number")
    assert [(m.indicator.number, str(m.assigned)) for m in given] == [(4, "482.5"), (15, "120")]
    assert not Figure.objects.filter(measure__percent_only=True).exclude(numerator=None).exists()


def test_work_items_are_under_way(demo):
    assert TaskUpdate.objects.count() == 50
    states = set(WorkItem.objects.values_list("state", flat=True))
    assert states == {"planned", "running", "done"}
    late = WorkItem.objects.filter(due_on__lt="2024-09-24").exclude(state="done")
    assert sorted(item.task.number for item in late) == ["1.2", "2.1", "2.6"]


def test_updates_say_what_their_words_say(demo):
    """States, days and shares stand in their columns too, and the items follow them."""
    done = WorkItem.objects.filter(state="done")
    assert done.count() == 9
    assert not done.filter(done_on=None).exists()
    first = TaskUpdate.objects.get(work_item__task__number="1.1", work_item__order=1)
    assert (first.state, str(first.done_on), first.percent, first.product_number) == (
        "done", "2024-01-26", 100, "36-CTr/TU",
    )  # fmt: skip
    for update in TaskUpdate.objects.select_related("work_item"):
        item = update.work_item
        assert (update.state, update.done_on) == (item.state, item.done_on)
    shares = TaskUpdate.objects.exclude(percent=None).exclude(state="done")
    assert shares.count() == 18


def test_one_item_was_extended_once_and_is_late_again(demo):
    extension = DeadlineExtension.objects.get()
    item = extension.work_item
    assert (item.task.number, item.lead_unit.code) == ("1.2", "ban-tuyen-giao")
    assert (str(extension.first_due_on), str(item.due_on)) == ("2024-08-31", "2024-09-15")


def test_an_extension_nobody_could_give_is_refused(plan, folder):
    path = folder / "work-items.json"
    file = json.loads(path.read_text())
    file["extensions"][0]["until"] = "2024-08-01"
    path.write_text(json.dumps(file))
    with pytest.raises(ImpossibleStory, match="sau hạn đang có"):
        load_demo(folder)


@pytest.fixture
def attached(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path / "attached"
    return settings.EVIDENCE_ROOT


def test_its_evidence_is_small_true_and_the_same_every_time(attached, demo):
    files = list(Evidence.objects.exclude(kept_as=""))
    assert {(row.report.indicator.number, row.report.unit.code, row.kind) for row in files} == {
        (6, "phong-gddt", "docx"),
        (10, "phong-tnmt", "xlsx"),
        (10, "phuong-pho-thanh", "docx"),
    }
    assert [row.link[:8] for row in Evidence.objects.filter(kept_as="")] == ["https://"]
    contents = {row.report.unit.code: (attached / row.kept_as).read_bytes() for row in files}
    for row in files:
        content = contents[row.report.unit.code]
        assert kind_of(io.BytesIO(content)).value == row.kind
        assert len(content) == row.size < 20_000
    (sheet,) = openpyxl.load_workbook(io.BytesIO(contents["phong-tnmt"]))
    *parts, total = [row[1:] for row in sheet.values][1:]
    own = Figure.objects.get(report__evidence__in=files, report__unit__code="phong-tnmt")
    assert total == (own.numerator, own.denominator)
    assert tuple(map(sum, zip(*parts, strict=True))) == total
    told = [
        line.text for line in docx.Document(io.BytesIO(contents["phuong-pho-thanh"])).paragraphs
    ]
    assert told[2] == "Khối lượng thu gom, xử lý đạt: 2.667 tấn."
    before = {row.sha256 for row in files}
    Evidence.objects.all().delete()
    people = {user.username: user for user in User.objects.all()}
    load_evidence(json.loads((DEMO / "evidence.json").read_text()), people)
    assert {row.sha256 for row in Evidence.objects.exclude(kept_as="")} == before


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"at": "2024-09-24T08:00"}, "không đính kèm được"),
        ({"by": "bchqs"}, "không đính kèm được"),
    ],
)
def test_evidence_nobody_could_have_attached_leaves_nothing(plan, folder, attached, changed, why):
    path = folder / "evidence.json"
    file = json.loads(path.read_text())
    file["attached"][-1] |= changed
    path.write_text(json.dumps(file))
    with pytest.raises(ImpossibleEvidence, match=why):
        load_demo(folder)
    assert not ProgressReport.objects.exists()
    assert not [place for place in attached.rglob("*") if place.is_file()]


def test_a_folder_that_takes_no_file(plan, attached):
    attached.write_text("a file, not a folder")
    with pytest.raises(CommandError, match="Không ghi được tệp minh chứng"):
        call_command("load_demo")
    assert not User.objects.exists()


def approve_ones_own(events):
    events[-1]["by"] = "phong-gddt"


def lose_the_reason(events):
    events[-1].pop("note")


def go_back_in_time(events):
    events[-1]["at"] = "2024-03-01T08:00"


@pytest.mark.parametrize(
    ("indicator", "spoil", "why"),
    [
        (6, approve_ones_own, "không có quyền"),
        (4, lose_the_reason, "thiếu lý do"),
        (9, go_back_in_time, "thứ tự thời gian"),
    ],
)
def test_an_impossible_story_is_refused(plan, folder, indicator, spoil, why):
    path = folder / "quarter-3.json"
    file = json.loads(path.read_text())
    spoil(next(row["events"] for row in file["reports"] if row["indicator"] == indicator))
    path.write_text(json.dumps(file))
    with pytest.raises(ImpossibleStory, match=why):
        load_demo(folder)
    assert not User.objects.exists()
    assert not ProgressReport.objects.exists()
