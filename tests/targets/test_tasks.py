"""The task pages: list, tally and filters, table, timeline, one task (issue 3, step 1)."""

import datetime
import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from targets.models import DeadlineExtension, Resolution
from targets.rules.workflow import Role
from tests.factories import (
    make_directive,
    make_indicator,
    make_resolution,
    make_task,
    make_unit,
    make_update,
    make_user,
    make_work_item,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pinned_day")]


class Town:
    """Two groups; in the first a task with an item of every kind, in the second a quiet one."""

    def __init__(self):
        self.resolution = make_resolution("nq-2024")
        self.office = make_user(Role.OFFICE)
        self.unit = make_unit("ban-tuyen-giao", name="Ban Tuyên giáo", short_name="BTG")
        self.other = make_unit("phong-kinh-te", name="Phòng Kinh tế", order=1)
        self.task = make_task(self.resolution, lead_unit=self.unit)
        for name, due, fields in (
            ("trễ", date(2024, 8, 29), {"state": "running"}),
            ("sắp", date(2024, 10, 9), {"state": "running"}),
            ("đang", date(2024, 12, 31), {"state": "running"}),
            ("chưa", date(2025, 1, 31), {}),
            ("không hạn", None, {}),
            ("dừng", date(2024, 12, 31), {"state": "paused"}),
            ("xong", date(2024, 6, 30), {"state": "done", "done_on": date(2024, 7, 4)}),
        ):
            make_work_item(self.task, name=name, due_on=due, **fields)
        self.closed = make_work_item(
            self.task, name="đã đóng rồi", closed_at=timezone.now(), closed_reason="Dừng"
        )
        self.quiet = make_task(self.resolution, group=2, lead_unit=self.other)
        self.quiet_item = make_work_item(self.quiet, name="việc khác", product="Báo cáo")


@pytest.fixture
def town(client):
    town = Town()
    client.force_login(town.office)
    return town


LIST = "/nhiem-vu/nq-2024/"
TIMELINE = "/nhiem-vu/nq-2024/dong-thoi-gian/"


def read(client, path, **query):
    return client.get(path, query).content.decode()


def names(page):
    """The work items a page lists."""
    return re.findall(r'<a class="row-link" href="/dau-viec/\d+/">([^<]+)</a>', page)


def tally_of(page):
    """(word, count, address) of each cell of the strip."""
    found = re.findall(r'<a href="([^"]+)"[^>]*><b><span.*?</span>(\d+)</b>([^<]+)</a>', page)
    return [(word, int(count), unescape(url)) for url, count, word in found]


class TestList:
    def test_the_strip_counts_every_item_once(self, client, town):
        page = read(client, LIST)
        assert [(word, count) for word, count, _ in tally_of(page)] == [
            ("Quá hạn", 1),
            ("Đến hạn trong 15 ngày", 1),
            ("Đang thực hiện", 1),
            ("Chưa đến hạn", 3),
            ("Tạm dừng", 1),
            ("Hoàn thành", 1),
        ]
        assert "<strong>1/8</strong> đầu việc" in page

    def test_each_count_leads_to_what_it_counts(self, client, town):
        for _, count, url in tally_of(read(client, LIST)):
            assert len(names(client.get(url).content.decode())) == count

    def test_nobody_paused_no_such_count(self, client, town):
        town.task.work_items.filter(state="paused").delete()
        assert "Tạm dừng" not in [word for word, _, _ in tally_of(read(client, LIST))]

    def test_what_presses_stands_first_and_closed_ones_are_left_out(self, client, town):
        assert names(read(client, LIST)) == [
            "Trễ", "Sắp", "Đang", "Chưa", "Không hạn", "Dừng", "Xong", "Việc khác",
        ]  # fmt: skip

    def test_words(self, client, town):
        page = read(client, LIST)
        for words in (
            "Quá hạn 26 ngày", "Còn 15 ngày", "Đang thực hiện", "Chưa đến hạn",
            "Chưa triển khai", "Tạm dừng", "Hoàn thành 04/07, muộn 4 ngày",
            "1/7 đầu việc xong", "Quá hạn 1 việc",
        ):  # fmt: skip
            assert words in page, words

    def test_open_where_something_is_overdue_or_filtered(self, client, town):
        assert read(client, LIST).count('<details class="task" open>') == 1
        assert read(client, LIST, **{"don-vi": "phong-kinh-te"}).count("open>") == 1
        assert read(client, LIST).count('<details class="task"') == 2

    def test_the_newest_update_and_the_first_date(self, client, town):
        item = town.task.work_items.get(name="trễ")
        zone = timezone.get_current_timezone()
        make_update(item, text="cũ hơn", at=datetime.datetime(2024, 9, 1, 8, tzinfo=zone))
        make_update(
            item,
            text="Chờ góp ý <của> nhân chứng",
            percent=60,
            at=datetime.datetime(2024, 9, 12, 8, tzinfo=zone),
        )
        DeadlineExtension.objects.create(
            work_item=item, first_due_on=date(2024, 7, 31), due_on=item.due_on, reason="Chờ",
            at=timezone.now(),
        )  # fmt: skip
        page = read(client, LIST)
        assert "Cập nhật 12/09: Chờ góp ý &lt;của&gt; nhân chứng" in page
        assert "cũ hơn" not in page
        assert "Gia hạn một lần, hạn đầu 31/07/2024" in page

    def test_words_of_a_secret_matter_are_not_listed(self, client, town):
        item = town.task.work_items.get(name="trễ")
        make_update(item, text="nội dung không nên hiện")
        item.progress_only = True
        item.save()
        for page in (read(client, LIST), read(client, LIST, xem="bang")):
            assert "nội dung không nên hiện" not in page

    def test_a_task_without_items(self, client, town):
        make_task(town.resolution, title="Nhiệm vụ mới tinh")
        page = read(client, LIST)
        assert "Nhiệm vụ mới tinh" in page
        assert "chưa có đầu việc" in page
        assert "Nhiệm vụ mới tinh" not in read(client, LIST, han="qua-han")

    def test_nothing_there(self, client, town):
        make_resolution("trong")
        assert "Nghị quyết chưa có nhiệm vụ nào" in read(client, "/nhiem-vu/trong/")
        client.force_login(make_user(unit=make_unit()))
        assert "Đơn vị chưa được giao nhiệm vụ nào" in read(client, LIST)

    def test_the_offices_button(self, client, town):
        assert "Đôn đốc 1 việc quá hạn" in read(client, LIST)
        client.force_login(make_user(Role.LEADER))
        assert "Đôn đốc 1 việc" not in read(client, LIST)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"nhom": "2"}, ["Việc khác"]),
        ({"don-vi": "phong-kinh-te"}, ["Việc khác"]),
        ({"trang-thai": "hoan-thanh"}, ["Xong"]),
        ({"trang-thai": "tam-dung"}, ["Dừng"]),
        ({"trang-thai": "dang-thuc-hien"}, ["Trễ", "Sắp", "Đang"]),
        ({"trang-thai": "chua-trien-khai"}, ["Chưa", "Không hạn", "Việc khác"]),
        ({"han": "qua-han"}, ["Trễ"]),
        ({"han": "15-ngay"}, ["Sắp"]),
        ({"han": "con-han"}, ["Đang", "Chưa", "Không hạn", "Dừng", "Việc khác"]),
        ({"nhom": "1", "han": "con-han", "trang-thai": "tam-dung"}, ["Dừng"]),
        ({"nhom": "2", "han": "qua-han"}, []),
    ],
)
@pytest.mark.parametrize("path", [LIST, TIMELINE])
def test_filters(client, town, path, query, expected):
    found = names(read(client, path, **query))
    assert sorted(found) == sorted(expected)
    if not expected:
        assert "Không có đầu việc nào" in read(client, path, **query)


