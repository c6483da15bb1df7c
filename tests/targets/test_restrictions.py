"""The office closes amounts and words of secret matters: switches, log, two windows."""

import datetime

import pytest
from auditlog.models import LogEntry
from django.urls import reverse
from lxml import html

from targets import clock
from targets.actions.restrictions import (
    CannotClose,
    Closable,
    Switch,
    SwitchedMeanwhile,
    switch,
)
from targets.models import Measure, WorkItem
from targets.rules.workflow import Role
from tests.factories import (
    make_evidence,
    make_indicator,
    make_report,
    make_resolution,
    make_task,
    make_unit,
    make_user,
    make_work_item,
)
from tests.targets.sheets import MEASURES
from tests.targets.tables import every_row

pytestmark = pytest.mark.django_db
WHY = "Số quân <nhập ngũ>"


@pytest.fixture(autouse=True)
def _pinned_day(settings):
    settings.TODAY = datetime.date(2024, 9, 24)


class Town:
    def __init__(self):
        self.resolution = make_resolution("nq-2024")
        self.office = make_user(Role.OFFICE)
        self.army = make_unit("quan-su", name="Ban Chỉ huy Quân sự")
        self.indicator = make_indicator(
            self.resolution,
            number=12,
            lead_unit=self.army,
            measures=[{**MEASURES["ratio"], "letter": "a"}, {**MEASURES["value"], "letter": "b"}],
        )
        self.ratio = self.indicator.measures.get(letter="a")
        self.amount = self.indicator.measures.get(letter="b")
        self.item = make_work_item(make_task(self.resolution), name="diễn tập khu vực phòng thủ")
        self.address = reverse("targets:restrictions", args=["nq-2024"])

    def closed(self):
        measures = Measure.objects.filter(percent_only=True).order_by("pk")
        items = WorkItem.objects.filter(progress_only=True).order_by("pk")
        return [*measures, *items]


@pytest.fixture
def town(client):
    town = Town()
    client.force_login(town.office)
    return town


class Page:
    def __init__(self, response):
        self.status = response.status_code
        self.text = response.content.decode()
        self.tree = html.fromstring(self.text)

    @property
    def fields(self):
        """What the form would post as it stands."""
        found = {}
        for box in self.tree.xpath("//form[@method='post' and .//textarea]//*[@name]"):
            if box.get("type") == "checkbox":
                if box.get("checked") is not None:
                    found[box.get("name")] = "on"
            elif box.tag == "textarea":
                found[box.get("name")] = (box.text or "").strip()
            else:
                found[box.get("name")] = box.get("value", "")
        return found

    @property
    def errors(self):
        lines = self.tree.xpath("//*[contains(@class, 'field-error')]")
        return {line.get("id"): " ".join(line.text_content().split()) for line in lines}


def opened(client, town, **query):
    return Page(client.get(town.address, query))


def save(client, town, fields, **changes):
    typed = {**fields, **changes}
    return client.post(town.address, {k: v for k, v in typed.items() if v is not None})


def refused(client, town, fields, **changes):
    before = every_row()
    page = Page(save(client, town, fields, **changes))
    assert every_row() == before
    return page


def test_every_measure_and_work_item_with_its_switch(client, town):
    page = opened(client, town)
    rows = [" ".join(row.itertext()).split() for row in page.tree.xpath("//tbody/tr")]
    rows = [" ".join(row) for row in rows]
    assert rows[0].startswith("Chỉ tiêu 12. Chỉ tiêu số 12")
    assert "Ban Chỉ huy Quân sự Chỉ báo cáo tỷ lệ" in rows[1]
    assert "Chỉ tiêu tính bằng tỷ đồng, không phải tỷ lệ nên không đặt được." in rows[2]
    assert rows[3].startswith("Nhiệm vụ 1.1. Nhiệm vụ 1.1")
    assert rows[4].startswith("Diễn tập khu vực phòng thủ")
    assert "Chỉ theo dõi tiến độ" in rows[4]
    assert set(page.fields) == {
        f"s-m{town.ratio.pk}", f"s-w{town.item.pk}", "reason", "csrfmiddlewaretoken",
    } - ({"csrfmiddlewaretoken"} - set(page.fields))  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
