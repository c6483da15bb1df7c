"""The office edits the plan: the resolution's own facts, indicators, measures (issue 5).

Each act is one transaction under the resolution's lock. Nothing that was reported is touched: what
would read it in another way asks first (`NeedsYes`), what it hangs on cannot be taken away.
"""

from django.db import transaction

from targets.actions.plan_checks import (
    check_text_and_units,
    delete,
    free_number,
    right_group,
    short,
    unit_at_work,
)
from targets.actions.plan_rows import (
    Columns,
    Facts,
    NeedsYes,
    create,
    open_plan,
    opened,
    reported_quarters,
    text_of,
    value_of,
    write,
)
from targets.actions.refusal import Refused
from targets.models import (
    Indicator,
    Measure,
    ProgressReport,
    Resolution,
    User,
)
from targets.rules.figures import Formula
from targets.rules.secrecy import why_amounts_needed

FIRST_LETTER = "a"
HANGS_ON_IT = "ý kiến, đánh giá hoặc báo cáo về mục này"
# What decides how a figure that was typed is read and judged
READS_FIGURES = ("formula", "pace", "unit_of_measure", "baseline", "start")


def change_resolution(resolution: Resolution, wish: Columns, *, seen: Facts, by: User) -> bool:
    """Change what a resolution says of itself. Raises Refused."""
    with transaction.atomic():
        row = open_plan(resolution.pk, by)
        return write(row, wish, seen=seen)


def add_indicator(resolution: Resolution, wish: Columns, *, by: User) -> Indicator:
    """Add an indicator with one measure of the same words, to be filled in. Raises Refused."""
    with transaction.atomic():
        plan = open_plan(resolution.pk, by)
        _check_indicator(plan, wish, None)
        indicator: Indicator = create(Indicator, wish)
        name = indicator.wording
        longest = 300
        create(Measure, {"name": name[:longest]}, indicator=indicator)
        return indicator


def change_indicator(
    indicator: Indicator, wish: Columns, *, seen: Facts, by: User, confirmed: bool = False
) -> bool:
    """Change an indicator; a report that was begun stays that of the unit that began it.

    `source_wording` is the text as printed: it may be put right only in a draft. Raises Refused;
    NeedsYes where another unit leads while a period runs that the former one has begun.
    """
    with opened(indicator, by=by) as (plan, row):
        _check_indicator(plan, wish, row)
        if not confirmed and wish["lead_unit"] != row.lead_unit_id:
            _ask_about_begun_reports(row, wish["lead_unit"])
        return write(row, wish, seen=seen)


def remove_indicator(indicator: Indicator, *, by: User) -> None:
    """Take an indicator away that nothing was reported or said of. Raises Refused."""
    with opened(indicator, by=by) as (_, row):
        _nothing_reported(row.pk)
        delete(row, HANGS_ON_IT)


def add_measure(
    indicator: Indicator, wish: Columns, *, by: User, confirmed: bool = False
) -> Measure:
    """Add a measure to an indicator; one that stood alone gets the letter a.

    Raises Refused; NeedsYes where there are reports.
    """
    with opened(indicator, by=by) as (_, row):
        _check_measure(row.pk, wish, None)
        if not confirmed and (quarters := reported_quarters(row.pk)):
            raise NeedsYes(
                f"Chỉ tiêu đã có báo cáo {_listed(quarters)}: thêm thành phần thì các kỳ ấy hiện "
                "“chưa có số liệu” ở thành phần mới. Đánh dấu ô xác nhận nếu vẫn thêm."
            )
        for alone in row.measures.filter(letter=""):
            alone.letter = FIRST_LETTER
            alone.save(update_fields=["letter"])
        measure: Measure = create(Measure, wish, indicator=row)
        return measure


