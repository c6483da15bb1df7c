"""What the sheet refuses: a sentence beside the box, all that was typed still there, no save."""

import datetime
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from targets.models import Figure, PeriodExtension, ProgressReport
from targets.rules.workflow import Role, Status
from tests.factories import make_unit, make_user
from tests.targets.sheets import HTMX, Desk
from tests.targets.tables import every_row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pinned_day")]
ASK_COMMA = "Bạn muốn nhập 12,5? Dùng dấu phẩy cho phần thập phân."
LONG = "Nội dung dài 10.000 ký tự; tối đa"
LONG_NOTE = "x" * 10_000


def refused(client, desk, typed, *, number=1, status=422):
    """The plain form's answer, after proving for form and script that nothing was lost or saved."""
    before = every_row()
    version = desk.open(client).values.get(f"r-{number}-version", "0")
    script = desk.send(client, {**typed, f"r-{number}-version": version}, headers=HTMX)
    assert script.status == status
    assert every_row() == before
    assert not script.tree.xpath("//input[starts-with(@name, 'f-') and contains(@name, '-value')]")
    page = desk.fill(client, typed)
    assert page.status == status
    assert every_row() == before
    assert {name: page.values.get(name) for name in typed} == typed
    assert not page.errors or page.errors.items() <= script.errors.items()
    return page


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("12.5", ASK_COMMA),
        ("abc", "“abc” không phải là số. Hãy ghi bằng chữ số, ví dụ 1.234,5."),
        ("1e9", "Hãy ghi đủ các chữ số, không viết tắt kiểu 1e9. Bạn muốn nhập 1000000000?"),
        ("9" * 40, "Số quá lớn: trước dấu phẩy chỉ được 12 chữ số. Ô này tính bằng tỷ đồng."),
        ("0," + "1" * 39, "Sau dấu phẩy chỉ được 6 chữ số. Bạn muốn nhập 0,111111?"),
        ("9" * 4000, "Nội dung quá dài, không phải một số."),
        ("NaN", "“NaN” không phải là số. Chưa có số liệu thì xóa ô này để trống."),
        ("-Infinity", "“-Infinity” không phải là số."),
        ("1,5,0", "“1,5,0” chưa đúng cách viết số."),
        ("#REF!", "Ô Excel báo lỗi “#REF!”."),
        ("12\u200b5", "Có ký tự điều khiển không nhìn thấy được."),
        ("5 triệu", "Ô này tính bằng tỷ đồng. Chỉ ghi số, bỏ “triệu” đi."),
        ("<script>alert(1)</script>", "“<script>alert(1)</script>” không phải là số."),
    ],
)
def test_what_is_no_number(client, text, sentence):
    desk = Desk("value")
    desk.report(figures={"": "5"})
    client.force_login(desk.officer)
    page = refused(client, desk, {"f-1-value": text, "r-1-results": "Đã ghi."})
    assert sentence in page.errors["f-1-value_error"]
    assert list(page.errors) == ["f-1-value_error"]
    (box,) = page.tree.xpath("//input[@name='f-1-value']")
    assert box.get("aria-invalid") == "true"
    assert "f-1-value_error" in box.get("aria-describedby").split()
    assert "Chưa lưu, có ô cần sửa" in page.words("s-1")


@pytest.mark.parametrize("letter", ["\x00", "\x07", "\x1b", "\x85"])
def test_a_control_character_in_a_number(client, letter):
    desk = Desk("value")
    client.force_login(desk.officer)
    for headers in (None, HTMX):
        page = desk.send(client, {"f-1-value": f"1{letter}2"}, headers=headers)
        assert page.status == 422
        assert "Có ký tự điều khiển không nhìn thấy được." in page.errors["f-1-value_error"]
    assert not ProgressReport.objects.exists()


