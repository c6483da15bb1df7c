"""What each unit was given of a measure, as a table; a column pasted from Excel fills it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.http import QueryDict

from targets.actions.assignments import Given, texts_of
from targets.forms.fields import PlainTextField, VnDecimalField
from targets.forms.row_form import STALE
from targets.models import Unit
from targets.rules.folding import folded_line
from targets.rules.numbers import NotANumber, is_blank, parse, plain

LONGEST_BASIS = 200


class AssignmentsForm(forms.Form):
    """Three boxes per unit, and what the table said when it was drawn."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        units: Sequence[Unit],
        known: Mapping[int, Given],
        data: QueryDict | None = None,
        *,
        unit_of_measure: str,
    ) -> None:
        super().__init__(data, auto_id="%s")
        self.units = list(units)
        self.initial["seen"] = json.dumps(texts_of(known), ensure_ascii=False)
        for unit in self.units:
            given = known.get(unit.pk, Given(unit.pk))
            self.fields[f"a-{unit.pk}"] = VnDecimalField(
                label=f"Số được giao, {unit.name}", unit=unit_of_measure, initial=given.assigned
            )
            self.fields[f"b-{unit.pk}"] = VnDecimalField(
                label=f"Thực hiện năm trước, {unit.name}",
                unit=unit_of_measure,
                initial=given.baseline,
            )
            self.fields[f"c-{unit.pk}"] = PlainTextField(
                label=f"Căn cứ, {unit.name}", longest=LONGEST_BASIS, initial=given.basis
            )

    def clean_seen(self) -> Mapping[str, str]:
        try:
            known = json.loads(self.cleaned_data["seen"])
        except ValueError:
            raise ValidationError(STALE) from None
        if not isinstance(known, dict) or not all(isinstance(v, str) for v in known.values()):
            raise ValidationError(STALE)
        return known

    def wishes(self) -> list[Given]:
        """The table as wanted; only of a valid form. What was not posted stays as it was."""
        typed = self.cleaned_data
        return [
            Given(unit.pk, typed[f"a-{unit.pk}"], typed[f"b-{unit.pk}"], typed[f"c-{unit.pk}"])
            for unit in self.units
            if f"a-{unit.pk}" in self.data
        ]

    @property
    def lines(self) -> list[tuple[Unit, BoundField, BoundField, BoundField]]:
        return [
            (unit, self[f"a-{unit.pk}"], self[f"b-{unit.pk}"], self[f"c-{unit.pk}"])
            for unit in self.units
        ]

    def show_moved(self, now: Mapping[str, str]) -> None:
        """Say beside each row what somebody else made of it; one left alone takes that over."""
        seen = self.cleaned_data["seen"]
        mine = {given.unit_id: given.text for given in self.wishes()}
        data = QueryDict(mutable=True)
        data.update(self.data)
        for unit in self.units:
            theirs, before = (known.get(str(unit.pk), Given(unit.pk).text) for known in (now, seen))
            if theirs == before:
                continue
            told = f"Người khác vừa đổi dòng này thành {_told(theirs)}"
            if mine.get(unit.pk) == before:
                for box, part in zip(("a", "b", "c"), theirs.split("|", 2), strict=True):
                    data[f"{box}-{unit.pk}"] = part
                told = f"{told}; dòng này đã lấy theo đó."
            else:
                told = f"{told}. Muốn giữ số của bạn thì bấm Lưu lần nữa."
            self.add_error(f"a-{unit.pk}", told)
        data["seen"] = json.dumps(dict(now), ensure_ascii=False)
        self.data = data


def _told(text: str) -> str:
    """A row of somebody else's in words, from Given.text."""
    names = ("số được giao", "thực hiện năm trước", "căn cứ")
    parts = zip(names, text.split("|", 2), strict=True)
    return ", ".join(f"{name} {part}" for name, part in parts if part) or "để trống"


def fill_from(text: str, units: Iterable[Unit], data: QueryDict, *, unit: str) -> list[str]:
    """Put pasted lines "đơn vị [tab] số" into the boxes of `data`; what was not understood.

    A unit is known by its name, short name or code, whatever its case and accents.
    """
    known: dict[str, int] = {}
    for one in units:
        for name in (one.name, one.short_name, one.code):
            if name:
                known.setdefault(folded_line(name), one.pk)
    problems = []
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [cell.strip() for cell in line.split("\t")]
        if not any(cells):
            continue
        place = next((i for i, cell in enumerate(cells) if folded_line(cell) in known), None)
        if place is None:
            problems.append(f"Dòng {number}: không có đơn vị “{cells[0][:60]}” trong bảng.")
            continue
        problems += _fill(known[folded_line(cells[place])], cells[place + 1 :], data, unit, number)
    return problems


def _fill(pk: int, cells: Sequence[str], data: QueryDict, unit: str, line: int) -> list[str]:
    found: dict[str, Any] = {}
    for box, cell in zip(("a", "b"), cells, strict=False):
        if is_blank(cell):
            continue
        try:
            found[f"{box}-{pk}"] = plain(parse(cell, unit=unit))
        except NotANumber as refused:
            return [f"Dòng {line}: {refused}"]
    if not found:
        return [f"Dòng {line}: không thấy số sau tên đơn vị."]
    for name, value in found.items():
        data[name] = value
    return []
