"""Pages of one group, indicator or measure, and of the resolution itself (issue 5, step 6)."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from targets.actions import plan_edit, plan_groups
from targets.change_log import by_people, entries_of_indicator, entries_of_row, lines_of
from targets.forms.plan import GroupForm, IndicatorForm, ResolutionForm
from targets.forms.plan_measure import MeasureForm
from targets.forms.row_boxes import Units
from targets.http import AppRequest
from targets.labels import FORMULA_LABELS, PACE_LABELS
from targets.models import Indicator, IndicatorGroup, Measure, Resolution
from targets.views.plan_form import (
    HISTORY_LENGTH,
    Act,
    EditPage,
    Link,
    answer,
    plan_crumbs,
    plan_of,
    typed,
)

editing = require_http_methods(["GET", "HEAD", "POST"])


@editing
def plan_facts(request: AppRequest, slug: str) -> HttpResponse:
    """What a resolution says of itself."""
    resolution = plan_of(request, slug)
    form = ResolutionForm(resolution, typed(request))
    page = EditPage(
        title="Thông tin nghị quyết",
        form=form,
        back=_to_plan(resolution),
        crumbs=plan_crumbs(resolution),
        lead=f"Nghị quyết năm {resolution.year}, mã {resolution.slug}. Năm và mã không đổi được.",
        history=lines_of(by_people(entries_of_row(resolution))[:HISTORY_LENGTH]),
        has_history=True,
    )
    return answer(
        request,
        page,
        Act(
            lambda: plan_edit.change_resolution(
                resolution, form.wish(), seen=form.cleaned_data["seen"], by=request.user
            ),
            "Đã lưu thông tin nghị quyết.",
            page.back.url,
        ),
    )


@editing
def new_group(request: AppRequest, slug: str) -> HttpResponse:
    """A group to be added."""
    resolution = plan_of(request, slug)
    numbers = resolution.groups.values_list("number", flat=True)
    form = GroupForm(IndicatorGroup(number=max(numbers, default=0) + 1), typed(request))
    page = EditPage(
        title="Thêm nhóm chỉ tiêu",
        form=form,
        back=_to_plan(resolution),
        crumbs=plan_crumbs(resolution),
        save="Thêm nhóm",
    )
    return answer(
        request,
        page,
        Act(
            lambda: plan_groups.add_group(resolution, IndicatorGroup, form.wish(), by=request.user),
            "Đã thêm nhóm.",
            page.back.url,
        ),
    )


@editing
def group(request: AppRequest, slug: str, pk: int) -> HttpResponse:
    """A group's number and name."""
    resolution = plan_of(request, slug)
    row = get_object_or_404(resolution.groups, pk=pk)
    form = GroupForm(row, typed(request))
    page = EditPage(
        title=f"Nhóm {row.number}. {row.name}",
        form=form,
        back=_to_plan(resolution),
        crumbs=plan_crumbs(resolution),
        removes="Bỏ nhóm",
        remove_note="Chỉ bỏ được nhóm không còn chỉ tiêu.",
        history=lines_of(by_people(entries_of_row(row))[:HISTORY_LENGTH]),
        has_history=True,
    )
    return answer(
        request,
        page,
        Act(
            lambda: plan_groups.change_group(
                row, form.wish(), seen=form.cleaned_data["seen"], by=request.user
            ),
            "Đã lưu nhóm.",
            page.back.url,
        ),
        Act(lambda: plan_groups.remove_group(row, by=request.user), "Đã bỏ nhóm.", page.back.url),
    )


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
        back=_to_plan(resolution),
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
            page.back.url,
        ),
    )


@editing
def indicator(request: AppRequest, slug: str, number: int) -> HttpResponse:
    """An indicator: words, units, note; its measures are a press away."""
    resolution = plan_of(request, slug)
    rows = Indicator.objects.select_related("group").prefetch_related("coordinating_units")
    row = get_object_or_404(rows, group__resolution=resolution, number=number)
    printed = resolution.status != "draft"
    form = IndicatorForm(
        row, list(resolution.groups.all()), Units(), typed(request), printed=printed
    )
    measures = list(row.measures.order_by("letter", "pk"))
    page = EditPage(
        title=f"Chỉ tiêu {row.number}",
        form=form,
        back=_to_plan(resolution),
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
        history=lines_of(by_people(entries_of_indicator(row.pk))[:HISTORY_LENGTH]),
        has_history=True,
        removes="Bỏ chỉ tiêu",
        remove_note="Chỉ bỏ được chỉ tiêu chưa có báo cáo, ý kiến, đánh giá nào; bỏ cả thành phần, "
        "mức và mốc quý của nó.",
    )
    return answer(
        request,
        page,
        Act(
            lambda: plan_edit.change_indicator(
                row,
                form.wish(),
                seen=form.cleaned_data["seen"],
                by=request.user,
                confirmed=form.confirmed,
            ),
            f"Đã lưu chỉ tiêu {row.number}.",
            page.back.url,
        ),
        Act(
            lambda: plan_edit.remove_indicator(row, by=request.user),
            f"Đã bỏ chỉ tiêu {row.number}.",
            page.back.url,
        ),
    )


@editing
def new_measure(request: AppRequest, slug: str, number: int) -> HttpResponse:
    """A measure to be added to an indicator."""
    resolution = plan_of(request, slug)
    rows = Indicator.objects.select_related("group")
    owner = get_object_or_404(rows, group__resolution=resolution, number=number)
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
            page.back.url,
        ),
    )


@editing
def measure(request: AppRequest, slug: str, pk: int) -> HttpResponse:
    """Everything about a measure but its target."""
    resolution = plan_of(request, slug)
    row = measure_of(resolution, pk)
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
    )
    return answer(
        request,
        page,
        Act(
            lambda: plan_edit.change_measure(
                row,
                form.wish(),
                seen=form.cleaned_data["seen"],
                by=request.user,
                confirmed=form.confirmed,
            ),
            f"Đã lưu thành phần {owner.number}{row.letter}.",
            page.back.url,
        ),
        Act(
            lambda: plan_edit.remove_measure(row, by=request.user),
            "Đã bỏ thành phần.",
            page.back.url,
        ),
    )


def measure_of(resolution: Resolution, pk: int) -> Measure:
    """A measure of the resolution in the address; else Http404."""
    rows = Measure.objects.select_related("indicator__group__resolution", "indicator__lead_unit")
    return get_object_or_404(rows, indicator__group__resolution=resolution, pk=pk)


def earlier_measures(resolution: Resolution) -> list[Measure]:
    """The measures of earlier years, the newest year first."""
    rows = Measure.objects.filter(indicator__group__resolution__year__lt=resolution.year)
    return list(
        rows.select_related("indicator__group__resolution").order_by(
            "-indicator__group__resolution__year", "indicator__number", "letter"
        )
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


def _to_plan(resolution: Resolution) -> Link:
    return Link("Quay lại kế hoạch", reverse("targets:plan", args=[resolution.slug]))


def _to_indicator(resolution: Resolution, owner: Indicator) -> Link:
    return Link(
        f"Chỉ tiêu {owner.number}",
        reverse("targets:plan-indicator", args=[resolution.slug, owner.number]),
    )
