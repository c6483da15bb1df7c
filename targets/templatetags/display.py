"""How values look on a page: standings, states, numbers and days (design §3.4, §3.6).

A board prints hundreds of pills, so they are small cached strings and not template includes.
"""

import re
from collections.abc import Collection, Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import TypedDict

from django import forms, template
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from lucide.templatetags.lucide import lucide

from targets import clock
from targets.labels import MOVE_DONE_LABELS, STATUS_LABELS, standing_label
from targets.models import Period, ReviewEvent, WorkItem
from targets.rules import numbers
from targets.rules.evidence import size_text
from targets.rules.folding import Piece
from targets.rules.work import WorkState
from targets.work_words import extension_words, work_status

register = template.Library()

NOTHING = "–"  # no figure is a dash, never 0

_STATUS_ICONS = {
    "none": "minus",
    "draft": "pencil",
    "signing": "pen-line",
    "submitted": "send",
    "returned": "undo-2",
    "approved": "check",
    "late": "circle-alert",
    "doing": "loader",
    "later": "clock",
    "warning": "triangle-alert",
    "noted": "message-square",
    "open": "clock",
    "answered": "message-square-reply",
    "settled": "check-check",
    "soon": "hourglass",
    "paused": "circle-pause",
    "closed": "archive",
}
_OTHER_STATES = {
    "none": "Chưa nhập",
    "late": "Quá hạn",
    "doing": "Đang thực hiện",
    "later": "Chưa đến hạn",
    "warning": "Có cảnh báo",
    "soon": "Sắp đến hạn",
    "paused": "Tạm dừng",
    "closed": "Đã đóng",
}


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str) -> SafeString:
    """A lucide icon as wide as a letter; it says nothing to a screen reader."""
    svg = lucide(str(name), size=16, **{"class": "i i-line", "aria-hidden": "true"})
    return SafeString(re.sub(r"\s*\n\s*", "", svg))


@register.simple_tag
@lru_cache(maxsize=64)
def standing_shape(standing: str) -> SafeString:
    """The shape of a standing alone, for a tally; the word has to stand beside it."""
    return format_html(
        '<svg class="i" viewBox="0 0 16 16" aria-hidden="true"><use href="#st-{}"/></svg>', standing
    )


@register.simple_tag
@lru_cache(maxsize=1024)
def standing_pill(standing: str, label: str = "", size: str = "") -> SafeString:
    """Word, shape and colour of a standing; `label` where the case changes the word.

    size "big" is for an indicator's own page.
    """
    return format_html(
        '<span class="st st-{}{}">{}{}</span>',
        standing,
        " st-big" if size == "big" else "",
        standing_shape(standing),
        label or standing_label(standing),
    )


@register.simple_tag
@lru_cache(maxsize=256)
def status_word(status: str, label: str = "") -> SafeString:
    """The state of a report: icon and word without border, never to be taken for a verdict."""
    return format_html(
        '<span class="ws ws-{}">{}{}</span>',
        status,
        icon(_STATUS_ICONS[status]),
        label or STATUS_LABELS.get(status) or _OTHER_STATES[status],
    )


@register.simple_tag
def status_icon(status: str) -> SafeString:
    """The icon of a state alone, for a tally; the word has to stand beside it."""
    return icon(_STATUS_ICONS[status])


@register.simple_tag
def move_word(event: ReviewEvent) -> SafeString:
    """What somebody did with a report: the icon of where it went, the word of the step."""
    return status_word(event.to_status, MOVE_DONE_LABELS[event.move])


@register.simple_tag
def work_word(item: WorkItem, today: date | None = None) -> SafeString:
    """How a work item stands: `Quá hạn 26 ngày`, `Đang thực hiện, 60%`, `Hoàn thành 25/06`.

    The percentage is told for items read through `with_newest_update`.
    """
    today = today or clock.today()
    code, words = work_status(
        WorkState(item.state),
        item.standing(today),
        today=today,
        done_on=item.done_on,
        percent=getattr(item, "newest_percent", None),
        closed=item.closed_at is not None,
    )
    return status_word(code, words)


