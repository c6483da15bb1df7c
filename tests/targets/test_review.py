"""The office's queue (design §5, §7): order, filters, decisions, and a fixed number of queries."""

import datetime
import re
from html import unescape

import pytest
from django.urls import reverse

from targets import clock
from targets.models import FigureEdit, OfficePolicy, ProgressReport, ReviewEvent
from targets.rules.workflow import Move, Role, Status
from tests.factories import (
    make_event,
    make_indicator,
    make_report,
    make_resolution,
    make_unit,
    make_user,
)
from tests.targets.tables import every_row

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2024, 9, 24)


@pytest.fixture(autouse=True)
def _pinned_day(settings):
    settings.TODAY = TODAY


class Town:
    def __init__(self):
        self.resolution = make_resolution("nq-2024")
        self.office = make_user(Role.OFFICE, full_name="Nguyễn Thị Hà")
        self.officer = make_user(full_name="Lê Thị Ngân")

    def report(self, number, status=Status.SUBMITTED, *, value="72.4", unit=None, **fields):
        """One report; with a value of 724 beside last quarter's 72 the checks find a slip."""
        unit = unit or make_unit(f"don-vi-so-{number}", name=f"Phòng số {number}")
        indicator = make_indicator(self.resolution, number=number, lead_unit=unit)
        make_report(indicator, 2, figures={"": "70"})
        fields.setdefault("submitted_by", self.officer)
        report = make_report(indicator, status=status, figures={"": value}, version=3, **fields)
        make_event(report, Move.SUBMIT, by=fields["submitted_by"], to_status="submitted")
        return report

    def address(self, quarter=3, **query):
        return reverse("targets:review", args=["nq-2024", quarter], query=query)


@pytest.fixture
def town(client):
    town = Town()
    client.force_login(town.office)
    return town


def numbers(page):
    """The indicators in the order they are listed."""
    return [int(number) for number in re.findall(r'<tbody class="queue[^"]*" id="ct-(\d+)"', page)]


def shown(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def text_of(page):
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", page).split()))


# Queries


@pytest.mark.parametrize("count", [1, 3])
def test_query_count(client, town, django_assert_num_queries, count):
    for number in range(1, count + 1):
        report = town.report(number, value="724" if number == 1 else "80")
        FigureEdit.objects.create(report=report, by=town.officer, at=clock.now(), changes=[])
    with django_assert_num_queries(11):
        page = shown(client, town.address(mo="1"))
    assert numbers(page) == list(range(1, count + 1))


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_of_the_history(client, town, django_assert_num_queries, count):
    report = town.report(1)
    for minute in range(count):
        make_event(report, Move.RETURN, by=town.office, minute=minute)
        FigureEdit.objects.create(report=report, by=town.officer, at=clock.now(), changes=[])
    with django_assert_num_queries(12):
        client.get(reverse("targets:report", args=[report.pk]))


# Who


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICE])
@pytest.mark.parametrize("path", ["/ra-soat/", "/ra-soat/nq-2024/3/"])
def test_the_review_is_the_office_s(client, town, role, path):
    report = town.report(1)
    client.force_login(make_user(role, unit=report.unit))
    before = every_row()
    mark = {"do": "marked", "mark": f"{report.pk}:3"}
    assert [client.get(path).status_code, client.post(path, mark).status_code] in (
        [404, 404],
        [404, 405],
    )
    assert every_row() == before


def test_the_short_address_leads_to_the_latest_opened_period(client, town):
    assert client.get("/ra-soat/").url == town.address()


def test_before_any_period_opens_the_short_address_says_so(client, town, settings):
    settings.TODAY = datetime.date(2024, 1, 5)
    response = client.get("/ra-soat/")
    assert response.status_code == 200
    assert "Chưa có kỳ báo cáo nào mở" in response.content.decode()


@pytest.mark.parametrize("path", ["/ra-soat/nq-2023/3/", "/ra-soat/nq-2024/5/"])
def test_a_period_that_is_none_is_not_there(client, town, path):
    assert client.get(path).status_code == 404


# What stands in the queue


def test_an_empty_queue_says_what_to_do(client, town):
    page = shown(client, town.address())
    assert "Không còn chỉ tiêu nào chờ duyệt" in page
    assert 'name="do"' not in page
    narrowed = shown(client, town.address(**{"canh-bao": "co"}))
    assert "Không có chỉ tiêu nào khớp bộ lọc" in narrowed
    other = shown(client, town.address(**{"trang-thai": "tra-lai"}))
    assert "Không có chỉ tiêu nào ở trạng thái này" in other


