"""The office edits the plan in pages of its own; what was reported is never touched (issue 5)."""

import datetime
from decimal import Decimal as D

import pytest
from auditlog.models import LogEntry
from django.urls import reverse

from targets.actions import plan_edit
from targets.actions.plan_rows import RowMoved, facts_of
from targets.actions.refusal import Refused
from targets.actions.restrictions import Closable, Switch, switch
from targets.models import Indicator, IndicatorGroup, Measure, Resolution
from targets.rules.workflow import Role
from tests.factories import (
    make_directive,
    make_indicator,
    make_measure,
    make_report,
    make_resolution,
    make_unit,
    make_user,
)
from tests.targets.plan_pages import fields_of, opened, post
from tests.targets.tables import every_row

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _pinned_day(settings):
    settings.TODAY = datetime.date(2024, 9, 24)


class Town:
    def __init__(self):
        self.resolution = make_resolution("nq-2024")
        self.office = make_user(Role.OFFICE, full_name="Nguyễn Thị Hà")
        self.economy = make_unit("kinh-te", name="Phòng Kinh tế", order=1)
        self.finance = make_unit("tai-chinh", name="Phòng Tài chính", order=2)
        self.indicator = make_indicator(
            self.resolution,
            number=3,
            lead_unit=self.economy,
            wording="Tổng vốn đầu tư",
            source_wording="Tổng vốn đầu tư *",
        )
        self.measure = self.indicator.measures.get()

    def page(self, name, *further):
        return reverse(f"targets:{name}", args=["nq-2024", *further])

    @property
    def indicator_page(self):
        return self.page("plan-indicator", 3)

    @property
    def measure_page(self):
        return self.page("plan-measure", self.measure.pk)


@pytest.fixture
def town(client):
    town = Town()
    client.force_login(town.office)
    return town


def refused(client, address, fields, status=422, *, do="save", **changes):
    """The page of a refusal; nothing moved."""
    before = every_row()
    response = post(client, address, fields, do=do, **changes)
    assert every_row() == before
    assert response.status_code == status
    return response.content.decode()


# The page of the plan


def test_the_plan_stands_on_one_page(client, town):
    supplier = make_unit("thong-ke", name="Chi cục Thống kê", short_name="Thống kê")
    make_indicator(
        town.resolution, number=4, group=2, lead_unit=None, wording="Hai thành phần",
        measures=[
            {"letter": "a", "name": "Phần a", "pace": "rate", "supplier": supplier},
            {"letter": "b", "name": "Phần b", "target": None, "formula": "decrease"},
        ],
    )  # fmt: skip
    page = client.get(town.page("plan")).content.decode()
    for words in (
        "1. Nhóm 1", "2. Nhóm 2", "Tổng vốn đầu tư", "ít nhất 100", "Phòng Kinh tế",
        "Lũy kế từ đầu năm", "a) Phần a", "Cung cấp số: Thống kê", "Giữ cả năm",
        "Mục tiêu bằng lời", "Mức giảm so với năm trước", "Chưa giao đơn vị chủ trì: chỉ tiêu 4.",
        "chưa có số thực hiện năm trước: chỉ tiêu 4b.",
    ):  # fmt: skip
        assert words in page, words


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_of_the_plan(client, town, django_assert_num_queries, count):
    for number in range(4, 3 + count):
        make_indicator(town.resolution, number=number, coordinating_units=[town.finance])
    with django_assert_num_queries(10):
        page = client.get(town.page("plan")).content.decode()
    assert page.count("p-goal") == 1
    assert page.count("ít nhất 100") == count


def test_the_list_is_narrowed_by_group_and_unit(client, town):
    other = make_indicator(town.resolution, number=4, group=2, lead_unit=town.finance)

    def shown(**query):
        page = client.get(town.page("plan"), query).content.decode()
        return [one.number for one in (town.indicator, other) if f">{one.wording}<" in page]

    assert shown() == [3, 4]
    assert shown(nhom=other.group_id) == [4]
    assert shown(**{"don-vi": town.economy.pk}) == [3]
    assert shown(nhom=other.group_id, **{"don-vi": town.economy.pk}) == []
    for nonsense in ("abc", "-1", "999999", "9" * 40, "²"):
        assert shown(nhom=nonsense, **{"don-vi": nonsense}) == [3, 4]


