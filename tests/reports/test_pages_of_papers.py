"""The page of one indicator and the papers page: who sees what, every state, fixed queries."""

import datetime
import io
from decimal import Decimal
from html import unescape

import openpyxl
import pytest
from django.urls import reverse
from lxml import html

from reports.models import Rating
from targets.clock import now
from targets.models import Figure, Indicator, Period
from targets.rules.workflow import Role, Status
from tests.factories import (
    make_event,
    make_indicator,
    make_report,
    make_resolution,
    make_unit,
    make_user,
)

pytestmark = pytest.mark.django_db
D = Decimal
PERCENT = {"unit_of_measure": "%", "decimals": 2}


@pytest.fixture(autouse=True)
def pinned_day(settings):
    settings.TODAY = datetime.date(2024, 9, 24)


@pytest.fixture
def plan():
    """(1) behind, (2) year-end, (3) a band, (4) a ceiling, (5) a goal in words; another (6)."""
    resolution = make_resolution("nq-2024")
    own, other = make_unit("tai-chinh", name="Phòng Tài chính"), make_unit("y-te", name="Y tế")
    band = {"direction": "within", "low": D(20), "high": D(20), "tolerance": D("2.5")}
    ceiling = {"direction": "down", "high": D(45), "wording": "không quá 45 vụ"}
    for number, measures in (
        (1, [{}]),
        (2, [{**PERCENT, "pace": "year_end"}]),
        (3, [{**PERCENT, "pace": "level", "target": {**band, "wording": "khoảng 20%"}}]),
        (4, [{"unit_of_measure": "vụ", "decimals": 0, "target": ceiling}]),
        (5, [{"target": None}]),
    ):
        make_indicator(resolution, number=number, lead_unit=own, measures=measures)
    make_indicator(resolution, number=6, lead_unit=other)
    first = resolution.groups.get().indicators.get(number=1)
    make_report(first, 2, figures={"": "40"}, events=["approve"])
    make_report(first, 3, figures={"": {"value": "60.5", "year_ago": "55"}}, results="Đã làm.")
    return resolution


def page_of(client, number, query=""):
    answer = client.get(reverse("reports:indicator", args=["nq-2024", number]) + query)
    return answer.status_code, unescape(answer.content.decode())


@pytest.fixture
def leader(client):
    client.force_login(make_user(Role.LEADER))
    return client


def test_one_indicator(leader, plan):
    status, text = page_of(leader, 1)
    assert status == 200
    for words in ("Chậm tiến độ", "60,5", "Đã làm.", "Phòng Tài chính", "ít nhất 100", "<svg"):
        assert words in text, words
    assert "style=" not in text


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (2, "Chưa đến kỳ đánh giá"),
        (3, "khoảng 20%"),
        (4, "hông quá 45 vụ"),
        (5, "Chưa đến kỳ đánh giá"),
        (6, "Chưa có số liệu"),
    ],
)
def test_every_kind_without_a_figure(leader, plan, number, words):
    status, text = page_of(leader, number)
    assert (status, words in text) == (200, True)


def test_another_period(leader, plan):
    status, text = page_of(leader, 1, "?ky=2")
    assert (status, "40,0" in text) == (200, True)


@pytest.mark.parametrize("query", ["?ky=abc", "?ky=", "?ky=9", "?ky=%00", "?ky=" + "9" * 400])
def test_a_nonsense_period_is_no_crash(leader, plan, query):
    assert page_of(leader, 1, query)[0] in {200, 404}


def test_a_report_being_adjusted_keeps_its_approved_figures(leader, plan):
    indicator = plan.groups.get().indicators.get(number=6)
    report = make_report(indicator, 3, figures={"": "90"}, events=["approve"])
    make_event(report, "reopen", minute=5)
    report.figures.update(value=D(10))
    type(report).objects.filter(pk=report.pk).update(status=Status.RETURNED.value)
    status, text = page_of(leader, 6)
    assert (status, "90,0" in text, "ang điều chỉnh" in text) == (200, True, True)


def test_the_rating_people_set_stands_beside_the_computed_one(leader, plan):
    indicator = plan.groups.get().indicators.get(number=1)
    period = Period.objects.get(resolution=plan, quarter=3)
    Rating.objects.create(
        indicator=indicator, period=period, standing="met", reason="Đã giao đủ.", at=now()
    )
    text = page_of(leader, 1)[1]
    assert "Đạt" in text
    assert "Tự động" in text
    assert "Đã giao đủ." in text


@pytest.mark.parametrize(
    ("role", "whose", "status"),
    [
        (Role.REPORTER, "tai-chinh", 200), (Role.HEAD, "tai-chinh", 200),
        (Role.REPORTER, "y-te", 404), (Role.OFFICE, None, 200), (Role.ADMIN, None, 404),
    ],
)  # fmt: skip
def test_who_may_open_it(client, plan, role, whose, status):
    leads = plan.groups.get().indicators.select_related("lead_unit")
    units = {one.lead_unit.code: one.lead_unit for one in leads}
    client.force_login(make_user(role, unit=units.get(whose)))
    assert page_of(client, 1)[0] == status