def test_a_period_that_has_not_opened_says_when(client, town):
    page = shown(client, town.address(4))
    assert "Kỳ này chưa mở" in page
    assert 'name="do"' not in page


def test_a_closed_period_can_still_be_reviewed(client, town):
    report = town.report(1)
    period = report.period
    period.closed_at = clock.now()
    period.save()
    page = shown(client, town.address(mo="1"))
    assert "Kỳ báo cáo đã khóa. Vẫn duyệt được" in page
    assert "Gửi lại trước hết ngày (bắt buộc, kỳ đã khóa)" in page


def test_a_row_sets_the_figure_against_last_quarter_and_target(client, town):
    report = town.report(1)
    report.figures.update(year_ago="65", year_estimate="98", nature="preliminary")
    text = text_of(shown(client, town.address()))
    for words in (
        "1. Chỉ tiêu số 1",
        "Phòng số 1 · gửi 09:00 ngày 18/09/2024",
        "Mục tiêu ít nhất 100 · cần có 75,0 theo đường thẳng",
        "70,0 tỷ đồng",
        "72,4 sơ bộ",
        "+2,4 tỷ đồng",
        "65,0",
        "98,0",
        "Chậm tiến độ",
        "Không cảnh báo",
        "hạn 20/09/2024",
    ):
        assert words in text, words


def test_warnings_stand_with_the_unit_s_answer(client, town):
    report = town.report(1, value="700")
    told = "Số 700 tỷ đồng gấp 10,0 lần số 6 tháng đầu năm (70,0 tỷ đồng). Có phải 70?"
    text = text_of(shown(client, town.address()))
    assert "1 cảnh báo" in text
    assert told in text
    assert "Đơn vị chưa trả lời." in text
    report.figures.update(warning_reasons={"slipped_comma": "Có dự án <mới>"})
    assert "Đơn vị trả lời: “Có dự án <mới>”" in text_of(shown(client, town.address()))


def test_a_missing_figure_stands_with_its_reason_and_day(client, town):
    report = town.report(1, value=None)
    report.figures.update(
        missing_reason="Thống kê chưa công bố", expected_on=datetime.date(2024, 10, 5)
    )
    text = text_of(shown(client, town.address()))
    assert "Chưa có số liệu vì: “Thống kê chưa công bố”, dự kiến có ngày 05/10/2024." in text
    assert "– dự kiến 05/10/2024" in text


def test_what_changed_since_the_last_sending(client, town):
    report = town.report(1, value="72.4")
    make_event(report, Move.RETURN, by=town.office, minute=1, note="Chưa khớp Kho bạc.",
               to_status="returned")  # fmt: skip
    make_event(report, Move.SUBMIT, by=town.officer, minute=9, figures={"": "68"},
               to_status="submitted")  # fmt: skip
    text = text_of(shown(client, town.address()))
    assert "Gửi lại lần 2: số liệu: cũ 72,4 tỷ đồng → mới 68,0 tỷ đồng" in text
    assert "Lý do trả lại lần trước: “Chưa khớp Kho bạc.”" in text


def test_what_the_unit_corrected_before_its_first_sending(client, town):
    report = town.report(1)
    for old, new in (("", "724"), ("724", "72,4")):
        FigureEdit.objects.create(
            report=report, by=town.officer, at=clock.now(),
            changes=[{"key": "1", "field": "value", "old": old, "new": new}],
        )  # fmt: skip
    text = text_of(shown(client, town.address()))
    assert "Đơn vị tự sửa trước khi gửi: số liệu: cũ 724 → mới 72,4" in text


def test_compound_indicators_have_a_line_per_measure_and_one_decision(client, town):
    indicator = make_indicator(
        town.resolution, number=6, measures=[{"letter": "a"}, {"letter": "b", "name": "X" * 300}]
    )
    make_report(
        indicator, status=Status.SUBMITTED, figures={"a": "1", "b": "2"}, submitted_by=town.officer
    )
    page = shown(client, town.address())
    assert "6a. " in page
    assert "6b. " + "X" * 300 in page
    assert page.count('name="move" value="approve"') == 1
    assert page.count('name="mark"') == 1


# Order and filters


