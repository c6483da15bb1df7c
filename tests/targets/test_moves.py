"""Each step end to end (design §5): what it changes, what it writes down, what it refuses."""

import datetime
from decimal import Decimal

import pytest

from targets import clock
from targets.actions.cases import moves_for
from targets.actions.moves import MoveRefused, Wish, make_move
from targets.models import OfficePolicy, PeriodExtension, ProgressReport, ReviewEvent
from targets.rules.workflow import Move, Role, Status
from tests.factories import (
    make_event,
    make_indicator,
    make_report,
    make_resolution,
    make_unit,
    make_user,
)
from tests.targets.tables import every_row

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2024, 9, 24)
TOMORROW = datetime.date(2024, 9, 25)


@pytest.fixture(autouse=True)
def _pinned_day(settings):
    settings.TODAY = TODAY


class Town:
    """A unit with its people, the office, and one indicator in its third quarter."""

    def __init__(self, **unit):
        self.resolution = make_resolution()
        self.unit = make_unit("phong-kinh-te", **unit)
        self.officer = make_user(unit=self.unit)
        self.head = make_user(Role.HEAD, unit=self.unit)
        self.office = make_user(Role.OFFICE)
        self.colleague = make_user(Role.OFFICE)
        self.indicator = make_indicator(self.resolution, lead_unit=self.unit)
        self.period = self.resolution.periods.get(quarter=3)

    def report(self, status, *, sent_by=None, value="72.4", **fields):
        sender = None if status == Status.DRAFT else sent_by or self.officer
        report = make_report(
            self.indicator, status=status, figures={"": value}, submitted_by=sender, **fields
        )
        if sender:
            make_event(report, Move.SUBMIT, by=sender)
        return report

    def close(self):
        self.period.closed_at = clock.now()
        self.period.save()


@pytest.fixture
def town():
    return Town()


@pytest.fixture
def signing_town():
    return Town(head_signs=True)


def move(report, step, by, **wish):
    return make_move(report.pk, Wish(step, **wish), by=by)


def refused(report, step, by, **wish):
    """The refusal; nothing at all has changed."""
    before = every_row()
    with pytest.raises(MoveRefused) as caught:
        move(report, step, by, **wish)
    assert every_row() == before
    return caught.value


def newest(report):
    return ReviewEvent.objects.filter(report=report).latest("pk")


def told(event):
    """The event's own columns."""
    return {
        "move": event.move,
        "from": event.from_status,
        "to": event.to_status,
        "by": event.by,
        "note": event.note,
        "answer_by": event.answer_by,
        "on_behalf": event.on_behalf,
        "single_handed": event.single_handed,
    }


PLAIN = {"note": "", "answer_by": None, "on_behalf": False, "single_handed": False}


# The steps


@pytest.mark.parametrize(
    ("step", "start", "end", "who", "note"),
    [
        (Move.SUBMIT, Status.DRAFT, Status.SUBMITTED, "officer", ""),
        (Move.SUBMIT, Status.RETURNED, Status.SUBMITTED, "officer", ""),
        (Move.SUBMIT, Status.DRAFT, Status.SUBMITTED, "head", ""),
        (Move.RECALL, Status.SUBMITTED, Status.DRAFT, "officer", ""),
        (Move.APPROVE, Status.SUBMITTED, Status.APPROVED, "office", ""),
        (Move.RETURN, Status.SUBMITTED, Status.RETURNED, "office", "Chưa khớp số Kho bạc."),
        (Move.REOPEN, Status.APPROVED, Status.RETURNED, "office", "Có số chính thức."),
    ],
)
def test_a_step_moves_the_report_and_writes_one_event(town, step, start, end, who, note):
    report = town.report(start, version=7)
    before = ReviewEvent.objects.count()
    by = getattr(town, who)
    moved = move(report, step, by, note=f"  {note} ", version=7)
    report.refresh_from_db()
    assert (report.status, report.version) == (end, 8) == (moved.status, moved.version)
    assert ReviewEvent.objects.count() == before + 1
    event = newest(report)
    expected = PLAIN | {"move": step, "from": start, "to": end, "by": by, "note": note}
    assert told(event) == expected
    assert event.at.astimezone().date() == TODAY
    assert event.figures[str(town.indicator.measures.get().pk)]["value"] == "72.4"


