"""What a filled table of the communes and wards would change, unit by unit, and its saving."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.http import QueryDict

from targets.actions.reporting import TypedIndicator
from targets.forms.reporting import EntryForm
from targets.intake.form.form_cells import Cell
from targets.intake.form.form_reading import FormRefused, ReadForm
from targets.models import Unit
from targets.sheet_lines import IndicatorLine
from targets.views.form_changes import Change
from targets.views.form_texts import data_of, same, shown_text
from targets.views.table_rows import TablePage, saved_in


class Key(NamedTuple):
    """Whose report on which indicator a field belongs to."""

    code: str
    number: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A check that found something, with the box for the reason."""

    sentence: str
    name: str
    text: str


@dataclass(slots=True)
class ChangedUnit:
    """One unit's report on one indicator with what the table would change."""

    line: IndicatorLine
    form: EntryForm
    version: int
    changes: list[Change]
    asked: list[Asked] = field(default_factory=list)
    why_not: str = ""
    others: list[Change] = field(default_factory=list)  # what somebody changed meanwhile

    @property
    def key(self) -> Key:
        return Key(self.line.unit.code, self.line.number)

    @property
    def title(self) -> str:
        return f"{self.line.unit.name} · chỉ tiêu {self.line.number}"

    @property
    def faults(self) -> int:
        return sum(bool(change.fault) for change in self.changes)

    def typed(self) -> tuple[Unit, list[TypedIndicator]]:
        """For the save; only of a valid form."""
        columns = {one.line.measure.pk: one.columns() for one in self.form.figures}
        words = self.form.narrative.words()
        return self.line.unit, [TypedIndicator(self.line, self.version, words, columns)]


@dataclass(slots=True)
class TablePreview:
    """The whole answer to a filled table."""

    units: list[ChangedUnit]
    fields: list[tuple[str, str]]

    @property
    def going(self) -> list[ChangedUnit]:
        return [one for one in self.units if not one.why_not]

    @property
    def blocked(self) -> list[ChangedUnit]:
        return [one for one in self.units if one.why_not]

    @property
    def errors(self) -> int:
        return sum(one.faults for one in self.going)

    @property
    def notes(self) -> dict[str, str]:
        """What is wrong in a cell, by box name."""
        found = {
            change.name: f"Không lưu được: {one.why_not} Trong bảng: {change.mine}"
            for one in self.blocked
            for change in one.changes
        }
        faulty = (change for one in self.going for change in one.changes if change.fault)
        return found | {change.name: change.fault for change in faulty}

    @property
    def change_count(self) -> int:
        return sum(len(one.changes) for one in self.going)


STALE = "số liệu đã được sửa sau khi tải bảng. Hãy tải bảng mới rồi nhập lại."


def of_form(table: TablePage, form: ReadForm) -> TablePreview:
    """Judge what somebody changed in a table since it was made. Raises FormRefused."""
    touched = {
        name: cell
        for name, cell in form.cells.items()
        if cell.fault or not same(cell.text, form.saved.get(name, ""))
    }
    now = saved_in(table)
    stale = {_key(name) for name, text in now.items() if not same(text, form.saved.get(name, ""))}
    # a report that only moved since has the same figures: it is saved upon what it is now
    versions = {key: line.version for key in _keys(touched) if (line := table.by_key.get(key))}
    preview = _judged(table, touched, now, versions, stale)
    for one in preview.units:
        if one.key in stale:
            one.others = _meanwhile(one, now, form.saved)
    return preview


def _meanwhile(one: ChangedUnit, now: Mapping[str, str], then: Mapping[str, str]) -> list[Change]:
    """What others have changed in this report since the table was made."""
    labels = {
        f"{one.key.code}/{form.add_prefix(name)}": str(box.label)
        for form in one.form
        for name, box in form.fields.items()
    }
    return [
        Change(full, labels[full], "", shown_text(full, text), shown_text(full, was), "")
        for full, text in now.items()
        if full in labels and not same(text, was := then.get(full, ""))
    ]