def test_a_coordinating_unit_reads_everything(client, plan):
    unit = make_unit("phoi-hop")
    plan.groups.get().indicators.get(number=1).coordinating_units.add(unit)
    client.force_login(make_user(unit=unit))
    assert page_of(client, 1)[0] == 200
    assert page_of(client, 6)[0] == 404


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_of_an_indicator(leader, plan, count, django_assert_num_queries):
    letters = "abc"[:count]
    compound = make_indicator(
        plan,
        number=7,
        measures=[{"letter": letter, "name": f"Phần {letter}"} for letter in letters],
    )
    for quarter in (1, 2, 3)[:count]:
        make_report(compound, quarter, figures=dict.fromkeys(letters, "30"), events=["approve"])
    with django_assert_num_queries(15):
        assert page_of(leader, 7)[0] == 200


# The papers


def paper(client, query="", name="reports:summary"):
    return client.get(reverse(name, args=["nq-2024", 3]) + query)


def rows_in(answer):
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)), data_only=True)
    return [
        row[0] for row in book.worksheets[0].iter_rows(values_only=True) if isinstance(row[0], int)
    ]


def test_the_papers_page_shows_the_table_and_offers_the_file(leader, plan):
    text = unescape(paper(leader).content.decode())
    for words in ("BIỂU TỔNG HỢP", "Tải Excel", "60,5", "Chậm tiến độ"):
        assert words in text, words


def test_a_note_longer_than_its_cell_can_be_read_to_its_end(leader, plan):
    reason = " ".join(["chờ Cục Thống kê công bố"] * 12) + " vào tháng 10"
    Figure.objects.filter(report__period__quarter=3).update(value=None, missing_reason=reason)
    Indicator.objects.filter(number=2).update(note="ngắn")
    answer = leader.get(reverse("reports:summary", args=["nq-2024", 3]))
    page = html.fromstring(answer.content)
    (more,) = page.xpath("//table//details")
    shown = more.getparent().text
    assert (len(shown), shown[-1]) == (240, "…")
    assert " ".join(more.text_content().split()) == (
        f"Đọc hết ghi chú của chỉ tiêu 1Chưa có: {reason}"
    )
    content = b"".join(leader.get(reverse("reports:summary-xlsx", args=["nq-2024", 3])))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    told = [cell for row in sheet.iter_rows() for cell in row if cell.comment]
    assert [(cell.value, cell.comment.text) for cell in told] == [(shown, f"Chưa có: {reason}")]


def test_the_download(leader, plan):
    answer = paper(leader, name="reports:summary-xlsx")
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    name = answer["Content-Disposition"].partition("filename=")[2].strip('"')
    assert (name.isascii(), name.endswith(".xlsx"), " " in name) == (True, True, False)
    assert rows_in(answer) == [1, 2, 3, 4, 5, 6]


def test_sent_figures_only_when_asked_for(leader, plan):
    indicator = plan.groups.get().indicators.get(number=6)
    make_report(indicator, 3, status=Status.SUBMITTED, figures={"": "77.7"})
    assert "77,7" not in paper(leader).content.decode()
    links = paper(leader).content.decode()
    wish = "gom-ca-da-gui"
    assert wish in links
    assert "77,7" in paper(leader, f"?so-lieu={wish}").content.decode()


@pytest.mark.parametrize(
    "query", ["?nhom=99", "?nhom=abc&nhom=%00", "?so-lieu=x", "?nhom=" + "9" * 500]
)
def test_nonsense_options_are_no_crash(leader, plan, query):
    for name in ("reports:summary", "reports:summary-xlsx"):
        assert paper(leader, query, name).status_code in {200, 404}


def test_a_unit_takes_its_own_rows_away(client, plan):
    lead = plan.groups.get().indicators.get(number=6).lead_unit
    client.force_login(make_user(Role.HEAD, unit=lead))
    assert rows_in(paper(client, name="reports:summary-xlsx")) == [6]


def test_administrators_have_no_papers(client, plan):
    client.force_login(make_user(Role.ADMIN))
    assert {
        paper(client, name=name).status_code for name in ("reports:summary", "reports:summary-xlsx")
    } == {404}


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_of_the_papers(leader, count, django_assert_num_queries):
    resolution = make_resolution("nq-2024")
    for number in range(1, count + 1):
        make_report(make_indicator(resolution, number=number), 3, figures={"": "30"})
    with django_assert_num_queries(11):
        assert paper(leader).status_code == 200
    with django_assert_num_queries(15):
        assert paper(leader, name="reports:summary-xlsx").status_code == 200
