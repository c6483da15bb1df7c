"""The unit's sheet: what it shows, and what a plain form saves (design §5, §7)."""

import datetime
from decimal import Decimal as D

import pytest
from django.urls import reverse

from targets.models import Assignment, Figure, FigureEdit, PeriodExtension, ProgressReport
from targets.rules.workflow import Role, Status
from tests.factories import make_event, make_indicator, make_report, make_unit, make_user
from tests.targets.sheets import HTMX, Desk, Page
from tests.targets.tables import every_row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pinned_day")]


def saved(letter="", number=1):
    return Figure.objects.get(
        report__period__quarter=3, report__indicator__number=number, measure__letter=letter
    )


# Opening it


def test_looking_makes_no_report(client):
    desk = Desk("value", "ratio")
    client.force_login(desk.officer)
    before = every_row()
    page = desk.open(client)
    assert page.status == 200
    assert every_row() == before
    assert {"f-1-value", "f-2-numerator", "f-2-denominator", "f-2-value"} <= set(page.values)


def test_a_box_for_each_number_of_the_formula(client):
    desk = Desk("value", "ratio", "quota", "decrease", "percent_only", "year_end", "words")
    client.force_login(desk.officer)
    boxes = set(desk.open(client).values)
    kinds = ("value", "numerator", "denominator")
    shown = {
        number: [kind for kind in kinds if f"f-{number}-{kind}" in boxes] for number in range(1, 8)
    }
    assert shown == {
        1: ["value"],
        2: ["value", "numerator", "denominator"],
        3: ["numerator"],  # the quota is the denominator
        4: ["value", "numerator", "denominator"],
        5: ["value"],
        6: ["value"],
        7: ["value"],
    }
    for number in range(1, 8):
        names = ("nature", "year_estimate", "missing_reason", "expected_on", "as_of", "source_note")
        assert {f"f-{number}-{name}" for name in names} <= boxes
        words = ("results", "difficulties", "causes", "proposals", "version")
        assert {f"r-{number}-{name}" for name in words} <= boxes


def test_measures_of_one_indicator_have_letters(client):
    desk = Desk()
    desk.indicators.append(desk.lead("ratio", "value"))
    client.force_login(desk.officer)
    page = desk.fill(client, {"f-1a-numerator": "9", "f-1a-denominator": "10", "f-1b-value": "2"})
    assert page.status == 302
    assert (saved("a").numerator, saved("a").denominator, saved("b").value) == (9, 10, 2)


def test_a_unit_that_leads_nothing_is_told_so(client):
    desk = Desk(code="xa-pho-an", kind="locality")
    make_indicator(desk.resolution)
    client.force_login(desk.officer)
    page = desk.open(client)
    assert page.status == 200
    assert "Kỳ này đơn vị không phải báo cáo chỉ tiêu nào" in page.text
    assert "f-1-value" not in page.text


def test_references_stand_beside_the_boxes(client):
    desk = Desk("value")
    desk.last_quarter(value="3694")
    desk.report(figures={"": {"value": "5560.4", "year_ago": "5100.5"}})
    client.force_login(desk.officer)
    line = desk.open(client).words("e-1")
    assert "Cùng kỳ 2023 5.100,5" in line
    assert "6 tháng đầu năm 3.694,0" in line
    assert "Mức cần có 5.625,0" in line, "7.500 × 0,75"
    assert "Mục tiêu: 7500 ·" in line
    assert "Riêng kỳ này: 1.866,4" in line, "5.560,4 less 3.694"
    assert "Chậm tiến độ" in line


def test_a_report_that_was_returned_says_why_and_until_when(client):
    desk = Desk("value")
    office = make_user(Role.OFFICE, full_name="Lê Văn Phòng")
    report = desk.report(status=Status.RETURNED, figures={"": "11"})
    make_event(report, "submit", by=desk.officer)
    make_event(
        report,
        "return",
        by=office,
        minute=1,
        note="Chưa khớp số Kho bạc.",
        answer_by=datetime.date(2024, 9, 26),
    )
    client.force_login(desk.officer)
    page = desk.open(client)
    assert "bị trả lại, đề nghị sửa và gửi lại trước hết ngày 26/09/2024" in page.text
    assert "Chưa khớp số Kho bạc." in page.text
    assert "Lê Văn Phòng" in page.text
    assert "f-1-value" in page.values


