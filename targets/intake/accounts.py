"""Accounts from a table pasted out of Excel: read, judged row by row, nothing saved."""

import csv
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from targets.actions.accounts import NewAccount, Terms, email_fault
from targets.labels import ROLE_LABELS
from targets.models import Unit, User
from targets.rules import user_names
from targets.rules.accounts import refusal
from targets.rules.folding import folded_line
from targets.rules.workflow import Role

MOST_ROWS = 200
LONGEST_NAME = 150
COLUMNS = ("full_name", "username", "role", "unit", "email")
# How a first row that names the columns names them; anything else in it is a column we leave out
_HEADINGS = {
    "ho ten": "full_name", "ho va ten": "full_name", "ten nguoi dung": "full_name",
    "ten dang nhap": "username", "tai khoan": "username", "ten tai khoan": "username",
    "vai tro": "role", "quyen": "role",
    "don vi": "unit", "ma don vi": "unit", "ten don vi": "unit", "ma hoac ten don vi": "unit",
    "co quan": "unit",
    "e-mail": "email", "email": "email", "thu dien tu": "email", "dia chi thu dien tu": "email",
}  # fmt: skip
HEADINGS: Mapping[str, str] = {folded_line(words): name for words, name in _HEADINGS.items()}
ROLE_WORDS: Mapping[str, Role] = {
    **{folded_line(label): Role(code) for code, label in ROLE_LABELS.items()},
    **{role.value: role for role in Role},
    **{
        folded_line(words): role
        for role, several in (
            (Role.REPORTER, ("cán bộ", "người nhập")),
            (Role.HEAD, ("thủ trưởng",)),
            (Role.OFFICE, ("chuyên viên", "chuyên viên văn phòng")),
            (Role.LEADER, ("thường trực", "ban thường vụ")),
            (Role.ADMIN, ("quản trị viên", "quản trị hệ thống")),
        )
        for words in several
    },
}


class TableRefused(Exception):
    """The table as a whole cannot be taken; str() is a Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class PastedRow:
    """One line of the table, as it was typed. `line`: its number in the box."""

    line: int
    full_name: str = ""
    username: str = ""
    role: str = ""
    unit: str = ""
    email: str = ""


@dataclass(slots=True)
class JudgedRow:
    """A row with what it would make, what is wrong with it, and what might be."""

    row: PastedRow
    username: str = ""
    role: Role | None = None
    unit: Unit | None = None
    faults: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    @property
    def role_name(self) -> str:
        return self.row.role if self.role is None else ROLE_LABELS[self.role.value]

    @property
    def unit_name(self) -> str:
        return self.row.unit if self.unit is None else self.unit.name

    @property
    def is_proposed(self) -> bool:
        """Whether the user name is the program's."""
        return bool(self.username) and not self.row.username

    def wish(self) -> NewAccount:
        """The account it makes; only of a row without faults."""
        assert self.role is not None
        unit_id = self.unit.pk if self.unit else None
        terms = Terms(self.row.full_name, self.role, unit_id, email=self.row.email)
        return NewAccount(self.username, terms)


def read_rows(text: str) -> list[PastedRow]:
    """The rows of a table whose cells stand between tabs (Excel), else semicolons.

    Raises TableRefused for a table without rows or with more than MOST_ROWS.
    """
    between = "\t" if "\t" in text else ";"
    lines = csv.reader(text.splitlines(keepends=True), delimiter=between)
    rows: list[PastedRow] = []
    columns: Sequence[str] | None = None
    for cells in lines:
        tidy = [" ".join(cell.split()) for cell in cells]
        if not any(tidy):
            continue
        if columns is None:
            columns = _headings(tidy)
            if columns:
                continue
            columns = COLUMNS
        named = {name: cell for name, cell in zip(columns, tidy, strict=False) if name}
        rows.append(PastedRow(lines.line_num, **named))
    if not rows:
        raise TableRefused("Bảng chưa có dòng nào. Hãy dán cả các dòng dưới hàng tiêu đề.")
    if len(rows) > MOST_ROWS:
        raise TableRefused(
            f"Bảng có {len(rows)} dòng; mỗi lần nhập tối đa {MOST_ROWS} dòng. Hãy chia bảng ra."
        )
    return rows