def change_measure(
    measure: Measure, wish: Columns, *, seen: Facts, by: User, confirmed: bool = False
) -> bool:
    """Change a measure. Raises Refused; NeedsYes where reported figures would read otherwise."""
    with opened(measure, by=by) as (_, row):
        _check_measure(row.indicator_id, wish, row)
        if not confirmed and _reads_otherwise(row, wish):
            quarters = reported_quarters(row.indicator_id)
            if quarters:
                raise NeedsYes(
                    f"Đã có báo cáo {_listed(quarters)}: số liệu các kỳ ấy sẽ được tính và đánh "
                    "giá lại theo cách mới. Đánh dấu ô xác nhận nếu vẫn đổi."
                )
        return write(row, wish, seen=seen)


def remove_measure(measure: Measure, *, by: User) -> None:
    """Take a measure away from an indicator that was not reported yet. Raises Refused."""
    with opened(measure, by=by) as (_, row):
        _nothing_reported(row.indicator_id)
        if not Measure.objects.filter(indicator=row.indicator_id).exclude(pk=row.pk).exists():
            raise Refused("Đây là thành phần duy nhất của chỉ tiêu. Muốn bỏ thì bỏ cả chỉ tiêu.")
        delete(row, HANGS_ON_IT)


def _check_indicator(plan: Resolution, wish: Columns, present: Indicator | None) -> None:
    right_group(plan.groups.all(), wish)
    free_number(
        Indicator.objects.filter(group__resolution=plan),
        wish["number"],
        present,
        lambda taken: f"chỉ tiêu “{short(taken.wording)}”",
    )
    check_text_and_units(plan, wish, present)


def _ask_about_begun_reports(row: Indicator, lead: int | None) -> None:
    begun = ProgressReport.objects.filter(
        indicator=row, counts=True, period__closed_at__isnull=True
    ).exclude(unit=lead)
    pairs = begun.order_by("period__quarter").values_list("period__name", "unit__name")
    if told := "; ".join(f"{period}: {unit}" for period, unit in pairs):
        raise NeedsYes(
            f"Kỳ đang mở đã có báo cáo của đơn vị cũ ({told}). Báo cáo ấy vẫn là báo cáo của kỳ; "
            "đơn vị mới báo cáo từ kỳ sau. Đánh dấu ô xác nhận nếu vẫn đổi đơn vị chủ trì."
        )


def _check_measure(indicator_id: int, wish: Columns, present: Measure | None) -> None:
    sisters = Measure.objects.filter(indicator=indicator_id)
    if present is not None:
        sisters = sisters.exclude(pk=present.pk)
    letters = set(sisters.values_list("letter", flat=True))
    if letters and not wish["letter"]:
        raise Refused(
            "Chỉ tiêu có nhiều thành phần: mỗi thành phần cần một chữ (a, b, c).", "letter"
        )
    if wish["letter"] in {letter or FIRST_LETTER for letter in letters}:
        raise Refused("Chỉ tiêu đã có thành phần mang chữ này. Hãy ghi chữ khác.", "letter")
    if present is not None and present.percent_only:
        quota = bool(wish["assigned_basis"])
        why = why_amounts_needed(Formula(wish["formula"]), wish["unit_of_measure"], quota=quota)
        if why:
            raise Refused(
                f"Thành phần đang chỉ báo cáo tỷ lệ. {why} Hãy bỏ hạn chế ấy ở trang Nội dung hạn "
                "chế trước.",
                "formula",
            )
    unit_at_work(wish["supplier"], present.supplier_id if present else None, "supplier")


def _reads_otherwise(row: Measure, wish: Columns) -> bool:
    return any(
        text_of(wish[name]) != text_of(value_of(row, name))
        for name in READS_FIGURES
        if name in wish
    )


def _nothing_reported(indicator_id: int) -> None:
    if quarters := reported_quarters(indicator_id):
        raise Refused(
            f"Chỉ tiêu đã có báo cáo {_listed(quarters)} nên không bỏ được; lịch sử phải giữ. Nếu "
            "không theo dõi nữa, hãy ghi rõ ở ô Ghi chú của chỉ tiêu."
        )


def _listed(names: list[str]) -> str:
    return f"({', '.join(names)})"
