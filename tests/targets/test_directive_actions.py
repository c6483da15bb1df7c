"""Writing a directive and every step after it: what is kept, what is refused, who was quicker."""

import datetime

import pytest

from targets.actions.directives import (
    STALE,
    DirectiveRefused,
    DirectiveWish,
    Question,
    ask,
    take_step,
)
from targets.models import Directive, DirectiveEntry
from targets.rules.directives import DirectiveMove
from targets.rules.workflow import Role
from tests.factories import (
    make_directive,
    make_indicator,
    make_resolution,
    make_task,
    make_unit,
    make_user,
)
from tests.targets.tables import every_row

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2024, 9, 24)
DUE = datetime.date(2024, 9, 27)
EDIT, ANSWER = DirectiveMove.EDIT, DirectiveMove.ANSWER
AGAIN, SETTLE = DirectiveMove.ASK_AGAIN, DirectiveMove.SETTLE


class Town:
    def __init__(self):
        self.resolution = make_resolution("nq-2024")
        self.period = self.resolution.periods.get(quarter=3)
        self.unit = make_unit("tai-chinh", name="Phòng Tài chính")
        self.indicator = make_indicator(self.resolution, lead_unit=self.unit)
        self.task = make_task(self.resolution, lead_unit=self.unit)
        self.leader = make_user(Role.LEADER)
        self.office = make_user(Role.OFFICE)
        self.officer = make_user(unit=self.unit)
        self.head = make_user(Role.HEAD, unit=self.unit)

    def ask(self, by=None, **wish):
        question = {"subject": self.indicator, "text": "Vì sao chậm?", **wish}
        return ask(Question(period=self.period, **question), by=by or self.leader)

    def request(self, by=None, **wish):
        return self.ask(by, answer_due_on=DUE, **wish)


@pytest.fixture
def town(settings):
    settings.TODAY = TODAY
    return Town()


def step(directive, move, by, text="", **wish):
    return take_step(directive.pk, DirectiveWish(move, text, **wish), by=by)


def refused(act, *given, **named):
    """The refusal of an act that changed nothing."""
    before = every_row()
    with pytest.raises(DirectiveRefused) as caught:
        act(*given, **named)
    assert every_row() == before
    return caught.value


def story(directive):
    """Every entry: step, words, day, whose, on behalf."""
    entries = directive.entries.order_by("pk")
    return [(e.move, e.text, e.answer_due_on, e.by, e.on_behalf) for e in entries]


def columns(directive):
    directive.refresh_from_db()
    return directive.status, directive.text, directive.answer_due_on, directive.version


# Asking


@pytest.mark.parametrize("about", ["indicator", "task"])
@pytest.mark.parametrize(("due_on", "status"), [(None, "noted"), (DUE, "open"), (TODAY, "open")])
@pytest.mark.parametrize("who", ["leader", "office"])
def test_leadership_and_the_office_write(town, about, due_on, status, who):
    subject, by = getattr(town, about), getattr(town, who)
    written = town.ask(by, subject=subject, text=" Vì sao? ", answer_due_on=due_on)
    written.refresh_from_db()
    assert (written.indicator or written.task, written.unit, written.by) == (subject, town.unit, by)
    assert (written.period, *columns(written)) == (town.period, status, "Vì sao?", due_on, 0)
    assert story(written) == [("ask", "Vì sao?", due_on, by, False)]


@pytest.mark.parametrize("role", [Role.REPORTER, Role.HEAD, Role.ADMIN])
def test_nobody_else_writes(town, role):
    refusal = refused(town.ask, make_user(role, unit=town.unit))
    assert refusal.forbidden


def test_nor_does_somebody_who_has_left(town):
    assert refused(town.ask, make_user(Role.OFFICE, is_active=False)).forbidden


def test_a_day_before_today_is_refused(town):
    refusal = refused(town.ask, answer_due_on=TODAY - datetime.timedelta(days=1))
    assert (refusal.field, str(refusal)) == (
        "answer_due_on",
        "Hạn giải trình đã qua: hãy ghi từ hôm nay (24/09/2024) trở đi.",
    )


def test_words_are_asked_for(town):
    assert refused(town.ask, text="  ").field == "text"


