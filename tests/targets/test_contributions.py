"""Communes, wards and suppliers report to the unit that leads, which receives and sums up."""

import datetime
from decimal import Decimal as D

import pytest
from django.urls import reverse
from lxml import html

from targets import clock
from targets.actions.refusal import Refused
from targets.actions.take_over import CHANGED, NOTHING, OVERTAKEN, TakeOver, take_over, ticket_of
from targets.models import Assignment, Figure, ProgressReport, ReviewEvent
from targets.rules.workflow import Move, Role, Status
from targets.waiting import Duties
from targets.waiting_lines import waiting_lines
from targets.worksheet import facts_of, lines_of
from tests.factories import (
    make_event,
    make_evidence,
    make_indicator,
    make_measure,
    make_report,
    make_resolution,
    make_unit,
    make_user,
)
from tests.targets.evidence import whole
from tests.targets.sheets import Page
from tests.targets.tables import every_row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pinned_day")]

WASTE = {
    "letter": "a", "name": "Chất thải rắn", "formula": "ratio", "pace": "rate", "decimals": 2,
    "unit_of_measure": "%", "by_locality": True, "numerator_label": "Khối lượng xử lý (tấn)",
    "denominator_label": "Khối lượng phát sinh (tấn)",
    "target": {"low": D(85), "wording": "ít nhất 85%"},
}  # fmt: skip


class Town:
    """A lead unit, three communes, a supplier and everybody who matters."""

    def __init__(self):
        self.resolution = make_resolution("nq-2024")
        self.lead = make_unit("phong-tnmt", name="Phòng Tài nguyên")
        names = (("xa-an", "Xã An"), ("xa-dong", "Xã Đông"), ("phuong-chau", "Phường Châu"))
        self.communes = [
            make_unit(code, name=name, kind="locality", order=order)
            for order, (code, name) in enumerate(names)
        ]
        self.supplier = make_unit("tt-y-te", name="Trung tâm Y tế")
        medical = {**WASTE, "letter": "c", "name": "Chất thải y tế", "by_locality": False}
        self.indicator = make_indicator(
            self.resolution,
            number=10,
            lead_unit=self.lead,
            measures=[WASTE, {**medical, "supplier": self.supplier, "pace": "year_end"}],
            coordinating_units=self.communes,
        )
        self.officer = make_user(unit=self.lead, full_name="Ngô Sơn")
        self.head = make_user(Role.HEAD, unit=self.lead)
        self.clerk = make_user(unit=self.communes[0], full_name="Lê Huy")
        self.office = make_user(Role.OFFICE)
        self.leader = make_user(Role.LEADER)

    @property
    def facts(self):
        return facts_of(self.resolution.periods.select_related("resolution").get(quarter=3))

    def sent(self, place, above, below, status=Status.SUBMITTED, *, letter="a", unit=None):
        unit = unit or self.communes[place]
        typed = {"numerator": above, "denominator": below}
        report = make_report(
            self.indicator, unit=unit, counts=False, status=status, figures={letter: typed}
        )
        make_event(report, Move.SUBMIT, to_status="submitted", by=make_user(unit=unit))
        return report

    def line(self):
        return lines_of([self.indicator], self.facts)[0]

    def wish(self, letter="a"):
        """What the lead unit sees at this moment."""
        line = self.line()
        measure = next(one for one in line.measures if one.measure.letter == letter)
        return TakeOver(letter, ticket_of(measure.gathered), line.version)

    def page(self, client, user, **query):
        client.force_login(user)
        return Page(client.get(self.address(), query))

    def post(self, client, user, **fields):
        client.force_login(user)
        return Page(client.post(self.address(), fields))

    def address(self, unit=None, quarter=3):
        code = (unit or self.lead).code
        return reverse("targets:contributions", args=["nq-2024", quarter, code, 10])

    def sheet(self, unit, quarter=3):
        return reverse("targets:sheet", args=["nq-2024", quarter, unit.code])


@pytest.fixture
def town():
    return Town()


def plan_and_reports():
    """Everything but people: logging in is noted with them."""
    return {name: rows for name, rows in every_row().items() if name != "targets.User"}


