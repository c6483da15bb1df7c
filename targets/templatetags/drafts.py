"""A draft's text with what was read out of it marked."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from targets.rules.marked_text import Mark, Piece

register = template.Library()
# The outermost first: a goal's words are the mark proper, the others lie around it
_CLASSES = {"goal": "read-goal", "doubt": "read-doubt", "slip": "read-slip", "row": "read-row"}


@register.simple_tag
def marked_text(pieces: Iterable[Piece]) -> SafeString:
    """Every piece escaped; where something begins stands its anchor."""
    return format_html_join("", "{}{}", ((_anchors(piece), _piece(piece)) for piece in pieces))


def _anchors(piece: Piece) -> SafeString:
    return format_html_join(
        "", '<span class="read-place" id="{}"></span>', ((one.place,) for one in piece.begins)
    )


def _piece(piece: Piece) -> SafeString | str:
    kinds = {mark.kind for mark in piece.covered}
    if not kinds:
        return format_html("{}", piece.text)
    classes = " ".join(name for kind, name in _CLASSES.items() if kind in kinds)
    goal = _innermost(piece, "goal")
    if goal is None:
        return format_html('<span class="{}">{}</span>', classes, piece.text)
    return format_html(
        '<mark class="{}"><a href="#{}" title="{}">{}</a></mark>',
        classes, goal.leads_to, goal.said, piece.text,
    )  # fmt: skip


def _innermost(piece: Piece, kind: str) -> Mark | None:
    found = [mark for mark in piece.covered if mark.kind == kind]
    return min(found, key=lambda mark: mark.end - mark.start, default=None)
