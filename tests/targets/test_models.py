"""What the tables promise: exact numbers, rows in force, whose rows they are (design §4, §6)."""

import datetime
from decimal import Decimal as D

import pytest
from django.db import IntegrityError, connection, models, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from targets.models import (
    Assignment,
    Figure,
    Indicator,
    Milestone,
    Period,
    PeriodExtension,
    ProgressReport,
    Target,
    Unit,
    User,
)
from targets.models.fields import ExactDecimalField, without_padding
from targets.rules.comparison import Direction, Goal
from targets.rules.numbers import parse, plain
from targets.rules.workflow import Role
from tests.factories import (
    make_figure,
    make_indicator,
    make_measure,
    make_report,
    make_resolution,
    make_target,
    make_unit,
    make_user,
)

pytestmark = pytest.mark.django_db
SEPTEMBER = datetime.date(2024, 9, 30)


# Numbers


@pytest.mark.parametrize(
    "text",
    [
        "0", "0.000001", "-0.000001", "999999999999.999999", "-999999999999.999999",
        "123456789012.123456", "0.1", "1000000", "100000000000",
    ],
)  # fmt: skip
def test_no_digit_is_lost(text):
    report = make_report(make_indicator())
    make_figure(report, value=D(text), year_estimate=D(text))
    figure = Figure.objects.get()
    assert figure.value == figure.year_estimate == D(text)
    assert f"{figure.value:f}" == text


@pytest.mark.parametrize(("kept", "read"), [("12.500000", "12.5"), ("1E+3", "1000"), ("-0", "0")])
def test_padding_is_not_read_back(kept, read):
    assert f"{abs(without_padding(D(kept))):f}" == read


def test_a_blank_stays_blank():
    make_figure(make_report(make_indicator()))
    assert Figure.objects.get().value is None


def test_the_column_is_text_on_sqlite_and_numeric_on_postgresql():
    field = Figure._meta.get_field("value")
    assert isinstance(field, ExactDecimalField)
    kinds = {"sqlite": "varchar(26)", "postgresql": "numeric(18, 6)"}
    assert field.db_type(connection) == kinds[connection.vendor]


class ExactDecimals(TestCase):
    """Whatever can be typed comes back to the last digit."""

    @settings(max_examples=100, deadline=None)
    @given(st.decimals(-(10**12) + 1, 10**12 - 1, places=6))
    def test_as_typed(self, number):
        typed = parse(plain(number))
        report = make_report(make_indicator())
        make_figure(report, value=typed)
        assert Figure.objects.get(report=report).value == number


# Targets


def test_the_newest_target_in_force_applies():
    first = make_measure(make_indicator(measures=[]), target={"low": D(10), "wording": "gốc"})
    early = make_target(first, low=D(11), effective_from=datetime.date(2024, 3, 1))
    amended = make_target(first, low=D(12), effective_from=SEPTEMBER)
    make_target(first, low=D(13), effective_from=datetime.date(2024, 12, 1))
    bare = make_measure(make_indicator(measures=[]), target=None)
    found = Target.objects.in_force(SEPTEMBER)
    assert found == {first.pk: amended}
    assert bare.pk not in found
    assert Target.objects.in_force(SEPTEMBER - datetime.timedelta(1)) == {first.pk: early}
    assert Target.objects.in_force(datetime.date(2024, 1, 1))[first.pk].wording == "gốc"


def test_a_target_as_a_goal():
    target = Target(direction="up", low=D(10), high=D("12.5"), strict=False, tolerance=D(0))
    assert target.as_goal() == Goal(Direction.UP, D(10), D("12.5"))
    with pytest.raises(ValueError, match="needs a high bound"):
        Target(direction="within", low=D(10)).as_goal()


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"wording": "từ 10% - 12,5%", "low": D(10)}, "từ 10% - 12,5%"),
        ({"low": D(10), "high": D("12.5")}, "10 - 12,5"),
        ({"low": D(7500)}, "7500"),
        ({"high": D(45)}, "45"),
    ],
)
def test_a_target_says_what_it_asks_for(fields, text):
    assert str(Target(**fields)) == text


# Periods


