"""A proposal as data: two writers, the office's changes, what stands in the way of creating it."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from targets.intake.proposing import TooMuch, propose
from targets.intake.reading import ReadGroup, Reading
from targets.rules.comparison import Direction, Goal
from targets.rules.likeness import likeliest
from targets.rules.marked_text import Mark, cut
from targets.rules.proposal import Proposal, ProposedDoubt, merged
from targets.rules.proposal_boxes import Fault
from targets.rules.proposal_changes import MOST_OF_ALL, Change, NotPossible, changed
from targets.rules.proposal_faults import judged
from targets.rules.proposed_year import proposed_periods, proposed_slug, read_day
from tests.targets.readings import small_proposal, small_reading, span

UNITS = {"phong-kinh-te"}


def keys(proposal):
    """Keys of indicators by their label, of measures and the rest by their name."""
    found = {one.label: one.key for one in proposal.indicators}
    found |= {one.name: one.key for one in (*proposal.measures, *proposal.groups)}
    return found


def outline(proposal):
    """Each group's indicators, each with its measures' names."""
    return {
        group.name: [
            (one.wording, [part.name for part in proposal.measures_of(one.key)])
            for one in proposal.indicators_of(group.key)
        ]
        for group in proposal.groups
    }


def with_boxes(proposal, **typed):
    return proposal.with_boxes({name.replace("__", "-"): text for name, text in typed.items()})


class TestReadingBecomesBoxes:
    def test_the_boxes_of_a_measure(self):
        proposal = small_proposal()
        boxes = proposal.boxes()
        key = keys(proposal)["Tổng vốn đầu tư"]
        assert {
            name.partition("-")[2]: text
            for name, text in boxes.items()
            if name.startswith(f"{key}-")
        } == {
            "name": "Tổng vốn đầu tư", "unit": "tỷ đồng", "decimals": "1", "formula": "value",
            "pace": "cumulative", "direction": "up", "low": "9500", "high": "", "strict": "",
            "tolerance": "50", "words": "khoảng 9.500 tỷ đồng", "baseline": "", "basis": "",
        }  # fmt: skip
        words = keys(proposal)["Nâng cao đời sống Nhân dân"]
        assert boxes[f"{words}-direction"] == "none"

    def test_it_survives_being_kept(self):
        proposal = changed(small_proposal(), Change.MEND_ALL, "")[0]
        assert Proposal.of_json(json.loads(json.dumps(proposal.as_json()))) == proposal

    def test_a_kept_one_of_another_version_of_the_program(self):
        content = small_proposal().as_json() | {"gone": 1}
        content["measures"] = [{"key": "m1", "owner": "i1", "gone": 2}]
        del content["tasks"]
        assert Proposal.of_json(content).measures[0].pace == "level"
        assert Proposal.of_json({}) == Proposal()

    def test_more_than_one_form_can_carry(self):
        group = small_reading().groups[0]
        many = ReadGroup("Nhiều", group.indicators * (MOST_OF_ALL["indicators"] // 3 + 1))
        with pytest.raises(TooMuch, match="Đọc ra 153 chỉ tiêu"):
            propose(Reading("", (many,)), next_year=2025, taken=())

    def test_a_text_without_targets_still_has_a_group_to_add_to(self):
        proposal = propose(Reading("Không có gì"), next_year=2026, taken={"nq-2026"})
        assert [group.name for group in proposal.groups] == ["Chỉ tiêu"]
        assert (proposal.heading.year, proposal.heading.slug) == ("2026", "nq-2026-2")


class TestTwoWriters:
    def test_each_keeps_what_only_they_changed(self):
        base = small_proposal()
        title, issuer = "nq-title", "nq-issuer"
        now = base.with_boxes({title: "Tên mới"})
        mine = {title: base.heading.title, issuer: "Thị ủy"}
        both = merged(base, now, mine)
        assert both.clashing == frozenset()
        heading = both.proposal.heading
        assert (heading.title, heading.issuer) == ("Tên mới", "Thị ủy")

    def test_the_same_box_in_two_ways(self):
        base = small_proposal()
        now = base.with_boxes({"nq-title": "Của người kia"})
        both = merged(base, now, {"nq-title": "Của tôi"})
        assert both.clashing == {"nq-title"}
        assert both.proposal.heading.title == "Của tôi"

    def test_the_same_box_in_the_same_way(self):
        base = small_proposal()
        now = base.with_boxes({"nq-title": "Như nhau"})
        assert merged(base, now, {"nq-title": "Như nhau"}).clashing == frozenset()


class TestChanges:
    def test_two_indicators_become_one_with_two_parts(self):
        before = small_proposal()
        after, look_at = changed(before, Change.MERGE_UP, keys(before)["(3)"])
        assert look_at == keys(before)["(2)"]
        assert outline(after)["Kinh tế"] == [
            ("Tổng vốn đầu tư khoảng 9.500 tỷ đồng", ["Tổng vốn đầu tư"]),
            (
                "Tỷ lệ hộ dân sử dụng nước xạch trên 95%; Tỷ lệ chất thải được xử lý ít nhất 85%",
                ["Tỷ lệ hộ dân sử dụng nước xạch", "Tỷ lệ chất thải được xử lý"],
            ),
        ]

    def test_a_part_split_off_again(self):
        before = small_proposal()
        joined = changed(before, Change.MERGE_UP, keys(before)["(3)"])[0]
        part = keys(before)["Tỷ lệ chất thải được xử lý"]
        after, look_at = changed(joined, Change.SPLIT_OFF, part)
        own = after.indicators_of(keys(before)["Kinh tế"])[2]
        assert (own.key, own.wording) == (
            look_at,
            "Tỷ lệ chất thải được xử lý ít nhất 85%",
        )
        assert [one.key for one in after.measures_of(own.key)] == [part]

    def test_moved_between_groups_by_its_box(self):
        before = small_proposal()
        named = keys(before)
        after = before.with_boxes({f"{named['(1)']}-group": named["Xã hội"]})
        assert [words for words, _ in outline(after)["Xã hội"]] == [
            "Tổng vốn đầu tư khoảng 9.500 tỷ đồng",
            "Nâng cao đời sống Nhân dân",
        ]

    def test_put_aside_and_taken_back(self):
        before = small_proposal()
        key = keys(before)["(1)"]
        gone = changed(before, Change.DROP, key)[0]
        assert len(outline(gone)["Kinh tế"]) == 2
        assert changed(gone, Change.TAKE_BACK, key)[0] == before

    def test_what_is_put_aside_leaves_its_place_to_the_next(self):
        before = small_proposal()
        named, (first, *_), (task,) = keys(before), before.indicators, before.tasks
        where = {key: changed(before, Change.DROP, named[key])[1] for key in ("(1)", "(3)", "(4)")}
        assert where == {"(1)": named["(2)"], "(3)": named["(2)"], "(4)": named["Xã hội"]}
        assert changed(before, Change.DROP, task.key)[1] == task.group
        only = before.measures_of(first.key)[0]
        assert changed(before, Change.DROP, only.key)[1] == first.key

    def test_a_doubt_that_is_through_leads_to_the_next(self):
        doubts = tuple(ProposedDoubt(f"d{n}", f"Chỗ {n}") for n in (1, 2, 3))
        proposal = replace(small_proposal(), doubts=doubts)
        passed = []
        for key in ("d2", "d3", "d1"):
            proposal, look_at = changed(proposal, Change.SETTLE, key)
            passed.append(look_at)
        assert passed == ["d3", "d1", "d1"]
        assert changed(proposal, Change.UNSETTLE, "d2")[1] == "d2"

    def test_up_one_place(self):
        before = small_proposal()
        after = changed(before, Change.MOVE_UP, keys(before)["(3)"])[0]
        labels = [one.label for one in after.indicators_of(keys(before)["Kinh tế"])]
        assert labels == ["(1)", "(3)", "(2)"]

    def test_added_rows_get_keys_of_their_own(self):
        before = small_proposal()
        after, group = changed(before, Change.ADD_GROUP, "")
        after, indicator = changed(after, Change.ADD_INDICATOR, group)
        assert [one.key for one in after.indicators_of(group)] == [indicator]
        assert len(after.measures_of(indicator)) == 1
        after, headline = changed(after, Change.ADD_TASK_GROUP, "")
        after, task = changed(after, Change.ADD_TASK, headline)
        assert [one.key for one in after.tasks_of(headline)] == [task]
        every = [row.key for row in after.rows()]
        assert len(set(every)) == len(every)

    def test_a_slip_mended_and_kept_again(self):
        before = small_proposal()
        slip = before.slips[0].key
        after = changed(before, Change.MEND, slip)[0]
        mended = after.indicators[1]
        assert mended.wording == "Tỷ lệ hộ dân sử dụng nước sạch trên 95%"
        assert mended.source == "Tỷ lệ hộ dân sử dụng nước xạch trên 95%"
        assert after.measures[1].name == "Tỷ lệ hộ dân sử dụng nước sạch"
        assert changed(after, Change.KEEP, slip)[0] == before

    def test_only_where_the_slip_stands(self):
        before = small_proposal()
        box = f"{before.indicators[1].key}-wording"
        slip = replace(before.slips[0], found="nước", proposed="nước,", behind="của")
        twice = replace(before, slips=(slip,)).with_boxes({box: "nước sạch, nước, của nước nhà"})
        after = changed(twice, Change.MEND, slip.key)[0]
        assert after.indicators[1].wording == "nước sạch, nước, của nước, nhà"

    def test_a_box_rewritten_since_stays_rewritten(self):
        before = small_proposal()
        slip, box = before.slips[0].key, f"{before.indicators[1].key}-wording"
        after = changed(before, Change.MEND, slip)[0].with_boxes({box: "Nước sạch trên 96%"})
        assert changed(after, Change.KEEP, slip)[0].indicators[1].wording == "Nước sạch trên 96%"

    def test_new_dates_for_another_year(self):
        after = changed(small_proposal().with_boxes({"nq-year": "2027"}), Change.DATES, "")[0]
        assert after.periods == proposed_periods(2027)

    @pytest.mark.parametrize(
        ("change", "key"),
        [
            (Change.MERGE_UP, "(1)"), (Change.MOVE_UP, "(1)"),
            (Change.SPLIT_OFF, "Tổng vốn đầu tư"), (Change.MERGE_UP, "khong-co"),
            (Change.ADD_INDICATOR, "khong-co"), (Change.DROP, ""), (Change.MEND, "s99"),
        ],
    )  # fmt: skip
    def test_not_possible(self, change, key):
        proposal = small_proposal()
        with pytest.raises(NotPossible):
            changed(proposal, change, keys(proposal).get(key, key))

    def test_no_more_than_one_form_can_post(self):
        proposal = small_proposal()
        full = replace(proposal, tasks=proposal.tasks * MOST_OF_ALL["tasks"])
        with pytest.raises(NotPossible, match="tối đa 150 nhiệm vụ"):
            changed(full, Change.ADD_TASK, full.task_groups[0].key)


class TestWhatStandsInTheWay:
    def faults(self, **typed):
        return list(judged(with_boxes(small_proposal(), **typed), UNITS).faults)

    def test_the_whole_plan(self):
        plan = judged(small_proposal(), UNITS).plan
        assert [(one.number, one.label, one.lead) for one in plan.indicators] == [
            (1, "(1)", ""), (2, "(2)", ""), (3, "(3)", ""), (4, "(4)", ""),
        ]  # fmt: skip
        assert [measure.goal for measure in plan.measures] == [
            Goal(Direction.UP, Decimal(9500), None, tolerance=Decimal(50)),
            Goal(Direction.UP, Decimal(95), None, strict=True),
            Goal(Direction.UP, Decimal(85), None),
            None,
        ]
        assert plan.periods[3].due_on == date(2025, 12, 10)

    @pytest.mark.parametrize(
        ("typed", "box", "words"),
        [
            ({"nq__title": " "}, "nq-title", "Hãy ghi tên nghị quyết."),
            ({"nq__year": "hai lăm"}, "nq-year", "bốn chữ số"),
            ({"nq__year": "20255"}, "nq-year", "bốn chữ số"),
            ({"nq__slug": "Nghị quyết"}, "nq-slug", "chữ thường không dấu"),
            ({"nq__adopted_on": "31/02/2025"}, "nq-adopted_on", "ngày/tháng/năm"),
            ({"nq__number": "x" * 61}, "nq-number", "tối đa 60"),
            ({"k4__share": "0,9"}, "k4-share", "Kỳ cuối là hết năm"),
            ({"k2__share": "0,2"}, "k2-share", "lớn hơn kỳ trước"),
            ({"k1__due_on": "01/02/2025"}, "k1-due_on", "trước ngày mở kỳ"),
            ({"k1__ends_on": "01/01/2025"}, "k1-ends_on", "sau ngày đầu kỳ"),
            ({"k3__ends_on": "01/05/2025"}, "k3-ends_on", "của kỳ trước"),
            ({"k1__name": ""}, "k1-name", "tên kỳ"),
        ],
    )
    def test_of_heading_and_periods(self, typed, box, words):
        faults = self.faults(**typed)
        assert [one.box for one in faults] == [box]
        assert words in faults[0].sentence

    @pytest.mark.parametrize(
        ("typed", "box", "words"),
        [
            ({"low": "12.5"}, "low", "Bạn muốn nhập 12,5?"),
            ({"low": ""}, "low", "Hãy ghi mức thấp"),
            ({"direction": "down"}, "high", "Hãy ghi mức cao"),
            ({"high": "80"}, "high", "từ mức thấp trở lên"),
            ({"tolerance": "-1"}, "tolerance", "không thể âm"),
            ({"strict": "on", "tolerance": "0,5"}, "tolerance", "không có sai số"),
            ({"direction": "lên"}, "direction", "trong danh sách"),
            ({"pace": "?"}, "pace", "trong danh sách"),
            ({"decimals": "7"}, "decimals", "từ 0 đến 6"),
            ({"decimals": "²"}, "decimals", "từ 0 đến 6"),
            ({"name": ""}, "name", "tên thành phần"),
            ({"baseline": "1e3"}, "baseline", ""),
            ({"unit": "x" * 41}, "unit", "tối đa 40"),
        ],
    )
    def test_of_a_measure(self, typed, box, words):
        proposal = small_proposal()
        key = keys(proposal)["Tỷ lệ chất thải được xử lý"]
        faults = judged(
            proposal.with_boxes({f"{key}-{name}": text for name, text in typed.items()}), UNITS
        ).faults
        assert [one.box for one in faults] == [f"{key}-{box}"]
        assert words in faults[0].sentence

    def test_of_what_nobody_can_lead_or_measure(self):
        proposal = small_proposal()
        first = proposal.indicators[0].key
        gone = changed(proposal, Change.DROP, proposal.measures[0].key)[0]
        gone = gone.with_boxes({f"{first}-lead": "da-giai-the", f"{first}-wording": ""})
        assert [one.box for one in judged(gone, UNITS).faults] == [
            f"{first}-wording", f"{first}-wording", f"{first}-lead",
        ]  # fmt: skip

    def test_two_tasks_with_one_number(self):
        proposal = small_proposal()
        task = proposal.tasks[0]
        twice = replace(proposal, tasks=(task, replace(task, key="t99")))
        assert [one.box for one in judged(twice, UNITS).faults] == ["t99-number"]

    def test_nothing_to_create(self):
        empty = replace(small_proposal(), indicators=())
        assert judged(empty, UNITS).faults == (
            Fault("", "Chưa có chỉ tiêu nào để tạo. Hãy thêm ít nhất một chỉ tiêu."),
        )

    def test_parts_are_lettered(self):
        proposal = small_proposal()
        joined = changed(proposal, Change.MERGE_UP, keys(proposal)["(3)"])[0]
        plan = judged(joined, UNITS).plan
        assert [one.letter for one in plan.indicators[1].measures] == ["a", "b"]
        assert [one.number for one in plan.indicators] == [1, 2, 3]


class TestTheYear:
    def test_due_dates_are_no_weekends(self):
        assert [row.due_on for row in proposed_periods(2025)] == [
            "20/03/2025", "20/06/2025", "19/09/2025", "10/12/2025",
        ]  # fmt: skip

    def test_a_code_nobody_has(self):
        assert proposed_slug(2025, ()) == "nq-2025"
        assert proposed_slug(2025, {"nq-2025", "nq-2025-2"}) == "nq-2025-3"

    @pytest.mark.parametrize("text", ["", "1/1/1999", "2025", "٠١/٠١/2025", "1/13/2025", "x"])
    def test_no_day(self, text):
        assert read_day(text) is None


class TestLikeness:
    KNOWN = {
        "Tỷ lệ hộ nghèo giảm từ 0,4% - 0,6%": "lao-dong",
        "Tỷ lệ độ che phủ rừng khoảng 42%": "kiem-lam",
    }

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("Tỷ lệ hộ nghèo giảm từ 0,3% - 0,5%", "lao-dong"),
            ("TỶ LỆ CHE PHỦ RỪNG đạt 43%", "kiem-lam"),
            ("Tỷ lệ lao động qua đào tạo khoảng 54,5%", ""),
            ("", ""),
            ("42%", ""),
        ],
    )
    def test_who_led_it_last_year(self, text, found):
        assert likeliest(text, self.KNOWN) == found


class TestMarks:
    def test_marks_that_overlap(self):
        marks = [Mark(0, 6, "row", "a"), Mark(2, 4, "goal", "b"), Mark(3, 8, "doubt", "c")]
        pieces = list(cut("abcdefghij", marks))
        assert [
            (piece.text, [one.place for one in piece.covered], [one.place for one in piece.begins])
            for piece in pieces
        ] == [
            ("ab", ["a"], ["a"]), ("c", ["a", "b"], ["b"]), ("d", ["a", "b", "c"], ["c"]),
            ("ef", ["a", "c"], []), ("gh", ["c"], []), ("ij", [], []),
        ]  # fmt: skip

    def test_the_pieces_are_the_text(self):
        reading = small_reading()
        marks = [
            Mark(one.span.start, one.span.end, "row", one.number) for one in reading.indicators
        ]
        marks += [Mark(-1, 5, "goal", "x"), Mark(3, 3, "goal", "y"), Mark(0, 10**6, "goal", "z")]
        assert "".join(piece.text for piece in cut(reading.text, marks)) == reading.text
        assert span("NGHỊ").start == 0