def test_all_resolutions_are_listed(client, town):
    make_resolution("nq-2025", year=2025, status="draft", title="Nghị quyết mới")
    page = client.get(reverse("targets:plans")).content.decode()
    assert page.index("Nghị quyết mới") < page.index(">Nghị quyết năm 2024<")
    assert "Năm 2025 · Dự thảo" in page


# An indicator


def test_an_indicator_is_changed_and_the_log_tells_it_field_by_field(client, town):
    fields = opened(client, town.indicator_page)
    response = post(
        client, town.indicator_page, fields,
        wording="Tổng vốn <mới>", lead_unit=town.finance.pk,
        coordinating_units=[town.economy.pk], note="Giao tháng 2",
    )  # fmt: skip
    assert (response.status_code, response.url) == (302, town.page("plan"))
    row = Indicator.objects.get(number=3)
    assert (row.wording, row.lead_unit, row.note) == (
        "Tổng vốn <mới>",
        town.finance,
        "Giao tháng 2",
    )
    assert row.source_wording == "Tổng vốn đầu tư *"
    assert list(row.coordinating_units.all()) == [town.economy]
    page = client.get(town.indicator_page).content.decode()
    for words in (
        "Ai đã sửa gì", "Nguyễn Thị Hà", "Tổng vốn &lt;mới&gt;", "thêm Phòng Kinh tế",
        "đơn vị chủ trì",
    ):  # fmt: skip
        assert words in page, words
    log = client.get(reverse("targets:change-log"), {"loai": "indicator"}).content.decode()
    assert "Tổng vốn &lt;mới&gt;" in log


def test_the_history_tells_of_parts_that_are_gone_and_of_closed_ones(client, town):
    gone = make_measure(town.indicator, letter="b", name="Phần đã bỏ", target=None)
    post(client, town.page("plan-measure", gone.pk), {}, do="remove")
    Measure.objects.filter(pk=town.measure.pk).update(formula="ratio", unit_of_measure="%")
    switch(
        [Switch((Closable.MEASURE, town.measure.pk), seen=False, new=True)],
        by=town.office,
        reason="Mật",
    )
    LogEntry.objects.update(actor=town.office)
    page = client.get(town.indicator_page).content.decode()
    assert "Phần đã bỏ" in page
    assert "chỉ báo cáo tỷ lệ" in page


def test_saving_what_is_there_writes_and_logs_nothing(client, town):
    before, entries = every_row(), LogEntry.objects.count()
    for address in (town.indicator_page, town.measure_page, town.page("plan-facts")):
        assert post(client, address, opened(client, address)).status_code == 302
    assert every_row() == before
    assert LogEntry.objects.count() == entries


def test_the_text_as_printed_is_shown_and_never_edited(client, town):
    page = client.get(town.indicator_page).content.decode()
    assert "Tổng vốn đầu tư *" in page
    assert 'name="source_wording"' not in page
    fields = opened(client, town.indicator_page)
    post(client, town.indicator_page, fields, source_wording="khác", note="x")
    town.indicator.refresh_from_db()
    assert (town.indicator.source_wording, town.indicator.note) == ("Tổng vốn đầu tư *", "x")
    row = Indicator.objects.get(number=3)
    names = ("group", "number", "lead_unit", "coordinating_units", "source_wording")
    wish = {"group": row.group_id, "number": 3, "lead_unit": None, "coordinating_units": set()}
    with pytest.raises(Refused, match="Nguyên văn"):
        plan_edit.change_indicator(
            row, {**wish, "source_wording": "khác"}, seen=facts_of(row, names), by=town.office
        )