@pytest.mark.parametrize(
    ("step", "end", "who", "note"),
    [
        (Move.SIGN, Status.SUBMITTED, "head", ""),
        (Move.SEND_BACK, Status.RETURNED, "head", "Xem lại mẫu số."),
        (Move.SIGN_FOR, Status.SUBMITTED, "office", "Bản ký số 12/BC ngày 20/9"),
        (Move.RECALL, Status.DRAFT, "officer", ""),
    ],
)
def test_steps_from_signing(signing_town, step, end, who, note):
    report = signing_town.report(Status.SIGNING)
    by = getattr(signing_town, who)
    move(report, step, by, note=note)
    report.refresh_from_db()
    assert report.status == end
    expected = PLAIN | {"move": step, "from": Status.SIGNING, "to": end, "by": by, "note": note}
    assert told(newest(report)) == expected


def test_an_officer_s_submit_waits_for_the_head_where_the_head_signs(signing_town):
    report = signing_town.report(Status.DRAFT)
    assert move(report, Move.SUBMIT, signing_town.officer).status == Status.SIGNING
    move(report, Move.SIGN, signing_town.head)
    moves = list(report.events.values_list("move", "to_status"))
    assert moves == [("submit", "signing"), ("sign", "submitted")]


def test_a_head_s_submit_is_the_signature(signing_town):
    report = signing_town.report(Status.DRAFT)
    assert move(report, Move.SUBMIT, signing_town.head).status == Status.SUBMITTED


def test_submit_stamps_who_and_when_and_no_other_step_does(town):
    report = town.report(Status.DRAFT)
    assert report.submitted_by is None
    moved = move(report, Move.SUBMIT, town.officer)
    report.refresh_from_db()
    assert (report.submitted_by, report.submitted_at) == (town.officer, newest(report).at)
    assert (moved.submitted_by, moved.submitted_at) == (town.officer, report.submitted_at)
    first = report.submitted_at
    move(report, Move.RETURN, town.office, note="Sửa.")
    report.refresh_from_db()
    assert (report.submitted_by, report.submitted_at) == (town.officer, first)


def test_an_event_keeps_what_was_judged_whatever_is_typed_later(town):
    report = town.report(Status.SUBMITTED)
    move(report, Move.APPROVE, town.office)
    report.figures.update(value=Decimal("80"))
    move(report, Move.REOPEN, town.office, note="Có số chính thức.")
    key = str(town.indicator.measures.get().pk)
    values = [event.figures[key]["value"] for event in report.events.order_by("pk")]
    assert values == ["72.4", "72.4", "80"]


# On behalf, and nobody approves what they sent


def test_on_behalf_says_who_gave_the_figure(town):
    report = town.report(Status.DRAFT)
    missing = refused(report, Move.SUBMIT, town.office)
    assert missing.field == "note"
    assert "ai báo số liệu" in str(missing)
    note = "Đồng chí Nam báo qua điện thoại 15 giờ 50 ngày 24/09"
    move(report, Move.SUBMIT, town.office, note=note)
    event = newest(report)
    assert (event.on_behalf, event.note, event.to_status) == (True, note, Status.SUBMITTED)


def test_on_behalf_needs_no_signature(signing_town):
    report = signing_town.report(Status.DRAFT)
    moved = move(report, Move.SUBMIT, signing_town.office, note="Công văn số 5 ngày 20/9")
    assert moved.status == Status.SUBMITTED


def test_an_office_user_reports_for_their_own_unit_as_its_officer():
    town = Town(head_signs=True)
    town.office.unit = town.unit
    town.office.save()
    report = town.report(Status.DRAFT)
    moved = move(report, Move.SUBMIT, town.office)
    assert moved.status == Status.SIGNING
    assert not newest(report).on_behalf


@pytest.mark.parametrize("sent_with", [Move.SUBMIT, Move.SIGN_FOR])
def test_who_sent_it_does_not_approve_it(signing_town, sent_with):
    town = signing_town
    start = Status.DRAFT if sent_with is Move.SUBMIT else Status.SIGNING
    report = town.report(start)
    move(report, sent_with, town.office, note="Bản ký giấy số 3")
    refusal = refused(report, Move.APPROVE, town.office)
    assert refusal.forbidden
    assert str(refusal) == "Người gửi hoặc nhập thay không tự duyệt; đề nghị người khác duyệt."
    assert Move.APPROVE not in moves_for(ProgressReport.objects.get(pk=report.pk), town.office)
    assert move(report, Move.APPROVE, town.colleague).status == Status.APPROVED


