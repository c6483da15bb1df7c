"""Sending a quarter: what is ready goes, what is not says what it still needs (design §5)."""

import pytest

from targets.models import ProgressReport, ReviewEvent
from targets.rules.workflow import Move, Role, Status
from tests.factories import make_event, make_user
from tests.targets.sheets import HTMX, Desk
from tests.targets.tables import every_row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pinned_day")]
MISSING = "nhập số, hoặc ghi vì sao chưa có số liệu."


def statuses():
    rows = ProgressReport.objects.filter(period__quarter=3).order_by("indicator__number")
    return list(rows.values_list("indicator__number", "status"))


def test_everything_goes_in_one_press(client):
    desk = Desk("value", "ratio")
    client.force_login(desk.officer)
    typed = {"f-1-value": "5", "f-2-numerator": "9", "f-2-denominator": "10"}
    page = desk.fill(client, typed, move="submit")
    assert (page.status, page.response["Location"]) == (302, desk.address())
    assert statuses() == [(1, "submitted"), (2, "submitted")]
    assert "Đã gửi Văn phòng: chỉ tiêu 1, 2." in desk.open(client).text
    report = ProgressReport.objects.get(indicator__number=1)
    assert report.submitted_by == desk.officer
    event = ReviewEvent.objects.get(report=report)
    assert (event.move, event.from_status, event.to_status, event.by, event.on_behalf) == (
        "submit", "draft", "submitted", desk.officer, False,
    )  # fmt: skip
    (figure,) = event.figures.values()
    assert figure["value"] == "5"


def test_only_one_goes(client):
    desk = Desk("value", "value")
    client.force_login(desk.officer)
    page = desk.fill(client, {"f-1-value": "5", "f-2-value": "7"}, move="submit-2")
    assert page.status == 302
    assert statuses() == [(1, "draft"), (2, "submitted")]


def test_each_has_a_button_where_there_are_several(client):
    desk = Desk("value", "value")
    client.force_login(desk.officer)
    assert {("move", "submit"), ("move", "submit-1"), ("move", "submit-2")} <= desk.open(
        client
    ).buttons
    alone = Desk("value", code="phong-kinh-te", resolution=desk.resolution)
    client.force_login(alone.officer)
    assert ("move", "submit-3") not in alone.open(client).buttons


def test_one_that_nobody_began_is_not_sent(client):
    desk = Desk("value", "value")
    client.force_login(desk.officer)
    page = desk.fill(client, {"f-1-value": "5"}, move="submit-2")
    assert page.status == 422
    assert "Chưa có số liệu nào để gửi." in page.text
    assert statuses() == [(1, "draft")]


def test_a_quarter_nobody_began_has_nothing_to_send(client):
    desk = Desk("value")
    client.force_login(desk.officer)
    page = desk.fill(client, {}, move="submit")
    assert page.status == 422
    assert "Chưa có số liệu nào để gửi. Hãy nhập số, hoặc ghi vì sao chưa có." in page.text
    assert statuses() == []


@pytest.mark.parametrize(
    ("typed", "box", "sentence"),
    [
        ({"r-1-results": "Chưa có."}, "missing_reason", MISSING),
        ({"f-1-missing_reason": "Chờ Cục Thống kê."}, "expected_on", "ghi ngày dự kiến có số liệu"),
        ({"f-1-expected_on": "05/10/2024"}, "missing_reason", MISSING),
    ],
)
def test_a_due_figure_that_is_missing(client, typed, box, sentence):
    desk = Desk("value")
    client.force_login(desk.officer)
    page = desk.fill(client, typed, move="submit")
    assert page.status == 422
    assert statuses() == [(1, "draft")]
    assert not ReviewEvent.objects.exists()
    assert f"chỉ tiêu 1: {sentence}" in page.words("viec")
    assert page.tree.xpath(f"//*[@id='viec']//a[@href='#f-1-{box}']")
    assert page.has(f"f-1-{box}")
    assert page.is_open("m-1")
    assert {name: page.values[name] for name in typed} == typed