def test_without_a_lead_unit_nobody_can_be_asked(town):
    orphan = make_indicator(town.resolution, lead_unit=None)
    refusal = refused(town.request, subject=orphan)
    assert (refusal.field, "Chưa giao đơn vị chủ trì" in str(refusal)) == ("about", True)
    assert town.ask(subject=orphan).unit is None  # a remark may still be made


def test_a_unit_that_is_gone_is_not_asked(town):
    town.unit.is_active = False
    town.unit.save()
    town.indicator.refresh_from_db()
    assert "đã ngừng hoạt động" in str(refused(town.request))


def test_a_period_of_another_resolution_is_a_mistake(town):
    other = make_indicator(make_resolution("nq-2025", year=2025))
    with pytest.raises(ValueError, match="another"):
        town.ask(subject=other)
    assert not Directive.objects.exists()


def test_a_double_press_asks_once(town):
    assert town.request() == town.request()
    assert (Directive.objects.count(), DirectiveEntry.objects.count()) == (1, 1)
    assert town.request(by=town.office) != town.request(text="Khác")


# Answering, asking again, settling


def test_the_whole_way(town):
    directive = town.request()
    step(directive, ANSWER, town.officer, "Do mưa")
    assert columns(directive) == ("answered", "Vì sao chậm?", DUE, 1)
    later = datetime.date(2024, 10, 4)
    step(directive, AGAIN, town.leader, "Bao giờ xong?", answer_due_on=later)
    assert columns(directive) == ("open", "Vì sao chậm?", later, 2)
    step(directive, ANSWER, town.head, "Trong tháng 10")
    step(directive, SETTLE, town.office)
    assert columns(directive) == ("settled", "Vì sao chậm?", later, 4)
    assert story(directive) == [
        ("ask", "Vì sao chậm?", DUE, town.leader, False),
        ("answer", "Do mưa", None, town.officer, False),
        ("ask_again", "Bao giờ xong?", later, town.leader, False),
        ("answer", "Trong tháng 10", None, town.head, False),
        ("settle", "", None, town.office, False),
    ]


def test_the_office_answers_for_a_unit_and_the_entry_says_so(town):
    directive = town.request()
    step(directive, ANSWER, town.office, "Phòng báo qua điện thoại")
    assert story(directive)[-1] == (
        "answer", "Phòng báo qua điện thoại", None, town.office, True
    )  # fmt: skip
    assert "người ghi giải trình này" in str(refused(step, directive, SETTLE, town.office))
    step(directive, SETTLE, make_user(Role.OFFICE), "Được")
    assert columns(directive)[0] == "settled"


def test_somebody_who_also_acts_for_the_unit_answers(town):
    deputy = make_user(unit=make_unit(), also_for=[town.unit])
    directive = town.request()
    step(directive, ANSWER, deputy, "Do mưa")
    assert not story(directive)[-1][4]


def test_a_unit_above_reads_but_does_not_answer(town):
    above = make_unit()
    town.unit.parent = above
    town.unit.save()
    assert refused(step, town.request(), ANSWER, make_user(Role.HEAD, unit=above), "x").forbidden


def test_nobody_answers_for_a_unit_that_is_gone_but_the_office(town):
    directive = town.request()
    town.unit.is_active = False
    town.unit.save()
    assert refused(step, directive, ANSWER, town.officer, "x").forbidden
    step(directive, ANSWER, town.office, "Đơn vị kế thừa báo")
    assert columns(directive)[0] == "answered"


@pytest.mark.parametrize(
    ("by", "move"),
    [("leader", ANSWER), ("officer", SETTLE), ("head", AGAIN), ("officer", EDIT), ("office", EDIT)],
)
def test_the_steps_of_others(town, by, move):
    refusal = refused(step, town.request(), move, getattr(town, by), "x", answer_due_on=DUE)
    assert (refusal.forbidden, str(refusal)) == (True, "Bạn không có quyền thực hiện bước này.")


@pytest.mark.parametrize("move", [ANSWER, AGAIN, EDIT])
def test_words_are_asked_for_in_every_step_but_the_last(town, move):
    directive = town.request()
    if move is AGAIN:
        step(directive, ANSWER, town.officer, "Do mưa")
    by = town.officer if move is ANSWER else town.leader
    assert refused(step, directive, move, by, " ", answer_due_on=DUE).field == "text"