def test_in_a_draft_the_text_as_printed_is_a_box(client, town):
    Resolution.objects.update(status="draft")
    fields = opened(client, town.indicator_page)
    post(client, town.indicator_page, fields, source_wording="Đúng nguyên văn")
    town.indicator.refresh_from_db()
    assert town.indicator.source_wording == "Đúng nguyên văn"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"wording": " "}, "Hãy ghi nội dung chỉ tiêu."),
        ({"number": "x"}, "Hãy ghi một số nguyên từ 1 đến 999."),
        ({"number": ""}, "Hãy ghi một số nguyên từ 1 đến 999."),
        ({"number": "4"}, "Số 4 đang là của chỉ tiêu"),
        ({"group": "999"}, "Hãy chọn một nhóm trong danh sách."),
        ({"lead_unit": "999"}, "Hãy chọn một đơn vị trong danh sách."),
        ({"coordinating_units": ["999"]}, "không còn trong danh sách"),
        ({"note": "ế" * 6000}, "tối đa 5.000 ký tự"),
    ],
)
def test_bad_input_is_told_beside_its_box_and_stays(client, town, changes, says):
    make_indicator(town.resolution, number=4)
    fields = opened(client, town.indicator_page)
    page = refused(client, town.indicator_page, fields, **{"label": "[3]", **changes})
    assert says in page
    kept = fields_of(page)
    assert kept["label"] == "[3]"
    ((name, value),) = changes.items()
    assert f'id="{name}_error"' in page
    if isinstance(value, str) and not value.isspace() and name not in {"group", "lead_unit"}:
        assert kept[name] == value


def test_the_lead_unit_does_not_coordinate_itself(client, town):
    fields = opened(client, town.indicator_page)
    changes = {"coordinating_units": [town.economy.pk]}
    page = refused(client, town.indicator_page, fields, **changes)
    assert "không đồng thời là đơn vị phối hợp" in page


def test_an_inactive_unit_keeps_what_it_has_but_gets_nothing_new(client, town):
    ended = make_unit("cu", name="Phòng cũ", is_active=False)
    page = refused(
        client, town.indicator_page, opened(client, town.indicator_page), lead_unit=ended.pk
    )
    assert "Hãy chọn một đơn vị trong danh sách." in page
    Indicator.objects.filter(number=3).update(lead_unit=ended)
    fields = opened(client, town.indicator_page)
    assert fields["lead_unit"] == str(ended.pk)
    assert post(client, town.indicator_page, fields, note="x").status_code == 302


def test_a_new_lead_while_the_old_one_reports_is_asked_about(client, town):
    make_report(town.indicator, 3, status="draft", figures={"": "5"})
    fields = opened(client, town.indicator_page)
    page = refused(client, town.indicator_page, fields, lead_unit=town.finance.pk)
    assert "(9 tháng: Phòng Kinh tế)" in page
    kept = fields_of(page)
    assert kept["lead_unit"] == str(town.finance.pk)
    assert post(client, town.indicator_page, kept, confirm="on").status_code == 302
    assert town.indicator.reports.get().unit == town.economy
    assert Indicator.objects.get(number=3).lead_unit == town.finance


def test_an_indicator_is_added_with_a_measure_and_a_history(client, town):
    address = town.page("plan-indicator-new")
    fields = opened(client, address)
    assert (fields["number"], fields["label"]) == ("4", "(4)")
    response = post(client, address, fields, wording="Chỉ tiêu mới", lead_unit=town.finance.pk)
    assert response.status_code == 302
    made = Indicator.objects.get(number=4)
    assert (made.group, made.lead_unit) == (town.indicator.group, town.finance)
    assert list(made.measures.values_list("name", "letter")) == [("Chỉ tiêu mới", "")]
    assert "Thêm" in client.get(town.page("plan-indicator", 4)).content.decode()


def test_an_indicator_is_taken_away_while_nothing_was_reported(client, town):
    other = make_indicator(town.resolution, number=4)
    response = post(client, town.page("plan-indicator", 4), {}, do="remove")
    assert response.status_code == 302
    assert not Indicator.objects.filter(pk=other.pk).exists()
    assert LogEntry.objects.filter(action=LogEntry.Action.DELETE).exists()


