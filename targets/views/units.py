"""Units: kept by administrators, read by the office (design §6)."""

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from targets.actions.units import add_unit, change_unit
from targets.change_log import entries_of_row
from targets.forms.row_boxes import Units
from targets.forms.units import UnitForm
from targets.http import AppRequest
from targets.labels import UNIT_KIND_LABELS
from targets.models import Unit, User
from targets.rules.folding import folded_line
from targets.rules.workflow import Role
from targets.tables import UnitsTable
from targets.views.plan_form import Act, EditPage, answer, history_of, typed
from targets.views.plan_place import Link, editing

PER_PAGE = 100


@require_safe
def units(request: AppRequest) -> HttpResponse:
    """The list; ?q=, ?loai= and ?ngung=co narrow it."""
    _readers_only(request.user)
    words = request.GET.get("q", "").strip()[:100]
    kind = request.GET.get("loai", "")
    kind = kind if kind in UNIT_KIND_LABELS else ""
    rows = Unit.objects.select_related("parent", "successor")
    if kind:
        rows = rows.filter(kind=kind)
    if words:
        looked_for = folded_line(words)
        found = [
            unit.pk
            for unit in rows
            if looked_for in folded_line(f"{unit.name} {unit.short_name} {unit.code}")
        ]
        rows = rows.filter(pk__in=found)
    table = UnitsTable(rows)
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    context = {
        "table": table,
        "words": words,
        "kind": kind,
        "kinds": UNIT_KIND_LABELS,
        "writes": request.user.has_role(Role.ADMIN),
    }
    return render(request, "targets/units.html", context)


@editing
def new_unit(request: AppRequest) -> HttpResponse:
    """A unit to be added."""
    if not request.user.has_role(Role.ADMIN):
        raise Http404
    last = Unit.objects.order_by("-order").values_list("order", flat=True).first() or 0
    form = UnitForm(Unit(order=last + 1), Units(), typed(request))
    page = EditPage(
        title="Thêm đơn vị", form=form, back=_back(), crumbs=[_crumb()], save="Thêm đơn vị"
    )
    return answer(
        request,
        page,
        Act(
            lambda: add_unit(form.wish(), by=request.user),
            f"Đã thêm đơn vị “{request.POST.get('name', '').strip()}”.",
        ),
    )


@editing
def unit(request: AppRequest, pk: int) -> HttpResponse:
    """A unit: administrators change it, the office reads it."""
    _readers_only(request.user)
    rows = Unit.objects.select_related("parent", "successor")
    row = get_object_or_404(rows, pk=pk)
    history = history_of(entries_of_row(row))
    if not request.user.has_role(Role.ADMIN):
        code = 403 if request.method == "POST" else 200
        context = {"unit": row, "kind": UNIT_KIND_LABELS.get(row.kind, "–"), "lines": history}
        return render(request, "targets/unit.html", context, status=code)
    form = UnitForm(row, Units(), typed(request))
    people = User.objects.filter(Q(unit=row) | Q(also_for=row), is_active=True).distinct()
    page = EditPage(
        title=row.name,
        form=form,
        back=_back(),
        crumbs=[_crumb()],
        lead=f"Mã {row.code}. Không xóa được: báo cáo cũ giữ tên đơn vị.",
        beside_title="Người của đơn vị",
        beside=[
            Link(str(one), reverse("targets:account", args=[one.pk]), one.username)
            for one in people.order_by("username")
        ],
        history=history,
    )
    return answer(
        request,
        page,
        Act(
            lambda: change_unit(row, **form.edit(), by=request.user, confirmed=form.confirmed),
            f"Đã lưu đơn vị “{request.POST.get('name', '').strip()}”.",
        ),
    )


def _readers_only(user: User) -> None:
    if not user.has_role(Role.ADMIN, Role.OFFICE):
        raise Http404


def _back() -> Link:
    return Link("Quay lại danh sách", reverse("targets:units"))


def _crumb() -> Link:
    return Link("Đơn vị", reverse("targets:units"))