def test_an_answer_to_a_settled_request_is_refused(town):
    directive = town.request()
    step(directive, SETTLE, town.leader)
    refusal = refused(step, directive, ANSWER, town.officer, "Do mưa")
    assert (str(refusal), refusal.forbidden, refusal.stale) == (
        "Yêu cầu đã kết thúc.", False, False,
    )  # fmt: skip


@pytest.mark.parametrize(("day", "words"), [(None, "cần có hạn"), (23, "đã qua")])
def test_asking_again_needs_a_day_to_come(town, day, words):
    directive = town.request()
    step(directive, ANSWER, town.officer, "Do mưa")
    due_on = day and datetime.date(2024, 9, day)
    refusal = refused(step, directive, AGAIN, town.leader, "Rõ hơn", answer_due_on=due_on)
    assert (refusal.field, words in str(refusal)) == ("answer_due_on", True)


# Editing


def test_an_edit_keeps_the_earlier_words(town):
    directive, later = town.request(), datetime.date(2024, 9, 30)
    step(directive, EDIT, town.leader, "Vì sao chậm nhiều?", answer_due_on=later)
    assert columns(directive) == ("open", "Vì sao chậm nhiều?", later, 1)
    assert story(directive) == [
        ("ask", "Vì sao chậm?", DUE, town.leader, False),
        ("edit", "Vì sao chậm nhiều?", later, town.leader, False),
    ]


def test_a_remark_is_edited_and_stays_a_remark(town):
    remark = town.ask()
    step(remark, EDIT, town.leader, "Chú ý tiến độ", answer_due_on=DUE)
    assert columns(remark) == ("noted", "Chú ý tiến độ", None, 1)


def test_an_edit_that_changes_nothing_writes_nothing(town):
    directive = town.request()
    before = every_row()
    step(directive, EDIT, town.leader, "Vì sao chậm? ", answer_due_on=DUE)
    assert every_row() == before


def test_words_may_be_mended_after_the_day_has_passed(town, settings):
    directive = town.request()
    settings.TODAY = datetime.date(2024, 10, 1)
    step(directive, EDIT, town.leader, "Vì sao chậm thế?", answer_due_on=DUE)
    assert columns(directive)[1:3] == ("Vì sao chậm thế?", DUE)
    past = datetime.date(2024, 9, 30)
    assert refused(step, directive, EDIT, town.leader, "x", answer_due_on=past).field


def test_nothing_is_edited_once_answered(town):
    directive = town.request()
    step(directive, ANSWER, town.officer, "Do mưa")
    step(directive, AGAIN, town.leader, "Rõ hơn", answer_due_on=DUE)
    refusal = refused(step, directive, EDIT, town.leader, "Khác", answer_due_on=DUE)
    assert "không sửa được nữa" in str(refusal)


# Two at once


def test_of_two_answers_one_wins_and_the_other_is_told(town):
    directive = town.request()
    step(directive, ANSWER, town.officer, "Do mưa", version=0)
    refusal = refused(step, directive, ANSWER, town.head, "Do thiếu vốn", version=0)
    assert (refusal.stale, "đã giải trình" in str(refusal)) == (True, True)


def test_an_answer_to_words_that_have_changed_is_refused(town):
    directive = town.request()
    step(directive, EDIT, town.leader, "Vì sao chậm nhiều?", answer_due_on=DUE, version=0)
    refusal = refused(step, directive, ANSWER, town.officer, "Do mưa", version=0)
    assert (refusal.stale, str(refusal)) == (True, STALE)


def test_an_edit_after_an_answer_is_stale(town):
    directive = town.request()
    step(directive, ANSWER, town.officer, "Do mưa", version=0)
    assert refused(step, directive, EDIT, town.leader, "x", answer_due_on=DUE, version=0).stale


def test_a_directive_without_entries_can_still_be_answered(town):
    directive = make_directive(town.indicator, due=DUE)
    DirectiveEntry.objects.all().delete()
    step(directive, ANSWER, town.officer, "Do mưa")
    assert columns(directive)[0] == "answered"
