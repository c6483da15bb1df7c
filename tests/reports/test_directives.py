"""Directives in a Summary, beside the board, on the papers page and in the workbook."""

import datetime
import io
import json

import openpyxl
import pytest
from django.urls import reverse

from reports.assessment import Summary
from reports.directive_lines import DirectiveLine, requests_sentence, waiting_by_indicator
from reports.export import xlsx
from reports.export.directives_sheet import NOTHING, SHEET, WIDTHS
from reports.export.layout import CONTINUED, lines_of, most_lines
from reports.gather import summary_of
from targets.actions.directives import DirectiveWish, take_step
from targets.rules.directives import DirectiveMove, DirectiveStatus
from targets.rules.workflow import Role
from tests.factories import (
    make_directive,
    make_indicator,
    make_resolution,
    make_task,
    make_unit,
    make_user,
)

pytestmark = pytest.mark.django_db
FORMULA = '=HYPERLINK("http://x";"y")'


@pytest.fixture(autouse=True)
def pinned_day(settings):
    settings.TODAY = datetime.date(2024, 9, 24)


class Town:
    """An overdue request, one answered for the unit, a remark, one settled about a task."""

    def __init__(self):
        self.resolution = make_resolution("nq-2024", title="Nghị quyết thử")
        self.unit = make_unit("tai-chinh", name="Phòng Tài chính")
        self.other = make_unit("kinh-te", name="Phòng Kinh tế")
        self.leader = make_user(Role.LEADER, full_name="Huỳnh Ngọc Thiện")
        self.office = make_user(Role.OFFICE, full_name="Nguyễn Thị Hà")
        self.first = make_indicator(self.resolution, number=1, lead_unit=self.unit)
        self.second = make_indicator(self.resolution, number=2, group=2, lead_unit=self.other)
        self.task = make_task(self.resolution, number="1.1", lead_unit=self.other)
        self.late = self.write(self.first, due=datetime.date(2024, 9, 20), text=FORMULA)
        self.answered = self.write(self.second, 2, due=datetime.date(2024, 9, 30))
        self.step(self.answered, DirectiveMove.ANSWER, self.office, "Do mưa")
        self.remark = self.write(self.second, text="Chú ý tiến độ")
        self.settled = self.write(self.task, due=datetime.date(2024, 9, 10))
        self.step(self.settled, DirectiveMove.SETTLE, self.leader, "Đồng ý")
        # Over before the period in question: no paper of it
        self.step(
            self.write(self.first, 2, due=datetime.date(2024, 6, 1)),
            DirectiveMove.SETTLE,
            self.leader,
        )

    def write(self, subject, quarter=3, **fields):
        return make_directive(subject, quarter, by=self.leader, **fields)

    @staticmethod
    def step(directive, move, by, text="", **wish):
        take_step(directive.pk, DirectiveWish(move, text, **wish), by=by)

    def summary(self, **wish):
        return summary_of(self.resolution, 3, **wish)

    def keys(self, *directives):
        return [each.pk for each in directives]


@pytest.fixture
def town():
    return Town()


def keys(summary):
    return [line.key for line in summary.directives]


# The summary


def test_a_summary_carries_them_most_urgent_first(town):
    summary = town.summary()
    assert keys(summary) == town.keys(town.late, town.answered, town.remark, town.settled)
    late, answered = summary.directives[:2]
    assert late == DirectiveLine(
        key=town.late.pk,
        status=DirectiveStatus.OPEN,
        number="1",
        wording="Chỉ tiêu số 1",
        text=FORMULA,
        asked_at=town.late.at,
        quarter=3,
        period_name="9 tháng",
        unit_code="tai-chinh",
        unit_name="Phòng Tài chính",
        asked_by="Huỳnh Ngọc Thiện",
        due_on=datetime.date(2024, 9, 20),
        days_late=4,
    )
    assert (answered.answer, answered.answered_by, answered.on_behalf, answered.quarter) == (
        "Do mưa", "Nguyễn Thị Hà", True, 2,
    )  # fmt: skip
    task = next(line for line in summary.directives if line.about_task)
    assert (task.subject, task.wording, task.settled_with) == (
        "Nhiệm vụ 1.1", "Nhiệm vụ 1.1", "Đồng ý",
    )  # fmt: skip


