"""From the lines of the communes and wards to their table: who may fill what, who sees what."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from targets import clock
from targets.actions.cases import actor_of, case_of, new_case
from targets.contributing import locality_lines
from targets.forms.reporting import FigureForm, boxes_of
from targets.intake.form.locality_table import LocalityTable, TableRow, TableSheet
from targets.intake.form.unit_form import Box, Shown, text_of
from targets.labels import NATURE_LABELS, STATUS_LABELS
from targets.models import User
from targets.rules.workflow import SENT, Role, may_edit
from targets.sheet_lines import IndicatorLine, MeasureLine
from targets.views.form_rows import as_held, box_in
from targets.views.measure_box import MeasureBox
from targets.views.sheet_page import SheetPage
from targets.wording import period_title, printed


@dataclass
class TablePage:
    """A lead unit's page with the lines of every commune and ward."""

    page: SheetPage
    lead: Sequence[IndicatorLine]
    lines: Sequence[IndicatorLine] = field(default_factory=list)

    @cached_property
    def by_key(self) -> dict[tuple[str, int], IndicatorLine]:
        return {(line.unit.code, line.number): line for line in self.lines}

    def why_not(self, line: IndicatorLine) -> str:
        """Why this person may not fill a row now; empty where they may."""
        actor = actor_of(self.page.user, line.unit, line.indicator)
        if line.report is None:
            return may_edit(new_case(self.page.period, line.unit, counts=False), actor) or ""
        line.report.period, line.report.unit = self.page.period, line.unit
        return may_edit(case_of(line.report), actor) or ""

    def local(self) -> Iterator[tuple[MeasureLine, list[tuple[IndicatorLine, MeasureLine]]]]:
        """Each measure told by locality as the lead unit has it, with the units' own lines."""
        own = {
            (each.unit.code, one.measure.pk): (each, one)
            for each in self.lines
            for one in each.measures
        }
        for line in self.lead:
            for measure in line.measures:
                rows = [each for (_, pk), each in own.items() if pk == measure.measure.pk]
                if rows:
                    yield measure, rows


def table_page(page: SheetPage) -> TablePage:
    """The page with all its lines read; nine queries."""
    lead = [line for line in page.lines() if not line.contributes]
    return TablePage(page, lead, locality_lines([line.indicator for line in lead], page.facts))


def table_of(table: TablePage) -> LocalityTable:
    """The table as this person may see and fill it."""
    page = table.page
    return LocalityTable(
        slug=page.resolution.slug,
        quarter=page.period.quarter,
        unit_code=page.unit.code,
        unit_name=page.unit.name,
        period_title=period_title(page.period.name, page.resolution.year),
        previous_name=page.facts.previous.name if page.facts.previous else "",
        due_on=page.period.due_on,
        made_on=clock.today(),
        illustrative=page.resolution.illustrative,
        versions={f"{line.unit.code}/r-{line.number}": line.version for line in table.lines},
        sheets=[
            _sheet(lead, [own for _, own in rows], [_row(table, line, own) for line, own in rows])
            for lead, rows in table.local()
        ],
    )


def with_notes(
    table: LocalityTable, typed: Mapping[str, str], notes: Mapping[str, str]
) -> LocalityTable:
    """The table with what somebody typed in its boxes, and a comment on each box in error."""

    def noted(held: object) -> Any:
        if not isinstance(held, Box) or held.name not in {*typed, *notes}:
            return held
        text = as_held(held.kind, typed.get(held.name, ""))
        note = notes.get(held.name, "")
        return replace(held, typed=text, is_typed=held.name in typed, note=note)

    def row(one: TableRow) -> TableRow:
        below, rate, nature = noted(one.denominator), noted(one.rate), noted(one.nature)
        return replace(one, main=noted(one.main), denominator=below, rate=rate, nature=nature)

    sheets = [replace(one, rows=[row(line) for line in one.rows]) for one in table.sheets]
    return replace(table, sheets=sheets)


def saved_in(table: TablePage) -> dict[str, str]:
    """What is saved now in each box this person may fill."""
    return {box.name: text_of(box.saved) for box in table_of(table).boxes()}


def _sheet(lead: MeasureLine, units: Sequence[MeasureLine], rows: Sequence[TableRow]) -> TableSheet:
    measure = lead.measure
    pair = is_pair(lead)
    words = lead.target.wording or str(lead.target) if lead.target else ""
    return TableSheet(
        key=lead.key,
        name=measure.name,
        goal=words,
        above=(measure.numerator_label or "Tử số") if pair else f"Số liệu ({lead.unit})",
        below=(measure.denominator_label or "Mẫu số") if pair else "",
        pair=pair,
        rate=pair and "value" in boxes_of(lead),
        share=any(own.terms.part_of_whole for own in units),
        unit=units[0].unit if units else "%",
        decimals=measure.decimals,
        lead_figure=MeasureBox(lead, FigureForm(lead), typed=False).shown_figure,
        rows=rows,
    )


def is_pair(line: MeasureLine) -> bool:
    """Whether the units give two numbers."""
    return "numerator" in boxes_of(line)


def _row(table: TablePage, line: IndicatorLine, own: MeasureLine) -> TableRow:
    entry = own.entry()
    pair = is_pair(own)
    fills = not table.why_not(line) and _enters(table.page.user)
    sees = fills or line.status in SENT or table.page.user.has_role(Role.OFFICE)
    form = FigureForm(own)
    last = own.last_figure()
    alone = pair and entry.value is not None  # the rate stands in its own column
    typed = entry.numerator if pair else entry.value
    main: Box | Shown = Shown(typed, words="" if alone else "-") if sees else Shown()
    below: Box | Shown | None = Shown(entry.denominator or own.assigned) if pair else None
    nature: Box | str = ""
    with_rate = pair and "value" in boxes_of(own)
    rate: Box | Shown | None = Shown(entry.value if sees else None, words="") if with_rate else None
    if fills:
        main = _named(line, form, "numerator" if pair else "value")
        nature = _named(line, form, "nature")
        if pair and own.assigned is None:
            below = _named(line, form, "denominator")
        if with_rate:
            rate = _named(line, form, "value")
    elif sees and own.figure is not None:
        nature = NATURE_LABELS[own.figure.nature].lower()
    return TableRow(
        code=line.unit.code,
        name=line.unit.name,
        previous=Shown()
        if last is None
        else Shown(printed(own.formula, last), own.measure.decimals),
        main=main,
        denominator=below if sees or own.assigned is not None or not pair else Shown(),
        nature=nature,
        state=STATUS_LABELS[line.report.status] if line.report else "Chưa nhập",
        rate=rate,
    )


def _enters(user: User) -> bool:
    """The lead unit reads the table; who enters for any unit fills it (design §6)."""
    return user.has_role(Role.OFFICE)


def _named(line: IndicatorLine, form: FigureForm, name: str) -> Box:
    box = box_in(form, name, _NO_NOTES)
    return replace(box, name=f"{line.unit.code}/{box.name}")


_NO_NOTES: Mapping[str, str] = {}
