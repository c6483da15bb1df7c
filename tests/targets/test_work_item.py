"""The page of one work item: forms, refusals that keep what was typed, history (issue 3, 1)."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from targets import clock
from targets.models import DeadlineExtension, TaskUpdate, WorkItem
from targets.rules.workflow import Role
from tests.factories import (
    make_resolution,
    make_task,
    make_unit,
    make_update,
    make_user,
    make_work_item,
)
from tests.targets.tables import every_row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pinned_day")]
SECRET = "Không nhập nội dung thuộc bí mật nhà nước, bí mật công tác đảng."


class Town:
    def __init__(self, **fields):
        self.resolution = make_resolution("nq-2024")
        self.unit = make_unit("ban-tuyen-giao", name="Ban Tuyên giáo")
        self.officer = make_user(unit=self.unit, full_name="Phan Thị Thu Sương")
        self.office = make_user(Role.OFFICE, full_name="Nguyễn Thị Thu Hà")
        self.task = make_task(self.resolution, lead_unit=self.unit)
        fields = {"name": "bản thảo lần 1", "due_on": date(2024, 8, 31)} | fields
        self.item = make_work_item(self.task, **fields)
        self.path = reverse("targets:work-item", args=[self.item.pk])


@pytest.fixture
def town(client):
    town = Town()
    client.force_login(town.officer)
    return town


def read(client, path):
    return client.get(path).content.decode()


def post(client, town, do, **fields):
    town.item.refresh_from_db()
    fields = {"do": do, "version": town.item.version} | fields
    return client.post(town.path, fields)


def refused(client, town, do, status, **fields):
    """The page of a post that changed nothing."""
    before = every_row()
    answer = post(client, town, do, **fields)
    assert answer.status_code == status
    assert every_row() == before
    return answer.content.decode()


def errors(page):
    return [
        unescape(text)
        for text in re.findall(r'class="field-error[^>]*>.*?<span>(.*?)</span>', page)
    ]


class TestUpdating:
    def test_a_lead_unit_tells_how_it_goes(self, client, town):
        answer = post(
            client, town, "update", state="running", percent="71 %", text="Xong 05/07 chương",
            difficulties="Thiếu tư liệu", proposals="Cho gặp nhân chứng", next_step="Chương 6",
            product_number="12-KH/BTG", product_date="20/09/2024", told_by="không ai",
        )  # fmt: skip
        assert (answer.status_code, answer.url) == (302, town.path)
        update = TaskUpdate.objects.get()
        assert (update.state, update.percent, update.told_by) == ("running", 71, "")
        page = read(client, town.path)
        for words in (
            "Đã ghi cập nhật.", "Đang thực hiện, 71%", "Xong 05/07 chương", "Thiếu tư liệu",
            "Cho gặp nhân chứng", "Chương 6", "số 12-KH/BTG ngày 20/09/2024",
            "Phan Thị Thu Sương, Ban Tuyên giáo", "Quá hạn 24 ngày",
        ):  # fmt: skip
            assert words in page, words
        assert SECRET in page

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"percent": "101"}, "Tỷ lệ là số nguyên từ 0 đến 100"),
            ({"percent": "-1"}, "Tỷ lệ là số nguyên từ 0 đến 100"),
            ({"percent": "60,5"}, "Tỷ lệ là số nguyên từ 0 đến 100"),
            ({"percent": "٣"}, "Tỷ lệ là số nguyên từ 0 đến 100"),
            ({"product_date": "32/13/2024"}, "Ngày chưa đúng"),
            ({"product_date": "hôm qua"}, "Ngày chưa đúng"),
            ({"product_date": "25/09/2024"}, "Ngày văn bản không thể sau hôm nay"),
            ({"done_on": "20/09/2024"}, "hãy chọn trạng thái Hoàn thành"),
            ({"state": "done", "done_on": "25/09/2024"}, "không thể sau hôm nay"),
            ({"state": "gone"}, "Hãy chọn một trạng thái"),
            ({"text": "x" * 5001}, "Nội dung dài 5.001 ký tự; tối đa 5.000 ký tự"),
            ({"product_number": "x" * 101}, "tối đa 100 ký tự"),
            ({"version": "x"}, "Hãy tải lại trang"),
            ({"version": ""}, "Hãy tải lại trang"),
        ],
    )
    def test_bad_input_keeps_all_that_was_typed(self, client, town, fields, words):
        typed = {"state": "running", "text": "điều đã gõ", "difficulties": "khó khăn đã gõ"}
        page = refused(client, town, "update", 422, **(typed | fields))
        assert any(words in error for error in errors(page)), errors(page)
        assert "khó khăn đã gõ" in page
        assert (fields.get("text") or "điều đã gõ") in page

    def test_somebody_was_quicker_and_both_are_there_to_read(self, client, town):
        make_update(town.item, text="người kia vừa ghi", by=town.officer)
        WorkItem.objects.update(version=1, state="paused")
        before = every_row()
        typed = {"do": "update", "version": "0", "state": "running", "text": "điều tôi vừa gõ"}
        answer = client.post(town.path, typed)
        page = answer.content.decode()
        assert (answer.status_code, every_row()) == (409, before)
        for words in ("người kia vừa ghi", "điều tôi vừa gõ", "vừa được người khác thay đổi"):
            assert words in page
        assert '<input type="hidden" name="version" value="1"' in page
        assert client.post(town.path, typed | {"version": "1"}).status_code == 302

    def test_done(self, client, town):
        post(client, town, "update", state="done", done_on="20/09/2024")
        page = read(client, town.path)
        assert "Hoàn thành 20/09, muộn 20 ngày" in page
        assert "Hoàn thành ngày 20/09/2024" in page

    def test_the_office_speaks_for_the_unit(self, client, town):
        client.force_login(town.office)
        assert "Cập nhật thay Ban Tuyên giáo" in read(client, town.path)
        page = refused(client, town, "update", 422, state="running", text="nghe được")
        assert "hãy ghi ai báo" in " ".join(errors(page))
        post(client, town, "update", state="running", text="nghe được", told_by="Chị Sương gọi")
        page = read(client, town.path)
        assert "Văn phòng cập nhật thay" in page
        assert "Chị Sương gọi" in page

    def test_another_unit_reads_and_is_told_why_it_cannot_write(self, client, town):
        another = make_unit(name="Phòng Kinh tế")
        town.task.coordinating_units.add(another)
        client.force_login(make_user(unit=another))
        page = read(client, town.path)
        assert "do đơn vị khác chủ trì (Ban Tuyên giáo)" in page
        assert "<textarea" not in page
        page = refused(client, town, "update", 403, state="running", text="tôi gõ nhầm chỗ")
        assert "do đơn vị khác chủ trì" in page
        assert "tôi gõ nhầm chỗ" in page
        for do in ("edit", "extend", "split", "close", "reopen", "delete"):
            page = refused(client, town, do, 403, reason="x")
            assert "Chỉ Văn phòng" in page
        assert refused(client, town, "khac", 403)

    def test_a_unit_outside_does_not_even_see_it(self, client, town):
        client.force_login(make_user(unit=make_unit()))
        assert client.get(town.path).status_code == 404
        assert client.post(town.path, {"do": "update"}).status_code == 404

    def test_leadership_reads_and_writes_nothing(self, client, town):
        client.force_login(make_user(Role.LEADER))
        page = read(client, town.path)
        assert "<textarea" not in page
        assert "Sửa đầu việc" not in page
        for do in ("update", "edit", "extend", "khac", ""):
            refused(client, town, do, 403, state="running")

    def test_a_post_that_names_nothing(self, client, town):
        assert "Chưa rõ việc cần làm" in refused(client, town, "", 422)
        assert "Chưa rõ việc cần làm" in refused(client, town, "edit-update", 422, update="99")
        assert refused(client, town, "edit-update", 422, update="²")

    def test_closed_since_the_page_was_opened(self, client, town):
        WorkItem.objects.update(closed_at=timezone.now(), closed_reason="Dừng", version=1)
        before = every_row()
        typed = {"do": "update", "version": "0", "state": "running", "text": "điều tôi vừa gõ"}
        answer = client.post(town.path, typed)
        assert (answer.status_code, every_row()) == (409, before)
        page = answer.content.decode()
        assert "Đầu việc đã đóng" in page
        assert "điều tôi vừa gõ" in page
        assert "<textarea" not in read(client, town.path)

    def test_an_inactive_unit(self, client, town):
        town.unit.is_active = False
        town.unit.save()
        page = read(client, town.path)
        assert "đã ngừng hoạt động" in page
        assert "<textarea" not in page


class TestProgressOnly:
    def test_no_text_boxes_and_a_word_why(self, client):
        town = Town(progress_only=True)
        client.force_login(town.officer)
        page = read(client, town.path)
        assert "<textarea" not in page
        assert 'name="product_number"' not in page
        assert "chỉ theo dõi tiến độ" in page
        assert post(client, town, "update", state="running", percent="40").status_code == 302

    def test_the_server_refuses_words_and_shows_them_to_their_writer(self, client):
        town = Town(progress_only=True)
        client.force_login(town.officer)
        page = refused(client, town, "update", 422, state="running", text="gõ từ trang cũ")
        assert "chỉ theo dõi tiến độ: không ghi nội dung" in " ".join(errors(page))
        assert "gõ từ trang cũ" in page


class TestCorrecting:
    def test_within_the_hour_and_what_it_said_stays(self, client, town):
        update = make_update(town.item, text="gõ nhầm", by=town.officer, at=clock.now())
        assert "Sửa cập nhật này" in read(client, town.path)
        answer = post(
            client, town, "edit-update", update=update.pk, state="running", text="gõ đúng"
        )
        assert answer.status_code == 302
        page = read(client, town.path)
        for words in ("gõ đúng", "xem nội dung trước khi sửa", "gõ nhầm"):
            assert words in page

    def test_after_an_hour(self, client, town):
        then = clock.now() - timedelta(minutes=61)
        update = make_update(town.item, text="cũ", by=town.officer, at=then)
        assert "Sửa cập nhật này" not in read(client, town.path)
        fields = {"update": update.pk, "state": "running", "text": "điều tôi vừa gõ"}
        page = refused(client, town, "edit-update", 422, **fields)
        assert "quá một giờ" in " ".join(errors(page))
        assert "điều tôi vừa gõ" in page

    def test_not_somebody_elses(self, client, town):
        update = make_update(town.item, by=make_user(unit=town.unit), at=clock.now())
        assert "Sửa cập nhật này" not in read(client, town.path)
        fields = {"update": update.pk, "state": "running", "text": "khác"}
        assert "Chỉ người đã ghi" in refused(client, town, "edit-update", 403, **fields)

    def test_of_another_item(self, client, town):
        foreign = make_update(make_work_item(), by=town.officer, at=clock.now())
        fields = {"update": foreign.pk, "state": "running", "text": "khác"}
        refused(client, town, "edit-update", 422, **fields)


class TestPlan:
    @pytest.fixture(autouse=True)
    def _office(self, client, town):
        client.force_login(town.office)

    def test_extended_once(self, client, town):
        answer = post(client, town, "extend", until="31/10/2024", reason="Chờ nhân chứng")
        assert answer.status_code == 302
        page = read(client, town.path)
        assert "gia hạn một lần, hạn đầu 31/08/2024: Chờ nhân chứng" in page
        assert "Gia hạn (một lần)" not in page
        assert page.count("Chờ nhân chứng") == 2  # in the facts and in the history
        page = refused(client, town, "extend", 422, until="30/11/2024", reason="Nữa")
        assert "đã được gia hạn một lần (hạn đầu 31/08/2024)" in " ".join(errors(page))
        assert "Nữa" in page

    @pytest.mark.parametrize(
        ("until", "words"),
        [("30/08/2024", "Hạn mới phải sau hạn đang có (31/08/2024)"),
         ("31/08/2024", "Hạn mới phải sau hạn đang có"),
         ("23/09/2024", "từ hôm nay (24/09/2024) trở đi"),
         ("31/02/2025", "Ngày chưa đúng"), ("", "Hãy ghi hạn mới")],
    )  # fmt: skip
    def test_extensions_that_are_none(self, client, town, until, words):
        page = refused(client, town, "extend", 422, until=until, reason="lý do đã gõ")
        assert words in " ".join(errors(page))
        assert "lý do đã gõ" in page

    def plan(self, town, **changed):
        fields = {
            "name": town.item.name, "product": "", "lead_unit": town.unit.code,
            "due_on": "31/08/2024", "due_note": "", "due_reason": "",
        }  # fmt: skip
        return fields | changed

    def test_a_change_of_the_plan_is_in_the_history(self, client, town):
        other = make_unit("phong-kinh-te", name="Phòng Kinh tế")
        fields = self.plan(town, name="bản thảo lần 2", lead_unit=other.code, product="Bản thảo")
        assert post(client, town, "edit", **fields).status_code == 302
        page = re.sub(r"<[^>]+>|\s+", " ", read(client, town.path))
        page = re.sub(r"\s+", " ", page)
        for words in (
            "Sửa kế hoạch · Nguyễn Thị Thu Hà",
            "Tên: cũ bản thảo lần 1 → mới bản thảo lần 2",
            "Đơn vị chủ trì: cũ Ban Tuyên giáo → mới Phòng Kinh tế",
            "Sản phẩm: cũ không ghi → mới Bản thảo",
        ):
            assert words in page, words
        assert f"{timezone.localtime():%H:%M} ngày 24/09/2024" in page or "ngày 24/09/2024" in page

    @pytest.mark.parametrize(
        ("changed", "words"),
        [
            ({"name": ""}, "Hãy ghi tên đầu việc"),
            ({"name": "x" * 301}, "tối đa 300 ký tự"),
            ({"lead_unit": "khong-co"}, "Hãy chọn một đơn vị trong danh sách"),
            ({"due_on": "23/09/2024"}, "từ hôm nay (24/09/2024) trở đi"),
            ({"due_on": "31/12/2024"}, "hãy dùng mục Gia hạn"),
            ({"due_on": "2024"}, "Ngày chưa đúng"),
        ],
    )
    def test_edits_that_are_none(self, client, town, changed, words):
        fields = self.plan(town, product="sản phẩm đã gõ") | changed
        page = refused(client, town, "edit", 422, **fields)
        assert words in " ".join(errors(page))
        assert "sản phẩm đã gõ" in page

    def test_two_windows(self, client, town):
        post(client, town, "edit", **self.plan(town, name="tên của người kia"))
        before = every_row()
        fields = self.plan(town, name="tên của tôi")
        answer = client.post(town.path, {"do": "edit", "version": "0"} | fields)
        page = answer.content.decode()
        assert (answer.status_code, every_row()) == (409, before)
        assert "Tên của người kia" in page
        assert "tên của tôi" in page

    def test_split(self, client, town):
        make_update(town.item, text="đã làm phần đầu")
        answer = post(
            client, town, "split", reason="Hai giai đoạn",
            **{"name-0": "giai đoạn một", "lead_unit-0": town.unit.code, "due_on-0": "31/08/2024",
               "name-2": "giai đoạn hai", "lead_unit-2": "", "due_on-2": "31/12/2024"},
        )  # fmt: skip
        assert (answer.status_code, answer.url) == (302, "/nhiem-vu/nq-2024/muc/1.1/")
        page = read(client, town.path)
        for words in ("Tách thành 2 đầu việc mới. Hai giai đoạn", "Giai đoạn một", "đã làm phần"):
            assert words in page
        part = WorkItem.objects.get(name="giai đoạn một")
        assert "Tách từ" in read(client, reverse("targets:work-item", args=[part.pk]))

    def test_splits_that_are_none(self, client, town):
        page = refused(client, town, "split", 422, **{"name-0": "một mình"})
        assert "ít nhất hai đầu việc" in " ".join(errors(page))
        page = refused(
            client, town, "split", 422,
            **{"name-1": "một", "name-3": "hai", "due_on-3": "01/09/2024"},
        )  # fmt: skip
        assert re.search(r'aria-invalid="true"[^>]*name="due_on-3"', page)
        page = refused(
            client, town, "split", 422,
            **{"name-1": "một", "name-3": "hai", "due_on-3": "01/09/2025"},
        )  # fmt: skip
        assert re.search(r'aria-invalid="true"[^>]*name="reason"', page)

    def test_close_and_delete(self, client, town):
        make_update(town.item)
        assert "Xóa đầu việc ghi nhầm" not in read(client, town.path)
        page = refused(client, town, "delete", 422)
        assert "Hãy đóng đầu việc kèm lý do" in page
        page = refused(client, town, "close", 422, reason="")
        assert "Hãy ghi lý do đóng" in " ".join(errors(page))
        assert post(client, town, "close", reason="Tỉnh dừng").status_code == 302
        page = read(client, town.path)
        assert "Tỉnh dừng" in page
        assert "<form" not in page.partition('id="thong-tin"')[2].partition("</section>")[0]
        assert post(client, town, "reopen", version="1").status_code == 302
        page = read(client, town.path)
        assert "Đã mở lại đầu việc" in page
        assert "Đã đóng vì" in page
        assert "Đang mở" not in page

    def test_delete_what_nobody_told_anything_of(self, client, town):
        assert "Xóa đầu việc ghi nhầm" in read(client, town.path)
        answer = post(client, town, "delete")
        assert (answer.status_code, WorkItem.objects.count()) == (302, 0)


class TestNew:
    path = "/nhiem-vu/nq-2024/muc/1.1/dau-viec-moi/"

    def test_added(self, client, town):
        client.force_login(town.office)
        page = read(client, self.path)
        assert '<option value="ban-tuyen-giao" selected>' in page
        assert SECRET in page
        fields = {"version": "0", "name": "việc thêm", "due_on": "31/12/2024"}
        answer = client.post(self.path, fields)
        assert (answer.status_code, answer.url) == (302, "/nhiem-vu/nq-2024/muc/1.1/")
        assert "Việc thêm" in client.get(answer.url).content.decode()
        item = WorkItem.objects.get(name="việc thêm")
        page = read(client, reverse("targets:work-item", args=[item.pk]))
        assert "Đưa vào kế hoạch" in page
        before = every_row()
        answer = client.post(self.path, fields)
        assert (answer.status_code, every_row()) == (422, before)

    @pytest.mark.parametrize(
        ("changed", "words"),
        [({"name": " "}, "Hãy ghi tên"), ({"due_on": "23/09/2024"}, "Hạn phải từ hôm nay"),
         ({"due_on": "01/04/2025"}, "Hạn sau ngày 31/03/2025"),
         ({"due_reason": "x" * 2001}, "tối đa 2.000 ký tự")],
    )  # fmt: skip
    def test_not_added(self, client, town, changed, words):
        client.force_login(town.office)
        before = every_row()
        fields = {"version": "0", "name": "việc thêm", "product": "điều đã gõ"} | changed
        answer = client.post(self.path, fields)
        page = answer.content.decode()
        assert (answer.status_code, every_row()) == (422, before)
        assert words in " ".join(errors(page))
        assert "điều đã gõ" in page

    def test_no_such_task(self, client, town):
        client.force_login(town.office)
        assert client.get("/nhiem-vu/nq-2024/muc/7/dau-viec-moi/").status_code == 404
        assert client.get("/nhiem-vu/khong/muc/1.1/dau-viec-moi/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("role", "queries"), [(Role.OFFICE, 10), (Role.REPORTER, 9)])
def test_query_counts(client, django_assert_num_queries, count, role, queries):
    town = Town()
    person = make_user(role, unit=town.unit)
    client.force_login(town.office)
    for number in range(count):
        other = make_unit()
        fields = {"name": f"tên {number}", "lead_unit": other.code, "due_on": "31/08/2024"}
        assert post(client, town, "edit", **fields).status_code == 302
        update = make_update(town.item, by=town.officer, at=clock.now())
        update.edits.create(before={"text": "cũ", "state": "running"}, at=clock.now())
    WorkItem.objects.update(lead_unit=town.unit)
    DeadlineExtension.objects.create(
        work_item=town.item, first_due_on=date(2024, 7, 31), due_on=date(2024, 8, 31),
        reason="Chờ", at=timezone.now(),
    )  # fmt: skip
    client.force_login(person)
    with django_assert_num_queries(queries):
        assert client.get(town.path).status_code == 200
