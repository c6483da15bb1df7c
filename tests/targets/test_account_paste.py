"""Many accounts from a pasted table: looked at first, then all or none (issue 3, point 7)."""

import pytest
from django.urls import reverse

from targets.intake.accounts import TableRefused, judge, read_rows
from targets.models import Unit, User
from targets.rules.workflow import Role
from tests.factories import make_unit, make_user
from tests.targets.account_pages import errors, hidden, log, slip_keys, state

pytestmark = pytest.mark.django_db
PASTE = reverse("targets:accounts-paste")
GOOD = (
    "Lê Thị Ngân\t\tCán bộ đơn vị\tphong-tc\tngan@coquan.vn\r\n"
    "Võ Minh Trí\t\tthủ trưởng\tPhòng Tài chính\r\n"
    "Trần Văn Ba\tba.tv\toffice\t\t\r\n"
)


@pytest.fixture
def admin(client):
    admin = make_user(Role.ADMIN, username="quan-tri", full_name="Đặng Quốc Bảo")
    client.force_login(admin)
    return admin


@pytest.fixture
def units():
    return [
        make_unit("phong-tc", name="Phòng Tài chính", short_name="TC", order=1),
        make_unit("phong-kt", name="Phòng Kinh tế", order=2),
        make_unit("thoi", name="Phòng Thôi", is_active=False, order=3),
        make_unit("xa-a", name="Hội Nông dân", order=4),
        make_unit("xa-b", name="Hội nông dân", order=5),
    ]


def looked_at(client, table):
    page = client.get(PASTE).content.decode()
    fields = {"table": table, "press": hidden(page, "press"), "do": "check"}
    response = client.post(PASTE, fields)
    page = response.content.decode()
    again = {"press": hidden(page, "press"), "shown": hidden(page, "shown"), "do": "create"}
    return response, fields | again


def judged(text):
    return judge(read_rows(text), list(Unit.objects.all()), User.objects.all())


# Reading


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lê An\tan\tcán bộ\ttc\ta@b.vn", [("Lê An", "an", "cán bộ", "tc", "a@b.vn")]),
        ("Lê An;an;cán bộ;tc", [("Lê An", "an", "cán bộ", "tc", "")]),
        ("\tan\tcán bộ\ttc", [("", "an", "cán bộ", "tc", "")]),
        (
            "  Lê \u00a0 An \t\n\n\t\t\n Võ Ba\t",
            [("Lê An", "", "", "", ""), ("Võ Ba", "", "", "", "")],
        ),
        ('"Lê\nAn"\tan', [("Lê An", "an", "", "", "")]),
        ("Lê An", [("Lê An", "", "", "", "")]),
        (
            "STT\tĐơn vị\tHọ và tên\tVai trò\tGhi chú\n1\ttc\tLê An\tcán bộ\tmới",
            [("Lê An", "", "cán bộ", "tc", "")],
        ),
        ("Họ và tên;Tên đăng nhập;Vai trò\nLê An;an;cán bộ", [("Lê An", "an", "cán bộ", "", "")]),
    ],
)  # fmt: skip
def test_reading(text, expected):
    rows = [(row.full_name, row.username, row.role, row.unit, row.email) for row in read_rows(text)]
    assert rows == expected


def test_rows_keep_their_line():
    assert [row.line for row in read_rows("Họ tên\tVai trò\n\nLê An\tcán bộ\nVõ Ba\tcán bộ")] == [
        3,
        4,
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Họ tên\tVai trò", "chưa có dòng nào"),
        ("\n".join(["Lê An\tan"] * 201), "Bảng có 201 dòng; mỗi lần nhập tối đa 200 dòng"),
    ],
)
def test_tables_that_cannot_be_taken(text, sentence):
    with pytest.raises(TableRefused, match=sentence):
        read_rows(text)


# Judging


@pytest.mark.usefixtures("units")
@pytest.mark.parametrize(
    ("line", "faults"),
    [
        ("\t\tcán bộ\ttc", ["Thiếu họ và tên."]),
        ("Lê An\tAn Đ\tcán bộ\ttc", ["Tên đăng nhập chỉ gồm chữ không dấu"]),
        ("Lê An\tco-roi\tcán bộ\ttc", ["Tên đăng nhập co-roi đã có người dùng."]),
        ("Lê An\tCO-ROI\tcán bộ\ttc", ["Tên đăng nhập co-roi đã có người dùng."]),
        ("Lê An\t\tvua\ttc", ["Không có vai trò “vua”."]),
        ("Lê An\t\t\ttc", ["Thiếu vai trò."]),
        ("Lê An\t\tcán bộ\t", ["Thiếu đơn vị"]),
        ("Lê An\t\tcán bộ\tPhòng Lạ", ["Không có đơn vị “Phòng Lạ”."]),
        ("Lê An\t\tcán bộ\tphong thoi", ["Đơn vị “phong thoi” đã ngừng hoạt động."]),
        ("Lê An\t\tcán bộ\tHội Nông dân", ["Có nhiều đơn vị tên “Hội Nông dân”. Hãy ghi mã"]),
        ("Lê An\t\tcán bộ\ttc\ta@", ["Địa chỉ thư điện tử chưa đúng."]),
        ("x" * 151 + "\tan\tcán bộ\ttc", ["Họ và tên dài quá 150 ký tự."]),
        ("李\t\tvăn phòng\t", ["Hãy ghi tên đăng nhập"]),
        ("Lê An\t\tlãnh đạo\t", []),
        ("Lê An\t\tQUẢN TRỊ\t", []),
        ("Lê An\t\tCHUYÊN VIÊN VĂN PHÒNG\tphong kinh te", []),
    ],
)
def test_what_is_wrong_with_a_row(line, faults):
    make_user(username="co-roi")
    [one] = judged(line)
    assert len(one.faults) == len(faults)
    assert all(said.startswith(fault) for said, fault in zip(one.faults, faults, strict=True))