def test_an_indicator_that_was_reported_or_spoken_of_stays(client, town):
    make_report(town.indicator, 2, status="draft")
    page = refused(client, town.indicator_page, {}, do="remove")
    assert "đã có báo cáo (6 tháng đầu năm) nên không bỏ được" in page
    assert fields_of(page)["wording"] == "Tổng vốn đầu tư"
    other = make_indicator(town.resolution, number=4)
    make_directive(other, by=town.office)
    page = refused(client, town.page("plan-indicator", 4), {}, do="remove")
    assert "lịch sử phải giữ" in page


# Two windows


def test_of_two_people_one_wins_and_the_other_sees_both(client, town):
    first, second = (opened(client, town.indicator_page) for _ in range(2))
    post(client, town.indicator_page, first, wording="Của người thứ nhất", note="Ghi chú một")
    page = refused(
        client, town.indicator_page, second, 409, wording="Của người thứ hai", label="(iii)"
    )
    kept = fields_of(page)
    assert "Người khác vừa đổi thành “Của người thứ nhất”. Muốn giữ" in page
    assert "“Ghi chú một”; ô này đã lấy theo đó." in page
    assert (kept["wording"], kept["note"], kept["label"]) == (
        "Của người thứ hai", "Ghi chú một", "(iii)",
    )  # fmt: skip
    assert post(client, town.indicator_page, kept).status_code == 302
    row = Indicator.objects.get(number=3)
    assert (row.wording, row.note, row.label) == ("Của người thứ hai", "Ghi chú một", "(iii)")


def test_every_kind_of_box_is_told_of_when_it_moved(client, town):
    first, second = (opened(client, town.measure_page) for _ in range(2))
    changes = {
        "formula": "ratio", "baseline": "12,5", "by_locality": ["on"], "detail_labels": "Xã\nHuyện",
        "supplier": str(town.finance.pk),
    }  # fmt: skip
    assert post(client, town.measure_page, first, **changes).status_code == 302
    page = refused(client, town.measure_page, second, 409, name="Tên khác")
    kept = fields_of(page)
    assert {name: kept[name] for name in changes} == changes
    for told in ("Tỷ lệ: tử số/mẫu số", "“12,5”", "“có”", "Phòng Tài chính"):
        assert told in page
    fresh = opened(client, town.indicator_page)
    post(client, town.indicator_page, fresh, coordinating_units=[town.finance.pk])
    page = refused(client, town.indicator_page, fresh, 409, note="x")
    assert fields_of(page)["coordinating_units"] == [str(town.finance.pk)]
    assert "Người khác vừa đổi thành “thêm Phòng Tài chính”; ô này đã lấy theo đó." in page


@pytest.mark.parametrize("seen", ["", "{", "[]", '{"wording": "x"}', '"x"', "null"])
def test_a_page_that_does_not_tell_what_it_showed_is_refused(client, town, seen):
    fields = opened(client, town.indicator_page)
    page = refused(client, town.indicator_page, fields, seen=seen, wording="khác")
    assert "Trang không còn đúng phiên bản" in page


def test_the_act_itself_compares_with_what_was_seen(town):
    row = Resolution.objects.get()
    seen = facts_of(row, ["title"])
    assert plan_edit.change_resolution(row, {"title": "Một"}, seen=seen, by=town.office)
    with pytest.raises(RowMoved) as moved:
        plan_edit.change_resolution(row, {"title": "Hai"}, seen=seen, by=town.office)
    assert moved.value.now == {"title": "Một"}
    assert Resolution.objects.get().title == "Một"


def test_somebody_took_the_row_away_meanwhile(town):
    other = make_indicator(town.resolution, number=4)
    plan_edit.remove_indicator(Indicator.objects.get(pk=other.pk), by=town.office)
    with pytest.raises(Refused, match="vừa được người khác bỏ") as gone:
        plan_edit.remove_indicator(other, by=town.office)
    assert gone.value.stale


