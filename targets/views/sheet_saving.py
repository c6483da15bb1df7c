"""Saving what a posted sheet holds: all of it or nothing, and both versions where they differ."""

from http import HTTPStatus

from django.http import QueryDict

from targets.actions.refusal import Refused
from targets.actions.reporting import Outdated, SaveRefused, TypedIndicator
from targets.actions.whole_form import NotTold, save_form
from targets.forms.reporting import REASON, EntryForm, foreign_fields
from targets.rules.checks import UNCHANGED
from targets.sheet_lines import IndicatorLine
from targets.views.sheet_evidence import NotKept
from targets.views.sheet_page import SheetPage, as_written, conflicts_in

FOREIGN = "Có ô không thuộc báo cáo này ({names}) nên chưa lưu gì. Hãy tải lại trang rồi nhập lại."
ONLY_THE_RATE = (
    "Chỉ tiêu {keys} chỉ báo cáo tỷ lệ, không nhập số lượng nên chưa lưu gì. "
    "Hãy nhập tỷ lệ vào ô dưới đây rồi lưu lại."
)
KEPT = "Giữ như quý trước"
NOT_TOLD = "Có đầu việc chưa ghi được cập nhật, xem dưới đây, nên chưa lưu gì."
NONE_SAVED = (
    "Chưa lưu gì: chỉ tiêu {numbers} vừa được người khác lưu. Hãy chọn số cần giữ ở đó rồi bấm "
    "Lưu; nội dung ở các mục khác vẫn còn và được lưu cùng lúc."
)
NOT_KEPT = "Số bạn vừa nhập vẫn còn dưới đây nhưng chưa được lưu."


def save(
    page: SheetPage, data: QueryDict, forms: dict[int, EntryForm], *, preview: bool
) -> HTTPStatus:
    """Save every posted indicator or nothing; refill the page with what then holds."""
    foreign = foreign_fields(data, list(forms.values()))
    if foreign:
        page.problem = _closed_meanwhile(page, foreign) or FOREIGN.format(
            names=", ".join(foreign[:3])[:100]
        )
    elif page.attaching.numbers - forms.keys():
        page.problem = FOREIGN.format(names="minh chứng")
    elif page.works:
        page.problem = page.works.problem
    valid = [page.attaching.is_valid(), *(form.is_valid() for form in forms.values())]
    if page.works and not page.works.is_valid():
        page.problem = page.problem or NOT_TOLD
    if page.problem or not all(valid) or preview:
        page.attaching.tell_waiting()
        page.refill(forms, only=None if not preview else forms)
        return HTTPStatus.OK if preview and not foreign else HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        with page.attaching.keeping():
            _save_now(page, data, forms)
    except NotKept:
        page.refill(forms)
        return HTTPStatus.UNPROCESSABLE_ENTITY
    except NotTold as refused:
        assert page.works is not None  # what was refused was posted
        page.attaching.tell_waiting()
        page.works.refuse(page, refused)
        page.problem = page.works.problem or f"{NOT_TOLD} {NOT_KEPT}"
        page.refill(forms)
        return HTTPStatus.CONFLICT if refused.refused.stale else HTTPStatus.UNPROCESSABLE_ENTITY
    except Refused as refused:
        page.problem = page.attaching.refuse(str(refused), refused.field)
        page.refill(forms)
        return HTTPStatus.CONFLICT if refused.stale else HTTPStatus.UNPROCESSABLE_ENTITY
    except SaveRefused as refused:
        page.attaching.tell_waiting()
        page.problem = f"{refused} {NOT_KEPT}"
        page.refill(forms)
        for box in page.boxes:
            if not box.editable and box.number in forms:
                box.conflicts = conflicts_in(forms[box.number], box.line)
        return HTTPStatus.CONFLICT
    except Outdated as outdated:
        page.attaching.tell_waiting()
        _show_conflicts(page, data, forms, outdated.numbers)
        return HTTPStatus.CONFLICT
    page.rebuild(forms)
    return HTTPStatus.OK


def _save_now(page: SheetPage, data: QueryDict, forms: dict[int, EntryForm]) -> None:
    told = page.works.told() if page.works else []
    try:
        save_form(page.period, page.unit, _all_typed(page, forms), told, by=page.user)
    except Outdated:  # perhaps by our own save of the same text, which came in between
        anew = _upon(page.lines(forms), forms, data)
        save_form(page.period, page.unit, _all_typed(page, anew), told, by=page.user)
        page.refill()


def _closed_meanwhile(page: SheetPage, foreign: list[str]) -> str:
    """What to say where the boxes posted were of amounts, and the measure takes none (any more)."""
    closed = [
        measure.key
        for box in page.boxes
        for measure in box.measures
        if measure.measure.percent_only
        and any(name.startswith(f"f-{measure.key}-") for name in foreign)
    ]
    return ONLY_THE_RATE.format(keys=", ".join(closed)) if closed else ""


def _all_typed(page: SheetPage, forms: dict[int, EntryForm]) -> list[TypedIndicator]:
    return [
        TypedIndicator(
            form.line,
            form.narrative.version_seen(),
            form.narrative.words(),
            {one.line.measure.pk: one.columns() for one in form.figures},
            attached=page.attaching.kept.get(number, ()),
            taken_off=page.attaching.taken_off.get(number, ()),
        )
        for number, form in forms.items()
    ]


def _upon(
    lines: list[IndicatorLine], forms: dict[int, EntryForm], data: QueryDict
) -> dict[int, EntryForm]:
    """The same boxes upon newly read lines, cleaned."""
    anew = {line.number: EntryForm(line, data) for line in lines if line.number in forms}
    for form in anew.values():
        form.is_valid()
    return anew


def _show_conflicts(
    page: SheetPage, data: QueryDict, forms: dict[int, EntryForm], numbers: list[int]
) -> None:
    """Both versions side by side. The newer version travels apart, so that a save which was
    already under way cannot take it for its own and overwrite what the other person saved.
    """
    anew = _upon(page.lines(), forms, data)
    page.refill(anew)
    if len(forms) > len(numbers) or page.works:
        page.problem = NONE_SAVED.format(numbers=", ".join(map(str, numbers)))
    for box in page.boxes:
        if box.number in numbers:
            box.conflicts = conflicts_in(anew[box.number], anew[box.number].line)
            box.overtaken = True
            if box.why_not:
                page.problem = f"Chỉ tiêu {box.number}: {box.why_not} {NOT_KEPT}"


def resolve(page: SheetPage, data: QueryDict) -> None:
    """After a conflict was shown: save against the newer version, with each box as chosen."""
    for box in page.boxes:
        newer = data.get(f"c-r-{box.number}-version")
        if newer is None:
            continue
        data[f"r-{box.number}-version"] = newer
        for form in box.form:
            for name in form.fields:
                field = form[name]
                if data.get(f"c-{field.html_name}") == "theirs":
                    data[field.html_name] = as_written(field)


def keep_last(page: SheetPage, data: QueryDict, key: str) -> None:
    """Fill a box with last quarter's number: the button works without a script."""
    for box in page.boxes:
        for measure in box.measures:
            if measure.key == key and measure.keeps:
                data[measure.main_box] = measure.keeps
                data[f"f-{key}-{REASON}{UNCHANGED}"] = KEPT
