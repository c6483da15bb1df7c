"""A target is set, put right or amended; earlier quarters keep theirs (issue 5, step 5)."""

import datetime
from decimal import Decimal as D

import pytest
from auditlog.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from reports.gather import summary_of
from targets.actions import amendments
from targets.actions.refusal import Refused
from targets.models import Resolution, Target
from targets.rules.workflow import Role
from tests.factories import (
    make_event,
    make_indicator,
    make_report,
    make_resolution,
    make_target,
    make_unit,
    make_user,
)
from tests.targets.plan_pages import fields_of, opened, post
from tests.targets.tables import every_row

pytestmark = pytest.mark.django_db
DAY = datetime.date
DECISION = "Quyết định số 12-QĐ/TU ngày 05/08/2024"
WISH = {
    "effective_from": "05/08/2024", "decision": DECISION, "reason": "Tỉnh <giao> thấp hơn",
    "wording": "ít nhất 80", "direction": "up", "low": "80",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _pinned_day(settings):
    settings.TODAY = DAY(2024, 9, 24)


class Town:
    def __init__(self):
        self.resolution = make_resolution("nq-2024")
        self.office = make_user(Role.OFFICE, full_name="Nguyễn Thị Hà")
        self.indicator = make_indicator(
            self.resolution, number=3, lead_unit=make_unit(name="Phòng Kinh tế"),
            wording="Tổng vốn", measures=[{"target": {"low": D(100), "wording": "ít nhất 100",
                                                      "effective_from": DAY(2024, 1, 1)}}],
        )  # fmt: skip
        self.measure = self.indicator.measures.get()
        self.address = reverse("targets:plan-target", args=["nq-2024", self.measure.pk])

    def close(self, *quarters):
        closed = self.resolution.periods.filter(quarter__in=quarters)
        closed.update(closed_at=timezone.make_aware(datetime.datetime(2024, 7, 1)))  # noqa: DTZ001

    def targets(self):
        return [
            (row.wording, row.low, row.high, row.tolerance, row.effective_from, row.decision)
            for row in Target.objects.order_by("effective_from", "pk")
        ]


FIRST = ("ít nhất 100", 100, None, 0, DAY(2024, 1, 1), "")


@pytest.fixture
def town(client):
    town = Town()
    client.force_login(town.office)
    return town


def amend(client, town, fields=None, **changes):
    fields = fields or opened(client, town.address, "amend")
    return post(client, town.address, fields, do="amend", **{**WISH, **changes})


def refused(client, town, status=422, fields=None, *, do="amend", **changes):
    fields = fields or opened(client, town.address, do)
    before = every_row()
    wish = WISH if do == "amend" else {}
    response = post(client, town.address, fields, do=do, **{**wish, **changes})
    assert every_row() == before
    assert response.status_code == status
    return response.content.decode()


# Amending


def test_an_amendment_is_a_new_row_and_the_pages_say_so(client, town):
    town.close(1, 2)
    make_report(town.indicator, 2, figures={"": "60"})
    make_report(town.indicator, 3, status="submitted", figures={"": "75"})
    response = amend(client, town)
    assert (response.status_code, response.url) == (302, town.address)
    assert town.targets() == [FIRST, ("ít nhất 80", 80, None, 0, DAY(2024, 8, 5), DECISION)]
    page = client.get(town.address).content.decode()
    for words in (
        "Đã điều chỉnh thành “ít nhất 80” từ 05/08/2024; các kỳ trước giữ mức cũ.",
        "Tỉnh &lt;giao&gt; thấp hơn", "quý I, 6 tháng đầu năm</td>", "9 tháng, năm</td>",
    ):  # fmt: skip
        assert words in page, words
    board = client.get(reverse("reports:board", args=["nq-2024", 3])).content.decode()
    assert f"ít nhất 80 theo {DECISION} (trước đó: ít nhất 100)" in board
    earlier = client.get(reverse("reports:board", args=["nq-2024", 2])).content.decode()
    assert "ít nhất 80" not in earlier
    indicator = reverse("reports:indicator", args=["nq-2024", 3])
    told = f"Theo {DECISION} từ ngày 05/08/2024; trước đó: ít nhất 100"
    assert told in client.get(indicator, {"ky": "3"}).content.decode()
    assert told not in client.get(indicator, {"ky": "2"}).content.decode()
    plan = client.get(reverse("targets:plan", args=["nq-2024"])).content.decode()
    assert f"Theo {DECISION} từ 05/08/2024; trước đó: ít nhất 100" in plan
    history = client.get(reverse("targets:plan-indicator", args=["nq-2024", 3])).content.decode()
    assert "mức chỉ tiêu" in history
    assert DECISION in history


def test_earlier_quarters_keep_the_target_of_their_time(client, town):
    amend(client, town)
    summary = summary_of(town.resolution, 4)
    (line,) = summary.find(3).measures
    assert [cell.target.wording for cell in line.cells] == [
        "ít nhất 100", "ít nhất 100", "ít nhất 80", "ít nhất 80",
    ]  # fmt: skip
    assert [cell.expected for cell in line.cells] == [25, 50, 60, 80]
    assert line.amended_from.wording == "ít nhất 100"


def test_of_two_amendments_the_one_before_is_told(client, town):
    amend(client, town, effective_from="01/05/2024", wording="ít nhất 90", low="90")
    amend(client, town, effective_from="01/10/2024", decision="Quyết định số 20")
    (line,) = summary_of(town.resolution, 4).find(3).measures
    assert (line.target.wording, line.amended_from.wording) == ("ít nhất 80", "ít nhất 90")
    assert summary_of(town.resolution, 1).find(3).measures[0].amended_from is None


def test_the_unit_s_sheet_names_the_document(client, town):
    amend(client, town)
    sheet = reverse("targets:sheet", args=["nq-2024", 3, town.indicator.lead_unit.code])
    assert f"Mục tiêu: ít nhất 80 theo {DECISION}" in client.get(sheet).content.decode()
    earlier = reverse("targets:sheet", args=["nq-2024", 2, town.indicator.lead_unit.code])
    assert "ít nhất 80" not in client.get(earlier).content.decode()


def test_the_papers_name_the_document(client, town):
    make_report(town.indicator, 3, figures={"": "75"})
    amend(client, town, confirm="on")
    paper = client.get(reverse("reports:summary", args=["nq-2024", 3])).content.decode()
    assert f"theo {DECISION}, trước đó: ít nhất 100" in paper


@pytest.mark.parametrize(
    ("changes", "box", "says"),
    [
        ({"effective_from": ""}, "effective_from", "Hãy ghi ngày mức mới có hiệu lực"),
        ({"effective_from": "31/02/2024"}, "effective_from", "Ngày chưa đúng"),
        ({"effective_from": "30/06/2024"}, "effective_from", "6 tháng đầu năm đã khóa"),
        ({"effective_from": "01/01/2024"}, "effective_from", "phải có hiệu lực sau ngày đó"),
        ({"effective_from": "01/01/2025"}, "effective_from", "sau kỳ cuối của năm"),
        ({"decision": ""}, "decision", "Hãy ghi số, ngày văn bản"),
        ({"reason": " "}, "reason", "Hãy ghi lý do điều chỉnh."),
        ({"wording": ""}, "wording", "Hãy ghi mức bằng lời"),
        ({"low": ""}, "low", "cần mức thấp"),
        ({"low": "12.5"}, "low", "Dùng dấu phẩy"),
        ({"low": "90", "high": "80"}, "low", "Mức thấp đang lớn hơn mức cao"),
        ({"direction": "down"}, "high", "cần mức cao"),
        ({"direction": "within"}, "high", "cần cả hai mức"),
        ({"direction": "x"}, "direction", "Hãy chọn hướng."),
        ({"tolerance": "-1"}, "tolerance", "không thể âm"),
        ({"strict": "on", "tolerance": "1"}, "tolerance", "không có sai số"),
    ],
)
def test_what_an_amendment_needs_is_told_beside_its_box(client, town, changes, box, says):
    town.close(1, 2)
    page = refused(client, town, **changes)
    assert says in page
    assert f'id="moi-{box}_error"' in page
    kept = fields_of(page, "amend")
    ((name, value),) = list(changes.items())[:1]
    assert name in {"strict", "direction"} or kept[name] == value.strip() or kept[name] == value
    assert kept["decision"] == changes.get("decision", DECISION)


def test_khoang_gets_its_tolerance_by_the_rule_unless_the_office_says_otherwise(client, town):
    amend(client, town, wording="khoảng 9.500 tỷ đồng", low="9.500")
    assert Target.objects.get(low=9500).tolerance == 50
    page = client.get(town.address).content.decode()
    assert "sai số chấp nhận ± 50" in page
    Target.objects.filter(low=9500).delete()
    amend(client, town, wording="khoảng 9.500 tỷ đồng", low="9.500", tolerance="100")
    assert Target.objects.get(low=9500).tolerance == 100
    Target.objects.filter(low=9500).delete()
    amend(client, town, wording="khoảng 9.500 tỷ đồng", low="9.500", tolerance="0")
    assert Target.objects.get(low=9500).tolerance == 0


def test_an_approved_report_is_judged_anew_only_after_a_yes(client, town):
    make_report(town.indicator, 3, figures={"": "75"})
    page = refused(client, town)
    assert "Báo cáo 9 tháng đã duyệt và sẽ được đánh giá lại theo mức mới." in page
    kept = fields_of(page, "amend")
    assert kept["reason"] == WISH["reason"]
    assert amend(client, town, kept, confirm="on").status_code == 302


def test_a_report_that_was_approved_once_is_asked_about_too(client, town):
    report = make_report(town.indicator, 3, status="returned", figures={"": "75"})
    make_event(report, "approve", by=town.office)
    assert "Báo cáo 9 tháng đã duyệt" in refused(client, town)
    assert amend(client, town, effective_from="01/10/2024").status_code == 302


def test_two_people_amend_at_once(client, town):
    fields = opened(client, town.address, "amend")
    amend(client, town, fields)
    page = refused(client, town, 409, fields, effective_from="01/09/2024", wording="ít nhất 70")
    assert "Người khác vừa ghi mức “ít nhất 80”." in page
    kept = fields_of(page, "amend")
    assert (kept["wording"], kept["newest"]) == ("ít nhất 70", str(Target.objects.last().pk))
    assert amend(client, town, kept, **kept).status_code == 302
    assert len(town.targets()) == 3


@pytest.mark.parametrize("newest", ["", "x", "-1", "9" * 40, "²"])
def test_a_forged_newest_target_is_refused(client, town, newest):
    assert "Người khác vừa ghi mức" in refused(client, town, 409, newest=newest)


def test_in_a_draft_nothing_is_amended_but_put_right(client, town):
    Resolution.objects.update(status="draft")
    page = client.get(town.address).content.decode()
    assert "Điều chỉnh trong năm" not in page
    before = every_row()
    assert client.post(town.address, {**WISH, "do": "amend"}).status_code == 422
    with pytest.raises(Refused, match="dự thảo"):
        amendments.amend_target(
            town.measure, {}, newest=town.measure.targets.get().pk, by=town.office
        )
    assert every_row() == before


# Setting and putting right


def test_a_target_is_put_right_before_anything_was_judged_by_it(client, town):
    fields = opened(client, town.address, "correct")
    assert fields["low"] == "100"
    response = post(
        client, town.address, fields, do="correct", wording="từ 10% - 12,5%", low="10", high="12,5"
    )
    assert response.status_code == 302
    assert town.targets() == [("từ 10% - 12,5%", 10, D("12.5"), 0, DAY(2024, 1, 1), "")]
    assert LogEntry.objects.get_for_model(Target).filter(action=1).count() == 1


@pytest.mark.parametrize(
    ("closed", "approved", "says"),
    [((1,), False, "kỳ đã khóa (Quý I)"), ((), True, "được duyệt theo mức này (9 tháng)")],
)
def test_a_target_that_judged_something_is_amended_not_corrected(
    client, town, closed, approved, says
):
    fields = opened(client, town.address, "correct")
    town.close(*closed)
    if approved:
        make_report(town.indicator, 3, figures={"": "75"})
    page = client.get(town.address).content.decode()
    assert says in page
    assert "Lưu mức" not in page
    assert says in refused(client, town, 422, fields, do="correct", low="90")
    newest = str(town.measure.targets.get().pk)
    assert says in refused(client, town, 422, {"newest": newest}, do="withdraw")


def test_an_amendment_is_put_right_and_withdrawn_while_its_periods_are_open(client, town):
    town.close(1, 2)
    amend(client, town)
    fields = opened(client, town.address, "correct")
    assert fields["decision"] == DECISION
    changes = {"decision": "Quyết định số 13", "effective_from": "06/08/2024", "low": "85"}
    assert post(client, town.address, fields, do="correct", **changes).status_code == 302
    assert town.targets()[1] == ("ít nhất 80", 85, None, 0, DAY(2024, 8, 6), "Quyết định số 13")
    fields = opened(client, town.address, "correct")
    assert "6 tháng đầu năm đã khóa" in refused(
        client, town, 422, fields, do="correct", effective_from="30/06/2024"
    )
    assert "Hãy ghi số, ngày văn bản" in refused(
        client, town, 422, fields, do="correct", decision=""
    )
    newest = {"newest": str(Target.objects.last().pk)}
    assert post(client, town.address, newest, do="withdraw").status_code == 302
    assert town.targets() == [FIRST]
    assert LogEntry.objects.get_for_model(Target).filter(action=2).count() == 1


def test_moving_an_amendment_over_an_approved_report_asks_first(client, town):
    amend(client, town, effective_from="01/10/2024")
    make_report(town.indicator, 3, figures={"": "75"})
    fields = opened(client, town.address, "correct")
    page = refused(client, town, 422, fields, do="correct", effective_from="01/09/2024")
    assert "Báo cáo 9 tháng đã duyệt" in page
    kept = fields_of(page, "correct")
    assert post(client, town.address, kept, do="correct", confirm="on").status_code == 302


def test_an_amendment_that_judged_a_closed_period_stays(client, town):
    amend(client, town)
    town.close(1, 2, 3)
    assert "kỳ đã khóa (9 tháng)" in client.get(town.address).content.decode()
    newest = {"newest": str(Target.objects.last().pk)}
    assert "kỳ đã khóa (9 tháng)" in refused(client, town, 422, newest, do="withdraw")


def test_only_the_newest_target_is_touched(client, town):
    amend(client, town)
    first = town.measure.targets.order_by("effective_from").first()
    with pytest.raises(Refused, match="mức mới nhất"):
        amendments.withdraw_target(first, by=town.office)
    assert "vừa được người khác thay đổi" in refused(
        client, town, 409, {"newest": str(first.pk)}, do="withdraw"
    )


def test_two_people_put_a_target_right_at_once(client, town):
    first, second = (opened(client, town.address, "correct") for _ in range(2))
    post(client, town.address, first, do="correct", low="90")
    page = refused(client, town, 409, second, do="correct", low="95")
    assert "Người khác vừa đổi thành “90”." in page
    kept = fields_of(page, "correct")
    assert kept["low"] == "95"
    assert post(client, town.address, kept, do="correct").status_code == 302
    assert Target.objects.get().low == 95


def test_a_goal_in_words_gets_a_target_and_loses_it_again(client, town):
    Target.objects.all().delete()
    page = client.get(town.address).content.decode()
    assert "Chưa có mức bằng số" in page
    fields = fields_of(page, "correct")
    changes = {"wording": "trên 95%", "low": "95", "strict": "on"}
    assert post(client, town.address, fields, do="correct", **changes).status_code == 302
    assert town.targets() == [("trên 95%", 95, None, 0, DAY(2024, 1, 1), "")]
    assert Target.objects.get().strict
    with pytest.raises(Refused, match="vừa được người khác đặt mức"):
        amendments.set_target(town.measure, {}, by=town.office)
    newest = {"newest": str(Target.objects.get().pk)}
    assert post(client, town.address, newest, do="withdraw").status_code == 302
    assert town.targets() == []


def test_a_first_target_is_not_set_over_a_closed_period(client, town):
    Target.objects.all().delete()
    fields = opened(client, town.address, "correct")
    town.close(1)
    page = refused(client, town, 422, fields, do="correct", wording="ít nhất 5", low="5")
    assert "kỳ đã khóa (Quý I)" in page


def test_a_proposal_becomes_the_office_s_own_by_saving_it(client, town):
    Target.objects.update(proposed=True)
    page = client.get(town.address).content.decode()
    assert "Đề xuất chép từ năm trước" in page
    assert post(client, town.address, fields_of(page, "correct"), do="correct").status_code == 302
    target = Target.objects.get()
    assert (target.proposed, target.low) == (False, 100)


@pytest.mark.parametrize("do", ["", "nonsense", "remove"])
def test_an_unknown_act_changes_nothing(client, town, do):
    before = every_row()
    assert client.post(town.address, {"do": do}).status_code == 422
    assert every_row() == before


def test_a_closed_resolution_s_targets_stay(client, town):
    Resolution.objects.update(status="closed")
    assert "Nghị quyết đã kết thúc" in refused(client, town)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICE])
def test_the_acts_are_the_office_s(town, role):
    person = make_user(role, unit=town.indicator.lead_unit)
    target = town.measure.targets.get()
    before = every_row()
    for act in (
        lambda: amendments.amend_target(town.measure, {}, newest=target.pk, by=person),
        lambda: amendments.correct_target(target, {}, seen={}, by=person),
        lambda: amendments.set_target(town.measure, {}, by=person),
        lambda: amendments.withdraw_target(target, by=person),
    ):
        with pytest.raises(Refused) as no:
            act()
        assert no.value.forbidden
    assert every_row() == before


@pytest.mark.parametrize("count", [1, 3])
def test_query_count(client, town, django_assert_num_queries, count):
    for month in range(8, 7 + count):
        make_target(town.measure, effective_from=DAY(2024, month, 1), decision="QĐ")
    with django_assert_num_queries(9):
        page = client.get(town.address).content.decode()
    assert page.count('data-label="Dùng đánh giá"') == count