@pytest.mark.usefixtures("units")
def test_names_are_free_in_the_table_and_outside():
    make_user(username="phong-tc")
    rows = judged(
        "Lê An\t\tcán bộ\ttc\nLê An\t\tcán bộ\tphong-kt\nVõ Ba\tle-an\tvăn phòng\t\n"
        "Võ Ba\tba\tvăn phòng\t\nVõ Tư\tBA\tvăn phòng\t"
    )
    assert [(one.username, one.faults) for one in rows] == [
        ("le-an-2", []),
        ("phong-kt", []),
        ("le-an", []),
        ("ba", ["Tên đăng nhập ba có hai lần trong bảng."]),
        ("ba", ["Tên đăng nhập ba có hai lần trong bảng."]),
    ]


@pytest.mark.usefixtures("units")
def test_somebody_of_the_same_name_and_unit_is_a_doubt_and_no_fault():
    make_user(username="an", full_name="Lê An", unit=Unit.objects.get(code="phong-tc"))
    [same, elsewhere] = judged("Lê  an\t\tthủ trưởng\ttc\nLê An\t\tcán bộ\tphong-kt")
    assert same.doubts == ["Đã có người cùng họ tên, cùng đơn vị: an."]
    assert (same.faults, elsewhere.doubts) == ([], [])


# The page


@pytest.mark.usefixtures("units")
def test_looking_saves_nothing_and_the_second_press_makes_all(client, admin):
    before = state()
    response, fields = looked_at(client, GOOD)
    page = response.content.decode()
    assert (response.status_code, state() == before) == (200, True)
    for words in ("phong-tc.ld", "phần mềm đặt", "Tạo 3 tài khoản và hiện phiếu", "Tạo được"):
        assert words in page, words

    response = client.post(PASTE, fields)
    assert "no-store" in response["Cache-Control"]
    keys = slip_keys(response.content.decode())
    assert list(keys) == ["phong-tc", "phong-tc.ld", "ba.tv"]
    made = User.objects.exclude(pk=admin.pk).order_by("pk").select_related("unit")
    assert [
        (one.username, one.role, one.unit and one.unit.code, one.email, one.must_change_password)
        for one in made
    ] == [
        ("phong-tc", "reporter", "phong-tc", "ngan@coquan.vn", True),
        ("phong-tc.ld", "head", "phong-tc", "", True),
        ("ba.tv", "office", None, "", True),
    ]
    for one in made:
        assert one.check_password(keys[one.username])
        assert log(one)[-1] == ("quan-tri", one.full_name, "password_given")

    before = state()
    response = client.post(PASTE, fields)
    assert response.status_code == 409
    assert "Lần bấm này đã được thực hiện" in response.content.decode()
    assert state() == before


@pytest.mark.usefixtures("units")
def test_one_bad_row_stops_all_and_keeps_what_was_typed(client, admin):
    before = state()
    response, fields = looked_at(client, GOOD + "Lê <b>Bốn</b>\t\tvua\tPhòng Lạ\r\n")
    page = response.content.decode()
    assert response.status_code == 422
    assert "1 dòng cần sửa" in page
    assert "Tạo 4 tài khoản" not in page
    assert "Lê &lt;b&gt;Bốn&lt;/b&gt;\t\tvua\tPhòng Lạ" in page
    assert any("Không có đơn vị “Phòng Lạ”." in said for said in errors(page))
    assert client.post(PASTE, fields).status_code == 422
    assert state() == before


@pytest.mark.usefixtures("units")
@pytest.mark.parametrize("change", ["the table", "an account", "not looked at"])
def test_what_was_not_looked_at_is_not_made(client, admin, change):
    _, fields = looked_at(client, GOOD)
    if change == "an account":
        make_user(username="phong-tc.ld")
    elif change == "the table":
        fields["table"] = GOOD.replace("ngan@", "le.ngan@")
    else:
        fields["shown"] = ""
    before = state()
    response = client.post(PASTE, fields)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Hãy xem lại rồi bấm Tạo." in page
    assert state() == before
    assert client.post(PASTE, fields | {"shown": hidden(page, "shown")}).status_code == 200


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("", "Hãy dán bảng từ Excel vào ô này."),
        (" \n\t", "Hãy dán bảng từ Excel vào ô này."),
        ("x" * 60_001, "Bảng quá dài."),
        ("Họ tên;Vai trò", "chưa có dòng nào"),
        ("\n".join(["Lê An;an"] * 201), "tối đa 200 dòng"),
        ("a\x00b;c;cán bộ;x", "Không có đơn vị “x”"),
        ('"chưa đóng ngoặc;a\nLê An;b', "Thiếu vai trò"),
    ],
)
def test_tables_the_page_refuses(client, admin, table, sentence):
    before = state()
    response, _ = looked_at(client, table)
    assert response.status_code == 422
    assert any(sentence in said for said in errors(response.content.decode()))
    assert state() == before


@pytest.mark.usefixtures("units")
def test_two_hundred_at_once(client, admin):
    table = "\n".join(
        f"Nguyễn Phúc Hoàng Thị Trường Thượng Quỳnh {n}\t\tcán bộ\ttc" for n in range(200)
    )
    _, fields = looked_at(client, table)
    keys = slip_keys(client.post(PASTE, fields).content.decode())
    assert len(keys) == len(set(keys.values())) == 200
