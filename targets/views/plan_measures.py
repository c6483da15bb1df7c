"""Pages of one measure of an indicator (issue 5, step 6)."""

from django.http import HttpResponse
from django.urls import reverse

from targets.actions import plan_edit
from targets.change_log import entries_of_row
from targets.forms.plan_measure import MeasureForm
from targets.forms.row_boxes import Units
from targets.http import AppRequest
from targets.models import Indicator, Measure, Resolution
from targets.views.plan_form import Act, EditPage, answer, history_of, typed
from targets.views.plan_place import Link, editing, plan_crumbs, plan_of, row_of, to_plan


@editing
def new_measure(request: AppRequest, slug: str, number: int) -> HttpResponse:
    """A measure to be added to an indicator."""
    resolution = plan_of(request, slug)
    rows = Indicator.objects.select_related("group")
    owner = row_of(request, rows, to_plan(resolution), group__resolution=resolution, number=number)
    form = MeasureForm(Measure(), Units(), earlier_measures(resolution), typed(request))
    page = EditPage(
        title="Thêm thành phần",
        form=form,
        back=_to_indicator(resolution, owner),
        crumbs=[*plan_crumbs(resolution), _to_indicator(resolution, owner)],
        lead=owner.wording,
        save="Thêm thành phần",
    )
    return answer(
        request,
        page,
        Act(
            lambda: plan_edit.add_measure(
                owner, form.wish(), by=request.user, confirmed=form.confirmed
            ),
            "Đã thêm thành phần. Hãy đặt mức cho thành phần này.",
        ),
    )


@editing
def measure(request: AppRequest, slug: str, pk: int) -> HttpResponse:
    """Everything about a measure but its target."""
    resolution = plan_of(request, slug)
    row = measure_of(request, resolution, pk)
    form = MeasureForm(row, Units(), earlier_measures(resolution), typed(request))
    owner = row.indicator
    page = EditPage(
        title=f"Thành phần {owner.number}{row.letter}",
        form=form,
        back=_to_indicator(resolution, owner),
        crumbs=[*plan_crumbs(resolution), _to_indicator(resolution, owner)],
        lead=row.name,
        beside_title="Thiết lập khác của thành phần",
        beside=[
            Link(
                "Mức chỉ tiêu, điều chỉnh mức",
                reverse("targets:plan-target", args=[slug, row.pk]),
                "Mức bằng lời, bằng số; điều chỉnh trong năm theo văn bản",
            ),
            Link(
                "Số giao cho từng đơn vị",
                reverse("targets:plan-assignments", args=[slug, row.pk]),
                "Mẫu số điền sẵn của mỗi xã, phường, đơn vị",
            ),
            Link("Mốc quý", reverse("targets:milestones", args=[slug])),
            Link(
                "Chỉ báo cáo tỷ lệ",
                reverse("targets:restrictions", args=[slug]),
                "Đang bật: không nhập số lượng" if row.percent_only else "Đang tắt",
            ),
        ],
        removes="Bỏ thành phần",
        remove_note="Chỉ bỏ được khi chỉ tiêu chưa có báo cáo; bỏ cả mức và mốc quý của nó.",
        history=history_of(entries_of_row(row)),
    )
    return answer(
        request,
        page,
        Act(
            lambda: plan_edit.change_measure(
                row, **form.edit(), by=request.user, confirmed=form.confirmed
            ),
            f"Đã lưu thành phần {owner.number}{row.letter}.",
        ),
        Act(
            lambda: plan_edit.remove_measure(row, by=request.user),
            "Đã bỏ thành phần.",
        ),
    )


def measure_of(request: AppRequest, resolution: Resolution, pk: int) -> Measure:
    """A measure of the resolution in the address. Raises Http404, for a press RowGone."""
    rows = Measure.objects.select_related("indicator__group__resolution", "indicator__lead_unit")
    return row_of(
        request, rows, to_plan(resolution), indicator__group__resolution=resolution, pk=pk
    )


def earlier_measures(resolution: Resolution) -> list[Measure]:
    """The measures of earlier years, the newest year first."""
    rows = Measure.objects.filter(indicator__group__resolution__year__lt=resolution.year)
    return list(
        rows.select_related("indicator__group__resolution").order_by(
            "-indicator__group__resolution__year", "indicator__number", "letter"
        )
    )


def _to_indicator(resolution: Resolution, owner: Indicator) -> Link:
    return Link(
        f"Chỉ tiêu {owner.number}",
        reverse("targets:plan-indicator", args=[resolution.slug, owner.number]),
    )