def test_a_newer_sending_frees_whoever_sent_it_before(town):
    report = town.report(Status.DRAFT)
    move(report, Move.SUBMIT, town.office, note="Báo qua điện thoại")
    move(report, Move.RETURN, town.colleague, note="Đơn vị tự gửi.")
    move(report, Move.SUBMIT, town.officer)
    assert move(report, Move.APPROVE, town.office).status == Status.APPROVED
    assert not newest(report).single_handed


def test_single_handed_approval_is_marked(town):
    OfficePolicy.objects.create(single_handed_office=True)
    report = town.report(Status.DRAFT)
    move(report, Move.SUBMIT, town.office, note="Báo qua điện thoại")
    move(report, Move.APPROVE, town.office)
    assert newest(report).single_handed


def test_an_approval_by_somebody_else_is_never_marked(town):
    OfficePolicy.objects.create(single_handed_office=True)
    report = town.report(Status.SUBMITTED)
    move(report, Move.APPROVE, town.office)
    assert not newest(report).single_handed


# Contributing reports


def test_a_contributing_report_is_received_by_the_lead_unit(town):
    locality = make_unit("xa-pho-phong")
    reporter = make_user(unit=locality)
    report = town.report(Status.DRAFT, unit=locality, counts=False)
    move(report, Move.SUBMIT, reporter)
    assert refused(report, Move.APPROVE, town.office).forbidden
    assert refused(report, Move.APPROVE, reporter).forbidden
    assert move(report, Move.APPROVE, town.officer).status == Status.APPROVED
    back = move(report, Move.REOPEN, town.head, note="Xem lại số hộ.")
    assert back.status == Status.RETURNED


# What is asked for


@pytest.mark.parametrize(
    ("step", "start", "who"),
    [
        (Move.RETURN, Status.SUBMITTED, "office"),
        (Move.REOPEN, Status.APPROVED, "office"),
        (Move.SEND_BACK, Status.SIGNING, "head"),
        (Move.SIGN_FOR, Status.SIGNING, "office"),
    ],
)
@pytest.mark.parametrize("note", ["", "   \n "])
def test_without_its_note_nothing_moves(signing_town, step, start, who, note):
    report = signing_town.report(start)
    refusal = refused(report, step, getattr(signing_town, who), note=note)
    assert refusal.field == "note"
    assert not refusal.forbidden
    assert not refusal.stale


def test_a_day_to_answer_by_is_kept_and_may_not_be_past(town):
    report = town.report(Status.SUBMITTED)
    late = refused(report, Move.RETURN, town.office, note="Sửa.", until=datetime.date(2024, 9, 23))
    assert late.field == "until"
    move(report, Move.RETURN, town.office, note="Sửa.", until=TODAY)
    assert newest(report).answer_by == TODAY
    assert not PeriodExtension.objects.exists(), "the period is open: no extension is needed"


def test_what_is_not_ready_is_not_sent(town):
    report = make_report(town.indicator, status=Status.DRAFT, figures={"": {"value": None}})
    refusal = refused(report, Move.SUBMIT, town.officer)
    assert refusal.field == "figures"
    assert str(refusal) == "Chỉ tiêu 1: nhập số, hoặc ghi vì sao chưa có số liệu."


# After closing


@pytest.mark.parametrize(
    ("step", "start"), [(Move.RETURN, Status.SUBMITTED), (Move.REOPEN, Status.APPROVED)]
)
def test_after_closing_giving_it_back_extends_the_period_for_this_unit(town, step, start):
    report = town.report(start)
    town.close()
    refusal = refused(report, step, town.office, note="Có số chính thức.")
    assert refusal.field == "until"
    assert refused(report, Move.SUBMIT, town.officer)
    move(report, step, town.office, note="Có số chính thức.", until=TOMORROW)
    extension = PeriodExtension.objects.get()
    facts = (extension.period, extension.unit, extension.until, extension.reason, extension.by)
    assert facts == (town.period, town.unit, TOMORROW, "Có số chính thức.", town.office)
    assert newest(report).answer_by == TOMORROW
    assert move(report, Move.SUBMIT, town.officer).status == Status.SUBMITTED


def test_an_extension_runs_to_the_end_of_its_day_and_no_longer(town, settings):
    report = town.report(Status.APPROVED)
    town.close()
    move(report, Move.REOPEN, town.office, note="Có số chính thức.", until=TOMORROW)
    settings.TODAY = TOMORROW + datetime.timedelta(days=1)
    assert "Kỳ báo cáo đã khóa" in str(refused(report, Move.SUBMIT, town.officer))
    settings.TODAY = TOMORROW
    assert move(report, Move.SUBMIT, town.officer).status == Status.SUBMITTED