def ticket(report):
    report.refresh_from_db()
    return f"{report.pk}:{report.version}"


def own_figure(letter="a"):
    return Figure.objects.get(report__counts=True, measure__letter=letter)


# A commune's own sheet


def test_a_commune_s_sheet_has_its_measures_alone_and_looking_makes_nothing(client, town):
    client.force_login(town.clerk)
    before = plan_and_reports()
    page = Page(client.get(town.sheet(town.communes[0])))
    assert plan_and_reports() == before
    boxes = {name for name in page.values if name.startswith("f-")}
    assert {name.split("-")[1] for name in boxes} == {"10a"}
    assert "Nơi nhận: Phòng Tài nguyên" in page.text
    assert "Gửi đơn vị chủ trì" in page.text


def test_the_first_save_makes_a_contributing_report_and_sending_sends_it(client, town):
    client.force_login(town.clerk)
    typed = {"f-10a-numerator": "80", "f-10a-denominator": "100", "move": "submit"}
    answer = client.post(town.sheet(town.communes[0]), typed, follow=True)
    assert "Đã gửi Phòng Tài nguyên: chỉ tiêu 10." in answer.content.decode()
    report = ProgressReport.objects.get()
    assert (report.unit, report.counts, report.status) == (town.communes[0], False, "submitted")
    assert [(f.measure.letter, f.numerator, f.denominator) for f in report.figures.all()] == [
        ("a", D(80), D(100))
    ]


def test_what_is_due_has_to_be_given_or_explained(client, town):
    client.force_login(town.clerk)
    answer = client.post(
        town.sheet(town.communes[0]), {"f-10a-source_note": "Sổ cân", "move": "submit"}
    )
    assert answer.status_code == 422
    assert "nhập số, hoặc ghi vì sao chưa có số liệu" in answer.content.decode()
    assert ProgressReport.objects.get().status == "draft"


def test_its_own_quota_fills_the_denominator_and_the_figure_keeps_a_copy(client, town):
    measure = town.indicator.measures.get(letter="a")
    quota = Assignment.objects.create(measure=measure, unit=town.communes[0], assigned=D(120))
    client.force_login(town.clerk)
    assert "f-10a-denominator" not in _shown_boxes(client.get(town.sheet(town.communes[0])))
    client.post(town.sheet(town.communes[0]), {"f-10a-numerator": "60"})
    quota.assigned = D(999)
    quota.save()
    assert [(f.numerator, f.denominator) for f in Figure.objects.all()] == [(D(60), D(120))]


def _shown_boxes(response):
    tree = html.fromstring(response.content)
    return {box.get("name") for box in tree.xpath("//details[not(@open)]/preceding::input")}


def test_last_quarter_is_the_commune_s_own(client, town):
    for place, above in ((0, "70"), (1, "10")):
        make_report(
            town.indicator, 2, unit=town.communes[place], counts=False,
            figures={"a": {"numerator": above, "denominator": "100"}},
        )  # fmt: skip
    make_report(town.indicator, 2, figures={"a": {"numerator": "1", "denominator": "2"}})
    client.force_login(town.clerk)
    text = Page(client.get(town.sheet(town.communes[0]))).text
    assert ("70,00" in text, "10,00" in text, "50,00" in text) == (True, False, False)


def test_a_supplier_reports_what_it_supplies(client, town):
    client.force_login(make_user(unit=town.supplier))
    page = Page(client.get(town.sheet(town.supplier)))
    boxes = {name.split("-")[1] for name in page.values if name.startswith("f-")}
    assert boxes == {"10c"}


def test_of_a_decrease_a_commune_gives_the_present_rate(client, town):
    make_measure(
        make_indicator(town.resolution, number=8, lead_unit=town.lead, measures=[]),
        formula="decrease", baseline=D("2.99"), by_locality=True, unit_of_measure="điểm %",
        target={"low": D("0.4")}, pace="level",
    )  # fmt: skip
    client.force_login(town.clerk)
    client.post(town.sheet(town.communes[0]), {"f-8-numerator": "3", "f-8-denominator": "100"})
    page = Page(client.get(town.sheet(town.communes[0])))
    assert "3/100 = 3%" in page.text.replace("3,0%", "3%").replace("3,00%", "3%")


