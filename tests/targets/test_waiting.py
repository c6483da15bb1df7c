"""What waits for whom: the frame's count is the length of the list on the start page."""

import datetime
from datetime import date

import pytest
from django.test import RequestFactory
from django.urls import resolve, reverse

from nghiquyet.context import frame
from targets.models import Period, PeriodExtension, Resolution, Unit, User
from targets.rules.directives import DirectiveStatus
from targets.rules.waiting import MATTERS, Matter, urgency
from targets.rules.work import WorkState
from targets.rules.workflow import Move, Role, Status
from targets.waiting import Duties
from targets.waiting_lines import waiting_lines
from tests.factories import (
    make_directive,
    make_event,
    make_indicator,
    make_report,
    make_resolution,
    make_task,
    make_unit,
    make_user,
    make_work_item,
)

pytestmark = pytest.mark.django_db
PAST, SOON, FAR = date(2024, 9, 20), date(2024, 10, 9), date(2024, 10, 10)
CLOSED = datetime.datetime(2024, 9, 1, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def pinned_day(settings):
    settings.TODAY = date(2024, 9, 24)


@pytest.fixture
def resolution():
    return make_resolution("nq-2024")


@pytest.fixture
def unit():
    return make_unit("tai-chinh", name="Phòng Tài chính", head_signs=True)


@pytest.fixture
def office_unit():
    return make_unit("van-phong", name="Văn phòng")


def people(unit, office_unit):
    return {
        Role.REPORTER: make_user(unit=unit),
        Role.HEAD: make_user(Role.HEAD, unit=unit),
        Role.OFFICE: make_user(Role.OFFICE, unit=office_unit),
        Role.LEADER: make_user(Role.LEADER, unit=office_unit),
        Role.ADMIN: make_user(Role.ADMIN, unit=unit),
    }


def matters(user):
    """What waits, most urgent first: why and the number."""
    return [(line.matter.value, line.number) for line in waiting_lines(Duties(user))]


def counted(user):
    request = RequestFactory().get("/huong-dan/")
    request.user = User.objects.get(pk=user.pk)
    request.resolver_match = resolve("/huong-dan/")
    return max((item.waiting for item in frame(request)["nav"]), default=0)


@pytest.fixture
def everything(resolution, unit, office_unit):
    """Every kind of duty for the unit and the office, and beside each what does not wait."""
    statuses = [None, *Status]
    for number, status in enumerate(statuses, start=1):
        indicator = make_indicator(resolution, number=number, lead_unit=unit)
        if status:
            make_report(indicator, status=status)
    for number, status in enumerate([None, Status.RETURNED, Status.DRAFT], start=11):
        year_end = make_indicator(
            resolution, number=number, lead_unit=unit, measures=[{"pace": "year_end"}]
        )
        if status:
            make_report(year_end, status=status)
    other = make_indicator(resolution, number=21)
    for quarter, status in ((1, Status.DRAFT), (2, Status.RETURNED), (3, Status.DRAFT)):
        make_report(other, quarter, status=status, unit=unit, counts=False)
    make_report(other, 4, status=Status.SUBMITTED, unit=unit, counts=False)
    early = make_indicator(resolution, number=22, lead_unit=unit)
    make_report(early, 3)
    make_report(early, 1, status=Status.SIGNING)
    make_report(early, 2, status=Status.SUBMITTED)
    task = make_task(resolution, number="2.1", lead_unit=make_unit())
    for due_on, state in ((PAST, "planned"), (SOON, "paused"), (FAR, "planned"), (None, "running")):
        make_work_item(task, lead_unit=unit, due_on=due_on, state=state)
    make_work_item(task, lead_unit=unit, due_on=PAST, state=WorkState.DONE.value)
    make_work_item(task, lead_unit=unit, due_on=PAST, closed_at=CLOSED)
    make_work_item(task, lead_unit=None, due_on=PAST)
    make_work_item(task, lead_unit=office_unit, due_on=PAST)
    for status in (DirectiveStatus.OPEN, DirectiveStatus.ANSWERED, DirectiveStatus.SETTLED):
        make_directive(early, due=SOON, status=status)
    make_directive(task, due=PAST, unit=unit)
    make_directive(early)


@pytest.fixture
def town(everything, unit, office_unit):
    return people(unit, office_unit)


def test_what_waits_for_a_unit(town):
    of_a_unit = [
        ("returned", "5"),  # the statuses in their order: draft, signing, submitted, returned …
        ("returned", "12"),
        ("returned", "21"),
        ("unsent", "2"),
        ("unsent", "21"),
        ("unsent", "1"),
        ("work", "2.1"),
        ("explain", "2.1"),
        ("work", "2.1"),
        ("explain", "22"),
    ]
    assert matters(town[Role.REPORTER]) == of_a_unit
    assert matters(town[Role.HEAD]) == [("sign", "3"), ("sign", "22"), *of_a_unit]


def test_what_waits_for_the_office_and_leadership(town):
    assert sorted(matters(town[Role.OFFICE])) == [
        ("review", "22"),
        ("review", "4"),
        ("settle", "22"),
        ("work", "2.1"),
    ]
    assert matters(town[Role.LEADER]) == [("settle", "22")]
    assert matters(town[Role.ADMIN]) == []


def shown(client, user):
    """How many things the start page lists."""
    client.force_login(user)
    page = client.get("/", follow=True)
    if user.role in {Role.REPORTER, Role.HEAD}:
        work = page.context["work"]
        return len(work.todos) + len(work.soon)
    if user.role == Role.OFFICE:
        duties = page.context["duties"]
        reviews = sum(len(each.numbers.split(", ")) for each in duties.reviews)
        return reviews + len(duties.to_settle) + len(duties.own)
    return len(waiting_lines(Duties(user)))


@pytest.mark.parametrize("role", Role)
def test_the_count_is_the_list(client, town, role):
    expected = {Role.REPORTER: 10, Role.HEAD: 12, Role.OFFICE: 4, Role.LEADER: 1, Role.ADMIN: 0}
    assert (counted(town[role]), shown(client, town[role])) == (expected[role], expected[role])


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(
    "today",
    [date(2024, 1, 5), date(2024, 3, 1), date(2024, 12, 31), date(2025, 2, 1), date(2026, 1, 1)],
)
def test_the_count_is_the_list_on_other_days(client, settings, town, role, today):
    settings.TODAY = today
    assert counted(town[role]) == shown(client, town[role])


@pytest.mark.parametrize("role", Role)
def test_the_count_is_the_list_of_two_years(client, settings, town, unit, role):
    settings.TODAY = date(2025, 3, 5)
    following = make_resolution("nq-2025", year=2025)
    make_indicator(following, lead_unit=unit)
    make_report(make_indicator(following, lead_unit=unit), 1, status=Status.RETURNED)
    assert counted(town[role]) == shown(client, town[role])
    if role is Role.REPORTER:
        named = {line.period for line in waiting_lines(Duties(town[role]))}
        assert {"Quý I năm 2025", "Năm 2024"} <= named


@pytest.mark.parametrize("role", Role)
def test_nothing_waits_of_drafts_and_closed_years(client, town, role):
    Resolution.objects.update(status="closed")
    assert (counted(town[role]), matters(town[role])) == (0, [])


def test_somebody_who_acts_for_two_units(resolution, unit):
    second = make_unit("kho-bac")
    make_indicator(resolution, number=1, lead_unit=second)
    make_work_item(make_task(resolution, lead_unit=second), due_on=PAST)
    user = make_user(unit=unit, also_for=[second, unit])
    assert counted(user) == len(matters(user)) == 2


def test_units_that_ended_and_people_without_one(resolution, unit):
    make_indicator(resolution, lead_unit=unit)
    make_indicator(resolution, lead_unit=None)
    user = make_user(unit=unit)
    Unit.objects.update(is_active=False)
    assert (counted(user), counted(make_user())) == (0, 0)


def test_who_is_no_longer_active_has_nothing_to_do(resolution, unit):
    make_indicator(resolution, lead_unit=unit)
    user = make_user(unit=unit, is_active=False)
    assert matters(user) == []


def test_units_below_do_their_own(resolution, unit):
    below = make_unit(parent=unit)
    make_indicator(resolution, lead_unit=below)
    assert counted(make_user(unit=unit)) == 0


def test_an_indicator_without_measures_is_never_due(resolution, unit):
    make_indicator(resolution, lead_unit=unit, measures=[])
    assert counted(make_user(unit=unit)) == 0


def test_in_the_last_period_everything_is_due(settings, resolution, unit):
    settings.TODAY = date(2024, 12, 5)
    make_indicator(resolution, lead_unit=unit, measures=[{"pace": "year_end"}])
    make_indicator(resolution, lead_unit=unit, measures=[{"pace": "year_end"}, {"letter": "b"}])
    assert matters(make_user(unit=unit)) == [("unsent", "1"), ("unsent", "2")]


def test_days_left_follow_an_extension_and_an_answer_date(resolution, unit):
    make_indicator(resolution, number=1, lead_unit=unit)
    report = make_report(
        make_indicator(resolution, number=2, lead_unit=unit), status=Status.RETURNED
    )
    make_event(report, Move.RETURN, minute=1, note="Số cũ", answer_by=date(2024, 9, 25))
    make_event(report, Move.RETURN, minute=2, note="Số sai", answer_by=date(2024, 9, 26))
    user = make_user(unit=unit)
    returned, unsent = waiting_lines(Duties(user))
    assert (returned.days_left, returned.words) == (2, "Số sai")
    assert unsent.days_left == -4
    for until in (date(2024, 9, 26), date(2024, 9, 30)):
        PeriodExtension.objects.create(
            period=resolution.periods.get(quarter=3), unit=unit, until=until
        )
    assert waiting_lines(Duties(user))[1].days_left == 6
    Period.objects.update(due_on=None)
    PeriodExtension.objects.all().delete()
    assert waiting_lines(Duties(user))[1].days_left is None


def test_every_line_leads_to_where_it_is_done(town, client):
    for user in town.values():
        client.force_login(user)
        for line in waiting_lines(Duties(user)):
            name = resolve(line.url.partition("#")[0]).view_name
            assert name == {
                Matter.WORK: "targets:work-item",
                Matter.EXPLAIN: "targets:directive",
                Matter.SETTLE: "targets:directive",
                Matter.REVIEW: "targets:review",
                Matter.RECEIVE: "targets:contributions",
            }.get(line.matter, "targets:sheet")


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("role", "queries"), [(Role.HEAD, 7), (Role.OFFICE, 7), (Role.LEADER, 1)])
def test_query_count(django_assert_num_queries, resolution, unit, role, queries, count):
    for _ in range(count):
        indicator = make_indicator(resolution, lead_unit=unit)
        make_report(indicator, 1, status=Status.SUBMITTED)
        make_report(indicator, 2, status=Status.RETURNED, events=[Move.RETURN])
        make_directive(indicator, due=SOON)
        make_directive(indicator, due=SOON, status=DirectiveStatus.ANSWERED)
        make_work_item(make_task(resolution, lead_unit=unit), due_on=PAST)
    user = make_user(role, unit=unit)
    expected = {Role.HEAD: 4, Role.OFFICE: 6, Role.LEADER: 1}[role]
    with django_assert_num_queries(queries):
        assert len(waiting_lines(Duties(user))) == expected * count