def of_post(table: TablePage, data: QueryDict) -> TablePreview:
    """Judge what the preview's own form posts. Raises FormRefused for what no row of ours has."""
    cells = {name: Cell(str(text), "") for name, text in data.items() if "/f-" in name}
    versions = {
        key: int(text) if (text := data.get(f"{key.code}/r-{key.number}-version", "")).isdecimal()
        else -1
        for key in _keys(cells)
    }  # fmt: skip
    return _judged(table, cells, saved_in(table), versions, set())


def _judged(
    table: TablePage,
    cells: Mapping[str, Cell],
    now: Mapping[str, str],
    versions: Mapping[Key, int],
    stale: set[Key],
) -> TablePreview:
    by_key: dict[Key, dict[str, Cell]] = defaultdict(dict)
    for name, cell in cells.items():
        if cell.fault or "-reason-" in name or not same(cell.text, now.get(name, "")):
            by_key[_key(name)][name] = cell
    units: list[ChangedUnit] = []
    fields: list[tuple[str, str]] = []
    for key, own in by_key.items():
        line = table.by_key.get(key)
        if line is None:
            raise FormRefused(
                "Bảng có dòng không thuộc các xã, phường của đơn vị này. Hãy tải bảng mới."
            )
        version = versions[key]
        one = _unit(table, line, own, now, version)
        if key in stale and not one.why_not:
            one.why_not = STALE
        units.append(one)
        if not one.why_not:
            fields += [(name, cell.text) for name, cell in own.items() if "-reason-" not in name]
            fields.append((f"{key.code}/r-{key.number}-version", str(version)))
    order = {(line.unit.code, line.number): place for place, line in enumerate(table.lines)}
    units.sort(key=lambda one: order[one.line.unit.code, one.line.number])
    return TablePreview(units, fields)


def _unit(
    table: TablePage,
    line: IndicatorLine,
    cells: Mapping[str, Cell],
    now: Mapping[str, str],
    version: int,
) -> ChangedUnit:
    plain = {name.partition("/")[2]: cell for name, cell in cells.items()}
    form = EntryForm(line, data_of(plain))
    form.is_valid()
    boxes = {one.add_prefix(name): (one, name) for one in form for name in one.fields}
    why_not = table.why_not(line)
    changes = []
    for name, cell in plain.items():
        full = f"{line.unit.code}/{name}"
        if name not in boxes or (full not in now and "-reason-" not in name):
            why_not = why_not or "ô này của đơn vị không nhận số từ bảng. Hãy tải bảng mới."
            continue
        if "-reason-" in name:
            continue
        one, field_name = boxes[name]
        fault = cell.fault or " ".join(str(error) for error in one.errors.get(field_name, ()))
        label = f"{one.fields[field_name].label}"
        changes.append(
            Change(full, label, shown_text(name, cell.text), shown_text(name, now[full]), "",
                   cell.place, fault)
        )  # fmt: skip
    changes += [  # what is wrong with a box the table did not change
        Change(f"{line.unit.code}/{name}", f"{one.fields[field_name].label}", "", "", "", "",
               " ".join(str(error) for error in one.errors[field_name]))
        for name, (one, field_name) in boxes.items()
        if field_name in one.errors and name not in plain
    ]  # fmt: skip
    asked = [
        Asked(warning.sentence, f"{line.unit.code}/{reason.html_name}", str(reason.value() or ""))
        for figure in form.figures
        for warning in figure.line.warnings(figure.entry())
        for reason in [figure[f"reason-{warning.code}"]]
    ]
    return ChangedUnit(line, form, version, changes, asked, why_not)


def _keys(names: Iterable[str]) -> set[Key]:
    return {_key(name) for name in names}


def _key(name: str) -> Key:
    code, _, rest = name.partition("/")
    digits = rest.split("-")[1] if rest.count("-") else ""
    number = digits.rstrip("abcdefghijklmnopqrstuvwxyz")
    return Key(code, int(number) if number.isdecimal() and len(number) < 7 else 0)
