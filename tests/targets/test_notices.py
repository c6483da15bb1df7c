"""The office's notices: written once, shown until a day or withdrawn, never overwritten."""

import datetime
import re
from html import unescape

import pytest
from django.urls import reverse

from targets.actions.office_notices import NoticeRefused, put_up, take_down
from targets.models import OfficeNotice
from targets.notices import standing_notices
from targets.rules.workflow import Role
from tests.factories import make_indicator, make_resolution, make_unit, make_user

pytestmark = pytest.mark.django_db
NOTICES = reverse("targets:notices")
TAG = re.compile(r"<[^>]+>")
TODAY = datetime.date(2024, 9, 24)


@pytest.fixture(autouse=True)
def pinned_day(settings):
    settings.TODAY = TODAY


@pytest.fixture
def writer():
    return make_user(Role.OFFICE, full_name="Lê Văn Sơn")


@pytest.fixture
def office(client, writer):
    client.force_login(writer)
    return client


def write(client, text="Họp giao ban sáng thứ Hai", until="30/09/2024"):
    return client.post(NOTICES, {"do": "write", "text": text, "until": until})


def withdraw(client, pk):
    return client.post(NOTICES, {"do": "withdraw", "notice": pk})


def words_of(response):
    return re.sub(r"\s+", " ", unescape(TAG.sub(" ", response.content.decode())))


def rows():
    return list(OfficeNotice.objects.values_list("text", "until", "by__full_name", "withdrawn_at"))


def test_written_with_who_and_when(office):
    page = office.post(
        NOTICES, {"text": " Họp  sáng\r\nthứ Hai ", "until": "30-9-2024"}, follow=True
    )
    assert rows() == [("Họp  sáng\nthứ Hai", datetime.date(2024, 9, 30), "Lê Văn Sơn", None)]
    assert "Thông báo hiện đến hết ngày 30/09/2024." in words_of(page)
    assert OfficeNotice.objects.get().at.astimezone().date() == TODAY


@pytest.mark.parametrize(
    ("text", "until", "said"),
    [
        ("", "30/09/2024", "Hãy ghi nội dung thông báo."),
        (" \n ", "30/09/2024", "Hãy ghi nội dung thông báo."),
        ("x" * 1001, "30/09/2024", "Nội dung dài 1.001 ký tự; tối đa 1.000 ký tự. Hãy rút gọn."),
        ("Họp", "", "Hãy ghi ngày cuối cùng còn hiện, ví dụ 30/09/2024."),
        ("Họp", "31/09/2024", "Ngày chưa đúng. Hãy ghi ngày/tháng/năm"),
        ("Họp", "mai", "Ngày chưa đúng. Hãy ghi ngày/tháng/năm"),
        ("Họp", "23/09/2024", "Ngày này đã qua. Hãy ghi từ hôm nay (24/09/2024) trở đi."),
    ],
)
def test_bad_input_keeps_what_was_typed(office, text, until, said):
    response = write(office, text, until)
    assert (response.status_code, rows()) == (422, [])
    assert said in words_of(response)
    assert response.context["form"].data["text"] == text
    assert f'value="{until}"' in response.content.decode() or not until


def test_today_is_not_too_early(office):
    assert write(office, until="24/09/2024").status_code == 302


def test_a_second_press_writes_nothing_twice(office):
    write(office)
    response = write(office)
    assert (response.status_code, len(rows())) == (422, 1)
    assert "Thông báo này đang hiện rồi" in words_of(response)


def test_withdrawn_once_and_by_whom(office, writer):
    write(office)
    pk = OfficeNotice.objects.get().pk
    assert withdraw(office, pk).status_code == 302
    first = OfficeNotice.objects.get()
    assert (first.withdrawn_by, first.text) == (writer, "Họp giao ban sáng thứ Hai")
    office.force_login(make_user(Role.OFFICE))
    response = withdraw(office, pk)
    assert response.status_code == 409
    assert "đã được rút hoặc đã hết hạn" in words_of(response)
    assert OfficeNotice.objects.get().withdrawn_by == writer
    assert OfficeNotice.objects.get().withdrawn_at == first.withdrawn_at


@pytest.mark.parametrize("pk", ["", "0", "x", "9" * 30, "-1"])
def test_withdrawing_what_is_not_there(office, pk):
    write(office)
    assert withdraw(office, pk).status_code == 409
    assert rows()[0][3] is None


