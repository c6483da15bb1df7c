"""What a filled form would change, judged by the sheet's own forms and checks; nothing is saved.

A form knows what every box held when it was made, so what its writer changed is told from what
others have saved since. Only the former goes on, as fields of the sheet.
"""

from collections.abc import Iterable, Mapping

from django.http import QueryDict

from targets.forms.reporting import EntryForm
from targets.intake.form.form_cells import Cell
from targets.intake.form.form_reading import FormRefused, ReadForm
from targets.models import Unit
from targets.views.form_changes import Change, Changed, ChangedIndicator, Preview
from targets.views.form_rows import saved_texts
from targets.views.form_texts import data_of, same, shown_text
from targets.views.form_works import led_items
from targets.views.indicator_box import IndicatorBox
from targets.views.measure_box import MeasureBox
from targets.views.sheet_page import SheetPage
from targets.views.work_preview import works_told

UNRATED = "Chưa tạm đánh giá"
GET_A_NEW_ONE = "Hãy tải phiếu mới ở trang này, chép số vào rồi nộp lại."


def check_whose(page: SheetPage, form: ReadForm) -> None:
    """Raises FormRefused for another resolution's, quarter's or unit's form, or an old one."""
    if form.slug != page.resolution.slug:
        raise FormRefused(f"Phiếu này của nghị quyết khác ({form.slug[:60]}). {GET_A_NEW_ONE}")
    if form.quarter != page.period.quarter:
        names = {one.quarter: one.name for one in page.facts.all}
        other = names.get(form.quarter, f"quý {form.quarter}")
        raise FormRefused(
            f"Phiếu này của kỳ {other}, còn trang này là {page.period.name}. "
            f"Hãy mở trang của kỳ {other} để nộp, hoặc tải phiếu của kỳ này."
        )
    if form.unit_code != page.unit.code:
        known = Unit.objects.visible_to(page.user).filter(code=form.unit_code).first()
        whose = known.name if known else "đơn vị khác"
        raise FormRefused(f"Phiếu này của {whose}, còn trang này là của {page.unit.name}.")
    if not form.is_present_form:
        raise FormRefused(f"Phiếu theo mẫu khác, phần mềm không còn nhận. {GET_A_NEW_ONE}")


def preview_of(page: SheetPage, form: ReadForm) -> Preview:
    """Judge the form against the page, whose boxes are read anew. Raises FormRefused."""
    page.refill()
    preview = _figures_of(page, form, touched_in(form, "f-", "r-"))
    told = works_told(led_items(page), page.user, form, touched_in(form, "w-"))
    preview.works = told.works
    preview.fields += told.fields
    preview.notes |= told.notes
    preview.unread |= told.unread
    return preview


def touched_in(form: ReadForm, *kinds: str) -> dict[str, Cell]:
    """The boxes of these kinds that its writer changed since it was made."""
    return {
        name: cell
        for name, cell in form.cells.items()
        if name.startswith(kinds) and (cell.fault or not same(cell.text, form.saved.get(name, "")))
    }


def _figures_of(page: SheetPage, form: ReadForm, touched: Mapping[str, Cell]) -> Preview:
    now = saved_texts(page)
    _known_only(touched, now)
    wanted = {
        name: cell for name, cell in touched.items() if cell.fault or not same(cell.text, now[name])
    }
    indicators: list[ChangedIndicator] = []
    fields: list[tuple[str, str]] = []
    notes: dict[str, str] = {}
    for place, box in enumerate(page.boxes):
        own = {name: cell for name, cell in wanted.items() if _is_of(box, name)}
        if not own:
            continue
        data = data_of(own)
        entry = EntryForm(box.line, data)
        faults = _validated(entry, own)
        filled = IndicatorBox(box.line, page.user, entry)
        page.boxes[place] = filled
        others = _meanwhile(filled, form, now)
        one = ChangedIndicator(
            filled, _parts(filled, own, form, now, faults), others,
            is_stale=bool(others) and form.versions.get(f"r-{box.number}", 0) != box.line.version,
        )  # fmt: skip
        indicators.append(one)
        if one.why_not:
            notes |= {
                name: f"Không lưu được: {one.why_not} Trong phiếu: {shown_text(name, cell.text)}"
                for name, cell in own.items()
            }
            continue
        notes |= {name: sentence for name, sentence in faults.items() if name in form.cells}
        fields += _fields(one, own, data, form)
    absent = [
        str(box.number)
        for box in page.boxes
        if not any(_is_of(box, name) for name in form.cells if name.startswith("f-"))
    ]
    unread = any(cell.fault for cell in wanted.values())
    return Preview(indicators, fields, notes, absent, unread=unread)


