"""What a filled form tells of the unit's work items, judged as their own page judges an update."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.http import QueryDict

from targets.actions.work_updates import is_on_behalf, refusal_of, updates_for, why_no_updates
from targets.forms.work import UpdateForm
from targets.intake.form.form_cells import Cell
from targets.intake.form.form_reading import ReadForm
from targets.intake.form.unit_form import WORK_FIELDS, text_of
from targets.labels import WORK_STATE_LABELS
from targets.models import User, WorkItem
from targets.rules.folding import folded_line
from targets.views.form_changes import Change, ChangedWork
from targets.views.form_texts import LONGEST_SHOWN, STATES, same
from targets.views.form_works import now_words, saved_of
from targets.wording import read_out, shortened

GONE = (
    "Đầu việc đã đóng, hoặc nay do đơn vị khác chủ trì, nên không nhận cập nhật trong phiếu. "
    "Hãy chép lại nội dung cần giữ."
)
LABELS = {
    "state": "Tình trạng",
    "percent": "Tỷ lệ (%)",
    "text": "Kết quả đến nay",
    "done_on": "Ngày hoàn thành",
    "difficulties": "Khó khăn, đề nghị",
}


@dataclass(slots=True)
class WorksTold:
    """All work items a form tells something new of."""

    works: list[ChangedWork] = field(default_factory=list)
    fields: list[tuple[str, str]] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    unread: bool = False


def works_told(
    items: Sequence[WorkItem], user: User, form: ReadForm, touched: Mapping[str, Cell]
) -> WorksTold:
    """Judge what the form's writer wrote about work items. `items`: what the unit leads now."""
    by_pk = {item.pk: item for item in items}
    by_key: dict[str, dict[str, Cell]] = defaultdict(dict)
    for name, cell in touched.items():
        key, _, box = name.rpartition("-")
        by_key[key][box] = cell
    told = WorksTold()
    for key, cells in by_key.items():
        read = form.items.get(key)
        item = by_pk.get(read.pk) if read else None
        if read is None or item is None:
            changes = [_change(key, box, cell, None, form, "") for box, cell in cells.items()]
            told.works.append(ChangedWork(key, "", changes, why_not=GONE))
            continue
        _tell(told, item, key, _news(item, cells), form, user, read.version)
    return told


def _news(item: WorkItem, cells: Mapping[str, Cell]) -> dict[str, Cell]:
    """Without what the item says already."""
    return {
        box: cell
        for box, cell in cells.items()
        if cell.fault or not same(cell.text, text_of(saved_of(item, box)))
    }


def _tell(
    told: WorksTold,
    item: WorkItem,
    key: str,
    cells: Mapping[str, Cell],
    form: ReadForm,
    user: User,
    version: int,
) -> None:
    if not cells:
        return
    data = posted_as(item, cells)
    judged = UpdateForm(
        item, data_for(key, data, item.version), on_behalf=is_on_behalf(user, item), prefix=key
    )
    judge(judged)
    for box, cell in cells.items():
        if cell.fault and box in judged.fields:
            judged.errors.pop(box, None)
            judged.add_error(box, cell.fault)
    faults = {box: " ".join(map(str, judged.errors.get(box, ()))) for box in WORK_FIELDS}
    changes = [
        _change(key, box, cells[box], item, form, faults[box])
        for box in WORK_FIELDS
        if box in cells
    ]
    changes += [  # what is wrong with a box the form did not change
        Change(f"{key}-{box}", LABELS[box], "", "", "", "", faults[box])
        for box in WORK_FIELDS
        if faults[box] and box not in cells
    ]
    one = ChangedWork(
        key,
        item.name,
        changes,
        now=now_words(item),
        told=" ".join(judged.top_errors),
        why_not=updates_for(user, item) or why_no_updates(item),
        is_stale=item.version != version,
    )
    told.works.append(one)
    if one.why_not:
        told.notes |= {
            change.name: f"Không lưu được: {one.why_not} Trong phiếu: {change.mine}"
            for change in changes
        }
        return
    told.unread |= any(cell.fault for cell in cells.values())
    told.notes |= {change.name: change.fault for change in changes if change.fault}
    told.fields += [(f"{key}-item", str(item.pk)), (f"{key}-version", str(item.version))]
    told.fields += [(f"{key}-{box}", text) for box, text in data.items()]


def posted_as(item: WorkItem, cells: Mapping[str, Cell]) -> dict[str, str]:
    """The boxes of an update: as written, else as the item stands, so that nothing is undone.

    Another state makes the day and the percentage that went with the old one meaningless.
    """
    data = {box: cell.text for box, cell in cells.items()}
    state = data.get("state", item.state)
    data["state"] = STATES.get(folded_line(state), state)
    if data["state"] == item.state:
        for box in ("percent", "done_on"):
            data.setdefault(box, text_of(saved_of(item, box)))
    return {box: data.get(box, "") for box in WORK_FIELDS}


def data_for(key: str, boxes: Mapping[str, str], version: int) -> QueryDict:
    """The boxes as a form with this prefix takes them."""
    data = QueryDict(mutable=True)
    for box, text in {**boxes, "version": str(version)}.items():
        data[f"{key}-{box}"] = text
    return data


def judge(form: UpdateForm) -> bool:
    """Whether an update could be posted as it is; the form holds what is wrong."""
    if form.is_valid():
        refused = refusal_of(form.item, form.wish())
        if refused is not None:
            form.show(refused)
    return form.is_valid()


def _change(
    key: str, box: str, cell: Cell, item: WorkItem | None, form: ReadForm, fault: str
) -> Change:
    name = f"{key}-{box}"
    now = "" if item is None else text_of(saved_of(item, box))
    then = form.saved.get(name, "")
    return Change(
        name, LABELS[box], shown(box, cell.text), now, then, cell.place, fault,
        clashes=item is not None and not same(now, then),
    )  # fmt: skip


def shown(box: str, text: str) -> str:
    """A box's text for reading."""
    if box == "state":
        text = WORK_STATE_LABELS.get(text, text)
    return shortened(read_out(text) if box == "percent" else text, LONGEST_SHOWN)
