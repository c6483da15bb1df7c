"""Which tasks and work items a page lists; all of it stands in the address."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from targets.forms.widgets import ChoiceBox
from targets.rules.work import Bucket, Timing, WorkState
from targets.task_board import TaskBox, WorkRow, narrowed

GROUP, UNIT, STATE, DUE, LOOK = "nhom", "don-vi", "trang-thai", "han", "xem"
TABLE = "bang"
STATES: Mapping[str, tuple[WorkState, str]] = {
    "chua-trien-khai": (WorkState.PLANNED, "Chưa triển khai"),
    "dang-thuc-hien": (WorkState.RUNNING, "Đang thực hiện"),
    "hoan-thanh": (WorkState.DONE, "Hoàn thành"),
    "tam-dung": (WorkState.PAUSED, "Tạm dừng"),
}
DUES: Mapping[str, tuple[frozenset[Timing], str]] = {
    "qua-han": (frozenset({Timing.OVERDUE}), "Quá hạn"),
    "15-ngay": (frozenset({Timing.SOON}), "Đến hạn trong 15 ngày"),
    "con-han": (frozenset({Timing.NOT_DUE, Timing.NO_DATE}), "Còn trên 15 ngày"),
}
# What each heading of the tally asks for; its count is what the link then lists
BUCKET_LINKS: Mapping[Bucket, Mapping[str, str]] = {
    Bucket.OVERDUE: {DUE: "qua-han"},
    Bucket.SOON: {DUE: "15-ngay"},
    Bucket.RUNNING: {STATE: "dang-thuc-hien", DUE: "con-han"},
    Bucket.PLANNED: {STATE: "chua-trien-khai", DUE: "con-han"},
    Bucket.PAUSED: {STATE: "tam-dung", DUE: "con-han"},
    Bucket.DONE: {STATE: "hoan-thanh"},
}


class WorkFilter(forms.Form):
    """Filters over tasks and work items. What cannot be read is taken as not asked for."""

    def __init__(self, data: Mapping[str, Any], boxes: Sequence[TaskBox]) -> None:
        super().__init__(data, auto_id="loc-%s")
        self.boxes = boxes
        groups = {box.task.group.number: box.task.group for box in boxes}
        units = {row.lead.pk: row.lead for box in boxes for row in box.rows if row.lead}
        units |= {box.task.lead_unit.pk: box.task.lead_unit for box in boxes if box.task.lead_unit}
        ordered = sorted(units.values(), key=lambda unit: (unit.order, unit.code))
        self._add(
            GROUP,
            "Nhóm",
            [("", "Tất cả nhóm"), *((str(n), _brief(str(groups[n]))) for n in sorted(groups))],
        )
        self._add(
            UNIT,
            "Đơn vị chủ trì",
            [("", "Tất cả đơn vị"), *((unit.code, unit.brief) for unit in ordered)],
        )
        self._add(STATE, "Trạng thái", [("", "Mọi trạng thái"), *_choices(STATES)])
        self._add(DUE, "Hạn", [("", "Mọi hạn"), *_choices(DUES)])
        self.is_valid()

    def _add(self, name: str, label: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name] = forms.ChoiceField(
            label=label,
            choices=choices,
            required=False,
            widget=ChoiceBox(attrs={"class": "w-auto"}),
        )

    def _asked(self, name: str) -> str:
        return self.cleaned_data.get(name) or ""

    @property
    def narrows(self) -> bool:
        """Whether less than everything is asked for."""
        return any(self._asked(name) for name in (GROUP, UNIT, STATE, DUE))

    @property
    def asks_rows(self) -> bool:
        """Whether something is asked of each work item, so that tasks without any drop out."""
        return bool(self._asked(STATE) or self._asked(DUE))

    def in_place(self) -> list[TaskBox]:
        """What group and unit leave, whatever the state: the tally is made of it."""
        return narrowed(
            self.boxes, task=self._keeps_task, row=self._of_unit, whole=not self._asked(UNIT)
        )

    def apply(self) -> list[TaskBox]:
        """What was asked for."""
        return narrowed(
            self.boxes, task=self._keeps_task, row=self._keeps_row, whole=not self.narrows_rows
        )

    @property
    def narrows_rows(self) -> bool:
        return bool(self._asked(UNIT) or self.asks_rows)

    def _keeps_task(self, box: TaskBox) -> bool:
        group = self._asked(GROUP)
        return not group or str(box.task.group.number) == group

    def _of_unit(self, row: WorkRow) -> bool:
        unit = self._asked(UNIT)
        return not unit or (row.lead is not None and row.lead.code == unit)

    def _keeps_row(self, row: WorkRow) -> bool:
        state, due = self._asked(STATE), self._asked(DUE)
        return (
            self._of_unit(row)
            and (not state or row.item.state == STATES[state][0])
            and (not due or row.standing.timing in DUES[due][0])
        )

    def query(self, **changed: str) -> dict[str, str]:
        """What stands in the address, with some of it changed; blanks are left out."""
        now = {name: self._asked(name) for name in (GROUP, UNIT, STATE, DUE)}
        return {name: text for name, text in (now | changed).items() if text}

    def bucket_query(self, bucket: Bucket) -> dict[str, str]:
        """The address's query that lists one heading of the tally."""
        place = {name: self._asked(name) for name in (GROUP, UNIT) if self._asked(name)}
        return {**place, **BUCKET_LINKS[bucket]}

    def is_bucket(self, bucket: Bucket) -> bool:
        """Whether just this heading is being listed."""
        asked = {name: self._asked(name) for name in (STATE, DUE) if self._asked(name)}
        return asked == BUCKET_LINKS[bucket]


def _choices(named: Mapping[str, tuple[Any, str]]) -> Iterable[tuple[str, str]]:
    return ((code, word) for code, (_, word) in named.items())


def _brief(name: str, longest: int = 60) -> str:
    return name if len(name) <= longest else f"{name[: longest - 1].rstrip(' ,;')}…"