@pytest.mark.parametrize("status", [Status.SIGNING, Status.SUBMITTED, Status.APPROVED])
def test_what_was_sent_is_read_only(client, status):
    desk = Desk("value")
    desk.report(status=status, figures={"": "11"})
    client.force_login(desk.officer)
    page = desk.open(client)
    assert "f-1-value" not in page.values
    assert "11,0 tỷ đồng" in page.words("e-1")


def test_the_slip_prints_filled_and_blank(client):
    desk = Desk("value")
    desk.report(figures={"": {"value": "5560.4", "year_estimate": "7600"}})
    client.force_login(desk.officer)

    def slip(**query):
        page = desk.open(client, **query)
        (paper,) = page.tree.xpath("//*[contains(@class, 'sheet-print')]")
        return " ".join(paper.text_content().split())

    assert "5.560,4" in slip()
    assert "THỦ TRƯỞNG ĐƠN VỊ" in slip()
    assert "5.560,4" not in slip(trong="")


def test_own_sheet_goes_to_the_latest_opened_period(client):
    desk = Desk("value")
    client.force_login(desk.officer)
    assert client.get(reverse("targets:own-sheet")).url == desk.address(3)
    client.force_login(make_user(Role.OFFICE))
    assert client.get(reverse("targets:own-sheet")).url == reverse("home")


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("closed", [False, True])
@pytest.mark.parametrize("role", [Role.REPORTER, Role.HEAD, Role.OFFICE, Role.LEADER])
def test_query_count(client, django_assert_num_queries, count, closed, role):
    desk = Desk(*["value"] * count)
    for number in range(1, count + 1):
        desk.last_quarter(number, value="5")
        report = desk.report(number, figures={"": "7"})
        make_event(report, "return", by=desk.officer)
    if closed:
        desk.close()
    client.force_login(make_user(role, unit=desk.unit))
    with django_assert_num_queries(14 if closed else 13):
        page = desk.open(client)
    assert all(page.has(f"ct-{number}") for number in range(1, count + 1))


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_of_saving_one(client, django_assert_num_queries, count):
    """However many indicators the sheet has, one is saved."""
    desk = Desk(*["value"] * count)
    desk.report(figures={"": "7"})
    client.force_login(desk.officer)
    with django_assert_num_queries(19):
        page = desk.send(client, {"f-1-value": "8", "r-1-version": "0"}, headers=HTMX)
    assert page.status == 200


# Saving it


def test_a_plain_form_saves_what_was_typed(client):
    desk = Desk("value", "ratio")
    client.force_login(desk.officer)
    page = desk.fill(
        client,
        {
            "f-1-value": "5.560,4",
            "f-1-nature": "preliminary",
            "f-1-year_estimate": "7600",
            "f-1-year_ago": "5.100,5",
            "f-1-as_of": "20/09/2024",
            "f-1-source_note": "Chi cục Thuế",
            "f-2-numerator": "41.449",
            "f-2-denominator": "43.085",
            "r-1-results": "Thu đạt khá.",
            "r-1-difficulties": "Đấu giá đất chậm.",
            "r-1-causes": "Giá khởi điểm cao.",
            "r-1-proposals": "Xác định lại giá.",
        },
    )
    assert (page.status, page.response.url) == (302, desk.address())
    figure = saved()
    assert (figure.value, figure.nature, figure.year_estimate, figure.year_ago) == (
        D("5560.4"), "preliminary", 7600, D("5100.5"),
    )  # fmt: skip
    assert (figure.as_of, figure.source_note) == (datetime.date(2024, 9, 20), "Chi cục Thuế")
    report = figure.report
    assert (report.results, report.difficulties, report.causes, report.proposals) == (
        "Thu đạt khá.", "Đấu giá đất chậm.", "Giá khởi điểm cao.", "Xác định lại giá.",
    )  # fmt: skip
    assert (report.status, report.counts, report.unit, report.saved_by, report.version) == (
        "draft", True, desk.unit, desk.officer, 1,
    )  # fmt: skip
    assert (saved(number=2).numerator, saved(number=2).denominator) == (41449, 43085)
    assert "Đã lưu" in desk.open(client).text


def test_a_script_saves_one_indicator_and_is_told_when(client):
    desk = Desk("value", "ratio")
    client.force_login(desk.officer)
    page = desk.send(client, {"f-1-value": "5.560,4", "r-1-version": "0"}, headers=HTMX)
    assert page.status == 200
    assert saved().value == D("5560.4")
    assert "Đã lưu" in page.words("s-1")
    assert "Chậm tiến độ" in page.words("v-1")
    assert page.tree.xpath("//*[@name='r-1-version']/@value") == ["1"]
    assert not page.has("s-2"), "the other indicator is left alone"
    assert not page.has("f-1-value"), "the box somebody types in is never replaced"