def _headings(cells: Sequence[str]) -> list[str]:
    """The columns by a heading row; empty where the row is somebody's."""
    known = [HEADINGS.get(folded_line(cell), "") for cell in cells]
    return known if len([name for name in known if name]) > 1 else []


def judge(
    rows: Iterable[PastedRow], units: Sequence[Unit], people: Iterable[User]
) -> list[JudgedRow]:
    """Each row with its account and its faults. `people`: everybody who has an account."""
    known = list(people)
    taken = {person.username.lower() for person in known}
    by_name: dict[tuple[str, int | None], list[str]] = defaultdict(list)
    for person in known:
        by_name[folded_line(person.full_name), person.unit_id].append(person.username)
    called = _units_by_word(units)
    judged = [_judged(row, called) for row in rows]
    typed = Counter(one.username for one in judged if one.username)
    used = taken | typed.keys()
    for one in judged:
        if one.username in taken:
            one.faults.append(f"Tên đăng nhập {one.username} đã có người dùng.")
        elif typed[one.username] > 1:
            one.faults.append(f"Tên đăng nhập {one.username} có hai lần trong bảng.")
        elif not one.row.username and one.role is not None and one.row.full_name:
            one.username = user_names.proposal(
                one.role, one.row.full_name, unit_code=one.unit.code if one.unit else "", taken=used
            )
            used.add(one.username)
            if not one.username:
                one.faults.append("Hãy ghi tên đăng nhập: không đặt được từ họ tên này.")
        same = by_name[folded_line(one.row.full_name), one.unit.pk if one.unit else None]
        if same and one.row.full_name:
            one.doubts.append(f"Đã có người cùng họ tên, cùng đơn vị: {', '.join(same)}.")
    return judged


def fingerprint(judged: Iterable[JudgedRow]) -> str:
    """A text that is another one as soon as any account to be made is."""
    rows = [
        [one.username, one.row.full_name, str(one.role), one.unit and one.unit.pk, one.row.email]
        for one in judged
    ]
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def _units_by_word(units: Iterable[Unit]) -> Mapping[str, list[Unit]]:
    called: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        for word in {
            folded_line(unit.code),
            folded_line(unit.name),
            folded_line(unit.short_name),
        } - {""}:
            called[word].append(unit)
    return called


def _judged(row: PastedRow, called: Mapping[str, list[Unit]]) -> JudgedRow:
    one = JudgedRow(row, username=row.username.lower(), role=ROLE_WORDS.get(folded_line(row.role)))
    if not row.full_name:
        one.faults.append("Thiếu họ và tên.")
    elif len(row.full_name) > LONGEST_NAME:
        one.faults.append(f"Họ và tên dài quá {LONGEST_NAME} ký tự.")
    if one.username and (fault := user_names.fault(one.username)):
        one.faults.append(fault)
    if one.role is None:
        one.faults.append(
            f"Không có vai trò “{row.role}”. Các vai trò: {', '.join(ROLE_LABELS.values())}."
            if row.role
            else f"Thiếu vai trò. Các vai trò: {', '.join(ROLE_LABELS.values())}."
        )
    _find_unit(one, called)
    if one.role is not None and not row.unit:
        refused = refusal(one.role, has_unit=False, serves_more=False)
        if refused:
            one.faults.append("Thiếu đơn vị: cán bộ và thủ trưởng phải thuộc một đơn vị.")
    if fault := email_fault(row.email):
        one.faults.append(fault)
    return one


def _find_unit(one: JudgedRow, called: Mapping[str, list[Unit]]) -> None:
    word = one.row.unit
    found = called.get(folded_line(word), []) if word else []
    active = [unit for unit in found if unit.is_active]
    if len(active) == 1:
        one.unit = active[0]
    elif active:
        codes = ", ".join(unit.code for unit in active)
        one.faults.append(f"Có nhiều đơn vị tên “{word}”. Hãy ghi mã: {codes}.")
    elif found:
        one.faults.append(f"Đơn vị “{word}” đã ngừng hoạt động.")
    elif word:
        one.faults.append(f"Không có đơn vị “{word}”. Hãy ghi mã hoặc tên như ở danh sách đơn vị.")