@pytest.mark.parametrize(
    ("kind", "typed", "box", "sentence"),
    [
        ("percent", {"value": "1.250"}, "value", "1.250 là 1250 hay 1,25?"),
        ("percent_only", {"value": "0.4"}, "value", "Bạn muốn nhập 0,4?"),
        ("ratio", {"numerator": "9", "denominator": "0"}, "denominator", "Mẫu số"),
        ("ratio", {"numerator": "0", "denominator": "0,0"}, "denominator", "Mẫu số"),
        ("ratio", {"numerator": "-9", "denominator": "10"}, "numerator", "không thể âm"),
        ("ratio", {"numerator": "9", "denominator": "-10"}, "denominator", "không thể âm"),
        (
            "ratio",
            {"value": "91,5", "numerator": "9", "denominator": "10"},
            "value",
            "Chỉ nhập tỷ lệ, hoặc chỉ nhập hai số",
        ),
        (
            "decrease",
            {"value": "2,68", "numerator": "9", "denominator": "10"},
            "value",
            "Chỉ nhập tỷ lệ, hoặc chỉ nhập hai số",
        ),
        ("ratio", {"year_estimate": "41.600"}, "year_estimate", "Chưa có mẫu số"),
        ("percent_only", {"year_estimate": "101"}, "year_estimate", "không quá 100"),
        ("value", {"year_estimate": "7.6"}, "year_estimate", "Bạn muốn nhập 7,6?"),
        ("value", {"year_ago": "abc"}, "year_ago", "“abc” không phải là số."),
        ("value", {"as_of": "31/02/2024"}, "as_of", "Ngày chưa đúng. Hãy ghi ngày/tháng/năm"),
        ("value", {"as_of": "hôm qua"}, "as_of", "Ngày chưa đúng."),
        ("value", {"expected_on": "05/10/0024"}, "expected_on", "Ngày chưa đúng."),
        ("value", {"expected_on": "9" * 500}, "expected_on", "Ngày chưa đúng."),
        ("value", {"source_note": LONG_NOTE}, "source_note", f"{LONG} 300"),
        ("value", {"missing_reason": LONG_NOTE}, "missing_reason", f"{LONG} 1.000"),
        ("value", {"value": "5", "missing_reason": LONG_NOTE}, "missing_reason", f"{LONG} 1.000"),
    ],
)
def test_what_a_box_refuses(client, kind, typed, box, sentence):
    desk = Desk(kind)
    client.force_login(desk.officer)
    page = refused(client, desk, {f"f-1-{name}": text for name, text in typed.items()})
    assert sentence in page.errors[f"f-1-{box}_error"]
    assert list(page.errors) == [f"f-1-{box}_error"]
    line = page.tree.xpath(f"//*[@id='f-1-{box}_error']/ancestor-or-self::*[@hidden]")
    assert not line, "the sentence is to be seen"
    folded = page.tree.xpath(f"//*[@id='f-1-{box}_error']/ancestor::details[not(@open)]")
    assert not folded, "the sentence is to be seen without unfolding anything"


@pytest.mark.parametrize("name", ["results", "difficulties", "causes", "proposals"])
def test_a_note_of_ten_thousand_letters(client, name):
    desk = Desk("value")
    client.force_login(desk.officer)
    page = refused(client, desk, {"f-1-value": "5", f"r-1-{name}": LONG_NOTE})
    assert page.errors == {f"r-1-{name}_error": f"{LONG} 5.000 ký tự. Hãy rút gọn."}
    folded = page.tree.xpath(f"//*[@id='r-1-{name}_error']/ancestor::details[not(@open)]")
    assert not folded


def test_a_long_reason_for_a_warning(client):
    desk = Desk("value")
    desk.last_quarter(value="3694")
    client.force_login(desk.officer)
    desk.fill(client, {"f-1-value": "3000"})
    page = refused(client, desk, {"f-1-reason-below_last": LONG_NOTE})
    assert f"{LONG} 500" in page.errors["f-1-reason-below_last_error"]


def test_an_unknown_nature(client):
    desk = Desk("value")
    client.force_login(desk.officer)
    before = every_row()
    page = desk.fill(client, {"f-1-nature": "chắc chắn", "f-1-value": "5"})
    assert page.status == 422
    assert "Hãy chọn Ước, Sơ bộ hoặc Chính thức." in page.errors["f-1-nature_error"]
    assert page.values["f-1-value"] == "5"
    assert every_row() == before


@pytest.mark.parametrize("version", ["abc", "-1", "1e9", "9" * 5000, "1.5"])
def test_a_forged_version(client, version):
    desk = Desk("value")
    client.force_login(desk.officer)
    before = every_row()
    for headers in (None, HTMX):
        page = desk.send(client, {"f-1-value": "5", "r-1-version": version}, headers=headers)
        assert page.status == 422
        assert "Trang không còn đúng phiên bản. Hãy tải lại trang." in page.text
    assert every_row() == before
    assert desk.send(client, {"f-1-value": "5", "r-1-version": version}).values["f-1-value"] == "5"


