"""All charts on one page (issue, point 7): who sees which, what is drawn, what is only said."""

import datetime
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import timezone

from reports.chart_marks import NARROW, SHOWN, SMALL, WIDE, free_place
from reports.charts import drawn
from reports.models import Rating
from targets.rules.workflow import Role, Status
from tests.factories import make_indicator, make_report, make_resolution, make_unit, make_user
from tests.reports.lines import line, whole
from tests.reports.test_board import text_of

pytestmark = pytest.mark.django_db
URL = "/bieu-do/nq-2024/{}/"


@pytest.fixture(autouse=True)
def pinned_day(settings):
    settings.TODAY = datetime.date(2024, 9, 24)


@pytest.fixture
def plan():
    """Group 1: (1) behind, (2) year-end without a figure; group 2: (3) two parts, one reported."""
    resolution = make_resolution("nq-2024")
    own, other = make_unit("tai-chinh"), make_unit("y-te")
    first = make_indicator(resolution, lead_unit=own)
    make_report(first, 2, figures={"": "40"})
    make_report(first, 3, figures={"": {"value": "60", "year_estimate": "95"}})
    make_indicator(resolution, lead_unit=own, measures=[{"pace": "year_end", "name": "Rừng"}])
    parts = [{"letter": "a", "name": "Trường"}, {"letter": "b", "name": "Lớp"}]
    third = make_indicator(resolution, group=2, lead_unit=other, measures=parts)
    make_report(third, 3, figures={"a": "80"})
    return resolution


def cards(answer):
    return [
        (group.number, [card.key for card in group.cards])
        for group in answer.context["page"].groups
    ]


@pytest.fixture
def leader(client):
    client.force_login(make_user(Role.LEADER))
    return client


def test_every_measure_with_a_figure_has_its_chart_in_its_group(leader, plan):
    answer = leader.get(URL.format(3))
    assert cards(answer) == [(1, ["1"]), (2, ["3a"])]
    page, text = answer.content.decode(), text_of(answer)
    assert page.count('class="gx chart-small"') == 2
    for said in (
        "Biểu đồ kế hoạch và thực hiện, 9 tháng năm 2024",
        "3 chỉ tiêu Nghị quyết · Số liệu đã duyệt đến 24/09/2024",
        "1. Chỉ tiêu số 1 Chậm tiến độ Chỉ tiêu ít nhất 100",
        "tỷ đồng Quý I 6 tháng 9 tháng Năm Cần có 25,0 50,0 75,0 100,0 Thực hiện – 40,0 60,0",
        "Đơn vị ước cả năm 95,0, theo đà 80,0: khó đạt",
        "Chưa đến kỳ đánh giá: (2) Rừng.",
        "Chưa có số liệu (chưa có): (3b) Lớp.",
    ):
        assert said in text


def test_an_earlier_period_shows_nothing_of_later_ones(leader, plan):
    text = text_of(leader.get(URL.format(2)))
    assert "Thực hiện – 40,0" in text
    assert "60,0" not in text
    assert "Chưa có số liệu (chưa gửi): (3a) Trường; (3b) Lớp." in text


def test_sent_figures_are_drawn_where_they_are_asked_for(leader, plan):
    second = plan.groups.get(number=1).indicators.get(number=2)
    make_report(second, 3, status=Status.SUBMITTED, figures={"": "42"})
    assert cards(leader.get(URL.format(3))) == [(1, ["1"]), (2, ["3a"])]
    answer = leader.get(URL.format(3) + "?so-lieu=gom-ca-da-gui")
    assert cards(answer) == [(1, ["1", "2"]), (2, ["3a"])]
    assert "đã duyệt và đã gửi" in text_of(answer)
    assert 'href="/bieu-do/nq-2024/2/?so-lieu=gom-ca-da-gui"' in answer.content.decode()


def test_a_unit_sees_its_own(client, plan):
    client.force_login(make_user(unit=plan.groups.get(number=1).indicators.first().lead_unit))
    answer = client.get(URL.format(3))
    assert cards(answer) == [(1, ["1"])]
    assert "2 chỉ tiêu đơn vị được xem" in text_of(answer)


def test_peoples_rating_stands_with_the_rules_own(leader, plan):
    first = plan.groups.get(number=1).indicators.get(number=1)
    Rating.objects.create(
        indicator=first, period=plan.periods.get(quarter=3), standing="on_track", reason="Vốn về",
        at=timezone.now(),
    )  # fmt: skip
    text = text_of(leader.get(URL.format(3)))
    assert "1. Chỉ tiêu số 1 Đúng tiến độ Tự động: chậm tiến độ" in text


def test_a_resolution_without_indicators(leader):
    make_resolution("nq-2024")
    assert "Nghị quyết này chưa có chỉ tiêu nào." in text_of(leader.get(URL.format(3)))


def test_no_such_period(leader, plan):
    assert leader.get(URL.format(7)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_query_count(leader, django_assert_num_queries, count):
    resolution = make_resolution("nq-2024")
    for _ in range(count):
        make_report(make_indicator(resolution), 3, figures={"": "80"})
    with django_assert_num_queries(10):
        answer = leader.get(URL.format(3))
    assert sum(len(keys) for _, keys in cards(answer)) == count


def test_the_board_leads_to_it(leader, plan):
    page = leader.get(
        reverse("reports:board", args=["nq-2024", 3], query={"so-lieu": "gom-ca-da-gui"})
    )
    assert 'href="/bieu-do/nq-2024/3/?so-lieu=gom-ca-da-gui"' in page.content.decode()


class TestTheDrawing:
    """One grammar in every size: real text, attributes and classes only."""

    @pytest.mark.parametrize("size", [WIDE, NARROW, SMALL, SHOWN], ids=lambda size: size.name)
    def test_of_any_size(self, size):
        measure = line("20", "40", "60", name="Vốn <đầu tư> & phát triển")
        svg = drawn(whole(measure), measure, size)
        root = ElementTree.fromstring(svg)
        title, told = root[0], root[1]
        assert (title.text, root.get("role")) == ("Vốn <đầu tư> & phát triển, năm 2024", "img")
        assert told.text == (
            "Quý I 20,0; 6 tháng đầu năm 40,0; 9 tháng 60,0; mốc kỳ này 75,0; "
            "theo đà cả năm 80,0; chỉ tiêu ít nhất 100."
        )
        assert root.get("aria-labelledby") == f"{title.get('id')} {told.get('id')}"
        assert size.name in title.get("id")
        classes = {each.get("class", "").split()[0] for each in root.iter() if each.get("class")}
        assert {"m-band", "m-bandline", "m-path", "m-line", "m-dot", "m-last", "m-proj",
                "m-hollow", "m-strong"} <= classes  # fmt: skip
        assert "style" not in svg
        texts = [each.text for each in root.iter("text")]
        assert {"20,0", "40,0", "60,0"} <= set(texts)

    def test_nothing_reported_is_not_drawn(self):
        measure = line()
        assert drawn(whole(measure), measure, SMALL) == ""

    def test_words_keep_clear_of_the_figures(self):
        figures = [(70.0, 215.0), (240.0, 190.0)]
        x, y = free_place(WIDE, top=60.0, foot=200.0, said="Chỉ tiêu từ 10%", figures=figures)
        assert (x, y) == (WIDE.left + 6, 60.0 + WIDE.letters + 3), "inside the band, not under it"
        x, y = free_place(WIDE, top=60.0, foot=200.0, said="Chỉ tiêu từ 10%", figures=[])
        assert y == 200.0 + WIDE.letters + 3, "under it where nothing is in the way"