def test_query_count(client, town, django_assert_num_queries, count):
    for number in range(1, count):
        make_indicator(town.resolution, number=number, measures=[MEASURES["ratio"]])
        make_work_item(make_task(town.resolution))
    with django_assert_num_queries(6):
        page = client.get(town.address).content.decode()
    assert page.count("Chỉ theo dõi tiến độ</label>") + page.count('name="c-w') >= count


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICE])
def test_it_is_the_office_s(client, town, role):
    fields = opened(client, town).fields
    client.force_login(make_user(role, unit=town.army))
    before = every_row()
    assert client.get(town.address).status_code == 404
    assert save(client, town, fields, **{f"c-m{town.ratio.pk}": "on"}).status_code == 404
    assert every_row() == before


def test_one_save_for_all_each_logged_with_its_reason(client, town):
    LogEntry.objects.all().delete()
    fields = opened(client, town).fields
    changes = {f"c-m{town.ratio.pk}": "on", f"c-w{town.item.pk}": "on", "reason": WHY}
    response = save(client, town, fields, **changes)
    assert (response.status_code, response.url) == (302, town.address)
    assert town.closed() == [town.ratio, town.item]
    town.item.refresh_from_db()
    assert town.item.version == 1, "whoever has its form open is told"
    log = [
        (entry.object_pk, entry.actor, entry.changes_dict.get("percent_only")
         or entry.changes_dict.get("progress_only"), entry.additional_data)
        for entry in LogEntry.objects.order_by("pk")
    ]  # fmt: skip
    assert log == [
        (str(town.ratio.pk), town.office, ["False", "True"], {"reason": WHY}),
        (str(town.item.pk), town.office, ["False", "True"], {"reason": WHY}),
    ]
    page = opened(client, town)
    assert "Đã hạn chế 2 mục." in page.text
    assert "Đang hạn chế 2 mục" in page.text
    save(client, town, page.fields, **{f"c-m{town.ratio.pk}": None})
    assert town.closed() == [town.item]
    opened_again = LogEntry.objects.order_by("pk").last()
    assert opened_again.additional_data == {"indicator": town.ratio.indicator_id}


def test_saving_what_is_there_changes_nothing(client, town):
    before = every_row()
    assert save(client, town, opened(client, town).fields).status_code == 302
    assert every_row() == before
    assert "Không có mục nào thay đổi." in opened(client, town).text


def test_what_is_filtered_away_stays(client, town):
    Measure.objects.filter(pk=town.ratio.pk).update(percent_only=True)
    page = opened(client, town, loai="dau-viec")
    assert f"s-m{town.ratio.pk}" not in page.fields
    save(client, town, page.fields, **{f"c-w{town.item.pk}": "on"})
    assert town.closed() == [town.ratio, town.item]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"loai": "chi-tieu"}, {"m"}),
        ({"loai": "dau-viec"}, {"w"}),
        ({"don-vi": "quan-su"}, {"m"}),
        ({"dang": "da"}, set()),
        ({"dang": "chua"}, {"m", "w"}),
        ({"loai": "x", "dang": "'", "don-vi": "khong-co"}, {"m", "w"}),
    ],
)
def test_filters(client, town, query, shown):
    page = opened(client, town, **query)
    assert {name[2] for name in page.fields if name.startswith("s-")} == shown


def test_nothing_matches_the_filter(client, town):
    assert "Không có mục nào khớp bộ lọc" in opened(client, town, dang="da").text


def test_two_windows_never_overwrite_in_silence(client, town):
    first, second = opened(client, town).fields, opened(client, town).fields
    box = f"c-m{town.ratio.pk}"
    save(client, town, first, **{box: "on"})
    save(client, town, opened(client, town).fields, **{box: None})
    third = {**second, f"s-m{town.ratio.pk}": "1"}  # as it stood in between
    page = refused(client, town, third, **{f"c-w{town.item.pk}": "on", "reason": WHY})
    assert page.status == 409
    assert page.errors == {
        f"{box}_error": "Người khác vừa tắt mục này. Muốn giữ lựa chọn của bạn thì bấm Lưu lần nữa."
    }
    kept = page.fields
    assert (kept.get(f"c-w{town.item.pk}"), kept["reason"]) == ("on", WHY)
    assert save(client, town, kept).status_code == 302
    assert town.closed() == [town.item]