@pytest.mark.parametrize(
    "name",
    [
        "f-9-value",  # no such indicator here
        "f-1b-value",  # no such measure
        "f-1-thu",  # no such box
        "f-1-numerator",  # this measure's formula has none
        "r-1-status",
        "f-abc-value",
        "f-999999999999-value",
        "f-\uff11-value",
    ],
)
def test_forged_names(client, name):
    desk = Desk("value")
    client.force_login(desk.officer)
    page = desk.open(client)
    before = every_row()
    for headers in (None, HTMX):
        answer = desk.send(client, {**page.values, "f-1-value": "5", name: "7"}, headers=headers)
        assert answer.status == 422
        assert "Có ô không thuộc báo cáo này" in answer.text
        assert every_row() == before
    plain = desk.send(client, {**page.values, "f-1-value": "5", name: "7"})
    assert plain.values["f-1-value"] == "5"


def test_an_indicator_of_another_unit(client):
    desk = Desk("value")
    other = Desk("value", code="phong-kinh-te", resolution=desk.resolution)
    client.force_login(desk.officer)
    before = every_row()
    page = desk.send(client, {"f-1-value": "5", "f-2-value": "7"})
    assert page.status == 422
    assert "f-2-value" in page.text
    assert desk.send(client, {"f-2-value": "7"}).status == 422
    assert client.post(other.address(), {"f-2-value": "7"}).status_code == 404
    assert every_row() == before


def test_percent_only_takes_no_amounts(client):
    desk = Desk("percent_only")
    client.force_login(desk.officer)
    assert not {"f-1-numerator", "f-1-denominator"} & set(desk.open(client).values)
    before = every_row()
    page = desk.send(client, {"f-1-numerator": "9", "f-1-denominator": "10"})
    assert page.status == 422
    assert every_row() == before


def test_one_slip_holds_up_the_whole_form(client):
    """Nothing is half saved: a plain form of two indicators with one in error saves neither."""
    desk = Desk("value", "ratio")
    client.force_login(desk.officer)
    typed = {"f-1-value": "5", "f-2-numerator": "9", "f-2-denominator": "0"}
    before = every_row()
    page = desk.fill(client, typed)
    assert page.status == 422
    assert list(page.errors) == ["f-2-denominator_error"]
    assert {name: page.values[name] for name in typed} == typed
    assert every_row() == before


def test_all_slips_show_at_once(client):
    desk = Desk("value", "ratio")
    client.force_login(desk.officer)
    page = desk.fill(client, {"f-1-value": "12.5", "f-2-denominator": "0", "r-1-causes": LONG_NOTE})
    assert set(page.errors) == {"f-1-value_error", "f-2-denominator_error", "r-1-causes_error"}


def test_a_refusal_keeps_the_pasted_column_and_the_note_too(client):
    desk = Desk("value")
    client.force_login(make_user(Role.OFFICE))
    page = desk.fill(client, {"f-1-value": "12.5", "paste": "1\n2", "note": "Bà Hoa báo"})
    assert page.status == 422
    assert (page.values["paste"], page.values["note"]) == ("1\n2", "Bà Hoa báo")


# Not now