def test_a_missing_figure_with_its_reason_and_date_goes(client):
    desk = Desk("value")
    client.force_login(desk.officer)
    typed = {"f-1-missing_reason": "Chờ Cục Thống kê.", "f-1-expected_on": "05/10/2024"}
    assert desk.fill(client, typed, move="submit").status == 302
    assert statuses() == [(1, "submitted")]
    page = desk.open(client)
    assert "Chưa có số liệu vì: “Chờ Cục Thống kê.”, dự kiến có ngày 05/10/2024" in page.words(
        "e-1"
    )


def test_a_year_end_measure_needs_no_reason(client):
    desk = Desk("year_end")
    client.force_login(desk.officer)
    assert not desk.open(client).is_open("m-1")
    assert desk.fill(client, {"r-1-results": "Đã đăng ký."}, move="submit").status == 302
    assert statuses() == [(1, "submitted")]


def test_a_goal_in_words_needs_none_either(client):
    desk = Desk("words")
    client.force_login(desk.officer)
    assert desk.fill(client, {"r-1-results": "Đã triển khai."}, move="submit").status == 302
    assert statuses() == [(1, "submitted")]


@pytest.mark.parametrize("half", ["numerator", "denominator"])
def test_half_a_pair_is_saved_and_not_sent(client, half):
    desk = Desk("ratio")
    client.force_login(desk.officer)
    assert desk.fill(client, {f"f-1-{half}": "9"}).status == 302, "kept while one goes on typing"
    page = desk.fill(client, {}, move="submit")
    assert page.status == 422
    assert statuses() == [(1, "draft")]
    assert page.values[f"f-1-{half}"] == "9"
    assert "chỉ tiêu 1:" in page.words("viec")


def test_a_warning_wants_a_reason_and_never_blocks_for_good(client):
    desk = Desk("value")
    desk.last_quarter(value="3694")
    client.force_login(desk.officer)
    page = desk.fill(client, {"f-1-value": "55.604"}, move="submit")
    assert page.status == 422
    assert statuses() == [(1, "draft")]
    assert "Số 55.604 tỷ đồng gấp 15,1 lần số 6 tháng đầu năm (3.694,0 tỷ đồng)." in page.words(
        "k-1"
    )
    assert "Có phải 5.560,4?" in page.words("k-1")
    assert "sửa số, hoặc ghi lý do giữ nguyên số này." in page.words("viec")
    assert "Chưa tạm đánh giá" in page.words("v-1")
    assert page.values["f-1-value"] == "55604"

    reason = {"f-1-reason-slipped_comma": "Có nguồn thu đột xuất."}
    assert desk.fill(client, reason, move="submit").status == 302
    assert statuses() == [(1, "submitted")]
    (event,) = ReviewEvent.objects.all()
    (figure,) = event.figures.values()
    assert figure["warning_reasons"] == {"slipped_comma": "Có nguồn thu đột xuất."}
    assert "Có nguồn thu đột xuất." in desk.open(client).words("e-1")


def test_a_warning_that_no_longer_holds_asks_for_nothing(client):
    desk = Desk("value")
    desk.last_quarter(value="3694")
    client.force_login(desk.officer)
    desk.fill(client, {"f-1-value": "55.604"})
    assert desk.fill(client, {"f-1-value": "5.560,4"}, move="submit").status == 302
    assert statuses() == [(1, "submitted")]


def test_what_is_ready_goes_and_the_rest_stays(client):
    """One indicator with something to mend does not hold up the others."""
    desk = Desk("value", "value")
    desk.last_quarter(2, value="3694")
    client.force_login(desk.officer)
    page = desk.fill(client, {"f-1-value": "5", "f-2-value": "55.604"}, move="submit")
    assert page.status == 422
    assert statuses() == [(1, "submitted"), (2, "draft")]
    assert "Có chỉ tiêu chưa gửi được" in page.text
    assert "Đã gửi Văn phòng: chỉ tiêu 1." in page.text
    assert page.values["f-2-value"] == "55604"


def test_a_slip_in_a_box_sends_nothing(client):
    desk = Desk("value", "value")
    desk.report(1, figures={"": "5"})
    client.force_login(desk.officer)
    before = every_row()
    page = desk.fill(client, {"f-2-value": "12.5"}, move="submit")
    assert page.status == 422
    assert every_row() == before