def test_what_somebody_closed_in_the_same_way_is_no_conflict_elsewhere(client, town):
    first, second = opened(client, town).fields, opened(client, town).fields
    save(client, town, first, **{f"c-m{town.ratio.pk}": "on"})
    assert save(client, town, second, **{f"c-w{town.item.pk}": "on"}).status_code == 302
    assert town.closed() == [town.ratio, town.item]


def test_an_amount_cannot_be_closed(client, town):
    """The page has no switch for it; a forged one is refused."""
    fields = opened(client, town).fields
    forged = {f"c-m{town.amount.pk}": "on", f"s-m{town.amount.pk}": "0"}
    page = refused(client, town, fields, **forged, **{f"c-w{town.item.pk}": "on"})
    assert page.status == 422
    assert page.errors == {
        f"c-m{town.amount.pk}_error": "Chỉ tiêu tính bằng tỷ đồng, không phải tỷ lệ nên không đặt "
        "được."
    }
    assert page.fields[f"c-w{town.item.pk}"] == "on"
    key = (Closable.MEASURE, town.amount.pk)
    with pytest.raises(CannotClose, match="tính bằng tỷ đồng"):
        switch([Switch(key, seen=False, new=True)], by=town.office)
    assert town.closed() == []


def test_a_measure_that_lost_its_rate_meanwhile(client, town):
    fields = opened(client, town).fields
    Measure.objects.filter(pk=town.ratio.pk).update(formula="value", unit_of_measure="hộ")
    page = refused(client, town, fields, **{f"c-m{town.ratio.pk}": "on"})
    assert page.status == 422
    assert "Chỉ tiêu tính bằng hộ" in page.text


def test_a_stale_switch_is_refused(town):
    key = (Closable.WORK_ITEM, town.item.pk)
    wish = Switch(key, seen=False, new=True)
    switch([wish], by=town.office)
    with pytest.raises(SwitchedMeanwhile) as told:
        switch([wish], by=town.office)
    assert told.value.now == {key: True}


@pytest.mark.parametrize(("name", "value"), [("s-m", "x"), ("reason", "ế" * 501)])
def test_forged_or_too_long(client, town, name, value):
    fields = opened(client, town).fields
    name = f"s-m{town.ratio.pk}" if name == "s-m" else name
    page = refused(client, town, fields, **{name: value, f"c-w{town.item.pk}": "on"})
    assert page.status == 422
    assert "Chưa lưu gì: còn 1 ô cần xem lại" in page.text
    assert page.fields[f"c-w{town.item.pk}"] == "on"


def test_short_address_and_unknown_resolution(client, town):
    response = client.get(reverse("targets:newest-restrictions"))
    assert (response.status_code, response.url) == (302, town.address)
    assert client.get(reverse("targets:restrictions", args=["khong-co"])).status_code == 404
    town.resolution.delete()
    page = client.get(reverse("targets:newest-restrictions"))
    assert "Chưa có nghị quyết nào" in page.content.decode()


def _notes(page):
    """By the switch's name, what it says of evidence."""
    found = {}
    for box in page.tree.xpath("//input[@type='checkbox']"):
        notes = [page.tree.get_element_by_id(one) for one in _described(box)]
        found[box.get("name")] = " ".join(" ".join(note.text_content().split()) for note in notes)
    return found


def _described(box):
    return (box.get("aria-describedby") or "").split()


def test_what_a_switch_hides_is_told_before_it_is_saved(client, town, folder):
    """Of every period and unit, files and links; what was taken off is hidden already."""
    for unit, counts in ((town.army, True), (make_unit("xa-a"), False)):
        report = make_report(town.indicator, unit=unit, counts=counts)
        make_evidence(report)
    make_evidence(report, link="https://vanban.noibo/1")
    make_evidence(report, b"b", removed_at=clock.now())
    page = opened(client, town)
    told = "3 minh chứng đã đính kèm ở chỉ tiêu 12."
    assert _notes(page) == {f"c-m{town.ratio.pk}": f"Bật thì ẩn {told}", f"c-w{town.item.pk}": ""}
    save(client, town, page.fields, **{f"c-m{town.ratio.pk}": "on"})
    assert _notes(opened(client, town))[f"c-m{town.ratio.pk}"] == f"Đang ẩn {told}"