def test_a_preview_saves_nothing(client):
    desk = Desk("value")
    client.force_login(desk.officer)
    before = every_row()
    page = desk.send(client, {"f-1-value": "7600"}, move="preview", headers=HTMX)
    assert page.status == 200
    assert every_row() == before
    assert "Vượt" in page.words("v-1")
    assert "Chưa lưu" in page.words("s-1")


def test_saving_what_is_saved_changes_nothing(client):
    desk = Desk("value", "ratio", "quota", "decrease", "year_end")
    client.force_login(desk.officer)
    typed = {
        "f-1-value": "5.560,4",
        "f-2-numerator": "9",
        "f-2-denominator": "10",
        "f-3-numerator": "260,5",
        "f-4-value": "2,68",
        "f-5-year_estimate": "91,5",
        "r-1-results": "Đạt khá.",
        "f-1-as_of": "20/09/2024",
    }
    assert desk.fill(client, typed).status == 302
    before = every_row()
    assert desk.fill(client, {}).status == 302
    assert every_row() == before


def test_an_untouched_sheet_makes_no_report(client):
    desk = Desk("value", "ratio", "quota", "decrease", "year_end", "words")
    client.force_login(desk.officer)
    assert desk.fill(client, {}).status == 302
    assert not ProgressReport.objects.exists()


def test_what_is_not_posted_keeps_its_saved_value(client):
    desk = Desk("value")
    report = desk.report(
        figures={"": {"value": "5", "nature": "official", "year_estimate": "9", "year_ago": "4"}},
        results="Đã ghi.",
    )
    client.force_login(desk.officer)
    assert desk.send(client, {"f-1-value": "6"}).status == 302
    figure = saved()
    assert (figure.value, figure.nature, figure.year_estimate, figure.year_ago) == (
        6, "official", 9, 4,
    )  # fmt: skip
    report.refresh_from_db()
    assert report.results == "Đã ghi."


@pytest.mark.parametrize(("text", "value"), [("", None), ("  ", None), ("0", 0), ("0,0", 0)])
def test_a_blank_is_no_figure_and_zero_is_zero(client, text, value):
    desk = Desk("value")
    desk.report(figures={"": "5"})
    client.force_login(desk.officer)
    assert desk.fill(client, {"f-1-value": text}).status == 302
    assert saved().value == value


def test_every_digit_comes_back_as_it_was_typed(client):
    desk = Desk("value")
    client.force_login(desk.officer)
    desk.fill(client, {"f-1-value": "123.456.789.012,123456"})
    assert saved().value == D("123456789012.123456")
    assert desk.open(client).values["f-1-value"] == "123456789012,123456"


def test_a_quota_fills_the_denominator_and_the_figure_keeps_its_own_copy(client):
    desk = Desk("quota")
    client.force_login(desk.officer)
    desk.fill(client, {"f-1-numerator": "260,5"})
    assert (saved().numerator, saved().denominator) == (D("260.5"), D("482.5"))

    measure = desk.indicators[0].measures.get()
    measure.assigned = D(500)
    measure.save()
    page = desk.open(client)
    assert "260,5/482,5" in page.words("n-1")
    assert "482,5 tỷ đồng" in page.words("e-1"), "the sheet shows what the figure stands on"
    desk.fill(client, {"f-1-numerator": "270"})
    assert saved().denominator == D("482.5")


def test_what_was_given_to_the_unit_comes_before_the_measures_own_quota(client):
    desk = Desk("quota")
    Assignment.objects.create(
        measure=desk.indicators[0].measures.get(), unit=desk.unit, assigned=D(200)
    )
    client.force_login(desk.officer)
    desk.fill(client, {"f-1-numerator": "100"})
    assert saved().denominator == 200


def test_decomposed_letters_are_stored_composed(client):
    desk = Desk("value")
    client.force_login(desk.officer)
    decomposed = "Thu nga\u0302n sa\u0301ch \u0111a\u0323t"
    page = desk.fill(client, {"f-1-value": "5", "r-1-results": decomposed})
    assert page.status == 302
    assert ProgressReport.objects.get().results == "Thu ngân sách đạt"


def test_control_characters_are_left_out_of_notes(client):
    desk = Desk("value")
    client.force_login(desk.officer)
    page = desk.fill(client, {"r-1-results": "Một\x00\x07\x1b dòng\r\nhai\tcột\x85"})
    assert page.status == 302
    assert ProgressReport.objects.get().results == "Một dòng\nhai\tcột"


