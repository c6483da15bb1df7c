"""Units and the people who act for them."""

from collections.abc import Iterable

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Exists, OuterRef

from targets.labels import ROLE_LABELS, UNIT_KIND_LABELS
from targets.rules.workflow import Role

LOCALITY = "locality"


class UnitQuerySet(models.QuerySet["Unit"]):
    def active(self) -> "UnitQuerySet":
        return self.filter(is_active=True)

    def localities(self) -> "UnitQuerySet":
        """Every active commune and ward: who reports the measures that are told by locality."""
        return self.active().filter(kind=LOCALITY)

    def visible_to(self, user: "User") -> "UnitQuerySet":
        """The units whose sheets this person may open: office and leadership all, others own."""
        if not user.is_active or user.has_role(Role.ADMIN):
            return self.none()
        if user.has_role(Role.OFFICE, Role.LEADER):
            return self
        return self.filter(pk__in=user.own_units())


class Unit(models.Model):
    """An organisation that leads, coordinates or reports. A merged one names its successor."""

    code = models.SlugField("mã", max_length=50, unique=True)
    name = models.CharField("tên", max_length=200)
    short_name = models.CharField("tên gọn", max_length=60, blank=True)
    kind = models.CharField("loại", max_length=20, choices=UNIT_KIND_LABELS, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children",
        verbose_name="đơn vị cấp trên",
    )  # fmt: skip
    order = models.PositiveIntegerField("thứ tự", default=0)
    head_signs = models.BooleanField("thủ trưởng ký trước khi gửi", default=False)
    email = models.EmailField("thư điện tử", blank=True)
    is_active = models.BooleanField("đang hoạt động", default=True)
    valid_from = models.DateField("hoạt động từ", null=True, blank=True)
    valid_to = models.DateField("hoạt động đến", null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors",
        verbose_name="đơn vị kế thừa",
    )  # fmt: skip

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["order", "code"]
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"

    def __str__(self) -> str:
        return self.name

    @property
    def brief(self) -> str:
        """The short name, or the full one where there is none."""
        return self.short_name or self.name


class User(AbstractUser):
    """A person with one role; `also_for` names further units they act for."""

    full_name = models.CharField("họ và tên", max_length=150, blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="people", verbose_name="đơn vị"
    )
    role = models.CharField(
        "vai trò", max_length=10, choices=ROLE_LABELS, default=Role.REPORTER.value
    )
    also_for = models.ManyToManyField(
        Unit, blank=True, related_name="also_served_by", verbose_name="kiêm đơn vị"
    )
    must_change_password = models.BooleanField("phải đổi mật khẩu khi đăng nhập", default=False)

    class Meta:
        ordering = ["username"]
        verbose_name = "tài khoản"
        verbose_name_plural = "tài khoản"

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def has_role(self, *roles: Role) -> bool:
        return self.role in roles

    def acting_units(self) -> frozenset[int]:
        """The ids of the units this person enters figures for: the own one and `also_for`."""
        return self._scope()[0]

    def own_units(self) -> frozenset[int]:
        """The ids of the units whose rows this person reads: `acting_units` and all below."""
        return self._scope()[1]

    def _scope(self) -> tuple[frozenset[int], frozenset[int]]:
        """Both sets by one query, asked once per instance: each request loads its user anew."""
        if not hasattr(self, "_units_in_scope"):
            served = User.also_for.through.objects.filter(user_id=self.pk, unit_id=OuterRef("pk"))
            rows = list(Unit.objects.values_list("pk", "parent_id", Exists(served)).order_by())
            acting = frozenset(pk for pk, _, also in rows if also or pk == self.unit_id)
            self._units_in_scope = acting, _with_all_below(acting, rows)
        return self._units_in_scope


def _with_all_below(
    roots: Iterable[int], rows: Iterable[tuple[int, int | None, bool]]
) -> frozenset[int]:
    """These units and every unit under them; `rows` are id, parent's id and anything."""
    children: dict[int | None, list[int]] = {}
    for pk, parent, _ in rows:
        children.setdefault(parent, []).append(pk)
    found: set[int] = set()
    waiting = list(roots)
    while waiting:
        pk = waiting.pop()
        if pk not in found:
            found.add(pk)
            waiting.extend(children.get(pk, ()))
    return frozenset(found)


class OfficePolicy(models.Model):
    """Switches only an administrator sets; there is one row or none."""

    single_handed_office = models.BooleanField(
        "cho phép người nhập tự duyệt",
        default=False,
        help_text="Chỉ bật khi Văn phòng có một chuyên viên; bảng và biểu sẽ ghi "
        "“người nhập tự duyệt”.",
    )

    class Meta:
        verbose_name = "quy định của Văn phòng"
        verbose_name_plural = "quy định của Văn phòng"

    def __str__(self) -> str:
        return "Quy định của Văn phòng"

    @classmethod
    def allows_single_handed(cls) -> bool:
        """Whether somebody may approve what they sent themselves (design §5)."""
        return cls.objects.filter(single_handed_office=True).exists()
