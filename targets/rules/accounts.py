"""What an account may be (issue 3, point 7): which roles act for a unit, what is noted of it."""

from enum import StrEnum

from targets.rules.workflow import Role

UNIT_ROLES = frozenset({Role.REPORTER, Role.HEAD})
# Who enters a unit's figures: its people, and the office for a unit of its own (design §5)
ACTING_ROLES = UNIT_ROLES | {Role.OFFICE}


class AccountAct(StrEnum):
    """What is done with an account beside changing its fields; each is noted in the change log."""

    PASSWORD_GIVEN = "password_given"  # noqa: S105 - a word
    PASSWORD_CHOSEN = "password_chosen"  # noqa: S105 - a word
    UNLOCKED = "unlocked"
    HANDED_OVER = "handed_over"


def refusal(role: Role, *, has_unit: bool, serves_more: bool) -> tuple[str, str] | None:
    """Why a role cannot go with these units: the field and a Vietnamese sentence, or None."""
    if role in UNIT_ROLES and not has_unit:
        return "unit", "Cán bộ và thủ trưởng phải thuộc một đơn vị. Hãy chọn đơn vị."
    if serves_more and role not in ACTING_ROLES:
        return (
            "also_for",
            "Chỉ cán bộ, thủ trưởng đơn vị và Văn phòng mới làm thay đơn vị khác. "
            "Hãy bỏ chọn các đơn vị kiêm.",
        )
    return None
