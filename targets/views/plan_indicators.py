"""Pages of one indicator of the plan (issue 5, step 6)."""

from django.http import HttpResponse
from django.urls import reverse

from targets.actions import plan_edit
from targets.change_log import entries_of_indicator
from targets.forms.plan import IndicatorForm
from targets.forms.row_boxes import Units
from targets.http import AppRequest
from targets.labels import FORMULA_LABELS, PACE_LABELS
from targets.models import Indicator, Measure, Resolution
from targets.views.plan_form import Act, EditPage, answer, history_of, typed
from targets.views.plan_place import Link, editing, plan_crumbs, plan_of, row_of, to_plan


@editing
def new_indicator(request: AppRequest, slug: str) -> HttpResponse:
    """An indicator to be added, with one measure of the same name."""
    resolution = plan_of(request, slug)
    groups = list(resolution.groups.all())
    numbers = Indicator.objects.filter(group__resolution=resolution).values_list(
        "number", flat=True
    )
    number = max(numbers, default=0) + 1
    blank = Indicator(number=number, label=f"({number})")
    if groups:
        blank.group = groups[-1]
    form = IndicatorForm(
        blank, groups, Units(), typed(request), printed=resolution.status != "draft"
    )
    page = EditPage(
        title="Thêm chỉ tiêu",
        form=form,
        back=to_plan(resolution),
        crumbs=plan_crumbs(resolution),
        save="Thêm chỉ tiêu",
        lead="Sau khi thêm, hãy mở thành phần của chỉ tiêu để đặt cách tính và mức."
        if groups
        else "Chưa có nhóm nào. Hãy thêm nhóm trước.",
    )
    return answer(
        request,
        page,
        Act(
            lambda: plan_edit.add_indicator(resolution, form.wish(), by=request.user),
            f"Đã thêm chỉ tiêu {request.POST.get('number', '').strip()}.",
        ),
    )


@editing
def indicator(request: AppRequest, slug: str, number: int) -> HttpResponse:
    """An indicator: words, units, note; its measures are a press away."""
    resolution = plan_of(request, slug)
    rows = Indicator.objects.select_related("group").prefetch_related("coordinating_units")
    row = row_of(request, rows, to_plan(resolution), group__resolution=resolution, number=number)
    printed = resolution.status != "draft"
    form = IndicatorForm(
        row, list(resolution.groups.all()), Units(), typed(request), printed=printed
    )
    measures = list(row.measures.order_by("letter", "pk"))
    page = EditPage(
        title=f"Chỉ tiêu {row.number}",
        form=form,
        back=to_plan(resolution),
        crumbs=plan_crumbs(resolution),
        lead=row.wording,
        quoted=_as_printed(row) if printed else (),
        beside_title="Thành phần của chỉ tiêu",
        beside=[
            *(_measure_link(resolution, one) for one in measures),
            Link(
                "Thêm thành phần",
                reverse("targets:plan-measure-new", args=[slug, row.number]),
            ),
        ],
        history=history_of(entries_of_indicator(row.pk)),
        removes="Bỏ chỉ tiêu",
        remove_note="Chỉ bỏ được chỉ tiêu chưa có báo cáo, ý kiến, đánh giá nào; bỏ cả thành phần, "
        "mức và mốc quý của nó.",
    )
    return answer(
        request,
        page,
        Act(
            lambda: plan_edit.change_indicator(
                row, **form.edit(), by=request.user, confirmed=form.confirmed
            ),
            f"Đã lưu chỉ tiêu {row.number}.",
        ),
        Act(
            lambda: plan_edit.remove_indicator(row, by=request.user),
            f"Đã bỏ chỉ tiêu {row.number}.",
        ),
    )


def _measure_link(resolution: Resolution, row: Measure) -> Link:
    name = f"{row.letter}) {row.name}" if row.letter else row.name
    return Link(
        name,
        reverse("targets:plan-measure", args=[resolution.slug, row.pk]),
        f"{PACE_LABELS[row.pace]}; {FORMULA_LABELS[row.formula]}",
    )


def _as_printed(row: Indicator) -> list[tuple[str, str]]:
    return (
        [(row.label or f"Chỉ tiêu {row.number}", row.source_wording)] if row.source_wording else []
    )