def test_which_period_is_the_latest_opened():
    resolution = make_resolution(year=2024)
    make_resolution(year=2025, status="draft")
    older = make_resolution(year=2023)
    day = datetime.date(2024, 9, 24)
    newest = Period.objects.newest_opened(day)
    assert (newest.resolution, newest.quarter) == (resolution, 3)
    assert Period.objects.newest_opened(datetime.date(2024, 2, 1)).resolution == older
    assert Period.objects.newest_opened(datetime.date(2020, 1, 1)) is None


@pytest.mark.parametrize(
    ("opens_on", "closed", "day", "takes"),
    [
        (None, False, (2024, 1, 1), True),
        ((2024, 9, 1), False, (2024, 9, 1), True),
        ((2024, 9, 1), False, (2024, 8, 31), False),
        ((2024, 9, 1), True, (2024, 9, 2), False),
    ],
)
def test_when_a_period_takes_entries(opens_on, closed, day, takes):
    period = Period(
        opens_on=opens_on and datetime.date(*opens_on),
        closed_at=datetime.datetime(2024, 9, 30, tzinfo=datetime.UTC) if closed else None,
    )
    assert period.takes_entries(datetime.date(*day)) is takes


# Whose rows


class Town:
    """Units over and under each other, and an indicator of each kind of tie to them."""

    def __init__(self):
        self.top = make_unit("ubnd")
        self.office_of = make_unit("phong", parent=self.top)
        self.under = make_unit("to", parent=self.office_of)
        self.other = make_unit("khac")
        resolution = make_resolution("nq-2024")
        lead = {"lead_unit": self.office_of}
        self.led = make_indicator(resolution, **lead)
        self.led_below = make_indicator(resolution, lead_unit=self.under)
        self.helped = make_indicator(
            resolution, lead_unit=self.other, coordinating_units=[self.office_of, self.other]
        )
        self.supplied = make_indicator(
            resolution, lead_unit=self.other, measures=[{"supplier": self.office_of}]
        )
        self.contributed = make_indicator(resolution, lead_unit=self.other)
        self.foreign = make_indicator(resolution, lead_unit=self.other)
        self.nobodys = make_indicator(resolution, lead_unit=None)
        self.reports = {
            "led": make_report(self.led),
            "led_below": make_report(self.led_below),
            "helped": make_report(self.helped),
            "supplied": make_report(self.supplied),
            "contributed": make_report(
                self.contributed, unit=self.office_of, counts=False, status="draft"
            ),
            "theirs": make_report(self.contributed),
            "foreign": make_report(self.foreign),
        }

    def indicators_of(self, user):
        shown = list(Indicator.objects.visible_to(user).order_by("number"))
        assert len(shown) == len(set(shown)), "each once"
        names = ("led", "led_below", "helped", "supplied", "contributed", "foreign", "nobodys")
        return [name for name in names if getattr(self, name) in shown]

    def reports_of(self, user):
        shown = list(ProgressReport.objects.visible_to(user))
        assert len(shown) == len(set(shown)), "each once"
        return [name for name, report in self.reports.items() if report in shown]

    def units_of(self, user):
        return sorted(Unit.objects.visible_to(user).values_list("code", flat=True))


@pytest.fixture
def town():
    return Town()


ALL_INDICATORS = ["led", "led_below", "helped", "supplied", "contributed", "foreign", "nobodys"]
ALL_REPORTS = ["led", "led_below", "helped", "supplied", "contributed", "theirs", "foreign"]


@pytest.mark.parametrize("role", [Role.REPORTER, Role.HEAD])
def test_a_units_people_see_what_it_has_a_part_in(town, role):
    person = make_user(role, unit=town.office_of)
    assert town.indicators_of(person) == ["led", "led_below", "helped", "supplied", "contributed"]
    assert town.reports_of(person) == ["led", "led_below", "helped", "contributed"]
    assert town.units_of(person) == ["phong", "to"]


def test_units_above_read_what_those_below_have(town):
    person = make_user(Role.HEAD, unit=town.top)
    assert town.indicators_of(person) == ["led", "led_below", "helped", "supplied", "contributed"]
    assert town.units_of(person) == ["phong", "to", "ubnd"]


def test_units_below_do_not_read_upwards(town):
    person = make_user(unit=town.under)
    assert town.indicators_of(person) == ["led_below"]
    assert town.reports_of(person) == ["led_below"]


def test_a_lead_unit_reads_the_contributing_reports(town):
    assert town.reports_of(make_user(unit=town.other)) == [
        "helped", "supplied", "contributed", "theirs", "foreign",
    ]  # fmt: skip


