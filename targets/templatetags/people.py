"""What the account pages print of the change log."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from targets.change_log import LogLine

register = template.Library()


@register.simple_tag
def change_list(line: LogLine) -> SafeString:
    """What an entry changed, a line each."""
    return format_html_join(
        "",
        "<div>{}: {}</div>",
        ((one.field, _from_to(one.old, one.new)) for one in line.changes),
    )


def _from_to(old: str | None, new: str) -> SafeString:
    if old is None:
        return format_html("{}", new)
    return format_html(
        '<span class="diff"><del><span class="visually-hidden">cũ </span>{}</del> → '
        '<ins><span class="visually-hidden">mới </span>{}</ins></span>',
        old,
        new,
    )