def test_a_sheet_s_queries_do_not_grow(client, town, django_assert_num_queries):
    def opened():
        client.force_login(town.clerk)
        with django_assert_num_queries(14):
            assert client.get(town.sheet(town.communes[0])).status_code == 200

    town.sent(0, "1", "2")
    opened()
    for number in (20, 21):
        other = make_indicator(town.resolution, number=number, measures=[WASTE])
        make_report(other, unit=town.communes[0], counts=False, figures={"a": {"numerator": "1"}})
    opened()


# Receiving


def test_who_may_receive(client, town):
    first, second, third = (town.sent(place, "80", "100") for place in range(3))
    for person, status in ((town.office, 403), (town.leader, 403), (town.clerk, 404)):
        assert town.post(client, person, receive=ticket(first)).status == status
    stranger = make_user(unit=make_unit("khac"))
    assert town.post(client, stranger, receive=ticket(first)).status == 404
    client.force_login(town.officer)
    assert client.get(town.address(make_unit("phong-khac"))).status_code == 404
    assert set(ProgressReport.objects.values_list("status", flat=True)) == {"submitted"}
    assert town.post(client, town.officer, receive=ticket(first)).status == 302
    assert town.post(client, town.head, do="clean", clean=ticket(second)).status == 302
    statuses = dict(ProgressReport.objects.values_list("pk", "status"))
    assert statuses == {first.pk: "approved", second.pk: "approved", third.pk: "submitted"}
    assert list(ReviewEvent.objects.filter(move="approve").values_list("by", flat=True)) == [
        town.officer.pk, town.head.pk,
    ]  # fmt: skip


def test_all_clean_ones_leave_out_what_is_odd_and_what_moved(client, town):
    clean, odd, moved = (
        town.sent(place, above, "100") for place, above in enumerate(("80", "130", "70"))
    )
    seen = [ticket(report) for report in (clean, odd, moved)]
    ProgressReport.objects.filter(pk=moved.pk).update(version=moved.version + 1)
    answer = town.post(client, town.officer, do="clean", clean=seen)
    assert answer.status == 302
    statuses = dict(ProgressReport.objects.values_list("pk", "status"))
    assert statuses == {clean.pk: "approved", odd.pk: "submitted", moved.pk: "submitted"}
    assert town.post(client, town.officer, do="clean").status == 422


def test_returning_asks_for_a_reason_and_the_commune_reads_it(client, town):
    report = town.sent(0, "80", "100")
    page = town.page(client, town.officer, mo="xa-an")
    assert "Trả lại đơn vị kèm lý do" in page.text
    where = reverse("targets:report-move", args=[report.pk])
    assert client.post(where, {"move": "return", "note": " "}).status_code == 422
    fields = {"move": "return", "note": "Thiếu 2 thôn.", "next": town.address()}
    answer = client.post(where, fields, follow=True)
    assert "“Thiếu 2 thôn.”" in answer.content.decode()
    client.force_login(town.clerk)
    assert "Thiếu 2 thôn." in client.get(town.sheet(town.communes[0])).content.decode()


def test_a_commune_sees_its_own_report_and_no_neighbour_s(client, town):
    mine, theirs = town.sent(0, "80", "100"), town.sent(1, "55", "100")
    client.force_login(town.clerk)
    found = {
        report: client.get(reverse("targets:report", args=[report.pk])).status_code
        for report in (mine, theirs)
    }
    assert found == {mine: 200, theirs: 404}


def test_the_office_does_not_review_it(client, town):
    town.sent(0, "80", "100")
    client.force_login(town.office)
    review = client.get(reverse("targets:review", args=["nq-2024", 3])).content.decode()
    assert "Không còn chỉ tiêu nào chờ duyệt" in review
    assert [line.matter.value for line in waiting_lines(Duties(town.office))] == []


# What the lead unit sees


