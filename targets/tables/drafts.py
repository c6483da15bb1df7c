"""Resolutions being made out of their text."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from targets.models import ResolutionDraft, User
from targets.templatetags.display import moment, status_word


class DraftTable(tables.Table):
    """Drafts with who brought them in, who touched them last, and what became of them."""

    row_header = "name"
    name = tables.Column("Bản nháp", empty_values=(), orderable=False)
    created_at = tables.Column("Đưa vào")
    updated_at = tables.Column("Sửa lần cuối")
    state = tables.Column("Tình trạng", empty_values=(), order_by=("created_resolution",))
    away = tables.Column("Việc", empty_values=(), orderable=False)

    class Meta:
        template_name = "components/table.html"
        attrs = {"class": "tbl stack drafts"}
        order_by = "-updated_at"

    def render_name(self, record: ResolutionDraft) -> SafeString:
        return format_html(
            '<a class="row-link" href="{}">{}</a><small>{}</small>',
            reverse("targets:intake-draft", args=[record.pk]),
            record,
            record.source_name or "văn bản dán",
        )

    def render_created_at(self, record: ResolutionDraft) -> str:
        return _by(moment(record.created_at), record.created_by)

    def render_updated_at(self, record: ResolutionDraft) -> str:
        return _by(moment(record.updated_at), record.updated_by or record.created_by)

    def render_state(self, record: ResolutionDraft) -> SafeString:
        if record.created_resolution is None:
            return status_word("draft", "Đang sửa")
        if record.created_resolution.status == "draft":
            return status_word("later", "Đã tạo, chưa theo dõi")
        return status_word("approved", "Đã tạo nghị quyết")

    def render_away(self, record: ResolutionDraft) -> SafeString:
        return format_html(
            '<button class="btn btn-sm btn-outline-secondary" form="cat-di" formaction="{}"'
            ' name="do" value="{}" aria-label="{}: {}">{}</button>',
            reverse("targets:intake-away", args=[record.pk]),
            "lay-lai" if record.put_away_at else "cat",
            *((words := "Lấy lại" if record.put_away_at else "Cất đi"), record),
            words,
        )


def _by(when: str, who: User) -> str:
    return f"{when}, {who}"
