"""User names, one-time passwords and which roles go with which units."""

import math
import unicodedata

import pytest

from targets.rules.accounts import refusal
from targets.rules.one_time import GROUPS, IN_GROUP, LETTERS, fresh_password
from targets.rules.user_names import LONGEST, fault, plain_letters, proposal
from targets.rules.workflow import Role


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nguyễn  Thị\u00a0Hòa ", "nguyen thi hoa"),
        (unicodedata.normalize("NFD", "Phổ Thạnh"), "pho thanh"),
        ("ĐẶNG QUỐC BẢO", "dang quoc bao"),
        ("", ""),
    ],
)
def test_plain_letters(text, expected):
    assert plain_letters(text) == expected


@pytest.mark.parametrize(
    ("role", "name", "code", "taken", "expected"),
    [
        (Role.REPORTER, "Lê Thị Kim Ngân", "phong-tnmt", (), "phong-tnmt"),
        (Role.HEAD, "Võ Minh Trí", "phong-tnmt", (), "phong-tnmt.ld"),
        (Role.REPORTER, "Lê Thị Kim Ngân", "phong-tnmt", ("phong-tnmt",), "le-thi-kim-ngan"),
        (Role.OFFICE, "Nguyễn Văn Đủ", "van-phong", (), "nguyen-van-du"),
        (Role.OFFICE, "Nguyễn Văn Đủ", "", ("nguyen-van-du",), "nguyen-van-du-2"),
        (
            Role.ADMIN, "Nguyễn Văn Đủ", "", ("nguyen-van-du", "nguyen-van-du-2"),
            "nguyen-van-du-3",
        ),
        (Role.LEADER, "李", "", (), ""),
        (Role.REPORTER, "Lê An", "_la", (), "le-an"),
    ],
)  # fmt: skip
def test_proposal(role, name, code, taken, expected):
    assert proposal(role, name, unit_code=code, taken=taken) == expected


def test_a_proposal_is_always_a_good_name():
    long = "Nguyễn Phúc Hoàng Trường Thượng " * 4
    taken = {proposal(Role.OFFICE, long, unit_code="", taken=())}
    for name in (*taken, proposal(Role.OFFICE, long, unit_code="", taken=taken)):
        assert not fault(name)


@pytest.mark.parametrize("name", ["a", "phong-tnmt.ld", "a_b", "9-thang", "x" * LONGEST])
def test_good_user_names(name):
    assert fault(name) == ""


@pytest.mark.parametrize(
    "name", ["", "-a", ".a", "có dấu", "hai chữ", "A", "a@b", "a\n", "x" * (LONGEST + 1), "đ"]
)
def test_bad_user_names(name):
    assert fault(name)


def test_one_time_passwords_are_long_readable_and_never_the_same():
    made = {fresh_password() for _ in range(500)}
    assert len(made) == 500
    assert math.log2(len(LETTERS)) * GROUPS * IN_GROUP >= 60
    assert len(set(LETTERS)) == len(LETTERS)
    assert not set("0O1lIoaeiuydw") & set(LETTERS), "nothing alike, nothing Telex would change"
    for password in made:
        assert [len(group) for group in password.split("-")] == [IN_GROUP] * GROUPS
        assert set(password) <= {*LETTERS, "-"}


@pytest.mark.parametrize(
    ("role", "has_unit", "serves_more", "field"),
    [
        (Role.REPORTER, False, False, "unit"),
        (Role.HEAD, False, True, "unit"),
        (Role.REPORTER, True, True, None),
        (Role.OFFICE, False, True, None),
        (Role.OFFICE, False, False, None),
        (Role.LEADER, False, False, None),
        (Role.LEADER, True, True, "also_for"),
        (Role.ADMIN, True, True, "also_for"),
    ],
)
def test_which_role_goes_with_which_units(role, has_unit, serves_more, field):
    refused = refusal(role, has_unit=has_unit, serves_more=serves_more)
    assert (refused and refused[0]) == field
