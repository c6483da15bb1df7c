"""What became of a work item, newest first: updates, corrections, its extension, plan changes."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from auditlog.models import LogEntry

from targets.actions.work_updates import COLUMNS
from targets.labels import WORK_STATE_LABELS
from targets.models import DeadlineExtension, TaskUpdate, Unit, User, WorkItem

Fact = tuple[str, str]
STATE_ICONS: Mapping[str, str] = {
    "planned": "later",
    "running": "doing",
    "paused": "paused",
    "done": "approved",
}
FACT_WORDS: Mapping[str, str] = {
    "text": "Đã làm",
    "difficulties": "Khó khăn, vướng mắc",
    "proposals": "Đề xuất, kiến nghị",
    "next_step": "Việc tiếp theo",
}
PLAN_WORDS: Mapping[str, str] = {
    "name": "tên",
    "product": "sản phẩm",
    "lead_unit": "đơn vị chủ trì",
    "due_on": "hạn",
    "due_note": "thời gian",
    "due_reason": "lý do hạn muộn",
    "progress_only": "chỉ theo dõi tiến độ",
    "closed_reason": "lý do đóng",
}


@dataclass(frozen=True, slots=True)
class PlanChange:
    """One column of the plan, from what to what, as people read it."""

    what: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an update said before it was corrected at a moment."""

    at: datetime.datetime
    facts: list[Fact]


@dataclass(frozen=True, slots=True)
class WorkEvent:
    """Something that happened to a work item. `update`: only of an update."""

    at: datetime.datetime
    by: User | None
    icon: str
    word: str
    facts: list[Fact] = field(default_factory=list)
    changes: list[PlanChange] = field(default_factory=list)
    earlier: list[Earlier] = field(default_factory=list)
    update: TaskUpdate | None = None


def history_of(item: WorkItem) -> list[WorkEvent]:
    """Everything that happened to a work item, newest first.

    Four queries at most: updates, their corrections, the change log and the units it names;
    `item` comes with its extension.
    """
    updates = item.updates.select_related("by__unit").prefetch_related("edits")
    events = [_told(update) for update in updates]
    extension: DeadlineExtension | None = getattr(item, "extension", None)
    if extension is not None:
        events.append(_extended(extension))
    events += _plan_changes(item)
    return sorted(events, key=lambda event: event.at, reverse=True)


def _told(update: TaskUpdate) -> WorkEvent:
    values = {name: getattr(update, name) for name in COLUMNS}
    edits = sorted(update.edits.all(), key=lambda edit: (edit.at, edit.pk), reverse=True)
    return WorkEvent(
        at=update.at,
        by=update.by,
        icon=STATE_ICONS.get(update.state, "doing"),
        word=_state_words(values),
        facts=list(_facts(values)),
        earlier=[
            Earlier(edit.at, [("Trạng thái", _state_words(edit.before)), *_facts(edit.before)])
            for edit in edits
        ],
        update=update,
    )


def _state_words(values: Mapping[str, Any]) -> str:
    """`Hoàn thành ngày 25/06/2024`, `Đang thực hiện, 60%`; without a state "Cập nhật"."""
    word = WORK_STATE_LABELS.get(values.get("state") or "", "Cập nhật")
    if done_on := _day(values.get("done_on")):
        return f"{word} ngày {done_on}"
    percent = values.get("percent")
    return word if percent is None else f"{word}, {percent}%"


def _facts(values: Mapping[str, Any]) -> Iterator[Fact]:
    for name, word in FACT_WORDS.items():
        if text := values.get(name):
            yield word, str(text)
    number, day = values.get("product_number") or "", _day(values.get("product_date"))
    if number or day:
        yield (
            "Văn bản",
            f"{f'số {number}' if number else ''}{f' ngày {day}' if day else ''}".strip(),
        )
    if told_by := values.get("told_by"):
        yield "Người báo", str(told_by)


def _day(value: object) -> str:
    """A day as a column holds it, or as JSON kept it."""
    if not value:
        return ""
    day = value if isinstance(value, datetime.date) else datetime.date.fromisoformat(str(value))
    return f"{day:%d/%m/%Y}"


def _extended(extension: DeadlineExtension) -> WorkEvent:
    change = PlanChange("hạn", _day(extension.first_due_on), _day(extension.due_on))
    return WorkEvent(
        at=extension.at,
        by=extension.by,
        icon="soon",
        word="Gia hạn",
        changes=[change],
        facts=[("Lý do", extension.reason)],
    )


def _plan_changes(item: WorkItem) -> list[WorkEvent]:
    entries = list(
        LogEntry.objects.filter(
            content_type__app_label="targets",
            content_type__model="workitem",
            object_id=item.pk,
            action__in=[LogEntry.Action.CREATE, LogEntry.Action.UPDATE],
        ).select_related("actor__unit")
    )
    names = _unit_names(entries)
    return [event for entry in entries if (event := _planned(entry, names)) is not None]


def _unit_names(entries: Iterable[Any]) -> dict[str, str]:
    """The units that changes of the lead unit name, by their id as the log keeps it."""
    pairs = [entry.changes_dict.get("lead_unit", ()) for entry in entries if not _is_new(entry)]
    ids = {text for pair in pairs for text in pair if text.isdecimal()}
    return {str(unit.pk): unit.name for unit in Unit.objects.filter(pk__in=ids)} if ids else {}


def _planned(entry: Any, units: Mapping[str, str]) -> WorkEvent | None:
    at = (entry.additional_data or {}).get("at")
    moment = datetime.datetime.fromisoformat(at) if at else entry.timestamp
    if _is_new(entry):
        if entry.actor is None:  # it came with the resolution: nobody did anything
            return None
        return WorkEvent(moment, entry.actor, "draft", "Đưa vào kế hoạch")
    changed = entry.changes_dict
    if changed.get("closed_at", ("", ""))[1] == "None":
        why = changed.get("closed_reason", ("", ""))[0]
        return WorkEvent(
            moment, entry.actor, "later", "Mở lại đầu việc", facts=[("Đã đóng vì", why)]
        )
    closed = changed.get("closed_at", ("", "None"))[1] != "None"
    changes = [
        PlanChange(word, _plan_text(name, pair[0], units), _plan_text(name, pair[1], units))
        for name, word in PLAN_WORDS.items()
        if (pair := changed.get(name)) and not (closed and name == "closed_reason")
    ]
    if closed:
        why = changed.get("closed_reason", ("", ""))[1]
        return WorkEvent(
            moment, entry.actor, "closed", "Đóng đầu việc", facts=[("Lý do", why)], changes=changes
        )
    return (
        WorkEvent(moment, entry.actor, "draft", "Sửa kế hoạch", changes=changes)
        if changes
        else None
    )


def _is_new(entry: Any) -> bool:
    return bool(entry.action == LogEntry.Action.CREATE)


def _plan_text(name: str, text: str, units: Mapping[str, str]) -> str:
    """A logged value as people read it; the log writes "None" for nothing."""
    if text in {"None", ""}:
        return "không ghi"
    match name:
        case "lead_unit":
            return units.get(text, text)
        case "due_on":
            return _day(text)
        case "progress_only":
            return "có" if text == "True" else "không"
        case _:
            return text