class TestFrame:
    def badge(self, client, path):
        page = client.get(path).content.decode()
        return [
            place
            for place in ("Việc của đơn vị", "Trang chủ", "Ý kiến")
            if f'{place}<span class="count" aria-hidden="true">' in page
        ]

    def test_beside_the_start_place_on_every_page(self, client, town):
        expected = {
            Role.REPORTER: ["Việc của đơn vị"],
            Role.HEAD: ["Việc của đơn vị"],
            Role.OFFICE: ["Trang chủ"],
            Role.LEADER: ["Ý kiến"],
            Role.ADMIN: [],
        }
        for role, places in expected.items():
            client.force_login(town[role])
            assert self.badge(client, reverse("targets:help")) == places

    def test_said_to_a_screen_reader(self, client, town):
        client.force_login(town[Role.REPORTER])
        page = client.get(reverse("targets:help")).content.decode()
        assert '<span class="visually-hidden">, 10 việc chờ bạn</span>' in page

    def test_no_badge_at_nothing(self, client, resolution, unit):
        client.force_login(make_user(unit=unit))
        assert "việc chờ bạn" not in client.get(reverse("targets:help")).content.decode()


def test_every_role_has_its_matters():
    assert set(MATTERS) == set(Role)
    assert set().union(*MATTERS.values()) == set(Matter)


def test_urgency():
    ordered = [
        urgency(Matter.SIGN, 5),
        urgency(Matter.RETURNED, -9),
        urgency(Matter.WORK, -12),
        urgency(Matter.UNSENT, -4, begun=True),
        urgency(Matter.UNSENT, -4),
        urgency(Matter.EXPLAIN, -4),
        urgency(Matter.EXPLAIN, 0),
        urgency(Matter.UNSENT, 3),
        urgency(Matter.UNSENT, None, begun=True),
        urgency(Matter.WORK, None),
    ]
    assert sorted(ordered) == ordered