@register.filter
def extended(item: WorkItem) -> str:
    """`gia hạn một lần, hạn đầu 31/08/2024`; reads `extension`, so select it with the item."""
    extension = getattr(item, "extension", None)
    return extension_words(extension.first_due_on) if extension else ""


@register.filter
def figure(number: Decimal | None, decimals: int = 2) -> str:
    """`5.560,4`; a dash where there is no figure."""
    return NOTHING if number is None else numbers.format(number, int(decimals))


@register.filter
def day(value: date | None) -> str:
    """`24/09/2024`; a moment is taken in the office's time zone."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return f"{value:%d/%m/%Y}"


@register.filter
def clock_time(value: datetime | None) -> str:
    """`10:42`."""
    return "" if value is None else f"{timezone.localtime(value):%H:%M}"


register.filter("clock", clock_time)


@register.filter
def moment(value: datetime | None) -> str:
    """`10:42 ngày 24/09/2024`."""
    return "" if value is None else f"{clock_time(value)} ngày {day(value)}"


@register.filter
def file_size(size: int) -> str:
    """`12 kB`, `3,4 MB`."""
    return size_text(size)


@register.filter
def days_left(due: date | None) -> str:
    """How far away a deadline is: `còn 2 ngày`, `hạn hôm nay`, `quá hạn 3 ngày`."""
    if due is None:
        return ""
    days = (due - clock.today()).days
    if days == 0:
        return "hạn hôm nay"
    return f"còn {days} ngày" if days > 0 else f"quá hạn {-days} ngày"


def marked(text: Iterable[Piece]) -> SafeString:
    """A text with what was looked for marked."""
    return format_html_join(
        "",
        "{}{}{}",
        (
            (SafeString("<mark>"), piece.text, SafeString("</mark>"))
            if piece.hit
            else ("", piece.text, "")
            for piece in text
        ),
    )


@register.filter
def control(field: forms.BoundField, describedby: str = "") -> SafeString:
    """A form field's box with the classes of its kind, and with further describing ids."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
        kind = "form-check-input"
    elif isinstance(widget, forms.Select):
        kind = "form-select"
    else:
        kind = "form-control"
    attrs: dict[str, str | bool] = {"class": f"{kind} {widget.attrs.get('class', '')}".strip()}
    if described := " ".join(filter(None, [field.aria_describedby, describedby])):
        attrs["aria-describedby"] = described
    return field.as_widget(attrs=attrs)


@register.filter
def is_checkbox(field: forms.BoundField) -> bool:
    return isinstance(field.field.widget, forms.CheckboxInput)


class DemoBand(TypedDict):
    demo: bool
    pinned_day: str


@register.inclusion_tag("components/demo_band.html")
def demo_band(demo: object = "") -> DemoBand:
    """The line that says figures are made up and the day is pinned; needs no context.

    demo: whether the data in the database are the demo's, where the page knows.
    """
    return {"demo": settings.DEMO or bool(demo), "pinned_day": day(settings.TODAY)}


class PeriodLink(TypedDict):
    name: str
    url: str
    current: bool
    opens_on: date | None


class PeriodSwitch(TypedDict):
    links: list[PeriodLink]


@register.inclusion_tag("components/periods.html")
def period_switch(
    periods: Collection[Period],
    current: Period | None,
    url_name: str,
    slug: str,
    *further: object,
    query: str = "",
) -> PeriodSwitch:
    """Links to the same page for each period; one that has not opened yet is plain text.

    {% period_switch periods period "targets:sheet" resolution.slug unit.code query=kept %}:
    the quarter goes right after the slug. `query` is kept behind the "?".
    """
    today = clock.today()
    behind = f"?{query}" if query else ""
    return {
        "links": [
            {
                "name": period.name,
                "url": reverse(url_name, args=[slug, period.quarter, *further]) + behind
                if period.is_opened(today)
                else "",
                "current": period == current,
                "opens_on": period.opens_on,
            }
            for period in periods
        ]
    }