@pytest.mark.parametrize("when", ["closed", "closed, extension over", "not opened"])
def test_outside_the_time_to_enter(client, when):
    desk = Desk("value")
    quarter = 4 if when == "not opened" else 3
    if quarter == 3:
        desk.close()
    if "extension" in when:
        PeriodExtension.objects.create(
            period=desk.period(), unit=desk.unit, until=datetime.date(2024, 9, 23)
        )
    client.force_login(desk.officer)
    before = every_row()
    page = desk.open(client, quarter)
    assert page.status == 200
    assert "f-1-value" not in page.values
    for headers in (None, HTMX):
        answer = desk.send(client, {"f-1-value": "5"}, quarter=quarter, headers=headers)
        assert answer.status == 409
        sentence = "Kỳ báo cáo chưa mở" if when == "not opened" else "Kỳ báo cáo đã khóa"
        assert sentence in answer.text
        assert every_row() == before
    mine = {"f-1-value": "5", "r-1-causes": "Mưa kéo dài từ tháng 7."}
    text = desk.send(client, mine, quarter=quarter).text
    assert "<b>5</b>" in text
    assert "<b>Mưa kéo dài từ tháng 7.</b>" in text


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (Status.SIGNING, "Báo cáo đang chờ thủ trưởng đơn vị ký."),
        (Status.SUBMITTED, "Báo cáo đã gửi, đang chờ duyệt."),
        (Status.APPROVED, "Báo cáo đã được duyệt."),
    ],
)
def test_a_report_that_left_the_unit(client, status, sentence):
    desk = Desk("value")
    desk.report(status=status, figures={"": "5"})
    client.force_login(desk.officer)
    before = every_row()
    for headers in (None, HTMX):
        page = desk.send(client, {"f-1-value": "6"}, headers=headers)
        assert page.status == 409
        assert sentence in page.text
    assert every_row() == before


def test_a_unit_that_no_longer_exists_enters_nothing(client):
    desk = Desk("value", is_active=False)
    client.force_login(desk.officer)
    before = every_row()
    page = desk.send(client, {"f-1-value": "6"})
    assert page.status == 409
    assert "Đơn vị đã ngừng hoạt động" in page.text
    assert every_row() == before


@pytest.mark.parametrize("path", ["/bao-cao/khong-co/3/{}/", "/bao-cao/nq-2024/9/{}/",
                                  "/bao-cao/nq-2024/3/khong-co/",
                                  "/bao-cao/nq-2024/99999999999999999999999/{}/"])  # fmt: skip
def test_what_does_not_exist_is_404(client, path):
    desk = Desk("value")
    client.force_login(desk.officer)
    address = path.format(desk.unit.code)
    assert client.get(address).status_code == 404
    assert client.post(address, {"f-1-value": "5"}).status_code == 404
    assert client.post(f"{address}dan/", {"paste": "5"}).status_code == 404


def test_the_sheet_of_another_unit_is_404(client):
    desk = Desk("value")
    client.force_login(make_user(unit=make_unit()))
    assert desk.open(client).status == 404
    assert desk.send(client, {"f-1-value": "5"}).status == 404
    assert not ProgressReport.objects.exists()


# Anything at all

ANYTHING = st.text(st.characters(codec="utf-8"), max_size=60) | st.sampled_from(
    ["12.5", "1e9", "-0", "0,0000001", "1" * 30, "\x00", "NaN", "1/2", "31/12/9999", "1.000", "²"]
)
MOVES = ["save", "submit", "submit-1", "sign", "preview", "paste", "paste-english"]
KINDS = {
    "value": ["value"],
    "ratio": ["value", "numerator", "denominator"],
    "quota": ["numerator", "denominator"],
    "decrease": ["value", "numerator", "denominator"],
    "year_end": ["value"],
    "words": ["value"],
}
ALWAYS = "nature year_estimate missing_reason expected_on as_of source_note reason-below_last"
NAMES = [
    *[f"f-{n}-{box}" for n, kind in enumerate(KINDS, 1) for box in KINDS[kind] + ALWAYS.split()],
    *[f"r-{n}-{box}" for n in range(1, 7) for box in ("results", "version")],
    *["note", "paste", "keep", "c-f-1-value", "f-x"],
]


def test_no_text_in_any_box_breaks_the_page(client):
    desk = Desk(*KINDS)
    for number in (1, 2):
        desk.last_quarter(number, value="50")
    client.force_login(desk.officer)

    @settings(max_examples=100, deadline=None)
    @given(
        typed=st.dictionaries(st.sampled_from(NAMES), ANYTHING, max_size=12),
        move=st.sampled_from(MOVES) | ANYTHING,
        headers=st.sampled_from([None, HTMX]),
    )
    def post(typed, move, headers):
        ProgressReport.objects.filter(period__quarter=3).update(status=Status.DRAFT.value)
        page = desk.send(client, typed, headers=headers, move=move)
        assert page.status in {200, 302, 409, 422}
        assert desk.open(client).status == 200

    post()
    for note in Figure.objects.values_list("source_note", flat=True):
        assert note == unicodedata.normalize("NFC", note)