def test_an_extension_that_still_runs_asks_for_no_new_day(town):
    report = town.report(Status.APPROVED)
    town.close()
    move(report, Move.REOPEN, town.office, note="Có số chính thức.", until=TOMORROW)
    move(report, Move.SUBMIT, town.officer)
    move(report, Move.RETURN, town.office, note="Còn lệch.")
    assert PeriodExtension.objects.count() == 1


@pytest.mark.parametrize(
    ("step", "start", "who", "note"),
    [
        (Move.SIGN, Status.SIGNING, "head", ""),
        (Move.SIGN_FOR, Status.SIGNING, "office", "Bản ký số 4"),
        (Move.APPROVE, Status.SUBMITTED, "office", ""),
    ],
)
def test_signing_and_approving_go_on_after_closing(signing_town, step, start, who, note):
    report = signing_town.report(start)
    signing_town.close()
    move(report, step, getattr(signing_town, who), note=note)
    assert newest(report).move == step


@pytest.mark.parametrize(
    ("step", "start", "who"),
    [
        (Move.SUBMIT, Status.DRAFT, "officer"),
        (Move.SUBMIT, Status.RETURNED, "office"),
        (Move.RECALL, Status.SUBMITTED, "officer"),
        (Move.SEND_BACK, Status.SIGNING, "head"),
    ],
)
def test_what_needs_the_period_stops_when_it_closes(signing_town, step, start, who):
    report = signing_town.report(start)
    signing_town.close()
    refusal = refused(report, step, getattr(signing_town, who), note="Lý do", until=TOMORROW)
    assert "đã khóa" in str(refusal)


# Who may not


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICE])
@pytest.mark.parametrize("step", Move)
def test_people_of_other_units_move_nothing(town, step, role):
    stranger = make_user(role, unit=make_unit())
    for status in Status:
        report = town.report(status)
        assert refused(report, step, stranger, note="Lý do", until=TOMORROW).forbidden
        report.events.all().delete()
        report.delete()


def test_nothing_moves_for_an_inactive_person(town):
    report = town.report(Status.DRAFT)
    town.officer.is_active = False
    town.officer.save()
    assert refused(report, Move.SUBMIT, town.officer).forbidden


def test_an_inactive_unit_sends_nothing_but_is_still_decided_on(town):
    draft = town.report(Status.DRAFT)
    town.unit.is_active = False
    town.unit.save()
    assert "ngừng hoạt động" in str(refused(draft, Move.SUBMIT, town.officer))
    draft.delete()
    sent = town.report(Status.SUBMITTED)
    assert move(sent, Move.APPROVE, town.office).status == Status.APPROVED


def test_an_older_version_is_told_and_moves_nothing(town):
    report = town.report(Status.SUBMITTED, version=5)
    refusal = refused(report, Move.APPROVE, town.office, version=4)
    assert (refusal.stale, refusal.forbidden) == (True, False)
    assert "vừa được người khác cập nhật" in str(refusal)
    assert move(report, Move.APPROVE, town.office, version=5).version == 6


def test_buttons_offer_exactly_what_the_guard_allows(town):
    for status in Status:
        report = town.report(status)
        for person in (town.officer, town.head, town.office):
            offered = set(moves_for(ProgressReport.objects.get(pk=report.pk), person))
            for step in Move:
                wish = {"note": "Lý do", "until": TOMORROW}
                if step not in offered:
                    refused(report, step, person, **wish)
        report.events.all().delete()
        report.delete()


def test_a_day_to_answer_by_opens_nothing_where_nobody_has_to_answer(signing_town):
    report = signing_town.report(Status.SIGNING)
    signing_town.close()
    move(report, Move.SIGN, signing_town.head, until=TOMORROW)
    assert not PeriodExtension.objects.exists()
    assert newest(report).answer_by is None


def test_who_may_not_is_told_apart_from_who_came_too_late(town):
    approved = town.report(Status.APPROVED, version=4)
    assert refused(approved, Move.APPROVE, town.officer).forbidden
    late = refused(approved, Move.APPROVE, town.office, version=3)
    assert (late.stale, late.forbidden) == (True, False)
    over = refused(approved, Move.APPROVE, town.office)
    assert (over.stale, over.forbidden) == (False, False)
    assert str(over) == "Báo cáo đã được duyệt."
