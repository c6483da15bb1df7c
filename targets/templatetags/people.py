"""What the account pages print of the change log."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from targets.change_log import LogLine

register = template.Library()


@register.simple_tag
def change_list(line: LogLine) -> SafeString:
    """What an entry changed: what a new row holds in one line, each change in one of its own."""
    told = [f"{one.field}: {one.new}" for one in line.changes if one.old is None]
    moved = [one for one in line.changes if one.old is not None]
    return format_html(
        "{}{}",
        format_html("<div>{}</div>", "; ".join(told)) if told else "",
        format_html_join(
            "",
            '<div>{}: <span class="diff"><del><span class="visually-hidden">cũ </span>{}</del> → '
            '<ins><span class="visually-hidden">mới </span>{}</ins></span></div>',
            ((one.field, one.old, one.new) for one in moved),
        ),
    )
