"""Administrators keep the units: never deleted, only ended, with a successor (design §6)."""

from django.db import IntegrityError, transaction
from django.db.models import Q

from targets import clock
from targets.actions.plan_rows import Columns, Facts, NeedsYes, create, locked, write
from targets.actions.refusal import Refused
from targets.models import Indicator, Unit, User, WorkItem
from targets.rules.workflow import Role

ADMIN_ONLY = "Chỉ quản trị thêm, sửa đơn vị."


def add_unit(wish: Columns, *, by: User) -> Unit:
    """Add a unit under a code of its own. Raises Refused."""
    _administrators_only(by)
    try:
        with transaction.atomic():
            if Unit.objects.filter(code=wish["code"]).exists():
                raise Refused(f"Mã “{wish['code']}” đã có đơn vị dùng. Hãy ghi mã khác.", "code")
            _check(wish, None)
            unit: Unit = create(Unit, wish)
            return unit
    except IntegrityError:  # somebody added it in the same moment
        raise Refused(
            f"Mã “{wish['code']}” vừa có đơn vị dùng. Hãy ghi mã khác.", "code", stale=True
        ) from None


def change_unit(
    unit: Unit, wish: Columns, *, seen: Facts, by: User, confirmed: bool = False
) -> bool:
    """Change a unit; its code stays, addresses and files know it by that.

    Raises Refused; NeedsYes where a unit is ended that still has something to do.
    """
    _administrators_only(by)
    with transaction.atomic():
        row: Unit = locked(Unit.objects.all(), unit.pk)
        _check(wish, row)
        if row.is_active and not wish["is_active"] and not confirmed and (left := left_open(row)):
            raise NeedsYes(
                f"Đơn vị còn {', '.join(left)}. Ngừng thì đơn vị không nhập được nữa; Văn phòng "
                "phải giao lại các việc này. Đánh dấu ô xác nhận nếu vẫn ngừng."
            )
        return write(row, wish, seen=seen)


def left_open(unit: Unit) -> list[str]:
    """What a unit still has to do, as words; empty where nothing is left."""
    leads = Indicator.objects.filter(lead_unit=unit, group__resolution__status="active").order_by(
        "number"
    )
    items = WorkItem.objects.outstanding().filter(
        lead_unit=unit, task__group__resolution__status="active"
    )
    people = User.objects.filter(Q(unit=unit) | Q(also_for=unit), is_active=True).distinct()
    found = []
    if numbers := list(leads.values_list("number", flat=True)):
        found.append(f"chủ trì chỉ tiêu {', '.join(map(str, numbers))}")
    if count := items.count():
        found.append(f"{count} đầu việc chưa xong")
    if count := people.count():
        found.append(f"{count} tài khoản đang dùng")
    return found


def _administrators_only(by: User) -> None:
    if not (by.is_active and by.has_role(Role.ADMIN)):
        raise Refused(ADMIN_ONLY, forbidden=True)


def _check(wish: Columns, present: Unit | None) -> None:
    since, until = wish["valid_from"], wish["valid_to"]
    if since is not None and until is not None and until < since:
        raise Refused("Ngày kết thúc trước ngày bắt đầu. Hãy sửa một trong hai.", "valid_to")
    if until is not None and until < clock.today() and wish["is_active"]:
        raise Refused(
            "Ngày kết thúc đã qua mà đơn vị còn đang hoạt động. Hãy bỏ dấu “đang hoạt động”, hoặc "
            "sửa ngày kết thúc.",
            "is_active",
        )
    if wish["successor"] is not None and wish["is_active"]:
        raise Refused(
            "Đơn vị đã có đơn vị kế thừa thì không còn hoạt động. Hãy bỏ dấu “đang hoạt động”, "
            "hoặc bỏ đơn vị kế thừa.",
            "is_active",
        )
    if present is None:
        return
    if _leads_back(present.pk, wish["parent"], "parent_id"):
        raise Refused(
            "Đơn vị cấp trên không thể là chính đơn vị này hoặc đơn vị ở dưới nó.", "parent"
        )
    if _leads_back(present.pk, wish["successor"], "successor_id"):
        raise Refused(
            "Đơn vị kế thừa không thể là chính đơn vị này hoặc đơn vị do nó kế thừa.", "successor"
        )


def _leads_back(pk: int, first: int | None, column: str) -> bool:
    """Whether the way up from `first` comes back to a unit."""
    ways = dict(Unit.objects.values_list("pk", column))
    passed: set[int] = set()
    at = first
    while at is not None and at not in passed:
        if at == pk:
            return True
        passed.add(at)
        at = ways.get(at)
    return False
