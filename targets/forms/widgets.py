"""Boxes drawn without a template each: a sheet has hundreds, and Django renders one per box.

The HTML is the same as of Django's own widgets; measured on a sheet of 17 indicators, half of the
page's time went into their templates.
"""

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class LineBox(forms.TextInput):
    """One line of text or a number."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        return _input(self, name, value, attrs)


class DayBox(forms.DateInput):
    """A day."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        return _input(self, name, value, attrs)


class TextBox(forms.Textarea):
    """Several lines of text."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        drawn = {"name": name, **self.build_attrs(self.attrs, attrs)}
        # A browser drops the first line break after the tag, so that the text keeps its own
        return format_html(
            "<textarea{}>\r\n{}</textarea>", flatatt(drawn), self.format_value(value) or ""
        )


class ChoiceBox(forms.Select):
    """A drop-down of a few choices."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        chosen = set(self.format_value(value))
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (code, SafeString(" selected") if str(code) in chosen else "", label)
                for code, label in self.choices
            ),
        )
        drawn = {"name": name, **self.build_attrs(self.attrs, attrs)}
        return format_html("<select{}>{}</select>", flatatt(drawn), options)


def _input(
    widget: forms.widgets.Input, name: str, value: Any, attrs: dict[str, Any] | None
) -> SafeString:
    drawn = {"type": "text", "name": name, **widget.build_attrs(widget.attrs, attrs)}
    shown = widget.format_value(value)
    if shown is not None:
        drawn["value"] = shown
    return format_html("<input{}>", flatatt(drawn))
