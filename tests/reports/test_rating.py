"""Leadership or the office sets another standing, or takes it back (design §3.4, §6)."""

import datetime
import io
import re
from html import unescape

import openpyxl
import pytest
from django.urls import reverse

from reports.gather import summary_of
from reports.models import Rating
from reports.rating import RatingRefused, RatingWish, set_rating
from targets.rules.standing import JUDGED, Standing
from targets.rules.workflow import Role
from tests.factories import make_indicator, make_report, make_resolution, make_unit, make_user
from tests.targets.tables import every_row

pytestmark = pytest.mark.django_db
WHY = "Đã giao đủ vốn, còn chờ <quyết toán>"
TAG = re.compile(r"<[^>]+>")


@pytest.fixture(autouse=True)
def pinned_day(settings):
    settings.TODAY = datetime.date(2024, 9, 24)


class Town:
    """One indicator that is behind (60 of 75 expected), and somebody of each deciding role."""

    def __init__(self):
        self.resolution = make_resolution("nq-2024")
        self.unit = make_unit("tai-chinh", name="Phòng Tài chính")
        self.indicator = make_indicator(self.resolution, number=3, lead_unit=self.unit)
        make_report(self.indicator, 2, figures={"": "40"})
        make_report(self.indicator, 3, figures={"": "60"})
        self.leader = make_user(Role.LEADER, full_name="Lê Văn Sơn")
        self.office = make_user(Role.OFFICE, full_name="Nguyễn Thị Hà")
        self.period = self.resolution.periods.get(quarter=3)

    def rate(self, standing, reason=WHY, *, seen=None, by=None, period=None):
        wish = RatingWish(None if standing is None else Standing(standing), reason, seen)
        return set_rating(
            self.indicator.pk,
            period or self.period,
            wish,
            computed=Standing.BEHIND,
            by=by or self.leader,
        )

    @property
    def line(self):
        return summary_of(self.resolution, 3).find(3)


@pytest.fixture
def town():
    return Town()


def page(quarter=3, query=""):
    return reverse("reports:indicator", args=["nq-2024", 3]) + f"?ky={quarter}{query}"


def post(client, *, quarter=3, query="", **data):
    return client.post(reverse("reports:rate", args=["nq-2024", quarter, 3]) + query, data)


def text_of(response):
    words = TAG.sub(" ", re.sub(r"<svg.*?</svg>", "", response.content.decode(), flags=re.S))
    return re.sub(r"\s+", " ", unescape(words))


def told():
    """Every rating as (standing, computed, reason, who), oldest first."""
    rows = Rating.objects.order_by("pk").select_related("by")
    return [(row.standing, row.computed, row.reason, str(row.by)) for row in rows]


# The action


@pytest.mark.parametrize("standing", sorted(JUDGED - {Standing.BEHIND}))
@pytest.mark.parametrize("who", ["leader", "office"])
def test_another_standing_counts_with_its_reason(town, standing, who):
    town.rate(standing, by=getattr(town, who))
    assert told() == [(standing.value, "behind", WHY, str(getattr(town, who)))]
    assert (town.line.standing, town.line.verdict) == (Standing.BEHIND, standing)


def test_what_is_taken_back_leaves_the_rules_standing(town):
    first = town.rate("met")
    town.rate(None, "Số liệu đã bổ sung", seen=first.pk, by=town.office)
    assert told() == [
        ("met", "behind", WHY, "Lê Văn Sơn"),
        ("", "behind", "Số liệu đã bổ sung", "Nguyễn Thị Hà"),
    ]
    summary = summary_of(town.resolution, 3)
    assert (summary.find(3).final, summary.set_by_hand) == (None, 0)


def test_and_may_be_set_again(town):
    first = town.rate("met")
    back = town.rate(None, seen=first.pk)
    town.rate("on_track", seen=back.pk)
    assert town.line.verdict == Standing.ON_TRACK


def test_the_newest_counts_even_where_the_pinned_day_runs_in_a_circle(town, settings):
    """A demo's day is pinned: what is written next morning bears an earlier moment."""
    first = town.rate("met")
    Rating.objects.update(at=first.at + datetime.timedelta(hours=20))
    town.rate("missed", seen=first.pk)
    assert town.line.verdict == Standing.MISSED


def test_each_period_has_its_own(town):
    town.rate("met")
    second = town.resolution.periods.get(quarter=2)
    town.rate("exceeded", period=second)
    line = town.line
    assert [final and final.standing for final in line.finals] == [
        None, Standing.EXCEEDED, Standing.MET, None,
    ]  # fmt: skip
    assert line.final == line.final_in(2)


