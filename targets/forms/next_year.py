"""What the copy of a resolution is called, and what comes along."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from targets.actions.next_year import NextYearWish
from targets.actions.refusal import Refused
from targets.forms.fields import PlainTextField
from targets.forms.widgets import LineBox
from targets.models import Resolution

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
BAD_SLUG = "Mã chỉ gồm chữ thường không dấu, số và dấu gạch nối, ví dụ nq-2025."


class NextYearForm(forms.Form):
    """The name of next year's draft; task paragraphs come only if ticked."""

    title = PlainTextField(
        label="Tên nghị quyết", longest=500, rows=2, required=True,
        error_messages={"required": "Hãy ghi tên nghị quyết."},
    )  # fmt: skip
    slug = forms.Field(
        label="Mã (trong địa chỉ trang)",
        widget=LineBox(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=BAD_SLUG,
        error_messages={"required": BAD_SLUG},
    )
    tasks = forms.BooleanField(
        label="Chép cả nhóm nhiệm vụ, nhiệm vụ và chỉ tiêu liên quan",
        required=False,
        help_text="Đầu việc có hạn trong năm nên không chép.",
    )

    def __init__(self, source: Resolution, data: QueryDict | None = None) -> None:
        year = str(source.year)
        title = re.sub(rf"\b({source.year - 1}|{year})\b", _next, source.title)
        slug = source.slug.replace(year, str(source.year + 1))
        first: dict[str, Any] = {
            "title": title,
            "slug": slug if slug != source.slug else f"nq-{source.year + 1}",
        }
        super().__init__(data, initial=first, auto_id="%s")

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"]).strip()
        if len(slug) > 60 or not _SLUG.fullmatch(slug):
            raise ValidationError(BAD_SLUG, code="slug")
        return slug

    def wish(self) -> NextYearWish:
        """What is to be made; only of a valid form."""
        typed = self.cleaned_data
        return NextYearWish(typed["slug"], typed["title"], typed["tasks"])

    def show(self, refused: Refused) -> None:
        """Put a refusal beside its box, or on top."""
        self.add_error(refused.field if refused.field in self.fields else None, str(refused))


def _next(year: re.Match[str]) -> str:
    return str(int(year[0]) + 1)