# A measure


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("plan-indicator", 99), ("plan-measure", 0), ("plan-target", 0), ("plan-assignments", 0),
        ("plan-group", 0), ("plan-measure-new", 99), ("plan-task", 0), ("plan-task-group", 0),
    ],
)  # fmt: skip
def test_a_press_upon_a_row_that_is_gone_says_so(client, town, name, where):
    address = town.page(name, where)
    assert client.get(address).status_code == 404
    before = every_row()
    response = client.post(address, {"do": "save"}, follow=True)
    assert "Mục này vừa được người khác bỏ hoặc đổi số" in response.content.decode()
    assert response.redirect_chain[0][1] == 302
    assert every_row() == before


def test_a_measure_is_changed_in_all_its_columns(client, town):
    last_year = make_resolution("nq-2023", year=2023)
    earlier = make_indicator(last_year, number=3).measures.get()
    fields = opened(client, town.measure_page)
    changes = {
        "letter": "a", "name": "Vốn", "unit_of_measure": "%", "decimals": "3", "formula": "ratio",
        "pace": "level", "baseline": "81,5", "start": "80", "numerator_label": "Đạt",
        "denominator_label": "Tổng", "detail_labels": "Xã, phường\n\n Cơ quan ",
        "assigned": "1.200", "assigned_basis": "tỉnh giao", "by_locality": "on",
        "supplier": town.finance.pk, "method": "Chia", "source": "Sổ", "continues": earlier.pk,
    }  # fmt: skip
    assert post(client, town.measure_page, fields, **changes).status_code == 302
    row = Measure.objects.values(*changes, "percent_only").get(pk=town.measure.pk)
    assert row == {
        **changes, "decimals": 3, "baseline": D("81.5"), "start": 80, "assigned": 1200,
        "detail_labels": ["Xã, phường", "Cơ quan"], "by_locality": True, "percent_only": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    "changes",
    [{"formula": "ratio"}, {"pace": "level"}, {"baseline": "5"}, {"unit_of_measure": "%"}],
)
def test_reading_reported_figures_otherwise_asks_first(client, town, changes):
    make_report(town.indicator, 1, figures={"": "5"})
    make_report(town.indicator, 2, figures={"": "9"})
    fields = opened(client, town.measure_page)
    assert "confirm" not in client.get(town.measure_page).content.decode()
    page = refused(client, town.measure_page, fields, method="Mới", **changes)
    assert "Đã có báo cáo (Quý I, 6 tháng đầu năm)" in page
    kept = fields_of(page)
    assert kept["method"] == "Mới"
    assert post(client, town.measure_page, kept, confirm="on").status_code == 302
    ((name, value),) = changes.items()
    assert str(getattr(Measure.objects.get(pk=town.measure.pk), name)) == value


def test_what_reads_no_figure_otherwise_asks_nothing(client, town):
    make_report(town.indicator, 1, figures={"": "5"})
    fields = opened(client, town.measure_page)
    assert post(client, town.measure_page, fields, method="Mới", decimals="0").status_code == 302


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": ""}, "Hãy ghi tên thành phần."),
        ({"decimals": "9"}, "từ 0 đến 6"),
        ({"formula": "nonsense"}, ""),
        ({"baseline": "12.5"}, "Dùng dấu phẩy"),
        ({"start": "abc"}, ""),
        ({"detail_labels": "\n".join("abcdefghijklmn")}, "Tối đa 12 số chi tiết"),
        ({"detail_labels": "x" * 61}, "tối đa 60 ký tự"),
        ({"detail_labels": "Xã\nXã"}, "Hai dòng trùng tên"),
        ({"letter": "abc"}, "tối đa 2 ký tự"),
        ({"continues": "999"}, "Hãy chọn một thành phần"),
    ],
)
def test_bad_input_of_a_measure(client, town, changes, says):
    fields = opened(client, town.measure_page)
    page = refused(client, town.measure_page, fields, **{"method": "Giữ", **changes})
    ((name, _),) = changes.items()
    assert f'id="{name}_error"' in page
    assert says in page
    assert fields_of(page)["method"] == "Giữ"


