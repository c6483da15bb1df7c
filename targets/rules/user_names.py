"""User names: proposed from a unit's code or a person's name, checked, made unique."""

import re
import unicodedata
from collections.abc import Collection

from targets.rules.workflow import Role

LONGEST = 60
_ALLOWED = re.compile(r"[a-z0-9][a-z0-9._-]*")


def plain_letters(text: str) -> str:
    """Small letters without accents, as a name is spelt on a keyboard: "Phổ Thạnh" is "pho thanh".

    Unlike a search (`folding.fold`) it keeps "y": a name is written, not looked for.
    """
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    kept = "".join(letter for letter in plain if unicodedata.category(letter) != "Mn")
    return " ".join(kept.split())


def fault(name: str) -> str:
    """What is wrong with a user name as a Vietnamese sentence; empty where nothing is."""
    if len(name) > LONGEST:
        return f"Tên đăng nhập không dài quá {LONGEST} ký tự. Hãy rút gọn."
    if not _ALLOWED.fullmatch(name):
        return (
            "Tên đăng nhập chỉ gồm chữ không dấu, chữ số, dấu chấm, gạch ngang, gạch dưới và bắt "
            "đầu bằng chữ hoặc số, ví dụ nguyen-van-an."
        )
    return ""


def proposal(role: Role, full_name: str, *, unit_code: str, taken: Collection[str]) -> str:
    """A free user name: of an officer the unit's code, of a head `<code>.ld`, else the name.

    taken: user names that are no longer free, in small letters. Empty where there is nothing to
    make one from.
    """
    by_unit = {Role.REPORTER: unit_code, Role.HEAD: f"{unit_code}.ld"}
    if unit_code and role in by_unit:
        name = by_unit[role]
        if name not in taken and not fault(name):
            return name
    base = (
        re.sub(r"[^a-z0-9]+", "-", plain_letters(full_name)).strip("-")[: LONGEST - 4].rstrip("-")
    )
    if not base:
        return ""
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    return name