@pytest.fixture
def several(town):
    """1 clean, 2 warned, 3 clean with an earlier day to answer by, 4 warned, 5 missing."""
    reports = {number: town.report(number) for number in (1, 3)}
    reports |= {number: town.report(number, value="700") for number in (2, 4)}
    reports[5] = town.report(5, value=None)
    make_event(
        reports[3], Move.RETURN, by=town.office, answer_by=datetime.date(2024, 9, 19), minute=-5
    )
    return reports


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (None, [2, 4, 3, 1, 5]),  # warnings first, then by due date
        ("checks", [2, 4, 3, 1, 5]),
        ("-checks", [5, 1, 3, 4, 2]),
        ("indicator", [1, 2, 3, 4, 5]),
        ("-indicator", [5, 4, 3, 2, 1]),
        ("standing", [1, 3, 5, 2, 4]),  # the worst first
        ("nothing-like-it", [2, 4, 3, 1, 5]),
        ("figure", [2, 4, 3, 1, 5]),
    ],
)
def test_order(client, town, several, sort, expected):
    query = {"sort": sort} if sort else {}
    assert numbers(shown(client, town.address(**query))) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"canh-bao": "co"}, [2, 4]),
        ({"canh-bao": "khong"}, [3, 1, 5]),
        ({"don-vi": "don-vi-so-4"}, [4]),
        ({"canh-bao": "khong", "don-vi": "don-vi-so-4"}, []),
        ({"trang-thai": "cho-duyet"}, [2, 4, 3, 1, 5]),
        ({"trang-thai": "bậy", "don-vi": "x", "canh-bao": "\x00"}, [2, 4, 3, 1, 5]),
    ],
)
def test_filters(client, town, several, query, expected):
    assert numbers(shown(client, town.address(**query))) == expected


def test_each_status_has_its_list(client, town):
    for number, status in enumerate(Status, start=1):
        town.report(number, status)
    listed = {
        code: numbers(shown(client, town.address(**{"trang-thai": code})))
        for code in ("cho-duyet", "cho-ky", "tra-lai", "da-duyet")
    }
    assert listed == {"cho-ky": [2], "cho-duyet": [3], "tra-lai": [4], "da-duyet": [5]}
    page = shown(client, town.address())
    assert "Đã duyệt (1)" in page


def test_sort_links_keep_the_filters_and_filters_keep_the_sort(client, town, several):
    page = unescape(shown(client, town.address(sort="-indicator", **{"canh-bao": "co"})))
    assert re.search(r'href="\?[^"]*canh-bao=co[^"]*sort=standing|sort=standing[^"]*canh-bao', page)
    assert '<input type="hidden" name="sort" value="-indicator">' in page
    assert 'aria-sort="descending"' in page


# Decisions


def test_the_opened_row_tells_all_and_the_next_one_opens_after_it(client, town, several):
    several[4].results = "Hoàn thành dự án X"
    several[4].save()
    page = unescape(shown(client, town.address(mo="4")))
    assert "Hoàn thành dự án X" in page
    assert 'name="move" value="return"' in page
    assert page.count("?mo=3#ct-3") >= 2, "approving and returning lead to the row after it"


def test_after_the_last_row_the_first_one_opens(client, town, several):
    page = unescape(shown(client, town.address(mo="5")))
    assert 'value="/ra-soat/nq-2024/3/?mo=2#ct-2"' in page


def test_a_row_that_has_gone_opens_the_first_one(client, town, several):
    page = shown(client, town.address(mo="77"))
    assert '<tbody class="queue is-open" id="ct-2"' in page


def posted_rows(page, name):
    return re.findall(rf'name="{name}" value="(\d+:\d+)"', page)


def test_all_without_warnings_leaves_the_warned(client, town, several):
    page = shown(client, town.address())
    assert "Duyệt 3 chỉ tiêu không có cảnh báo" in page
    clean = posted_rows(page, "clean")
    response = client.post(town.address(sort="checks"), {"do": "clean", "clean": clean})
    assert (response.status_code, response.url) == (302, town.address(sort="checks"))
    done = ProgressReport.objects.filter(status=Status.APPROVED, period__quarter=3)
    assert sorted(report.indicator.number for report in done) == [1, 3, 5]
    after = shown(client, response.url)
    assert "Đã duyệt 3 chỉ tiêu: 1, 3, 5." in after
    assert numbers(after) == [2, 4]


def test_a_forged_clean_row_is_not_approved(client, town, several):
    forged = [f"{several[2].pk}:3", "1:1:1", "x", f"{several[1].pk}:3"]
    client.post(town.address(), {"do": "clean", "clean": forged})
    assert [event.report.indicator.number for event in approvals()] == [1]