@pytest.mark.parametrize(
    ("standing", "reason", "field", "words"),
    [
        ("behind", WHY, "standing", "Phần mềm đang đánh giá đúng mức này."),
        (None, WHY, "standing", "Chỉ tiêu đang theo đánh giá tự động, không có gì để bỏ."),
        ("no_figure", WHY, "standing", "Hãy chọn một mức trong danh sách."),
        ("met", "", "reason", "Hãy ghi lý do; lý do được in trong biểu."),
    ],
)
def test_what_is_refused(town, standing, reason, field, words):
    with pytest.raises(RatingRefused, match=re.escape(words)) as refused:
        town.rate(standing, reason)
    assert (refused.value.field, refused.value.stale) == (field, False)
    assert not Rating.objects.exists()


def test_a_period_that_has_not_opened(town):
    with pytest.raises(RatingRefused, match=r"Kỳ Năm chưa mở \(mở từ 01/12/2024\)"):
        town.rate("met", period=town.resolution.periods.get(quarter=4))
    assert not Rating.objects.exists()


@pytest.mark.parametrize("role", [Role.REPORTER, Role.HEAD, Role.ADMIN])
def test_nobody_else_rates(town, role):
    with pytest.raises(RatingRefused):
        town.rate("met", by=make_user(role, unit=town.unit))
    assert not Rating.objects.exists()


def test_of_two_windows_the_slower_is_told(town):
    town.rate("met")
    for standing in ("missed", None):
        with pytest.raises(RatingRefused) as refused:
            town.rate(standing, "Vì khác", by=town.office)
        assert refused.value.stale
    assert len(told()) == 1


def test_the_same_press_twice_writes_once(town):
    assert town.rate("met").pk == town.rate("met").pk
    assert len(told()) == 1


def test_a_better_reason_for_the_same_standing_is_written_down(town):
    first = town.rate("met")
    town.rate("met", "Nói rõ hơn", seen=first.pk)
    assert town.line.final.reason == "Nói rõ hơn"


# The form on the indicator's page


@pytest.mark.parametrize(("who", "offered"), [("leader", True), ("office", True), ("unit", False)])
def test_who_is_offered_the_form(client, town, who, offered):
    people = {"leader": town.leader, "office": town.office, "unit": make_user(unit=town.unit)}
    client.force_login(people[who])
    text = client.get(page()).content.decode()
    assert ("Đánh giá khác với phần mềm" in text, "Lưu đánh giá" in text) == (offered, offered)


def test_the_judged_standings_are_offered_and_the_way_back_only_from_a_rating(client, town):
    client.force_login(town.leader)
    offered = re.compile(r'<option value="(\w*)"')
    judged = ["", "exceeded", "met", "on_track", "behind", "missed"]
    assert offered.findall(client.get(page()).content.decode()) == judged
    town.rate("met")
    assert offered.findall(client.get(page()).content.decode()) == [*judged, "automatic"]


def test_a_rating_is_set_and_taken_back_on_the_page(client, town):
    client.force_login(town.leader)
    answer = post(client, standing="met", reason=WHY, seen="")
    assert (answer.status_code, answer.url) == (302, page())
    text = text_of(client.get(page()))
    for words in (
        "Đã đặt đánh giá chỉ tiêu 3: Đạt.",
        f"do lãnh đạo, Văn phòng đánh giá (Lê Văn Sơn); lý do: {WHY}. Tự động: chậm tiến độ",
        f"Lê Văn Sơn: từ tự động: chậm tiến độ → thành Đạt “{WHY}”",
        "Đổi hoặc bỏ đánh giá này",
    ):
        assert words in text, words
    seen = Rating.objects.get().pk
    answer = post(client, standing="automatic", reason="Đã có số", seen=seen)
    assert answer.status_code == 302
    text = text_of(client.get(page()))
    for words in (
        "Chỉ tiêu 3 trở lại đánh giá tự động.",
        "từ Đạt → thành tự động: chậm tiến độ “Đã có số”",
        "Đánh giá khác với phần mềm",
    ):
        assert words in text, words
    assert [row[0] for row in told()] == ["met", ""]


def test_units_read_the_reason_and_the_history(client, town):
    town.rate("met")
    client.force_login(make_user(unit=town.unit))
    text = text_of(client.get(page()))
    assert f"lý do: {WHY}" in text
    assert "từ tự động: chậm tiến độ → thành Đạt" in text


