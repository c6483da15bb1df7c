"""Who takes a unit over when somebody stops acting for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict

from targets.actions.handovers import NOBODY_LEFT, handover_field
from targets.handover import LeftUnit
from targets.labels import ROLE_LABELS
from targets.models import User


@dataclass(frozen=True, slots=True)
class LeftUnitBoxes:
    """A unit somebody leaves, with the boxes that say who takes it over."""

    left: LeftUnit
    colleague: BoundField
    deserted: BoundField | None


class LeaveForm(forms.Form):
    """Who takes over each unit; a unit nobody would act for has to be let go knowingly."""

    def __init__(
        self,
        left: Sequence[LeftUnit],
        colleagues: Sequence[User],
        data: QueryDict | None = None,
    ) -> None:
        super().__init__(data, auto_id="%s")
        self.left = left
        for one in left:
            acting = {person.pk for person in one.others}
            others = [(person.pk, _person(person)) for person in one.others]
            further = [(person.pk, _person(person)) for person in colleagues]
            self.fields[handover_field(one.unit.pk)] = forms.TypedChoiceField(
                label=f"Bàn giao {one.unit.name} cho",
                coerce=int,
                empty_value=None,
                required=False,
                choices=[
                    ("", "Không bàn giao"),
                    *_group("Đang làm việc của đơn vị này", others),
                    *_group("Người khác", [row for row in further if row[0] not in acting]),
                ],
                error_messages={"invalid_choice": "Người này không nhận được. Hãy chọn lại."},
            )
            if one.is_deserted:
                self.fields[deserted_field(one.unit.pk)] = forms.BooleanField(
                    label=f"Để {one.unit.name} không còn ai nhập số liệu", required=False
                )

    @property
    def asks(self) -> bool:
        """Whether there is anything to say before: something open, or nobody left."""
        return any(one.has_open or one.is_deserted for one in self.left)

    def boxes(self) -> Iterator[LeftUnitBoxes]:
        for one in self.left:
            deserted = deserted_field(one.unit.pk)
            yield LeftUnitBoxes(
                one,
                self[handover_field(one.unit.pk)],
                self[deserted] if deserted in self.fields else None,
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for one in self.left:
            name = handover_field(one.unit.pk)
            let_go = cleaned.get(deserted_field(one.unit.pk))
            if one.is_deserted and name in cleaned and not cleaned[name] and not let_go:
                self.add_error(name, NOBODY_LEFT)
        return cleaned

    def handovers(self) -> dict[int, int]:
        """A unit's id to the colleague's, of a valid form; nobody where it was not asked."""
        if not self.is_bound:
            return {}
        chosen = {one.unit.pk: self.cleaned_data[handover_field(one.unit.pk)] for one in self.left}
        return {unit: colleague for unit, colleague in chosen.items() if colleague}

    def deserted(self) -> frozenset[int]:
        """The ids of the units that were knowingly let go."""
        if not self.is_bound:
            return frozenset()
        return frozenset(
            one.unit.pk for one in self.left if self.cleaned_data.get(deserted_field(one.unit.pk))
        )


def deserted_field(unit_id: int) -> str:
    return f"khong-ai-{unit_id}"


def _group(name: str, choices: list[tuple[int, str]]) -> list[tuple[str, list[tuple[int, str]]]]:
    return [(name, choices)] if choices else []


def _person(person: User) -> str:
    unit = f", {person.unit.brief}" if person.unit else ""
    return f"{person} ({ROLE_LABELS[person.role]}{unit})"