def approvals():
    return ReviewEvent.objects.filter(move=Move.APPROVE).order_by("pk")


def test_marked_rows_are_approved_warned_ones_too(client, town, several):
    marks = [f"{several[number].pk}:3" for number in (2, 1)]
    client.post(town.address(), {"do": "marked", "mark": marks})
    assert sorted(event.report.indicator.number for event in approvals()) == [1, 2]
    assert {event.by for event in approvals()} == {town.office}


@pytest.mark.parametrize(
    "fields",
    [{}, {"do": "marked"}, {"do": "clean"}, {"do": "x"}, {"do": "marked", "mark": "9" * 40}],
)
def test_nothing_chosen_approves_nothing(client, town, several, fields):
    before = every_row()
    response = client.post(town.address(), fields)
    assert response.status_code == 422
    assert "Chưa duyệt gì" in response.content.decode()
    assert every_row() == before


def test_who_is_stale_is_told_and_the_others_go_through(client, town, several):
    marks = [f"{several[1].pk}:2", f"{several[3].pk}:3"]
    response = client.post(town.address(), {"do": "marked", "mark": marks})
    page = shown(client, response.url)
    assert "Chỉ tiêu 1 chưa duyệt: Báo cáo vừa được người khác cập nhật." in page
    assert "Đã duyệt 1 chỉ tiêu: 3." in page


def test_what_the_reader_sent_waits_for_another(client, town):
    report = town.report(1, submitted_by=town.office)
    report.events.update(on_behalf=True, note="Đồng chí Nam báo qua điện thoại")
    page = shown(client, town.address())
    text = text_of(page)
    assert "Chờ người khác duyệt" in text
    assert "Bạn nhập thay Phòng số 1: “Đồng chí Nam báo qua điện thoại”" in text
    assert "Văn phòng nhập thay 09:00 ngày 18/09/2024" in text
    assert 'name="mark"' not in page
    assert 'value="approve"' not in page
    before = every_row()
    answer = client.post(town.address(), {"do": "marked", "mark": f"{report.pk}:3"})
    assert answer.status_code == 302
    assert every_row() == before
    assert "không tự duyệt" in shown(client, town.address())


def test_a_colleague_sees_who_entered_on_behalf_and_may_approve(client, town):
    report = town.report(1, submitted_by=make_user(Role.OFFICE, full_name="Trần Văn Sơn"))
    report.events.update(on_behalf=True, note="Công văn số 5")
    page = shown(client, town.address())
    assert "Trần Văn Sơn nhập thay Phòng số 1: “Công văn số 5”" in text_of(page)
    assert 'value="approve"' in page


def test_single_handed_rows_are_never_approved_by_the_lot(client, town):
    OfficePolicy.objects.create(single_handed_office=True)
    report = town.report(1, submitted_by=town.office)
    page = shown(client, town.address())
    assert "người nhập tự duyệt" in page
    assert posted_rows(page, "mark") == [f"{report.pk}:3"]
    assert posted_rows(page, "clean") == []


def test_an_approved_one_can_be_reopened_and_a_signing_one_signed_for(client, town):
    town.report(1, Status.APPROVED)
    town.report(2, Status.SIGNING)
    reopen = shown(client, town.address(mo="1", **{"trang-thai": "da-duyet"}))
    assert 'name="move" value="reopen"' in reopen
    sign_for = shown(client, town.address(mo="2", **{"trang-thai": "cho-ky"}))
    assert 'name="move" value="sign_for"' in sign_for
    assert "Số, ngày của bản giấy thủ trưởng đã ký (bắt buộc)" in sign_for


def test_enter_in_a_mark_opens_its_row_and_never_approves(client, town, several):
    """Without a script Enter presses the first button of the form."""
    page = shown(client, town.address(sort="indicator"))
    form = page[page.index('id="duyet"') :]
    first = re.search(r"<button[^>]*>", form)[0]
    assert 'name="do" value="open"' in first
    before = every_row()
    fields = {"do": "open", "mark": f"{several[3].pk}:3", "clean": f"{several[1].pk}:3"}
    response = client.post(town.address(sort="indicator"), fields)
    assert (response.status_code, response.url) == (
        302,
        f"{town.address(sort='indicator', mo='3')}#ct-3",
    )
    assert client.post(town.address(), {"do": "open"}).status_code == 302
    assert every_row() == before