def test_each_save_notes_who_changed_what(client):
    desk = Desk("value")
    desk.report(figures={"": {"value": "5", "source_note": "Thuế"}}, results="Cũ.")
    client.force_login(desk.officer)
    desk.fill(client, {"f-1-value": "0", "f-1-source_note": "", "f-1-as_of": "20/09/2024"})
    desk.fill(client, {"r-1-results": "Mới.", "f-1-nature": "official"})
    first, second = FigureEdit.objects.all()
    assert first.by == desk.officer
    assert sorted(first.changes, key=lambda change: change["field"]) == [
        {"key": "1", "field": "as_of", "old": "", "new": "20/09/2024"},
        {"key": "1", "field": "source_note", "old": "Thuế", "new": ""},
        {"key": "1", "field": "value", "old": "5", "new": "0"},
    ]
    assert second.changes == [
        {"key": "1", "field": "results", "old": "Cũ.", "new": "Mới."},
        {"key": "1", "field": "nature", "old": "estimate", "new": "official"},
    ]


@pytest.mark.parametrize("headers", [None, HTMX])
def test_keeping_last_quarters_number_needs_no_further_reason(client, headers):
    desk = Desk("value")
    desk.last_quarter(value="3694")
    client.force_login(desk.officer)
    page = desk.open(client)
    assert ("keep", "1") in page.buttons
    assert desk.send(client, page.values, headers=headers, keep="1").status in {200, 302}
    figure = saved()
    assert (figure.value, figure.warning_reasons) == (3694, {"unchanged": "Giữ như quý trước"})
    assert desk.fill(client, {}, move="submit").status == 302
    assert ProgressReport.objects.get(period__quarter=3).status == "submitted"


def test_a_unit_with_more_time_goes_on_after_closing(client):
    desk = Desk("value")
    desk.close()
    client.force_login(desk.officer)
    assert "f-1-value" not in desk.open(client).values
    until = datetime.date(2024, 9, 24)
    PeriodExtension.objects.create(period=desk.period(), unit=desk.unit, until=until)
    assert desk.fill(client, {"f-1-value": "5"}).status == 302
    assert saved().value == 5


def test_the_office_enters_for_a_unit(client):
    desk = Desk("value")
    office = make_user(Role.OFFICE)
    client.force_login(office)
    page = desk.open(client)
    assert "Bạn đang nhập thay" in page.text
    assert desk.fill(client, {"f-1-value": "5"}).status == 302
    assert ProgressReport.objects.get().saved_by == office


def test_somebody_who_also_acts_for_a_unit_enters_for_it(client):
    desk = Desk("value")
    neighbour = make_user(unit=make_unit(), also_for=[desk.unit])
    client.force_login(neighbour)
    assert desk.fill(client, {"f-1-value": "5"}).status == 302


@pytest.mark.parametrize("who", ["leader", "upper unit"])
def test_who_only_reads_cannot_save(client, who):
    town = make_unit("ubnd")
    desk = Desk("value", parent=town)
    desk.report(figures={"": "5"})
    person = make_user(Role.LEADER) if who == "leader" else make_user(unit=town)
    client.force_login(person)
    page = desk.open(client)
    assert page.status == 200
    assert page.values.keys() <= {"csrfmiddlewaretoken"}
    before = every_row()
    for headers in (None, HTMX):
        for fields in ({"f-1-value": "6"}, {"f-1-value": "5"}, {}):
            assert desk.send(client, fields, headers=headers).status == 403
    assert every_row() == before


def test_figures_of_a_report_that_came_before_stay_apart_by_unit(client):
    """A locality's own report on the same indicator is not the sheet's."""
    desk = Desk("value")
    locality = make_unit("xa-pho-an", kind="locality")
    make_report(desk.indicators[0], unit=locality, counts=False, status="draft", figures={"": "1"})
    client.force_login(desk.officer)
    assert desk.open(client).values["f-1-value"] == ""
    desk.fill(client, {"f-1-value": "5"})
    assert sorted(ProgressReport.objects.values_list("unit__code", "counts")) == [
        ("phong-tai-chinh", True),
        ("xa-pho-an", False),
    ]


def test_other_methods_are_refused(client):
    desk = Desk("value")
    client.force_login(desk.officer)
    assert client.put(desk.address()).status_code == 405
    assert client.get(f"{desk.address()}dan/").status_code == 405
    assert Page(client.head(desk.address())).status == 200
