"""The parts of the report around its indicators (mockups/papers §5); no database."""

import datetime
from dataclasses import replace

import pytest

from reports.assessment import GroupLine, IndicatorLine, ReportLine, Summary, Typed
from reports.directive_lines import DirectiveLine
from reports.sentences.limits import TO_BE_ADDED, causes, limits, next_steps, proposals
from reports.sentences.opening import opening_paragraphs
from reports.sentences.tasks import task_paragraphs
from reports.work_lines import TaskGroupLine, TaskLine, WorkLine
from targets.rules.directives import DirectiveStatus
from targets.rules.work import Timing, WorkState
from tests.reports.lines import PERIODS
from tests.reports.sentence_cases import ABOUT, AT_LEAST, MEMBERS, MONEY, YEAR_END, at, then

TODAY = datetime.date(2024, 9, 24)
DUE = tuple(replace(period, due_on=datetime.date(2024, 9, 20)) for period in PERIODS)


def summary_of(*indicators, tasks=(), periods=DUE, quarter=3):
    groups = (GroupLine(1, "Kinh tế", tuple(indicators)),) if indicators else ()
    return Summary(
        "nq", quarter, "Nghị quyết", 2024, periods, groups, TODAY, task_groups=tuple(tasks)
    )


def indicator(number, *measures, lead="Phòng Kinh tế", **report):
    return IndicatorLine(
        number,
        f"({number})",
        f"Chỉ tiêu số {number}",
        measures,
        (measures[0].standing,) * 4,
        measures[0].place,
        lead_name=lead,
        report=ReportLine(**report),
    )


def item(name, state=WorkState.RUNNING, timing=Timing.NOT_DUE, days=0, **fields):
    due = fields.pop("due", None)
    fields["due_on"] = due and datetime.date(2024, *due)
    return WorkLine("1.1.1", name, state, timing, days, **fields)


def field_of(*items, number=2, name="Về phát triển kinh tế"):
    return TaskGroupLine(number, name, (TaskLine("2.1", "Nhiệm vụ", tuple(items)),))


BEHIND = indicator(
    3,
    at(3, then("5938.2", year_estimate=9120), MONEY, key="3"),
    lead="Phòng Tài chính",
    causes="Giá đất duyệt chậm.",
    proposals="Đề nghị giao thời hạn.",
)
MET = indicator(12, at(3, then(100), MEMBERS))
EXCEEDED = indicator(15, at(3, then(102), MEMBERS))
ON_TRACK = indicator(1, at(3, then(90), MEMBERS))
LACKING = indicator(10, at(3, Typed(), AT_LEAST, why="chưa gửi"), lead="Phòng TN&MT")
LATER = indicator(11, at(3, Typed(), {**YEAR_END, "target": ABOUT["target"]}))
HARDLY = indicator(7, at(3, then(80, year_estimate=84), {**YEAR_END, "target": AT_LEAST["target"]}))


class TestOpening:
    def test_the_tally_in_words(self):
        told = opening_paragraphs(
            summary_of(
                ON_TRACK, BEHIND, HARDLY, LACKING, LATER, MET, EXCEEDED, tasks=[field_of(item("a"))]
            )
        )
        assert told == [
            "Nghị quyết đề ra 07 chỉ tiêu thuộc 01 nhóm và 01 nhiệm vụ thuộc 01 lĩnh vực. Tính đến "
            "ngày 24/09/2024, có 02/07 chỉ tiêu đạt và vượt (01 chỉ tiêu vượt, 01 chỉ tiêu đạt); "
            "01 chỉ tiêu đúng tiến độ; 01 chỉ tiêu chậm tiến độ; không có chỉ tiêu nào không đạt. "
            "Như vậy, đánh giá được 04/07 chỉ tiêu; còn lại 01 chỉ tiêu đang thực hiện, 01 chỉ "
            "tiêu chưa có số liệu và 01 chỉ tiêu chưa đến kỳ đánh giá (chỉ đánh giá được vào cuối "
            "năm).",
            "Cụ thể: vượt là chỉ tiêu (15); đạt là chỉ tiêu (12); đúng tiến độ là chỉ tiêu (1); "
            "chậm tiến độ là chỉ tiêu (3); chưa có số liệu là chỉ tiêu (10). Theo ước của đơn vị "
            "chủ trì, có 02 chỉ tiêu khó đạt mức cả năm gồm các chỉ tiêu (3) và (7).",
        ]

    def test_nothing_reached(self):
        (first, _) = opening_paragraphs(summary_of(BEHIND))
        assert "chưa có chỉ tiêu nào đạt hoặc vượt; 01 chỉ tiêu chậm tiến độ; không có" in first
        assert first.endswith("đánh giá được 01/01 chỉ tiêu.")

    def test_nothing_to_name(self):
        assert len(opening_paragraphs(summary_of(LATER))) == 1

    def test_no_indicators(self):
        assert opening_paragraphs(summary_of()) == ["Nghị quyết đề ra 00 chỉ tiêu thuộc 00 nhóm."]

    def test_a_period_that_has_not_opened(self):
        closed = tuple(replace(period, opened=False) for period in DUE)
        assert opening_paragraphs(summary_of(LACKING, periods=closed)) == [
            "Nghị quyết đề ra 01 chỉ tiêu thuộc 01 nhóm.",
            "Kỳ báo cáo chưa mở nên chưa có số liệu để đánh giá kết quả 9 tháng.",
        ]

    def test_what_people_set(self):
        said = replace(BEHIND, final=None, standings=(MET.standing,) * 4)
        assert "lãnh đạo" not in opening_paragraphs(summary_of(said))[0]