def test_what_is_over_cannot_be_withdrawn(settings, writer):
    notice = put_up("Họp", TODAY, by=writer)
    settings.TODAY = datetime.date(2024, 9, 25)
    with pytest.raises(NoticeRefused):
        take_down(notice.pk, by=writer)
    notice.refresh_from_db()
    assert notice.withdrawn_at is None


def test_the_same_words_may_stand_again_later(settings, writer):
    put_up("Họp", TODAY, by=writer)
    settings.TODAY = datetime.date(2024, 9, 25)
    put_up("Họp", datetime.date(2024, 9, 26), by=writer)
    assert len(rows()) == 2


def test_what_stands_and_what_stood(office, settings, writer):
    put_up("Nộp trước thứ Sáu", datetime.date(2024, 9, 24), by=writer)
    put_up("Họp giao ban", datetime.date(2024, 10, 5), by=writer)
    take_down(put_up("Nhầm", datetime.date(2024, 9, 30), by=writer).pk, by=writer)
    settings.TODAY = datetime.date(2024, 9, 25)
    page = office.get(NOTICES)
    assert [notice.text for notice in page.context["standing"]] == ["Họp giao ban"]
    assert [row.record.text for row in page.context["past"].rows] == ["Nhầm", "Nộp trước thứ Sáu"]
    assert "Không nhập nội dung thuộc bí mật nhà nước" in words_of(page)


class TestStartPages:
    @pytest.fixture
    def resolution(self):
        return make_resolution("nq-2024")

    def start(self, client, role):
        client.force_login(make_user(role, unit=make_unit()))
        return client.get("/", follow=True)

    @pytest.mark.parametrize("role", Role)
    def test_on_everybodys(self, client, resolution, writer, role):
        make_indicator(resolution)
        put_up("Họp <b>sáng</b> thứ Hai", datetime.date(2024, 9, 30), by=writer)
        page = self.start(client, role)
        assert page.status_code == 200
        assert "Họp &lt;b&gt;sáng&lt;/b&gt; thứ Hai" in page.content.decode()
        assert "Lê Văn Sơn, 24/09/2024 · hiện đến hết ngày 30/09/2024" in words_of(page)

    @pytest.mark.parametrize("role", Role)
    def test_before_there_is_a_resolution(self, client, writer, role):
        put_up("Họp", datetime.date(2024, 9, 30), by=writer)
        assert "hiện đến hết ngày 30/09/2024" in words_of(self.start(client, role))

    def test_until_the_end_of_its_day(self, client, resolution, settings, writer):
        put_up("Họp", TODAY, by=writer)
        assert "hiện đến hết ngày" in words_of(self.start(client, Role.REPORTER))
        settings.TODAY = datetime.date(2024, 9, 25)
        assert "hiện đến hết ngày" not in words_of(self.start(client, Role.REPORTER))

    def test_the_newest_first_and_three_at_once(self, writer):
        for number in range(5):
            put_up(f"Thông báo {number}", TODAY, by=writer)
        shown = standing_notices()
        assert [notice.text for notice in shown.first] == [
            "Thông báo 4", "Thông báo 3", "Thông báo 2",
        ]  # fmt: skip
        assert [notice.text for notice in shown.more] == ["Thông báo 1", "Thông báo 0"]

    def test_on_leaderships_board_and_on_no_other(self, client, resolution, writer):
        put_up("Họp", TODAY, by=writer)
        board = reverse("reports:board", args=["nq-2024", 3])
        client.force_login(make_user(Role.LEADER))
        assert "hiện đến hết ngày" in words_of(client.get(board))
        client.force_login(writer)
        assert "hiện đến hết ngày" not in words_of(client.get(board))


@pytest.mark.parametrize("count", [1, 3])
def test_query_count(office, django_assert_num_queries, writer, count):
    for number in range(count):
        put_up(f"Đang hiện {number}", TODAY, by=writer)
        take_down(put_up(f"Đã rút {number}", TODAY, by=writer).pk, by=writer)
    with django_assert_num_queries(6):
        page = office.get(NOTICES)
    assert (len(page.context["standing"]), len(page.context["past"].rows)) == (count, count)
