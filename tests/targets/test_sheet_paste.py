"""A column copied from Excel goes down the boxes, as design §3.6 says."""

import pytest

from targets.rules.workflow import Role
from tests.factories import make_user
from tests.targets.sheets import HTMX, Desk
from tests.targets.tables import every_row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pinned_day")]


@pytest.fixture
def desk(client):
    desk = Desk("value", "ratio", "value", "quota")
    client.force_login(desk.officer)
    return desk


def ask(client, desk, text, **fields):
    answer = client.post(f"{desk.address()}dan/", {"paste": text, **fields}, headers=HTMX)
    assert answer.status_code == 200
    return answer.json()


def filled(answer):
    return {cell["name"]: cell["text"] for cell in answer["filled"]}


def test_from_the_first_box_down(client, desk):
    before = every_row()
    answer = ask(client, desk, "5.560,4\r\n41.449\r\n\r\n260,5\r\n")
    assert filled(answer) == {
        "f-1-value": "5560,4",
        "f-2-numerator": "41449",
        "f-4-numerator": "260,5",
    }
    assert (answer["conversions"], answer["problem"]) == ([], "")
    assert every_row() == before, "the boxes are filled, nothing is saved"


@pytest.mark.parametrize(
    ("start", "names"),
    [
        ("f-2-numerator", ["f-2-numerator", "f-3-value"]),
        ("f-2-denominator", ["f-2-denominator", "f-3-value"]),
        ("f-3-value", ["f-3-value", "f-4-numerator"]),
        ("f-2-year_estimate", ["f-2-year_estimate", "f-3-year_estimate"]),
    ],
)
def test_from_the_box_it_was_pasted_into(client, desk, start, names):
    assert list(filled(ask(client, desk, "1\n2", start=start))) == names


def test_an_english_column_is_asked_about_once(client, desk):
    answer = ask(client, desk, "5,560.4\n41,449\n12.5")
    assert answer["filled"] == []
    assert answer["conversions"] == [
        {"old": "5,560.4", "new": "5.560,4"},
        {"old": "41,449", "new": "41.449"},
        {"old": "12.5", "new": "12,5"},
    ]
    yes = ask(client, desk, "5,560.4\n41,449\n12.5", english="1")
    assert list(filled(yes).values()) == ["5560,4", "41449", "12,5"]


def test_a_line_that_is_no_number_goes_into_its_box_as_it_stands(client, desk):
    assert filled(ask(client, desk, "5\n#N/A"))["f-2-numerator"] == "#N/A"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Chưa có gì để dán."),
        (" \n\n ", "Chưa có gì để dán."),
        ("1\n2\n3\n4\n5", "Cột dán có 5 dòng nhưng từ ô này trở xuống chỉ có 4 ô."),
        ("1\n" * 20_000, "Nội dung dán quá dài."),
    ],
)
def test_what_cannot_be_pasted(client, desk, text, sentence):
    answer = ask(client, desk, text)
    assert (answer["filled"], answer["conversions"]) == ([], [])
    assert sentence in answer["problem"]

    page = desk.fill(client, {"paste": text, "f-1-value": "7"}, move="paste")
    assert page.status == 422
    assert sentence in page.text
    assert page.values["f-1-value"] == "7"


@pytest.mark.parametrize("start", ["f-9-value", "x", "\x00", "f-1-", "r-1-results"])
def test_a_start_that_is_no_box(client, desk, start):
    assert isinstance(ask(client, desk, "1", start=start)["problem"], str)


def test_without_a_script_one_button_fills_the_boxes(client, desk):
    before = every_row()
    column = "5.560,4\r\n41.449\r\n7\r\n260,5"
    page = desk.fill(client, {"paste": column, "f-2-denominator": "43.085"}, move="paste")
    assert page.status == 200
    assert every_row() == before, "nothing is saved before the person has looked"
    assert "Đã đưa 4 số vào các ô, chưa lưu." in page.text
    boxes = ("f-1-value", "f-2-numerator", "f-2-denominator", "f-3-value", "f-4-numerator")
    assert [page.values[name] for name in boxes] == ["5560,4", "41449", "43.085", "7", "260,5"]
    assert page.values["paste"] == ""
    assert desk.send(client, page.values).status == 302


def test_without_a_script_english_is_asked_about_too(client, desk):
    page = desk.fill(client, {"paste": "5,560.4\n41,449"}, move="paste")
    assert page.status == 200
    assert "Cột này viết kiểu tiếng Anh. Đổi các số như sau?" in page.text
    assert page.values["f-1-value"] == ""
    assert page.values["paste"] == "5,560.4\n41,449"
    assert ("move", "paste-english") in page.buttons
    page = desk.send(client, page.values, move="paste-english")
    assert (page.values["f-1-value"], page.values["f-2-numerator"]) == ("5560,4", "41449")


def test_boxes_out_of_reach_are_passed_over(client, desk):
    desk.report(1, status="submitted", figures={"": "5"})
    assert list(filled(ask(client, desk, "1\n2"))) == ["f-2-numerator", "f-3-value"]


def test_only_who_may_enter_may_paste(client, desk):
    client.force_login(make_user(Role.LEADER))
    answer = client.post(f"{desk.address()}dan/", {"paste": "1"}, headers=HTMX)
    assert answer.status_code == 403
