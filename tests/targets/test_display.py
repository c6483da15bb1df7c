"""How values look (design §3.4, §3.6): pills, states, numbers, days, fields, periods."""

from datetime import UTC, date, datetime
from decimal import Decimal as D

import pytest
from django import forms
from django.template import Context, Template
from django.urls import reverse

from targets import wording
from targets.labels import STANDING_LABELS, STATUS_LABELS
from targets.rules.numbers import parse
from targets.rules.standing import Standing
from targets.rules.workflow import Move, Status
from targets.templatetags import display
from tests.factories import make_event, make_indicator, make_report, make_resolution


def shown(source, **context):
    return Template("{% load display %}" + source).render(Context(context)).strip()


@pytest.mark.parametrize("standing", Standing)
def test_pill_has_word_shape_and_colour(standing):
    pill = shown("{% standing_pill it %}", it=standing)
    assert pill == (
        f'<span class="st st-{standing.value}">'
        '<svg class="i" viewBox="0 0 16 16" aria-hidden="true">'
        f'<use href="#st-{standing.value}"/></svg>{STANDING_LABELS[standing.value]}</span>'
    )


def test_pill_takes_the_word_of_the_case_and_a_size():
    pill = shown('{% standing_pill "behind" "Thấp hơn yêu cầu" "big" %}')
    assert pill.startswith('<span class="st st-behind st-big">')
    assert pill.endswith("Thấp hơn yêu cầu</span>")


def test_pill_escapes_its_word():
    assert "<b>" not in shown("{% standing_pill 'met' word %}", word="<b>Đạt</b>")


def test_every_shape_is_in_the_sprite():
    sprite = shown('{% include "components/standing_sprite.html" %}')
    assert all(f'id="st-{standing.value}"' in sprite for standing in Standing)


@pytest.mark.parametrize("status", Status)
def test_status_word(status):
    word = shown("{% status_word it %}", it=status)
    assert word.startswith(f'<span class="ws ws-{status.value}"><svg')
    assert word.endswith(f"{STATUS_LABELS[status.value]}</span>")


@pytest.mark.parametrize("state", ["none", "late", "doing", "later", "warning"])
def test_states_that_are_no_status_have_a_word_too(state):
    assert f'ws-{state}"><svg' in display.status_word(state)


def test_icon_is_quiet_and_has_no_style():
    icon = shown('{% icon "printer" %}')
    assert 'aria-hidden="true"' in icon
    assert "style=" not in icon
    assert "\n" not in icon


@pytest.mark.parametrize(
    ("number", "decimals", "text"),
    [
        (D("5560.4"), 1, "5.560,4"),
        (D("-0.3"), 2, "−0,30"),
        (D("12.345"), 2, "12,35"),
        (D(0), 0, "0"),
        (None, 2, "–"),
    ],
)
def test_figure(number, decimals, text):
    assert shown("{{ number|figure:decimals }}", number=number, decimals=decimals) == text


def test_days_and_moments_are_ours():
    at = datetime(2024, 9, 24, 17, 30, tzinfo=UTC)  # half past midnight here
    assert shown("{{ at|day }} {{ at|clock }} {{ at|moment }}", at=at) == (
        "25/09/2024 00:30 00:30 ngày 25/09/2024"
    )
    assert shown("{{ on|day }}", on=date(2024, 9, 4)) == "04/09/2024"
    assert shown("{{ none|day }}{{ none|clock }}{{ none|moment }}", none=None) == ""


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2024, 9, 26), "còn 2 ngày"),
        (date(2024, 9, 24), "hạn hôm nay"),
        (date(2024, 9, 21), "quá hạn 3 ngày"),
        (None, ""),
    ],
)
def test_days_left(settings, due, words):
    settings.TODAY = date(2024, 9, 24)
    assert shown("{{ due|days_left }}", due=due) == words


class OneOfEach(forms.Form):
    note = forms.CharField(label="Nội dung", help_text="Đơn vị sẽ đọc.")
    sort = forms.ChoiceField(label="Thứ tự", choices=[("a", "A")], required=False)
    agreed = forms.BooleanField(label="Đồng ý", required=False)


def test_field_points_at_its_error_and_its_help():
    form = OneOfEach({"note": ""})
    page = shown('{% include "components/field.html" with field=form.note %}', form=form)
    assert 'aria-invalid="true"' in page
    assert 'aria-describedby="id_note_helptext id_note_error"' in page
    assert 'id="id_note_error"' in page
    assert 'id="id_note_helptext"' in page
    assert 'class="form-control"' in page


def test_field_knows_its_kind():
    form = OneOfEach()
    page = "{% include 'components/field.html' with field=form.sort %}"
    assert 'class="form-select"' in shown(page, form=form)
    page = "{% include 'components/field.html' with field=form.agreed %}"
    assert 'class="form-check-input"' in shown(page, form=form)


def test_demo_band(settings):
    settings.DEMO, settings.TODAY = True, date(2024, 9, 24)
    band = shown("{% demo_band %}")
    assert "Số liệu minh họa" in band
    assert "Ngày minh họa 24/09/2024" in band
    settings.DEMO, settings.TODAY = False, None
    assert shown("{% demo_band %}") == ""


@pytest.mark.django_db
def test_periods_link_to_the_same_page_and_only_once_open(settings):
    settings.TODAY = date(2024, 9, 24)
    periods = list(make_resolution("nq").periods.all())
    switch = shown(
        '{% period_switch periods now "targets:sheet" "nq" "don-vi" query="loc=1" %}',
        periods=periods,
        now=periods[2],
    )
    assert switch.count("<a ") == 3
    address = reverse("targets:sheet", args=["nq", 3, "don-vi"])
    assert f'<a href="{address}?loc=1" aria-current="true">9 tháng</a>' in switch
    assert '<span title="Mở từ ngày 01/12/2024">Năm' in switch


@pytest.mark.django_db
def test_a_step_is_told_with_the_icon_of_where_it_went():
    report = make_report(make_indicator(), status=Status.RETURNED)
    event = make_event(report, Move.RETURN, to_status=Status.RETURNED.value)
    word = shown("{% move_word event %}", event=event)
    assert word.startswith('<span class="ws ws-returned"><svg')
    assert word.endswith("Đã trả lại</span>")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("5560,4", "5.560,4"),
        ("5.560,4", "5.560,4"),
        ("9500", "9.500"),
        ("-1234,50", "−1.234,5"),
        ("0", "0"),
        ("", ""),
        ("12.5", "12.5"),
        ("=2+3", "=2+3"),
        ("9 500", "9 500"),
    ],
)
def test_a_box_is_read_out_as_an_office_writes(text, read):
    assert wording.read_out(text) == read
    if text != read:
        assert parse(read) == parse(text), "the box takes both"
