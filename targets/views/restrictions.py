"""The office says what may be entered as a rate or a state alone (secret matters)."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from targets.actions.restrictions import CannotClose, SwitchedMeanwhile, switch
from targets.evidence import with_attached
from targets.forms.restrictions import (
    ClosableRow,
    RestrictionFilter,
    RestrictionForm,
    item_row,
    measure_row,
)
from targets.http import AppRequest
from targets.models import Measure, Resolution, WorkItem
from targets.views.office import for_the_office

UNPROCESSABLE, CONFLICT = HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.CONFLICT


@require_safe
def newest_restrictions(request: AppRequest) -> HttpResponse:
    """To the running resolution's page; the newest one's where none runs."""
    _for_the_office(request)
    found = Resolution.objects.order_by("-year", "slug")
    resolution = found.filter(status="active").first() or found.first()
    if resolution is None:
        return render(request, "targets/restrictions_nothing.html")
    return redirect("targets:restrictions", resolution.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def restrictions(request: AppRequest, slug: str) -> HttpResponse:
    """Show what is closed; a POST switches all that was changed, or nothing."""
    _for_the_office(request)
    resolution = get_object_or_404(Resolution, slug=slug)
    filters = RestrictionFilter(request.GET, _rows(resolution))
    data = request.POST if request.method == "POST" else None
    if data is None:
        return _shown(request, resolution, filters, RestrictionForm(filters.apply()))
    form = RestrictionForm(filters.rows, data)  # a row may have left the filter meanwhile
    if not form.is_valid():
        return _shown(request, resolution, filters, form, UNPROCESSABLE)
    switches = form.switches()
    if not switches:
        messages.info(request, "Không có mục nào thay đổi.")
        return HttpResponseRedirect(request.get_full_path())
    try:
        switch(switches, by=request.user, reason=form.cleaned_data["reason"])
    except SwitchedMeanwhile as moved:
        form.show_moved(moved.now)
        return _shown(request, resolution, filters, form, CONFLICT)
    except CannotClose as refused:
        kind, pk = refused.key
        form.add_error(f"c-{kind}{pk}", str(refused))
        return _shown(request, resolution, filters, form, UNPROCESSABLE)
    closed = sum(one.new for one in switches)
    opened = len(switches) - closed
    told = [f"{word} {count} mục" for word, count in (("hạn chế", closed), ("bỏ hạn chế", opened))
            if count]  # fmt: skip
    messages.success(request, f"Đã {', '.join(told)}.")
    return HttpResponseRedirect(request.get_full_path())


def _for_the_office(request: AppRequest) -> None:
    for_the_office(request.user)


def _rows(resolution: Resolution) -> list[ClosableRow]:
    """Every measure and every work item in force; two queries."""
    of_year = Measure.objects.filter(indicator__group__resolution=resolution)
    measures = list(
        with_attached(of_year)
        .select_related("indicator__lead_unit")
        .order_by("indicator__number", "letter")
    )
    closed = {measure.indicator_id for measure in measures if measure.percent_only}
    items = (
        WorkItem.objects.in_force()
        .filter(task__group__resolution=resolution)
        .select_related("task", "lead_unit")
        .order_by("task__group__number", "task__order", "task__number", "order", "pk")
    )
    rows = [measure_row(measure, hides=measure.indicator_id in closed) for measure in measures]
    return [*rows, *map(item_row, items)]


def _shown(
    request: AppRequest,
    resolution: Resolution,
    filters: RestrictionFilter,
    form: RestrictionForm,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    wrong = {name.partition("-")[2] for name in form.errors}
    asked = {row.key for row in filters.apply()}
    shown = [row for row in filters.rows if row.key in asked or row.code in wrong]
    context = {
        "resolution": resolution,
        "filters": filters,
        "form": form,
        "lines": list(form.lines(shown)),
        "closed_count": sum(row.closed for row in filters.rows),
        "problem_count": len(form.errors),
    }
    return render(request, "targets/restrictions.html", context, status=status)