def test_the_newest_question_and_answer_are_told(town):
    town.step(
        town.answered, DirectiveMove.ASK_AGAIN, town.leader, "Rõ hơn",
        answer_due_on=datetime.date(2024, 10, 1),
    )  # fmt: skip
    town.step(town.answered, DirectiveMove.ANSWER, town.office, "Do thiếu vốn")
    line = town.summary().directives[1]
    assert (line.text, line.asked_again, line.answer, line.due_on.day) == (
        "Vì sao chậm?", "Rõ hơn", "Do thiếu vốn", 1,
    )  # fmt: skip


def test_it_is_kept_as_json_and_comes_back(town):
    summary = town.summary()
    kept = json.loads(json.dumps(summary.to_json(), ensure_ascii=False))
    assert Summary.from_json(kept) == summary
    del kept["directives"]  # kept before there were any
    assert Summary.from_json(kept).directives == ()


def test_the_contract_of_outside_checks_does_not_change(town):
    assert set(town.summary().as_contract_json()) == {
        "resolution", "quarter", "indicators", "tally",
    }  # fmt: skip


def test_a_unit_reads_its_own(town):
    summary = town.summary(viewer=make_user(unit=town.unit))
    assert keys(summary) == town.keys(town.late)


@pytest.mark.parametrize("count", [1, 3])
def test_query_count(django_assert_num_queries, count):
    resolution = make_resolution()
    for _ in range(count):
        make_directive(make_indicator(resolution), due=datetime.date(2024, 9, 30))
    with django_assert_num_queries(7):
        assert len(summary_of(resolution, 3).directives) == count


def test_words_for_who_has_to_do_something(town):
    lines = town.summary().directives
    assert requests_sentence(lines) == "1 chờ đơn vị (1 quá hạn), 1 đã giải trình chờ xem xét"
    assert requests_sentence(line for line in lines if line.is_settled) == ""
    assert {number: each.words for number, each in waiting_by_indicator(lines).items()} == {
        1: "1 yêu cầu chờ giải trình, 1 quá hạn"
    }


# The board


def board(client, user):
    client.force_login(user)
    return client.get(reverse("reports:board", args=["nq-2024", 3])).content.decode()


def test_the_board_says_who_waits_for_whom(client, town):
    for user in (town.leader, town.office):
        page = board(client, user)
        assert "1 chờ đơn vị (1 quá hạn), 1 đã giải trình chờ xem xét" in page
        assert 'href="/y-kien/nq-2024/"' in page
    assert page.count("1 yêu cầu chờ giải trình, 1 quá hạn") == 1


def test_a_unit_sees_the_note_and_no_line(client, town):
    page = board(client, make_user(unit=town.unit))
    assert ("1 yêu cầu chờ giải trình" in page, "chờ đơn vị" in page) == (True, False)


def test_nothing_to_do_is_no_line(client, town):
    town.step(town.late, DirectiveMove.SETTLE, town.leader)
    town.step(town.answered, DirectiveMove.SETTLE, town.leader)
    assert "Yêu cầu giải trình:" not in board(client, town.leader)


# The papers


def test_the_papers_page_lists_what_is_open(client, town):
    client.force_login(town.leader)
    page = client.get(reverse("reports:summary", args=["nq-2024", 3])).content.decode()
    for directive in (town.late, town.answered, town.remark):
        assert f"/y-kien/muc/{directive.pk}/" in page
    assert f"/y-kien/muc/{town.settled.pk}/" not in page


def test_without_any_the_page_says_so(client):
    resolution = make_resolution("nq-2024")
    make_indicator(resolution)
    client.force_login(make_user(Role.LEADER))
    page = client.get(reverse("reports:summary", args=["nq-2024", 3])).content.decode()
    assert "Không có ý kiến, yêu cầu nào đang mở" in page


