"""The office's letterhead: set, logged, shown, and never overwritten unseen."""

import pytest
from auditlog.models import LogEntry
from lxml import html

from targets.actions.letterhead import LetterheadMoved, fingerprint, save_letterhead
from targets.models import Letterhead
from targets.rules.workflow import Role
from tests.factories import make_resolution, make_user
from tests.targets.tables import every_row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pinned_day")]
PATH = "/quan-tri/the-thuc/"
TEXTS = {
    "issuing_office": "Văn phòng",
    "place": "Đức Phổ",
    "symbol": "-PĐĐ/VPTU",
    "signer_post": "Chánh Văn phòng",
    "signer_name": "Nguyễn Văn A",
    "recipients": "Như trên,\nLưu Văn phòng Thị ủy.",
    "contact": "đồng chí Trần Thị B",
}


@pytest.fixture
def office(client):
    make_resolution("nq-2024")
    client.force_login(make_user(Role.OFFICE, username="vanphong"))
    return client


def kept():
    return Letterhead.objects.values(*TEXTS).get()


def seen(client):
    (box,) = html.fromstring(client.get(PATH).content).xpath('//input[@name="seen"]')
    return box.get("value")


def text(page):
    return " ".join(html.fromstring(page.content).xpath("//main")[0].text_content().split())


def test_what_it_prints_like(office):
    assert "Không nhập nội dung thuộc bí mật nhà nước" in text(office.get(PATH))
    office.post(PATH, {**TEXTS, "seen": seen(office)})
    assert kept() == TEXTS
    page = text(office.get(PATH))
    for said in ("THỊ ỦY ĐỨC PHỔVĂN PHÒNG*Số", "-PĐĐ/VPTU", "Đức Phổ, ngày 24 tháng 9 năm 2024",
                 "- Như trên, - Lưu Văn phòng Thị ủy.", "CHÁNH VĂN PHÒNGNguyễn Văn A"):  # fmt: skip
        assert said.replace(" ", "") in page.replace(" ", "")


def test_the_reports_own_head(office):
    report = {
        "report_symbol": "-BC/TU",
        "report_body": "Ban Thường vụ Thị ủy",
        "report_to": "Thị ủy",
        "report_for": "T/M Ban Thường vụ",
        "report_post": "Bí thư",
        "report_name": "Nguyễn Văn B",
    }
    lines = "- Các đồng chí Thị ủy viên,\n\n - Lưu Văn phòng."
    office.post(PATH, {**TEXTS, **report, "report_recipients": lines, "seen": seen(office)})
    assert Letterhead.objects.values(*report, "report_recipients").get() == {
        **report,
        "report_recipients": "Các đồng chí Thị ủy viên,\nLưu Văn phòng.",
    }
    many = {**TEXTS, **report, "report_recipients": "Nơi nhận\n" * 13, "seen": seen(office)}
    before = every_row()
    refused = office.post(PATH, many)
    assert (refused.status_code, every_row()) == (422, before)
    assert "Nơi nhận có 13 dòng; tối đa 12 dòng." in text(refused)


def test_changes_are_logged_with_who_made_them(office):
    office.post(PATH, {**TEXTS, "seen": seen(office)})
    office.post(PATH, {**TEXTS, "place": "Quảng Ngãi", "seen": seen(office)})
    entry = LogEntry.objects.get_for_model(Letterhead).first()
    assert (entry.actor.username, entry.changes) == (
        "vanphong",
        {"place": ["Đức Phổ", "Quảng Ngãi"]},
    )


def test_the_same_again_changes_nothing(office):
    office.post(PATH, {**TEXTS, "seen": seen(office)})
    before, logged = every_row(), LogEntry.objects.count()
    page = office.post(PATH, {**TEXTS, "seen": seen(office)}, follow=True)
    assert "Thể thức văn bản không thay đổi." in text(page)
    assert (every_row() == before, LogEntry.objects.count()) == (True, logged)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("place", "x" * 41, "Nội dung dài 41 ký tự; tối đa 40 ký tự. Hãy rút gọn."),
        ("recipients", "\n".join("abcdefg"), "Nơi nhận có 7 dòng; phiếu một trang chỉ đủ 6 dòng."),
        ("recipients", "x" * 46, "Mỗi dòng nơi nhận tối đa 45 ký tự. Hãy viết gọn lại."),
    ],
)
def test_too_much_for_the_page(office, field, typed, said):
    before = every_row()
    page = office.post(PATH, {**TEXTS, field: typed, "seen": seen(office)})
    assert (page.status_code, every_row() == before) == (422, True)
    assert said in text(page)
    assert page.context["form"][field].value().replace("\r\n", "\n") == typed


def test_dashes_that_were_typed_are_not_printed_twice(office):
    typed = "- Như trên,\n\n  - Lưu VP."
    office.post(PATH, {**TEXTS, "recipients": typed, "seen": seen(office)})
    assert kept()["recipients"] == "Như trên,\nLưu VP."


def test_somebody_was_quicker(office):
    old = seen(office)
    office.post(PATH, {**TEXTS, "seen": old})
    page = office.post(PATH, {**TEXTS, "place": "Trà Câu", "seen": old})
    assert (page.status_code, kept()) == (409, TEXTS)
    assert "Người khác vừa ghi “Đức Phổ”. Muốn giữ nội dung của bạn thì bấm Lưu lần nữa." in text(
        page
    )
    (box,) = html.fromstring(page.content).xpath('//input[@name="place"]')
    assert box.get("value") == "Trà Câu"
    (now,) = html.fromstring(page.content).xpath('//input[@name="seen"]')
    office.post(PATH, {**TEXTS, "place": "Trà Câu", "seen": now.get("value")})
    assert kept() == {**TEXTS, "place": "Trà Câu"}


def test_two_windows_make_the_first_one(office):
    old = fingerprint(Letterhead())
    assert save_letterhead(TEXTS, seen=old)
    with pytest.raises(LetterheadMoved):
        save_letterhead({**TEXTS, "place": "Khác"}, seen=old)
    assert (Letterhead.objects.count(), kept()) == (1, TEXTS)