def test_a_closed_measure_does_not_lose_its_rate(client, town):
    Measure.objects.filter(pk=town.measure.pk).update(
        percent_only=True, formula="ratio", unit_of_measure="%"
    )
    fields = opened(client, town.measure_page)
    page = refused(client, town.measure_page, fields, formula="value", unit_of_measure="người")
    assert "chỉ báo cáo tỷ lệ" in page
    assert "Nội dung hạn chế" in page


def test_a_measure_is_added_and_taken_away(client, town):
    address = town.page("plan-measure-new", 3)
    fields = opened(client, address)
    assert "mỗi thành phần cần một chữ" in refused(client, address, fields, name="Phần b")
    assert post(client, address, fields, name="Phần b", letter="b").status_code == 302
    made = Measure.objects.get(letter="b")
    assert Measure.objects.get(pk=town.measure.pk).letter == "a"
    assert "đã có thành phần mang chữ này" in refused(
        client, address, fields, name="Phần b", letter="b"
    )
    response = post(client, town.page("plan-measure", made.pk), {}, do="remove")
    assert (response.status_code, response.url) == (302, town.indicator_page)
    assert not Measure.objects.filter(letter="b").exists()
    assert "thành phần duy nhất" in refused(client, town.measure_page, {}, do="remove")


def test_once_reported_a_measure_is_added_only_after_a_yes_and_none_goes(client, town):
    make_report(town.indicator, 1, figures={"": "5"})
    make_measure(town.indicator, letter="b", target=None)
    address = town.page("plan-measure-new", 3)
    fields = opened(client, address)
    page = refused(client, address, fields, name="Phần c", letter="c")
    assert "đã có báo cáo (Quý I)" in page
    kept = fields_of(page)
    assert post(client, address, kept, confirm="on").status_code == 302
    assert "không bỏ được" in refused(client, town.measure_page, {}, do="remove")


def test_a_measure_of_another_resolution_is_not_here(client, town):
    other = make_indicator(make_resolution("nq-2025", year=2025)).measures.get()
    for name in ("plan-measure", "plan-target", "plan-assignments"):
        assert client.get(town.page(name, other.pk)).status_code == 404


# Groups and the resolution itself


def test_groups_are_added_renamed_and_removed_when_empty(client, town):
    address = town.page("plan-group-new")
    fields = opened(client, address)
    assert fields["number"] == "2"
    assert "Số 1 đang là của nhóm" in refused(client, address, fields, number="1", name="Kinh tế")
    assert post(client, address, fields, name="Xã hội").status_code == 302
    group = IndicatorGroup.objects.get(number=2)
    page = town.page("plan-group", group.pk)
    assert post(client, page, opened(client, page), name="Văn hóa", number="5").status_code == 302
    group.refresh_from_db()
    assert (group.number, group.name) == (5, "Văn hóa")
    assert post(client, page, {}, do="remove").status_code == 302
    assert IndicatorGroup.objects.count() == 1
    own = town.page("plan-group", town.indicator.group_id)
    assert "Nhóm còn chỉ tiêu" in refused(client, own, {}, do="remove")


def test_the_resolution_s_own_facts(client, town):
    address = town.page("plan-facts")
    fields = opened(client, address)
    changes = {
        "title": "Nghị quyết Hội nghị lần thứ 15", "number": "05-NQ/TU", "issuer": "Thị ủy",
        "superior": "Tỉnh ủy", "adopted_on": "12/12/2023", "overall_goal": "Phấn đấu\nvươn lên",
    }  # fmt: skip
    assert post(client, address, fields, **changes).status_code == 302
    row = Resolution.objects.values(*changes).get()
    assert row == {**changes, "adopted_on": datetime.date(2023, 12, 12)}
    page = refused(client, address, opened(client, address), title="", adopted_on="31/02/2024")
    assert "Hãy ghi tên nghị quyết." in page
    assert "Ngày chưa đúng" in page
    assert fields_of(page)["adopted_on"] == "31/02/2024"