# The workbook


def written(summary):
    stream = io.BytesIO()
    xlsx.write(summary, stream)
    return openpyxl.load_workbook(io.BytesIO(stream.getvalue()))[SHEET]


def cells(sheet):
    rows = list(sheet.iter_rows(min_row=8, values_only=True))
    return [tuple(cell for cell in row if cell is not None) for row in rows]


def test_the_sheet_tells_all_of_it(town):
    sheet = written(town.summary())
    asked = "Huỳnh Ngọc Thiện\n18/09/2024"
    assert cells(sheet)[:-1] == [
        ("A", "Yêu cầu quá hạn giải trình: 01"),
        (
            1, "Chỉ tiêu 1: Chỉ tiêu số 1", "Phòng Tài chính", FORMULA, asked, "20/09/2024",
            "▼ Quá hạn 4 ngày", "…", "…",
        ),
        ("B", "Yêu cầu đã giải trình, chờ xem xét: 01"),
        (
            2, "Chỉ tiêu 2: Chỉ tiêu số 2\n(kỳ 6 tháng đầu năm)", "Phòng Kinh tế", "Vì sao chậm?",
            asked, "30/09/2024", "► Đã giải trình, chờ xem xét", "Do mưa",
            "Nguyễn Thị Hà\n24/09/2024\nVăn phòng ghi thay",
        ),
        ("C", "Ý kiến không yêu cầu giải trình: 01"),
        (
            3, "Chỉ tiêu 2: Chỉ tiêu số 2", "Phòng Kinh tế", "Chú ý tiến độ", asked, "-",
            "Ý kiến", "-", "-",
        ),
        ("D", "Yêu cầu đã kết thúc: 01"),
        (
            4, "Nhiệm vụ 1.1: Nhiệm vụ 1.1", "Phòng Kinh tế", "Vì sao chậm?", asked, "10/09/2024",
            "● Đã kết thúc", "Kết thúc: Đồng ý", "-",
        ),
    ]  # fmt: skip
    assert "tính đến ngày 24/09/2024" in sheet["A3"].value


def test_words_of_people_never_run(town):
    cell = next(
        cell for row in written(town.summary()).iter_rows() for cell in row if cell.value == FORMULA
    )
    assert cell.data_type == "s"


def test_a_long_text_ends_where_the_tallest_row_does(town):
    town.remark.text = "Đề nghị rà soát từng dự án. " * 170
    town.remark.save()
    sheet = written(town.summary())
    cell = next(
        cell
        for row in sheet.iter_rows()
        for cell in row
        if str(cell.value or "").startswith("Đề nghị rà soát")
    )
    assert cell.value.endswith(CONTINUED)
    assert lines_of(cell.value, WIDTHS[3], 12, indent=1) == most_lines(12)
    assert 390 < sheet.row_dimensions[cell.row].height <= 409


def test_an_empty_sheet_says_so():
    resolution = make_resolution("nq-2024")
    make_indicator(resolution)
    sheet = written(summary_of(resolution, 3))
    assert cells(sheet)[0] == (NOTHING,)


def test_some_groups_take_their_directives_along(client, town):
    client.force_login(town.leader)
    address = reverse("reports:summary-xlsx", args=["nq-2024", 3])
    content = b"".join(client.get(f"{address}?nhom=2").streaming_content)
    sheet = openpyxl.load_workbook(io.BytesIO(content))[SHEET]
    rows = [row[1] for row in cells(sheet) if isinstance(row[0], int)]
    assert rows == [
        "Chỉ tiêu 2: Chỉ tiêu số 2\n(kỳ 6 tháng đầu năm)", "Chỉ tiêu 2: Chỉ tiêu số 2",
    ]  # fmt: skip
    assert "chỉ gồm chỉ tiêu nhóm II" in sheet["A3"].value