def rows(page, table=1):
    found = page.tree.xpath(f"(//table[contains(@class, 'contributions')])[{table}]/tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in row.xpath("th|td")] for row in found]


def test_the_table_fills_who_is_missing_first(client, town):
    town.sent(0, "80", "100", Status.APPROVED)
    town.sent(2, "40", "50")
    draft = make_report(
        town.indicator, unit=town.communes[1], counts=False, status=Status.DRAFT,
        figures={"a": {"numerator": "7", "denominator": "9"}},
    )  # fmt: skip
    page = town.page(client, town.officer)
    assert [row[:4] for row in rows(page)] == [
        ["Xã Đông", "–", "–", "–"],  # a draft's numbers are its unit's own
        ["Phường Châu", "40", "50", "80,00"],
        ["Xã An", "80", "100", "80,00"],
    ]
    states = [row[4].split("gửi 18")[0] for row in rows(page)]
    assert states == ["Đang soạn", "Đã gửi, chờ tiếp nhận", "Đã tiếp nhận"]
    assert rows(page, 2)[0][0] == "Trung tâm Y tế"
    assert "Đã tiếp nhận 1/3 đơn vị phải gửi kỳ này, 1 chờ tiếp nhận, 1 chưa gửi: Xã Đông." in (
        " ".join(page.tree.text_content().split())
    )
    draft.delete()
    assert rows(town.page(client, town.officer))[0][4] == "Chưa gửi"


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("name", ["Xã An", "Phường Châu", "Xã Đông"]),
        ("-name", ["Xã Đông", "Phường Châu", "Xã An"]),
        ("rate_a", ["Phường Châu", "Xã An", "Xã Đông"]),
        ("khong-co", ["Xã Đông", "Xã An", "Phường Châu"]),
    ],
)
def test_it_sorts_as_a_vietnamese_dictionary(client, town, sort, names):
    for place, name in enumerate(("An", "Đông", "Châu")):
        town.communes[place].short_name = name
        town.communes[place].save()
    town.sent(0, "90", "100")
    town.sent(2, "10", "100")
    assert [row[0] for row in rows(town.page(client, town.officer, sort=sort))] == names


def test_sums_received_with_submitted_and_the_difference(client, town):
    town.sent(0, "1", "10", Status.APPROVED)
    town.sent(1, "90", "100", Status.APPROVED)
    town.sent(2, "9", "10")
    make_report(town.indicator, status=Status.DRAFT, figures={
        "a": {"numerator": "95", "denominator": "110"}
    })  # fmt: skip
    page = town.page(client, town.officer)
    first = page.tree.xpath("//section[@aria-labelledby='tong-1']//tbody/tr")
    assert [[cell.text_content().strip() for cell in row.xpath("th|td")] for row in first] == [
        ["Đã tiếp nhận (2)", "91", "110", "82,73"],
        ["Kể cả chờ tiếp nhận (3)", "100", "120", "83,33"],
        ["Đơn vị chủ trì báo cáo", "95", "110", "86,36"],
        ["Chênh lệch so với số đã tiếp nhận", "+4", "khớp", "+3,64"],
    ]


def test_a_secret_measure_shows_rates_and_no_amounts(client, town):
    town.indicator.measures.filter(letter="a").update(percent_only=True)
    town.sent(0, "7301", "7302", Status.APPROVED)
    page = town.page(client, town.officer)
    assert ("99,99" in page.text, "7.301" in page.text, "7.302" in page.text) == (
        True, False, False,
    )  # fmt: skip
    with pytest.raises(Refused, match="chỉ báo cáo tỷ lệ"):
        take_over(town.indicator, town.facts, town.wish(), by=town.officer)


@pytest.mark.parametrize("count", [1, 3])
def test_query_count(client, town, django_assert_num_queries, count):
    for place in range(count):
        town.sent(place, "80", "100")
    client.force_login(town.officer)
    with django_assert_num_queries(19):
        assert client.get(town.address()).status_code == 200


