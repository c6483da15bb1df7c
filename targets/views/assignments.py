"""What each unit was given of a measure's quota (design §4, Assignment)."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from targets.actions.assignments import Given, given_of, set_assignments
from targets.actions.plan_rows import RowMoved
from targets.actions.refusal import Refused
from targets.forms.assignments import AssignmentsForm, fill_from
from targets.http import AppRequest
from targets.models import Measure, Unit
from targets.models.people import LOCALITY
from targets.views.plan_measures import measure_of
from targets.views.plan_place import Link, editing, plan_crumbs, plan_of


@editing
def plan_assignments(request: AppRequest, slug: str, pk: int) -> HttpResponse:
    """The table; do=paste only fills it from pasted lines, do=save writes it."""
    resolution = plan_of(request, slug)
    measure = measure_of(request, resolution, pk)
    known = given_of(measure)
    units = _units(measure, known)
    unit = measure.unit_of_measure if measure.unit_of_measure != "%" else ""
    status, problem, unread, pasted = HTTPStatus.OK, "", [], ""
    if request.method == "POST":
        data = request.POST.copy()
        form = AssignmentsForm(units, known, data, unit_of_measure=unit)
        if data.get("do") == "paste":
            pasted = data.get("paste", "")
            unread = fill_from(pasted, units, data, unit=unit)
            problem = "" if pasted.strip() else "Chưa có gì để đọc. Hãy dán hai cột từ Excel."
            status = HTTPStatus.UNPROCESSABLE_ENTITY if problem or unread else status
        elif not form.is_valid():
            boxes = len(form.errors)
            problem = " ".join(map(str, form["seen"].errors)) or (
                f"Chưa lưu gì: còn {boxes} ô cần sửa, được đánh dấu trong bảng."
            )
            status = HTTPStatus.UNPROCESSABLE_ENTITY
        else:
            try:
                count = set_assignments(
                    measure, form.wishes(), seen=form.cleaned_data["seen"], by=request.user
                )
            except RowMoved as moved:
                form.show_moved(moved.now)
                problem, status = str(moved), HTTPStatus.CONFLICT
            except Refused as refused:
                problem, status = str(refused), HTTPStatus.UNPROCESSABLE_ENTITY
            else:
                told = f"Đã lưu số giao của {count} đơn vị." if count else "Không có gì thay đổi."
                messages.success(request, told)
                return redirect("targets:plan-assignments", slug, pk)
    else:
        form = AssignmentsForm(units, known, unit_of_measure=unit)
    indicator = measure.indicator
    context = {
        "resolution": resolution,
        "measure": measure,
        "form": form,
        "title": f"Số giao cho đơn vị, chỉ tiêu {indicator.number}{measure.letter}",
        "counted": measure.denominator_label or unit,
        "problem": problem,
        "unread": unread,
        "pasted": pasted if unread or problem else "",
        "filled": request.POST.get("do") == "paste" and not problem,
        "crumbs": [
            *plan_crumbs(resolution),
            Link(
                f"Thành phần {indicator.number}{measure.letter}",
                reverse("targets:plan-measure", args=[slug, pk]),
            ),
        ],
    }
    return render(request, "targets/plan/assignments.html", context, status=status)


def _units(measure: Measure, known: dict[int, Given]) -> list[Unit]:
    """Localities where they report it, else every unit; and who was given something."""
    rows = Unit.objects.order_by("order", "code")
    return [
        unit
        for unit in rows
        if unit.pk in known
        or (unit.is_active and (unit.kind == LOCALITY or not measure.by_locality))
    ]