@pytest.mark.parametrize(
    "query",
    [{"nhom": "99"}, {"nhom": "<b>"}, {"don-vi": "x"}, {"trang-thai": "x"}, {"han": "\x00"},
     {"xem": "x"}, {"sort": "x"}, {"nhom": "-1", "han": "1e9"}],
)  # fmt: skip
def test_nonsense_in_the_address_is_not_asked_for(client, town, query):
    for path in (LIST, TIMELINE):
        assert len(names(read(client, path, **query))) == 8


def test_the_tally_keeps_group_and_unit(client, town):
    page = read(client, LIST, nhom="2", han="qua-han")
    cells = tally_of(page)
    assert [(word, count) for word, count, _ in cells if count] == [("Chưa đến hạn", 1)]
    assert cells[0][2] == f"{LIST}?nhom=2&han=qua-han"
    assert page.count('aria-current="true"><b>') == 1


class TestTable:
    @pytest.mark.parametrize(
        ("sort", "first"),
        [("", "Trễ"), ("-state", "Xong"), ("name", "Chưa"), ("due", "Xong"), ("-due", "Không hạn"),
         ("number", "Trễ"), ("-number", "Việc khác"), ("-lead", "Việc khác"), ("product", None),
         ("news_at", None), ("-news_at", "Đang")],
    )  # fmt: skip
    def test_sorting(self, client, town, sort, first):
        make_update(town.task.work_items.get(name="đang"), text="tin mới")
        found = names(read(client, LIST, xem="bang", sort=sort))
        assert len(found) == 8
        assert first is None or found[0] == first

    def test_filters_and_sorting_live_together(self, client, town):
        page = read(client, LIST, xem="bang", nhom="1", han="con-han")
        assert names(page) == ["Đang", "Chưa", "Không hạn", "Dừng"]
        assert 'href="?xem=bang&amp;nhom=1&amp;han=con-han&amp;sort=name"' in page
        assert '<input type="hidden" name="xem" value="bang">' in page

    def test_nothing_found(self, client, town):
        page = read(client, LIST, xem="bang", nhom="2", han="qua-han")
        assert "Không có đầu việc nào theo bộ lọc này" in page