def test_the_lead_unit_sees_what_proves_a_figure_before_it_receives_it(client, town, folder):
    sent = town.sent(0, "80", "100")
    make_evidence(sent, name="Sổ cân.pdf")
    make_evidence(sent, b"x", name="Cũ.pdf", removed_at=clock.now())
    draft = town.sent(1, "80", "100", Status.DRAFT)
    make_evidence(draft, b"y", name="Đang soạn.pdf")
    page = town.page(client, town.officer, mo="xa-an", sort="name")
    assert "1 minh chứng" in page.words("dv-xa-an")
    assert "minh chứng" not in page.words("dv-xa-dong")
    links = page.tree.xpath("//section[@id='xem']//ul[@class='evidence']//a")
    assert [link.text_content() for link in links] == ["Sổ cân.pdf"]
    assert whole(client.get(links[0].get("href"))).status_code == 200
    (button,) = page.tree.xpath("//section[@id='xem']//button[@name='receive']")
    assert button.get("value") == ticket(sent)
    assert "Tiếp nhận số liệu của Xã An" in button.text_content()


def test_receiving_goes_on_at_the_next_that_waits_sorted_as_before(client, town):
    first, second = town.sent(0, "80", "100"), town.sent(1, "80", "100")
    client.force_login(town.officer)
    place = f"{town.address()}?sort=-name&cc-sort=state"
    page = Page(client.get(place, {"mo": "xa-dong", "sort": "-name", "cc-sort": "state"}))
    (form,) = page.tree.xpath("//form[.//tbody]")
    assert form.get("action") == place
    (link,) = page.tree.xpath("//tr[@id='dv-xa-an']//a")
    assert link.get("href") == f"{place}&mo=xa-an#xem"
    (wished,) = page.tree.xpath("//section[@id='xem']//input[@name='next']")
    assert wished.get("value") == f"{place}#dv-xa-dong"
    answer = client.post(place, {"receive": ticket(first)})
    assert answer["Location"] == f"{place}#dv-xa-dong"
    answer = client.post(place, {"receive": ticket(second)})
    assert answer["Location"] == f"{place}#tong-1"


def test_a_pressed_heading_leads_back_to_itself(client, town):
    page = town.page(client, town.officer)
    heads = page.tree.xpath("//table[contains(@class, 'contributions')]//th/a")
    assert all(head.get("href").endswith(f"#{head.get('id')}") for head in heads)
    assert len({head.get("id") for head in heads}) == len(heads) > 6


def test_a_closed_quarter_still_receives(client, town):
    report = town.sent(0, "80", "100")
    period = town.resolution.periods.get(quarter=3)
    period.closed_at = datetime.datetime(2024, 9, 23, tzinfo=datetime.UTC)
    period.save()
    assert town.post(client, town.officer, receive=ticket(report)).status == 302
    page = town.page(client, town.officer)
    assert "Lấy tổng vào báo cáo" not in page.text
    assert "Kỳ báo cáo đã khóa" in page.text


# Taking the sum over


def test_one_press_takes_the_sum_as_the_sheet_would_save_it(client, town):
    town.sent(0, "1", "10", Status.APPROVED)
    town.sent(1, "90", "100", Status.APPROVED)
    town.sent(2, "9", "10")
    wish = town.wish()
    answer = town.post(client, town.officer, take="a", seen=wish.seen, version=wish.version)
    assert answer.status == 302
    figure = own_figure()
    assert (figure.value, figure.numerator, figure.denominator) == (None, D(91), D(110))
    assert figure.source_note == "Tổng hợp số của 2/3 xã, phường đã tiếp nhận"
    report = figure.report
    assert (report.unit, report.status, report.version) == (town.lead, "draft", 1)
    assert [edit.by for edit in report.edits.all()] == [town.officer]
    page = town.page(client, town.officer)
    assert "Lấy tổng vào báo cáo" not in page.text, "it stands there already"


