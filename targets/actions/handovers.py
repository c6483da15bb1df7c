"""Handing a unit over when somebody stops acting for it."""

from collections.abc import Collection, Mapping

from targets.actions.account_guard import AccountRefused
from targets.actions.account_log import note
from targets.handover import acting_people, others_of, serving
from targets.models import Unit, User
from targets.rules.accounts import AccountAct

NOBODY_LEFT = (
    "Đơn vị sẽ không còn ai nhập số liệu. Hãy chọn người nhận bàn giao, hoặc đánh dấu xác nhận."
)


def handover_field(unit_id: int) -> str:
    """The box that asks who takes a unit over; refusals name it."""
    return f"nhan-{unit_id}"


def hand_over(
    leaver: User,
    units: Collection[int],
    handovers: Mapping[int, int],
    *,
    deserted: Collection[int],
    by: User,
) -> None:
    """Give each unit to the colleague chosen for it; to be called inside the leaver's transaction.

    handovers: a unit's id to a colleague's; who does not act for it yet gets it in `also_for`.
    deserted: the ids of units that may be left without anybody. Raises AccountRefused where a
    unit would be left alone unasked, or the colleague acts for no unit any more. An inactive
    unit needs nobody.
    """
    others = others_of(units, leaver)
    for unit in Unit.objects.filter(pk__in=units, is_active=True):
        chosen = handovers.get(unit.pk)
        if chosen is not None:
            colleague = acting_people().filter(pk=chosen).exclude(pk=leaver.pk).first()
            if colleague is None:
                raise AccountRefused(
                    "Người nhận bàn giao không còn làm việc này. Hãy chọn người khác.",
                    handover_field(unit.pk),
                )
            if unit.pk not in serving(colleague):
                colleague.also_for.add(unit)
            note(leaver, AccountAct.HANDED_OVER, by=by, unit=unit.name, to=_named(colleague))
        elif not others.get(unit.pk) and unit.pk not in deserted:
            raise AccountRefused(NOBODY_LEFT, handover_field(unit.pk))


def _named(person: User) -> str:
    return f"{person} ({person.username})" if person.full_name else person.username