class TestTasks:
    def test_a_field(self):
        done = [
            item(name, WorkState.DONE, Timing.ON_TIME, done_on=datetime.date(2024, month, 1))
            for month, name in enumerate(
                ["kế hoạch A", "kế hoạch B", "kế hoạch C", "kế hoạch D"], 1
            )
        ]
        late = item("bản thảo", timing=Timing.OVERDUE, days=24, due=(8, 31), told="Xong 05/07.")
        running = [
            item("việc sau", due=(12, 31)),
            item("việc trước", due=(10, 1), told="Đã lấy ý kiến."),
            item("việc cuối", due=(12, 31)),
        ]
        later = item("việc mới", WorkState.PLANNED, due=(12, 1))
        told = task_paragraphs(summary_of(tasks=[field_of(*done, late, *running, later)]))
        assert told == [
            "01 nhiệm vụ của Nghị quyết được cụ thể hóa thành 09 đầu việc; đến nay hoàn thành 04, "
            "đang thực hiện 03, chưa đến hạn 01, quá hạn 01 đầu việc.",
            "2. Về phát triển kinh tế (09 đầu việc: hoàn thành 04, đang thực hiện 03, chưa đến hạn "
            "01, quá hạn 01). Đã hoàn thành: kế hoạch A; kế hoạch B; kế hoạch C và 01 đầu việc "
            "khác. Đang thực hiện, đến hạn sớm nhất: việc trước (đã lấy ý kiến); việc sau. Quá "
            "hạn: bản thảo (hạn 31/08/2024; xong 05/07).",
        ]

    def test_no_tasks(self):
        assert task_paragraphs(summary_of()) == []

    def test_tasks_without_items(self):
        assert task_paragraphs(summary_of(tasks=[field_of()])) == [
            "01 nhiệm vụ của Nghị quyết chưa được cụ thể hóa thành đầu việc."
        ]


class TestLimits:
    def test_what_falls_short(self):
        late = item("phương án", timing=Timing.OVERDUE, days=86, lead="Phòng TN&MT")
        whole = summary_of(BEHIND, HARDLY, LACKING, LATER, tasks=[field_of(late)])
        assert limits(whole) == (
            "Chỉ tiêu (3) (chỉ tiêu số 3) chậm tiến độ; chỉ tiêu (3) và (7) khó đạt mức Nghị quyết "
            "đề ra theo ước của đơn vị. Chỉ tiêu (10) chưa có số liệu do Phòng TN&MT chưa gửi báo "
            "cáo, quá hạn 04 ngày. Còn 01 đầu việc quá hạn là phương án (quá hạn 86 ngày)."
        )
        assert causes(whole) == ["Chỉ tiêu (3): Giá đất duyệt chậm."]
        assert next_steps(whole) == [
            "1. Phòng Tài chính tập trung thực hiện chỉ tiêu (3), phấn đấu thực hiện thêm 3.561,8 "
            "tỷ đồng trong quý IV.",
            "2. Phòng TN&MT khẩn trương gửi báo cáo chỉ tiêu (10).",
            "3. Phòng TN&MT hoàn thành dứt điểm các đầu việc quá hạn.",
            "4. Đơn vị chủ trì chỉ tiêu đánh giá cuối năm (11) chuẩn bị hồ sơ, số liệu, gửi báo "
            "cáo năm đúng hạn.",
        ]
        assert proposals(whole) == ["1. Phòng Tài chính (chỉ tiêu (3)): Đề nghị giao thời hạn."]

    def test_requests_nobody_has_answered(self):
        asked = DirectiveLine(
            1, DirectiveStatus.OPEN, "10", "Chỉ tiêu", "Vì sao?",
            datetime.datetime(2024, 9, 1, tzinfo=datetime.UTC), unit_name="Phòng TN&MT",
            due_on=datetime.date(2024, 9, 20), days_late=4,
        )  # fmt: skip
        waiting = replace(asked, key=2, days_late=0)
        whole = replace(summary_of(MET), directives=(asked, waiting))
        assert limits(whole) == (
            "Còn 01 yêu cầu giải trình quá hạn chưa trả lời: Phòng TN&MT (chỉ tiêu 10)."
        )

    def test_nothing_falls_short(self):
        whole = summary_of(MET)
        assert limits(whole) == (
            "Đến thời điểm báo cáo, không có chỉ tiêu chậm tiến độ, không có đầu việc quá hạn."
        )
        assert [causes(whole), next_steps(whole), proposals(whole)] == [[TO_BE_ADDED]] * 3

    @pytest.mark.parametrize("count", [2, 3])
    def test_many_late(self, count):
        late = [replace(BEHIND, number=number) for number in range(1, count + 1)]
        items = [
            item(f"việc {days}", timing=Timing.OVERDUE, days=days, lead="UBND") for days in (3, 9)
        ]
        told = limits(summary_of(*late, tasks=[field_of(*items)]))
        named = {2: "(1) và (2)", 3: "(1), (2) và (3)"}[count]
        assert told.startswith(f"0{count} chỉ tiêu chậm tiến độ: {named};")
        assert told.endswith(
            "Còn 02 đầu việc quá hạn, trong đó quá hạn lâu nhất là việc 9 (09 ngày)."
        )