def test_the_rest_of_the_figure_stays(town):
    make_report(town.indicator, status=Status.DRAFT, figures={"a": {
        "value": D(80), "nature": "official", "year_estimate": D(84), "source_note": "Sổ cân",
        "warning_reasons": {"differs_from_sum": "cũ", "slipped_comma": "đúng"},
    }})  # fmt: skip
    town.sent(0, "91", "110", Status.APPROVED)
    take_over(town.indicator, town.facts, town.wish(), by=town.officer)
    figure = own_figure()
    assert (figure.value, figure.numerator, figure.nature, figure.source_note) == (
        None, D(91), "official", "Sổ cân",
    )  # fmt: skip
    assert figure.year_estimate == D("92.4"), "84% of 110, as a numerator is typed"
    assert figure.warning_reasons == {"slipped_comma": "đúng"}


def test_the_town_s_quota_stays_the_denominator(town):
    measure = town.indicator.measures.get(letter="a")
    measure.assigned = D(200)
    measure.save()
    town.sent(0, "91", "110", Status.APPROVED)
    take_over(town.indicator, town.facts, town.wish(), by=town.officer)
    assert (own_figure().numerator, own_figure().denominator) == (D(91), D(200))


def test_a_supplier_s_figure_is_taken_over(client, town):
    town.sent(0, "9", "10", Status.APPROVED, letter="c", unit=town.supplier)
    assert "Lấy số này vào báo cáo" in town.page(client, town.officer).text
    take_over(town.indicator, town.facts, town.wish("c"), by=town.officer)
    figure = own_figure("c")
    assert (figure.numerator, figure.source_note) == (D(9), "Số liệu của Trung tâm Y tế")


def test_a_sum_that_changed_meanwhile_is_not_taken(client, town):
    town.sent(0, "1", "10", Status.APPROVED)
    late = town.sent(1, "90", "100")
    wish = town.wish()
    ProgressReport.objects.filter(pk=late.pk).update(status="approved")
    before = plan_and_reports()
    answer = town.post(client, town.officer, take="a", seen=wish.seen, version=wish.version)
    assert answer.status == 409
    assert CHANGED in answer.text
    assert plan_and_reports() == before


def test_a_report_that_somebody_saved_meanwhile_is_not_overwritten(client, town):
    own = make_report(town.indicator, status=Status.DRAFT, figures={
        "a": {"numerator": "5", "denominator": "10"}
    })  # fmt: skip
    town.sent(0, "1", "10", Status.APPROVED)
    wish = town.wish()
    ProgressReport.objects.filter(pk=own.pk).update(version=own.version + 1)
    with pytest.raises(Refused) as refused:
        take_over(town.indicator, town.facts, wish, by=town.officer)
    assert (str(refused.value), refused.value.stale) == (OVERTAKEN, True)
    assert own_figure().numerator == D(5)


def test_twice_changes_nothing_more(town):
    town.sent(0, "1", "10", Status.APPROVED)
    wish = town.wish()
    take_over(town.indicator, town.facts, wish, by=town.officer)
    before = plan_and_reports()
    assert take_over(town.indicator, town.facts, wish, by=town.officer) is None
    assert plan_and_reports() == before


def test_what_was_merely_submitted_is_not_taken(town):
    town.sent(0, "1", "10")
    with pytest.raises(Refused) as refused:
        take_over(town.indicator, town.facts, town.wish(), by=town.officer)
    assert str(refused.value) == NOTHING
    assert not ProgressReport.objects.filter(counts=True).exists()


def test_nothing_goes_into_an_approved_report(client, town):
    make_report(town.indicator, figures={"a": {"numerator": "5", "denominator": "10"}})
    town.sent(0, "1", "10", Status.APPROVED)
    wish, before = town.wish(), plan_and_reports()
    answer = town.post(client, town.officer, take="a", seen=wish.seen, version=wish.version)
    assert (answer.status, plan_and_reports()) == (409, before)
    for reader, status in ((town.leader, 403), (town.clerk, 404)):
        assert town.post(client, reader, take="a", seen="", version="").status == status


@pytest.mark.parametrize("version", ["", "abc", "-1", "9" * 30])
def test_a_forged_press_is_refused(client, town, version):
    town.sent(0, "1", "10", Status.APPROVED)
    before = plan_and_reports()
    answer = town.post(client, town.officer, take="a", seen=town.wish().seen, version=version)
    assert (answer.status, plan_and_reports()) == (409, before)


# Another figure