def _known_only(touched: Mapping[str, Cell], now: Mapping[str, str]) -> None:
    strange = [cell.place for name, cell in touched.items() if name not in now]
    if strange:
        raise FormRefused(
            f"Báo cáo không còn ô tương ứng với ô {strange[0]} của phiếu: nội dung báo cáo đã đổi "
            f"sau khi tải phiếu. {GET_A_NEW_ONE}"
        )


def _is_of(box: IndicatorBox, name: str) -> bool:
    key = name.split("-")[1]
    if name.startswith("r-"):
        return key == str(box.number)
    return any(line.key == key for line in box.line.measures)


def _validated(entry: EntryForm, cells: Mapping[str, Cell]) -> dict[str, str]:
    """Let the sheet's forms judge; what is wrong, by box name."""
    entry.is_valid()
    for form in entry:
        for name in form.fields:
            cell = cells.get(form.add_prefix(name))
            if cell is not None and cell.fault:
                form.add_error(name, cell.fault)
    return {
        form.add_prefix(name): " ".join(str(error) for error in errors)
        for form in entry
        for name, errors in form.errors.items()
    }


def _meanwhile(box: IndicatorBox, form: ReadForm, now: Mapping[str, str]) -> list[Change]:
    """What others have changed in this indicator since the form was made."""
    labels = _labels(box)
    return [
        Change(name, labels[name], "", shown_text(name, text), shown_text(name, then), "")
        for name, text in now.items()
        if _is_of(box, name) and not same(text, then := form.saved.get(name, ""))
    ]


def _labels(box: IndicatorBox) -> dict[str, str]:
    labels = {}
    for form in box.form:
        for name, one in form.fields.items():
            labels[form.add_prefix(name)] = str(one.label)
    return labels


def _parts(
    box: IndicatorBox,
    cells: Mapping[str, Cell],
    form: ReadForm,
    now: Mapping[str, str],
    faults: Mapping[str, str],
) -> list[Changed]:
    labels = _labels(box)

    def changes(prefix: str) -> list[Change]:
        return [
            Change(
                name=name,
                label=labels[name],
                mine=shown_text(name, cell.text),
                now=shown_text(name, now[name]),
                then=shown_text(name, form.saved.get(name, "")),
                place=cell.place,
                fault=faults.get(name, ""),
                clashes=not same(now[name], form.saved.get(name, "")),
            )
            for name, cell in cells.items()
            if name.startswith(prefix)
        ]

    parts = [
        _measure_part(measure, found)
        for measure in box.measures
        if (found := changes(f"f-{measure.key}-"))
    ]
    words = changes(f"r-{box.number}-")
    return [*parts, Changed("Thuyết minh", words)] if words else parts


def _measure_part(measure: MeasureBox, changes: list[Change]) -> Changed:
    known = {change.name for change in changes}
    unseen = [  # an error in a box the form does not have, or did not change
        Change(measure.form.add_prefix(name), str(measure.form.fields[name].label), "", "", "", "",
               " ".join(str(error) for error in errors))
        for name, errors in measure.form.errors.items()
        if name in measure.form.fields and measure.form.add_prefix(name) not in known
    ]  # fmt: skip
    return Changed(
        f"{measure.key}. {measure.measure.name}",
        [*changes, *unseen],
        measure.warned(),
        measure.shown_figure,
        _standing(measure),
    )


def _standing(measure: MeasureBox) -> str:
    """As the sheet says it: nothing is rated before a warning is answered."""
    if not measure.judged:
        return ""
    return UNRATED if measure.waits_for_reason else measure.pill


def _fields(
    one: ChangedIndicator, cells: Mapping[str, Cell], data: QueryDict, form: ReadForm
) -> Iterable[tuple[str, str]]:
    """The sheet's fields that the save posts. Where others changed the indicator meanwhile, the
    newer version travels apart, as the sheet's own page of a conflict has it.
    """
    seen = form.versions.get(f"r-{one.number}", 0) if one.is_stale else one.box.line.version
    yield from ((name, str(data.get(name, cell.text))) for name, cell in cells.items())
    yield f"r-{one.number}-version", str(seen)
    if one.is_stale:
        yield f"c-r-{one.number}-version", str(one.box.line.version)