def test_a_closed_resolution_is_not_edited(client, town):
    Resolution.objects.update(status="closed")
    for address, changes in (
        (town.page("plan-facts"), {"title": "Khác"}),
        (town.indicator_page, {"note": "Khác"}),
        (town.measure_page, {"method": "Khác"}),
        (town.page("plan-group-new"), {"name": "Khác"}),
    ):
        page = refused(client, address, opened(client, address), **changes)
        assert "Nghị quyết đã kết thúc nên kế hoạch không sửa nữa." in page
        assert "Khác" in page


# From draft to the end


def test_a_resolution_begins_ends_and_begins_again(client, town):
    Resolution.objects.update(status="draft")
    address = town.page("plan-status")
    page = client.get(address).content.decode()
    assert "Bắt đầu thực hiện" in page
    response = client.post(address, {"seen": "draft", "status": "active"})
    assert (response.status_code, response.url) == (302, town.page("plan"))
    assert "Còn kỳ chưa khóa: Quý I" in client.get(address).content.decode()
    before = every_row()
    response = client.post(address, {"seen": "active", "status": "closed"})
    assert (response.status_code, every_row()) == (422, before)
    town.resolution.periods.update(closed_at=datetime.datetime(2024, 12, 31, tzinfo=datetime.UTC))
    assert client.post(address, {"seen": "active", "status": "closed"}).status_code == 302
    assert client.post(address, {"seen": "closed", "status": "active"}).status_code == 302
    assert Resolution.objects.get().status == "active"
    steps = LogEntry.objects.get_for_model(Resolution).filter(action=LogEntry.Action.UPDATE)
    assert [entry.changes_dict["status"] for entry in steps.order_by("pk")] == [
        ["draft", "active"], ["active", "closed"], ["closed", "active"],
    ]  # fmt: skip


def test_a_draft_that_is_not_ready_does_not_begin(client, town):
    Resolution.objects.update(status="draft")
    Indicator.objects.update(lead_unit=None)
    town.measure.targets.update(proposed=True)
    page = client.get(town.page("plan-status")).content.decode()
    assert "Chưa giao đơn vị chủ trì: chỉ tiêu 3." in page
    assert "Mức còn là đề xuất chép từ năm trước: chỉ tiêu 3." in page
    before = every_row()
    answer = client.post(town.page("plan-status"), {"seen": "draft", "status": "active"})
    assert (answer.status_code, every_row()) == (422, before)
    Indicator.objects.all().delete()
    town.resolution.periods.all().delete()
    page = client.get(town.page("plan-status")).content.decode()
    assert "Nghị quyết chưa có chỉ tiêu nào." in page
    assert "Nghị quyết chưa có kỳ báo cáo nào." in page


@pytest.mark.parametrize(
    ("seen", "status", "code"),
    [("draft", "active", 409), ("active", "draft", 422), ("active", "", 422), ("", "", 409)],
)
def test_a_step_that_is_none_or_late_changes_nothing(client, town, seen, status, code):
    before = every_row()
    answer = client.post(town.page("plan-status"), {"seen": seen, "status": status})
    assert (answer.status_code, every_row()) == (code, before)


# Who


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICE])
def test_the_acts_are_the_office_s(town, role):
    person = make_user(role, unit=town.economy)
    before = every_row()
    row = Resolution.objects.get()
    with pytest.raises(Refused) as no:
        plan_edit.change_resolution(row, {"title": "x"}, seen={}, by=person)
    assert no.value.forbidden
    assert every_row() == before


def test_after_the_session_has_ended_the_post_is_carried_through_the_login(client, town):
    fields = opened(client, town.indicator_page)
    client.logout()
    page = post(client, town.indicator_page, fields, note="Dài").content.decode()
    assert 'name="carried"' in page
    assert Indicator.objects.get(number=3).note == ""


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_of_an_indicator(client, town, django_assert_num_queries, count):
    for letter in "bc"[: count - 1]:
        make_measure(town.indicator, letter=letter, target=None)
    make_unit()
    client.get(town.indicator_page)  # after this the kinds of rows in the log are known
    with django_assert_num_queries(10):
        client.get(town.indicator_page)
    with django_assert_num_queries(8):
        client.get(town.measure_page)