def test_the_figures_looked_at_stay_the_same(client, town):
    client.force_login(town.leader)
    query = "&so-lieu=gom-ca-da-gui"
    assert (
        "danh-gia/nq-2024/3/3/?so-lieu=gom-ca-da-gui"
        in client.get(page(query=query)).content.decode()
    )
    answer = post(client, query="?so-lieu=gom-ca-da-gui", standing="met", reason=WHY, seen="")
    assert answer.url == page(query=query)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"standing": "", "reason": WHY}, "Hãy chọn mức đánh giá."),
        ({"standing": "tot", "reason": WHY}, "Hãy chọn một mức trong danh sách."),
        ({"standing": "no_figure", "reason": WHY}, "Hãy chọn một mức trong danh sách."),
        ({"standing": "met", "reason": "   "}, "Hãy ghi lý do; lý do được in trong biểu."),
        ({"standing": "met", "reason": "ế" * 1001}, "tối đa 1.000 ký tự"),
        ({"standing": "behind", "reason": WHY}, "Phần mềm đang đánh giá đúng mức này."),
        ({"standing": "automatic", "reason": WHY}, "không có gì để bỏ"),
        ({"standing": "met", "reason": WHY, "seen": "abc"}, "Trang này không còn đúng."),
        ({}, "Hãy chọn mức đánh giá."),
    ],
)
def test_bad_input_is_refused_beside_its_box_and_stays(client, town, data, words):
    client.force_login(town.office)
    before = every_row()
    answer = post(client, **data)
    text = unescape(answer.content.decode())
    assert (answer.status_code, every_row() == before, words in text) == (422, True, True)
    assert data.get("reason", "").strip() in text
    assert "<details" in text
    assert re.search(r'<details class="rate[^>]* open', text)


def test_the_slower_window_sees_what_holds_and_keeps_its_words(client, town):
    town.rate("met", by=town.leader)
    client.force_login(town.office)
    before = every_row()
    answer = post(client, standing="missed", reason="Ý khác của tôi", seen="")
    text = text_of(answer)
    assert (answer.status_code, every_row() == before) == (409, True)
    assert "Người khác vừa đổi đánh giá này. Đánh giá đang được tính: Đạt, do Lê Văn Sơn" in text
    assert f"đặt, lý do: “{WHY}”." in text
    assert "Ý khác của tôi" in text
    seen = re.search(r'name="seen" value="(\d+)"', answer.content.decode())[1]
    answer = post(client, standing="missed", reason="Ý khác của tôi", seen=seen)
    assert (answer.status_code, town.line.verdict) == (302, Standing.MISSED)


def test_who_takes_back_too_late_is_told_that_it_is_done(client, town):
    first = town.rate("met")
    town.rate(None, seen=first.pk)
    client.force_login(town.office)
    answer = post(client, standing="automatic", reason="Bỏ", seen=first.pk)
    assert answer.status_code == 409
    assert "Theo đánh giá tự động: chậm tiến độ." in text_of(answer)


def test_a_period_that_has_not_opened_says_so(client, town):
    client.force_login(town.leader)
    text = text_of(client.get(page(4)))
    assert "Kỳ Năm chưa mở (mở từ 01/12/2024) nên chưa đánh giá được." in text
    assert "Lưu đánh giá" not in text
    answer = post(client, quarter=4, standing="met", reason=WHY)
    assert answer.status_code == 422
    assert WHY in text_of(answer)


@pytest.mark.parametrize("path", ["nq-2024/9/3", "nq-2024/3/99", "nq-2023/3/3"])
def test_no_such_indicator_or_period(client, town, path):
    client.force_login(town.leader)
    assert client.post(f"/danh-gia/{path}/", {"standing": "met", "reason": WHY}).status_code == 404


def test_a_draft_is_rated_by_the_office_alone(client, town):
    town.resolution.status = "draft"
    town.resolution.save()
    client.force_login(town.leader)
    assert post(client, standing="met", reason=WHY).status_code == 404
    client.force_login(town.office)
    assert post(client, standing="met", reason=WHY).status_code == 302


def test_after_the_session_has_ended_the_reason_is_carried_through_the_login(client, town):
    answer = post(client, standing="met", reason=WHY, seen="")
    assert 'name="carried"' in answer.content.decode()
    assert not Rating.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_of_a_rating(client, town, django_assert_num_queries, count):
    seen = ""
    for reason in ("Một", "Hai", "Ba")[:count]:
        seen = town.rate("met", reason, seen=seen or None).pk
    client.force_login(town.leader)
    with django_assert_num_queries(15):
        assert post(client, standing="missed", reason=WHY, seen=seen).status_code == 302


