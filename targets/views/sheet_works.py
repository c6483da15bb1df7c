"""Updates of work items that come with a post of the sheet: from the preview of an Excel form.

The sheet itself has no boxes for them. Where such a post is refused, it shows what was written in
boxes of its own, so that nothing is lost and the next press hands it in again.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import QueryDict

from targets.actions.whole_form import NotTold, ToldItem
from targets.actions.work_updates import is_on_behalf
from targets.forms.work import UpdateForm
from targets.intake.form.unit_form import WORK_FIELDS, WORK_KEY
from targets.models import WorkItem
from targets.views.form_works import led_items, now_words, number_of
from targets.views.sheet_page import SheetPage
from targets.views.work_preview import LABELS, data_for, judge, shown

TOLD_BY = "w-told_by"
WHO_TOLD = "Cập nhật thay đơn vị: hãy ghi ai báo, bằng cách nào, lúc nào."
GONE = (
    "Đầu việc {number} đã đóng, hoặc nay do đơn vị khác chủ trì, nên chưa lưu gì. Hãy chép lại nội "
    "dung cần giữ ở dưới; bấm Lưu để lưu phần còn lại."
)
_ITEM = re.compile(rf"({WORK_KEY})-item", re.ASCII)


@dataclass(slots=True)
class PostedWork:
    """One update, in its boxes; `now`: how the item stands."""

    item: WorkItem
    form: UpdateForm
    now: str = ""

    @property
    def number(self) -> str:
        return number_of(self.item)


@dataclass(slots=True)
class LostWork:
    """What was written of an item that takes no update from this unit any more."""

    number: str
    texts: list[tuple[str, str]]


@dataclass(slots=True)
class PostedWorks:
    """All updates of one post."""

    rows: list[PostedWork] = field(default_factory=list)
    lost: list[LostWork] = field(default_factory=list)
    on_behalf: bool = False
    told_by: str = ""
    told_by_error: str = ""

    @classmethod
    def of(cls, page: SheetPage, data: QueryDict) -> "PostedWorks":
        """What a post says of work items; no query where it says nothing."""
        found = {match[1]: text for name, text in data.items() if (match := _ITEM.fullmatch(name))}
        works = cls(told_by=str(data.get(TOLD_BY, "")))
        wanted = {key: pk for key, pk in found.items() if data.get(f"c-{key}") != "theirs"}
        if not wanted:
            return works
        items = {str(item.pk): item for item in led_items(page)}
        for key, pk in wanted.items():
            item = items.get(str(pk))
            boxes = {box: str(data.get(f"{key}-{box}", "")) for box in WORK_FIELDS}
            if item is None:
                texts = [(LABELS[box], shown(box, text)) for box, text in boxes.items() if text]
                works.lost.append(LostWork(key.partition("-")[2], texts))
                continue
            works._add(page, item, key, boxes, str(data.get(f"{key}-version", "")))
        return works

    def _add(
        self, page: SheetPage, item: WorkItem, key: str, boxes: Mapping[str, str], version: str
    ) -> None:
        typed = data_for(key, boxes, 0)
        typed[f"{key}-version"] = version
        behalf = is_on_behalf(page.user, item)
        self.on_behalf |= behalf
        typed[f"{key}-told_by"] = self.told_by
        form = UpdateForm(item, typed, on_behalf=behalf, prefix=key)
        self.rows.append(PostedWork(item, form, now_words(item)))

    def __bool__(self) -> bool:
        return self.is_shown

    @property
    def problem(self) -> str:
        """Why nothing may be saved with these; empty where that is no matter."""
        return GONE.format(number=self.lost[0].number) if self.lost else ""

    def is_valid(self) -> bool:
        """Whether every update reads; all are looked at, so that all errors show at once."""
        if self.on_behalf and not self.told_by.strip():
            self.told_by_error = WHO_TOLD
        return all([not self.told_by_error, *(judge(row.form) for row in self.rows)])

    def told(self) -> list[ToldItem]:
        """For the save; only of valid ones."""
        return [
            ToldItem(row.item.pk, row.form.cleaned_data["version"], row.form.wish())
            for row in self.rows
        ]

    def refuse(self, page: SheetPage, refused: NotTold) -> None:
        """Show a refusal beside its boxes, with the item as it is now."""
        items = {item.pk: item for item in led_items(page)}
        for row in list(self.rows):
            now = items.get(row.item.pk)
            if now is None:  # closed while it was being saved
                texts = [(LABELS[box], shown(box, str(row.form[box].value() or "")))
                         for box in WORK_FIELDS]  # fmt: skip
                self.lost.append(LostWork(row.number, [pair for pair in texts if pair[1]]))
                self.rows.remove(row)
                continue
            row.item = row.form.item = now
            row.now = now_words(now)
            if row.item.pk == refused.item_id:
                row.form.show(refused.refused)
                if refused.refused.stale:
                    row.form.speak_of(now.version)

    @property
    def words(self) -> str:
        """What was done, for the line on top of the page."""
        numbers = ", ".join(row.number for row in self.rows)
        return f"Đã ghi cập nhật đầu việc {numbers}." if numbers else ""

    @property
    def is_shown(self) -> bool:
        return bool(self.rows or self.lost)