class TestTimeline:
    def test_each_item_in_the_quarter_it_is_due(self, client, town):
        page = read(client, TIMELINE)
        found = re.findall(r'<td data-label="([^"]+)" class="tl-mark.*?<strong>([^<]*)<', page)
        assert found == [
            ("Quý II", "30/06"), ("Quý III", "29/08"), ("Quý IV", "09/10"), ("Quý IV", "31/12"),
            ("Quý IV", "31/12"), ("Sang năm 2025", "31/01"), ("Chưa có hạn", ""),
            ("Quý IV", "31/12"),
        ]  # fmt: skip
        assert "Quý II<small>1/1 xong</small>" in page
        assert "Quý I<small>không có</small>" in page
        assert 'class="is-now">Quý III' in page

    def test_a_column_only_where_something_stands(self, client, town):
        page = read(client, TIMELINE, nhom="2")
        assert "Sang năm" not in page
        assert "Chưa có hạn" not in page


class TestTask:
    def path(self, number="1.1"):
        return f"/nhiem-vu/nq-2024/muc/{number}/"

    def test_what_the_resolution_says_and_who_does_it(self, client, town):
        town.task.source_wording = "Nguyên văn <có lỗi>"
        town.task.save()
        town.task.coordinating_units.add(town.other)
        indicator = make_indicator(town.resolution, wording="Tổng vốn đầu tư")
        town.task.indicators.add(indicator)
        page = read(client, self.path())
        for words in (
            "Nội dung nhiệm vụ 1.1.", "Nguyên văn &lt;có lỗi&gt;", "Phòng Kinh tế",
            "<strong>Ban Tuyên giáo</strong>", "1 đầu việc đã đóng", "Đã đóng rồi", "Dừng",
            f'<a href="/chi-tieu/nq-2024/{indicator.number}/">{indicator.number}. Tổng vốn',
        ):  # fmt: skip
            assert words in page, words
        assert len(names(page)) == 7

    def test_the_same_wording_stands_once(self, client, town):
        town.task.source_wording = town.task.wording
        town.task.save()
        assert "Nguyên văn" not in read(client, self.path())

    def test_an_indicator_the_unit_may_not_read_is_no_link(self, client, town):
        indicator = make_indicator(town.resolution, wording="Tổng vốn đầu tư")
        town.task.indicators.add(indicator)
        client.force_login(make_user(unit=town.unit))
        page = read(client, self.path())
        assert "Tổng vốn đầu tư" in page
        assert "/chi-tieu/" not in page

    def test_only_the_office_adds(self, client, town):
        assert "Thêm đầu việc" in read(client, self.path())
        for role in (Role.LEADER, Role.REPORTER, Role.HEAD):
            client.force_login(make_user(role, unit=town.unit))
            assert "Thêm đầu việc" not in read(client, self.path())

    def test_to_the_tasks_before_and_after(self, client, town):
        assert "Nhiệm vụ sau (2.1)" in read(client, self.path())
        assert "Nhiệm vụ trước (1.1)" in read(client, self.path("2.1"))
        assert "Nhiệm vụ sau" not in read(client, self.path("2.1"))

    def test_no_such_task(self, client, town):
        assert client.get(self.path("9.9")).status_code == 404