def test_a_returned_one_is_mended_and_sent_again(client):
    desk = Desk("value")
    report = desk.report(status=Status.RETURNED, figures={"": "5"}, version=3)
    make_event(report, Move.RETURN, note="Chưa khớp.")
    client.force_login(desk.officer)
    assert desk.fill(client, {"f-1-value": "6"}, move="submit").status == 302
    assert statuses() == [(1, "submitted")]


# Where the head signs


def test_an_officers_quarter_waits_for_the_head(client):
    desk = Desk("value", "value", head_signs=True)
    client.force_login(desk.officer)
    assert "Gửi thủ trưởng ký" in desk.open(client).text
    typed = {"f-1-value": "5", "f-2-value": "6"}
    assert desk.fill(client, typed, move="submit").status == 302
    assert statuses() == [(1, "signing"), (2, "signing")]
    page = desk.open(client)
    assert "Đã gửi thủ trưởng ký: chỉ tiêu 1, 2." in page.text
    assert ("move", "sign") not in page.buttons, "an officer signs nothing"
    assert ("move", "recall") in page.buttons


def test_a_heads_own_sending_is_the_signature(client):
    desk = Desk("value", head_signs=True)
    client.force_login(desk.person(Role.HEAD))
    assert "Gửi Văn phòng" in desk.open(client).text
    assert desk.fill(client, {"f-1-value": "5"}, move="submit").status == 302
    assert statuses() == [(1, "submitted")]


def test_the_head_signs_all_in_one_press(client):
    desk = Desk("value", "value", "value", head_signs=True)
    head = desk.person(Role.HEAD)
    for number, status in ((1, "signing"), (2, "signing"), (3, "draft")):
        desk.report(number, status=status, figures={"": "5"})
    client.force_login(head)
    page = desk.open(client)
    assert "Ký gửi 2 chỉ tiêu" in page.text
    assert desk.fill(client, {}, move="sign").status == 302
    assert statuses() == [(1, "submitted"), (2, "submitted"), (3, "draft")]
    assert "Đã ký gửi Văn phòng: chỉ tiêu 1, 2." in desk.open(client).text
    assert set(ReviewEvent.objects.values_list("move", "by")) == {("sign", head.pk)}


@pytest.mark.parametrize("role", [Role.REPORTER, Role.OFFICE])
def test_nobody_else_signs(client, role):
    desk = Desk("value", head_signs=True)
    desk.report(status="signing", figures={"": "5"})
    client.force_login(make_user(role, unit=desk.unit if role is Role.REPORTER else None))
    before = every_row()
    page = desk.send(client, {}, move="sign")
    assert page.status == 409
    assert "Không có chỉ tiêu nào đang chờ bạn ký." in page.text
    assert every_row() == before


# On behalf


def test_on_behalf_needs_who_gave_the_figure(client):
    desk = Desk("value", head_signs=True)
    office = make_user(Role.OFFICE)
    client.force_login(office)
    page = desk.fill(client, {"f-1-value": "5"}, move="submit")
    assert page.status == 422
    assert "Nhập thay đơn vị: hãy ghi ai báo số liệu" in page.errors["nhap-thay_error"]
    assert page.values["f-1-value"] == "5"
    assert statuses() == [(1, "draft")]

    told = "Bà Hoa báo qua điện thoại 09:30 ngày 24/09."
    assert desk.fill(client, {"note": told}, move="submit").status == 302
    assert statuses() == [(1, "submitted")], "the office's note stands for the signature"
    event = ReviewEvent.objects.get()
    assert (event.by, event.note, event.on_behalf) == (office, told, True)

    client.force_login(desk.officer)
    assert f"Văn phòng nhập thay: “{told}”" in desk.open(client).text


def test_the_offices_own_units_figures_need_no_note(client):
    desk = Desk("value")
    client.force_login(desk.person(Role.OFFICE))
    page = desk.open(client)
    assert "Bạn đang nhập thay" not in page.text
    assert desk.fill(client, {"f-1-value": "5"}, move="submit").status == 302
    assert not ReviewEvent.objects.get().on_behalf


@pytest.mark.parametrize("move", ["submit", "submit-1", "sign"])
def test_a_script_saves_and_never_sends(client, move):
    desk = Desk("value", head_signs=True)
    client.force_login(desk.person(Role.HEAD))
    assert desk.send(client, {"f-1-value": "5"}, move=move, headers=HTMX).status == 200
    assert statuses() == [(1, "draft")]