# A goal in words in the last period: people's rating is the only one


def test_a_goal_in_words_is_rated_in_the_last_period(client, town, settings):
    make_indicator(town.resolution, number=4, lead_unit=town.unit, measures=[{"target": None}])
    settings.TODAY = datetime.date(2024, 12, 20)
    client.force_login(town.leader)
    answer = client.post(
        reverse("reports:rate", args=["nq-2024", 4, 4]), {"standing": "met", "reason": WHY}
    )
    assert answer.status_code == 302
    line = summary_of(town.resolution, 4).find(4)
    assert (line.standing, line.verdict) == (Standing.NO_FIGURE, Standing.MET)


# Both standings, everywhere


def test_the_board_says_both_and_counts_the_rating(client, town):
    town.rate("met")
    client.force_login(town.leader)
    text = text_of(client.get(reverse("reports:board", args=["nq-2024", 3])))
    assert "Đạt Tự động: Chậm tiến độ" in text
    assert "Đạt và vượt 1/1" in text
    assert "1 chỉ tiêu do lãnh đạo, Văn phòng xếp loại" in text


def test_the_papers_say_both(client, town):
    town.rate("met", "Đã giao đủ vốn.")
    client.force_login(town.leader)
    text = text_of(client.get(reverse("reports:summary", args=["nq-2024", 3])))
    for words in (
        "● Đạt",
        "hần mềm: chậm tiến độ; lý do: Đã giao đủ vốn.",
        "1 chỉ tiêu do Thường trực, Văn phòng đánh giá khác với phần mềm",
    ):
        assert words in text, words


def test_the_workbook_says_both_in_its_last_column(client, town):
    town.rate("met", "Đã giao đủ vốn.")
    client.force_login(town.leader)
    answer = client.get(reverse("reports:summary-xlsx", args=["nq-2024", 3]))
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)), data_only=True)
    rows = [row for row in book.worksheets[0].iter_rows(values_only=True) if row[0] == 3]
    (row,) = rows
    assert "● Đạt" in row
    assert "hần mềm: chậm tiến độ; lý do: Đã giao đủ vốn." in row[-1]


def test_a_ceiling_rated_by_hand_is_said_plainly(client):
    """ "Vượt mức cho phép" would be untrue of a figure that is below its ceiling."""
    resolution = make_resolution("nq-2024")
    ceiling = {"direction": "down", "high": 45, "wording": "không quá 45 vụ"}
    indicator = make_indicator(resolution, number=3, measures=[{"target": ceiling}])
    make_report(indicator, 3, figures={"": "20"})
    town_leader = make_user(Role.LEADER)
    wish = RatingWish(Standing.MISSED, "Có vụ rất nghiêm trọng", None)
    period = resolution.periods.get(quarter=3)
    set_rating(indicator.pk, period, wish, computed=Standing.ON_TRACK, by=town_leader)
    client.force_login(town_leader)
    paper = text_of(client.get(reverse("reports:summary", args=["nq-2024", 3])))
    board = text_of(client.get(reverse("reports:board", args=["nq-2024", 3])))
    assert "■ Không đạt" in paper
    assert "Không đạt Tự động: Đúng tiến độ" in board
    assert "Vượt mức cho phép" not in paper + board


def test_the_unit_s_own_page_says_both_of_each_period(client, town):
    town.rate("met")
    town.rate("missed", period=town.resolution.periods.get(quarter=2))
    follower = make_unit("phoi-hop")
    town.indicator.coordinating_units.add(follower)
    client.force_login(make_user(Role.HEAD, unit=town.unit))
    text = text_of(client.get(reverse("home")))
    assert "Không đạt Tự động: Chậm tiến độ Đạt Tự động: Chậm tiến độ" in text
    client.force_login(make_user(Role.HEAD, unit=follower))
    assert "Đạt Tự động: Chậm tiến độ · Chủ trì: Phòng Tài chính" in text_of(
        client.get(reverse("home"))
    )


def test_a_rating_taken_back_is_gone_from_the_board(client, town):
    first = town.rate("met")
    town.rate(None, seen=first.pk)
    client.force_login(town.leader)
    text = text_of(client.get(reverse("reports:board", args=["nq-2024", 3])))
    assert "Tự động:" not in text
    assert "xếp loại" not in text