class TestRows:
    def test_a_unit_sees_what_it_leads_coordinates_or_has_an_item_in(self, client, town):
        client.force_login(make_user(unit=town.other))
        assert names(read(client, LIST)) == ["Việc khác"]
        assert client.get("/nhiem-vu/nq-2024/muc/1.1/").status_code == 404
        make_work_item(town.task, name="phần của kinh tế", lead_unit=town.other)
        assert len(names(read(client, LIST))) == 9

    def test_one_press_to_what_the_own_unit_leads(self, client, town):
        make_work_item(town.task, name="phần của kinh tế", lead_unit=town.other)
        client.force_login(make_user(unit=town.other))
        link = re.search(r'<a href="([^"]+)">Chỉ xem việc đơn vị chủ trì', read(client, LIST))[1]
        page = client.get(unescape(link)).content.decode()
        assert names(page) == ["Phần của kinh tế", "Việc khác"]
        assert "Chỉ xem việc đơn vị chủ trì" not in page
        client.force_login(town.office)
        assert "Chỉ xem việc đơn vị chủ trì" not in read(client, LIST)

    def test_drafts_are_for_the_office(self, client, town):
        Resolution.objects.update(status="draft")
        paths = [LIST, TIMELINE, "/nhiem-vu/nq-2024/muc/1.1/", f"/dau-viec/{town.quiet_item.pk}/"]
        assert [client.get(path).status_code for path in paths] == [200] * 4
        client.force_login(make_user(Role.LEADER))
        assert [client.get(path).status_code for path in paths] == [404] * 4

    def test_the_newest_resolution(self, client, town):
        make_resolution("nq-2023", year=2023)
        answer = client.get(reverse("targets:newest-tasks"))
        assert (answer.status_code, answer.url) == (302, LIST)

    def test_no_resolution_at_all(self, client):
        client.force_login(make_user(Role.OFFICE))
        page = read(client, reverse("targets:newest-tasks"))
        assert "Chưa có nghị quyết nào" in page


def test_a_task_holds_what_was_asked_about_it(client):
    task = make_task(make_resolution("nq-2024"))
    make_directive(task, text="Vì sao chưa xong?", due=date(2024, 9, 30))
    for role, writes in ((Role.LEADER, True), (Role.REPORTER, False)):
        client.force_login(make_user(role, unit=task.lead_unit))
        page = client.get("/nhiem-vu/nq-2024/muc/1.1/").content.decode()
        assert "Vì sao chưa xong?" in page
        assert ("Ghi ý kiến, yêu cầu giải trình" in page) is writes


def grow(resolution, count):
    for _ in range(count):
        task = make_task(resolution, indicators=[make_indicator(resolution)])
        item = make_work_item(task)
        make_update(item)
        make_directive(task, due=date(2024, 9, 30))
        DeadlineExtension.objects.create(
            work_item=item, first_due_on=date(2024, 7, 31), due_on=item.due_on, reason="Chờ",
            at=timezone.now(),
        )  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"),
    [(LIST, 7), (f"{LIST}?xem=bang", 7), (TIMELINE, 7), ("/nhiem-vu/nq-2024/muc/1.1/", 15)],
)
@pytest.mark.parametrize("role", [Role.OFFICE, Role.REPORTER])
def test_query_counts(client, django_assert_num_queries, count, path, queries, role):
    resolution = make_resolution("nq-2024")
    grow(resolution, count)
    unit = resolution.task_groups.get().tasks.first().lead_unit
    resolution.task_groups.get().tasks.update(lead_unit=unit)
    client.force_login(make_user(role, unit=unit))
    # Which units are theirs, which the office is asked of a task's directives; there units are
    # asked whether they coordinate
    extra = 1 if role is Role.REPORTER else 0
    with django_assert_num_queries(queries + extra):
        assert client.get(path).status_code == 200