def test_another_figure_than_the_sum_asks_for_a_reason(client, town):
    town.sent(0, "1", "10", Status.APPROVED)
    town.sent(1, "90", "100")
    client.force_login(town.officer)

    def warned(above):
        fields = {"f-10a-numerator": above, "f-10a-denominator": "110"}
        client.post(town.sheet(town.lead), fields)
        line = town.line().measures[0]
        return [one.sentence for one in line.warnings() if one.code == "differs_from_sum"]

    assert warned("1") == []  # what is received
    assert warned("91") == []  # with what is merely submitted
    assert warned("95") == ["Số 95 khác tổng số các địa phương đã báo (1)."]
    fields = {"move": "submit"}
    answer = client.post(town.sheet(town.lead), fields)
    assert answer.status_code == 422
    reason = {"f-10a-reason-differs_from_sum": "Theo số cân của trạm", "move": "submit"}
    assert client.post(town.sheet(town.lead), reason).status_code == 302
    assert ProgressReport.objects.get(counts=True).status == "submitted"


def test_the_lead_unit_s_sheet_says_how_many_have_sent(client, town):
    town.sent(0, "1", "10", Status.APPROVED)
    town.sent(1, "90", "100")
    client.force_login(town.officer)
    page = Page(client.get(town.sheet(town.lead)))
    (link,) = page.tree.xpath(f"//a[@href='{town.address()}'][contains(., 'xã, phường')]")
    assert link.text_content().startswith("Đã có 2/3 xã, phường gửi, đã tiếp nhận 1")


# What waits


def test_what_waits_for_a_commune_and_for_the_lead_unit(town):
    def waits(user):
        found = [(line.matter.value, line.number) for line in waiting_lines(Duties(user))]
        return [each for each in found if each[1] == "10"]

    supplier = make_user(unit=town.supplier)
    assert waits(town.clerk) == [("unsent", "10")]
    assert waits(supplier) == [], "10c is a matter of the year's end"
    assert waits(town.officer) == [("unsent", "10")]
    report = town.sent(0, "80", "100", Status.DRAFT)
    assert waits(town.clerk) == [("unsent", "10")]
    ProgressReport.objects.filter(pk=report.pk).update(status="submitted")
    assert waits(town.clerk) == []
    assert waits(town.officer) == [("unsent", "10"), ("receive", "10")]
    ProgressReport.objects.filter(pk=report.pk).update(status="approved")
    assert waits(town.officer) == [("unsent", "10")]


def test_the_badge_counts_what_the_list_shows(client, town):
    year_end = make_indicator(town.resolution, measures=[{**WASTE, "pace": "year_end"}])
    make_indicator(town.resolution, measures=[WASTE])
    assert year_end.number
    town.sent(1, "80", "100")
    both = make_user(unit=town.communes[0], also_for=[town.communes[2], town.lead])
    for person in (both, town.clerk, town.officer):
        client.force_login(person)
        page = client.get("/")
        waiting = max((item.waiting for item in page.context["nav"]), default=0)
        assert waiting == len(waiting_lines(Duties(person))), person


def test_the_history_speaks_of_receiving_and_leads_back(client, town):
    report = town.sent(0, "80", "100")
    client.force_login(town.officer)
    where = reverse("targets:report-move", args=[report.pk])
    answer = client.post(where, {"move": "approve"}, follow=True)
    assert answer.redirect_chain == [(town.address(), 302)]
    assert "Đã tiếp nhận số liệu chỉ tiêu 10 của đơn vị." in answer.content.decode()
    text = client.get(reverse("targets:report", args=[report.pk])).content.decode()
    assert "Đã tiếp nhận" in text
    assert "Đã duyệt" not in text
    assert f'href="{town.address()}"' in text


def test_a_press_after_the_session_ended_is_carried_through_the_login(client, town):
    report = town.sent(0, "80", "100")
    client.logout()
    answer = client.post(town.address(), {"receive": ticket(report)})
    assert answer.status_code == 401
    assert "Nội dung đó đi theo trang này" in answer.content.decode()
    report.refresh_from_db()
    assert report.status == "submitted"