def test_also_for_counts_as_the_own_unit(town):
    person = make_user(unit=town.under, also_for=[town.other])
    assert town.units_of(person) == ["khac", "to"]
    assert "foreign" in town.indicators_of(person)
    assert person.acting_units() == {town.under.pk, town.other.pk}
    assert make_user(unit=None, also_for=[town.top]).own_units() == {
        town.top.pk, town.office_of.pk, town.under.pk,
    }  # fmt: skip


def test_somebody_without_a_unit_sees_nothing(town):
    person = make_user(unit=None)
    assert (town.indicators_of(person), town.reports_of(person), town.units_of(person)) == (
        [], [], [],
    )  # fmt: skip


@pytest.mark.parametrize("role", [Role.OFFICE, Role.LEADER])
def test_office_and_leadership_see_all(town, role):
    person = make_user(role, unit=town.under)
    assert town.indicators_of(person) == ALL_INDICATORS
    assert town.reports_of(person) == ALL_REPORTS
    assert town.units_of(person) == ["khac", "phong", "to", "ubnd"]


@pytest.mark.parametrize(
    ("role", "active"),
    [(Role.ADMIN, True), *[(role, False) for role in Role]],
)
def test_administrators_and_inactive_people_see_nothing(town, role, active):
    person = make_user(role, unit=town.office_of, is_active=active)
    assert (town.indicators_of(person), town.reports_of(person), town.units_of(person)) == (
        [], [], [],
    )  # fmt: skip


def test_an_inactive_unit_is_still_read(town):
    town.office_of.is_active = False
    town.office_of.save()
    person = make_user(unit=town.office_of)
    assert "led" in town.indicators_of(person)
    assert [unit.code for unit in Unit.objects.active()] == ["khac", "to", "ubnd"]


def test_the_scope_costs_one_query(town, django_assert_num_queries):
    person = User.objects.get(pk=make_user(unit=town.top, also_for=[town.other]).pk)
    with django_assert_num_queries(1):
        person.own_units()
        person.acting_units()
        person.own_units()


def test_units_that_are_each_others_parent_do_not_hang():
    first, second = make_unit(), make_unit()
    Unit.objects.filter(pk=first.pk).update(parent=second)
    Unit.objects.filter(pk=second.pk).update(parent=first)
    assert make_user(unit=first).own_units() == {first.pk, second.pk}


# What the database itself refuses


def _copy(row, **changes):
    fields = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key
    }
    return row.__class__(**{**fields, **changes})


def _rows():
    indicator = make_indicator(make_resolution("nq-2024"), number=1)
    measure = indicator.measures.get()
    report = make_report(indicator)
    yield indicator
    yield indicator.group
    yield measure
    yield make_target(measure, low=D(1), effective_from=SEPTEMBER)
    yield Milestone.objects.create(measure=measure, quarter=3, expected=D(1))
    yield Assignment.objects.create(measure=measure, unit=indicator.lead_unit)
    yield report.period
    yield report
    yield make_figure(report)
    yield make_unit("phong")


def test_the_same_row_twice_is_refused():
    for row in _rows():
        with pytest.raises(IntegrityError), transaction.atomic():
            _copy(row).save()


def test_one_report_counts():
    report = make_report(make_indicator())
    with pytest.raises(IntegrityError), transaction.atomic():
        _copy(report, unit_id=make_unit().pk).save()
    _copy(report, unit_id=make_unit().pk, counts=False).save()
    _copy(report, unit_id=make_unit().pk, counts=False).save()


def test_what_was_reported_keeps_its_plan():
    """Nobody deletes an indicator, a unit or a person out from under a report."""
    report = make_report(make_indicator(), figures={"": "1"}, submitted_by=make_user())
    for row in (report.indicator, report.unit, report.submitted_by, report.period):
        with pytest.raises(models.ProtectedError):
            row.delete()


def test_rows_name_themselves():
    report = make_report(make_indicator(number=4), figures={"": "1"})
    rows = [
        report, report.indicator, report.unit, report.period, report.indicator.group,
        report.figures.get(), report.indicator.measures.get(),
        PeriodExtension(period=report.period, unit=report.unit, until=SEPTEMBER),
    ]  # fmt: skip
    assert all(str(row) for row in rows)
    assert str(report.indicator) == "(4) Chỉ tiêu số 4"
