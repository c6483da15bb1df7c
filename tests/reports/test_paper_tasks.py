"""The sheet "Nhiệm vụ": states, tallies that follow them, dates, whose items are seen."""

import datetime

import pytest

from reports.export.tasks_sheet import NOTHING, SHEET, coordinating
from reports.work_lines import TaskLine, WorkLine
from targets.models import TaskUpdate, WorkItem
from targets.rules.work import Timing, WorkState
from tests.factories import (
    make_indicator,
    make_resolution,
    make_task,
    make_unit,
    make_update,
    make_user,
    make_work_item,
)
from tests.reports.workbooks import dated, make_town, opened, rows, written

pytestmark = pytest.mark.django_db
FIRST = 6
TALLY = "●\u00a0Hoàn\u00a0thành:\u00a0{}; ○\u00a0Đang\u00a0thực\u00a0hiện:\u00a0{}; □\u00a0Chưa\u00a0đến\u00a0hạn:\u00a0{}; ▼\u00a0Quá\u00a0hạn:\u00a0{}"  # noqa: E501


@pytest.fixture(autouse=True)
def pinned_day(settings):
    settings.TODAY = datetime.date(2024, 9, 24)


@pytest.fixture
def town():
    return make_town()


def tasks(resolution, **wish):
    return rows(written(resolution, **wish), SHEET, FIRST)[:-1]


def test_every_state_with_its_words(town):
    assert tasks(town.resolution) == [
        ("I", "Nhóm nhiệm vụ 1", None, None, f"4 đầu việc: {TALLY.format(1, 1, 1, 1)}"),
        ("1.1", "Thu hút đầu tư"),
        (
            "1.1.1", "Kế hoạch vốn", "Kế hoạch", "Phòng Tài chính", "MT", dated(2024, 6, 30),
            "● Hoàn thành", "Hoàn thành ngày 05/07/2024, trễ 5 ngày", "-",
        ),
        (
            "1.1.2", "Bồi thường", "-", "Phòng Tài chính", "MT", dated(2024, 8, 31), "▼ Quá hạn",
            "Xong 05/07 dự án", "-",
        ),
        (
            "1.1.3", "Giải ngân", "-", "Phòng Tài chính", "MT",
            "31/12/2024\n(gia hạn từ 31/08/2024)", "○ Đang thực hiện", "Đạt 58,3%", "-",
        ),
        (
            "1.1.4", "Báo cáo năm", "-", "Phòng Tài chính", "MT", "quý IV", "□ Chưa đến hạn",
            "-", "-",
        ),
        ("II", "Nhóm nhiệm vụ 2", None, None, f"1 đầu việc: {TALLY.format(0, 0, 1, 0)}"),
        ("2.1", "Môi trường"),
        (
            "2.1.1", "Phương án kín", "-", "Phòng Môi trường", "-", dated(2024, 12, 31),
            "□ Chưa đến hạn", "Tạm dừng; đạt 40%", "-",
        ),
        ("TỔNG CỘNG", None, f"2 nhiệm vụ, 5 đầu việc: {TALLY.format(1, 1, 2, 1)}"),
    ]  # fmt: skip


def test_tallies_count_the_states_of_their_group(town):
    found = rows(written(town.resolution), SHEET, FIRST, values=False)
    band, total = found[0][4], found[-2][2]
    assert band.startswith('="4 đầu việc: "&"●\u00a0Hoàn\u00a0thành:\u00a0"&COUNTIF($G$7:$G$11,')
    assert band.endswith('COUNTIF($G$7:$G$11,"▼ Quá hạn")')
    assert 'COUNTIF($G$6:$G$14,"● Hoàn thành")' in total


def test_the_newest_update_speaks(town):
    make_update(
        town.tasks.late, text="Xong hết", at=datetime.datetime(2024, 9, 20, tzinfo=datetime.UTC)
    )
    assert tasks(town.resolution)[3][7] == "Xong hết"
    TaskUpdate.objects.filter(text="Xong hết").update(text="rất dài " * 400)
    assert len(tasks(town.resolution)[3][7]) == 240


def test_an_item_that_was_closed_is_gone(town):
    WorkItem.objects.filter(pk=town.tasks.late.pk).update(
        closed_at=datetime.datetime(2024, 9, 1, tzinfo=datetime.UTC)
    )
    assert "Bồi thường" not in [row[1] for row in tasks(town.resolution)]


def test_no_tasks_is_one_line():
    assert tasks(make_resolution("nq-2024")) == [(NOTHING,)]


def test_a_task_without_items_says_so():
    resolution = make_resolution("nq-2024")
    make_task(resolution, title="dân vận")
    assert tasks(resolution)[:2] == [
        ("I", "Nhóm nhiệm vụ 1", None, None, f"0 đầu việc: {TALLY.format(0, 0, 0, 0)}"),
        ("1.1", "Dân vận (chưa có đầu việc)"),
    ]


def test_a_unit_sees_its_own_tasks_alone(town):
    viewer = make_user(unit=town.nature)
    other = make_task(town.resolution, lead_unit=make_unit())
    make_work_item(other, name="của người khác")
    content = written(town.resolution, viewer=viewer)
    keys = [row[0] for row in rows(content, SHEET, FIRST)]
    assert keys[:-1] == ["I", "1.1", "1.1.1", "1.1.2", "1.1.3", "1.1.4", "II", "2.1", "2.1.1",
                         "TỔNG CỘNG"]  # fmt: skip
    assert "chỉ gồm việc đơn vị được xem" in opened(content)[SHEET]["A3"].value


def test_indicators_and_many_coordinating_units():
    resolution = make_resolution("nq-2024")
    units = [make_unit(short_name=f"Đv {n}", order=n) for n in range(2)]
    wards = [make_unit(kind="locality", order=9) for _ in range(4)]
    task = make_task(
        resolution,
        coordinating_units=[*units, *wards],
        indicators=[make_indicator(resolution, number=n) for n in (10, 3)],
    )
    make_work_item(task)
    row = tasks(resolution)[2]
    assert (row[4], row[8]) == ("Đv 0, Đv 1, 4 xã, phường", "3, 10")


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ((), "-"),
        (("a",), "A"),
        (("TC", "b"), "B"),
        (("a", "b", "c", "d", "e"), "A, b, c, d, e"),
        (("a", "b", "c", "d", "e", "f"), "a, b, c, d và 2 đơn vị khác"),
    ],
)
def test_coordinating_units_without_the_one_that_leads(names, said):
    item = WorkLine("1.1", "việc", WorkState.RUNNING, Timing.NO_DATE, lead="Tài chính",
                    lead_short="TC")  # fmt: skip
    assert coordinating(TaskLine("1", "n", (item,), coordinating=names), item) == said


def test_a_page_never_ends_with_a_heading():
    resolution = make_resolution("nq-2024")
    for group in (1, 2, 3):
        for _ in range(5):
            task = make_task(resolution, group=group)
            for _ in range(group):
                make_update(make_work_item(task), text="Đang làm theo kế hoạch đã đề ra. " * 3)
    sheet = opened(written(resolution))[SHEET]
    breaks = [one.id for one in sheet.row_breaks.brk]  # a break stands after its row
    assert breaks
    for row in breaks:
        assert str(sheet.cell(row, 1).value).count(".") == 2, row
    assert sheet.print_title_rows == "$5:$5"
    assert sheet.freeze_panes == "C6"
