"""Updates of a work item: who posts, what contradicts itself, what an edit keeps (issue 3, 1)."""

import datetime
from datetime import date

import pytest
from django.utils import timezone

from targets.actions.work_updates import (
    STALE,
    TEXT_FIELDS,
    UpdateWish,
    WorkRefused,
    edit_update,
    post_update,
)
from targets.models import TaskUpdate, TaskUpdateEdit
from targets.rules.work import WorkState
from targets.rules.workflow import Role
from tests.factories import make_task, make_unit, make_update, make_user, make_work_item
from tests.targets.tables import every_row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pinned_day")]
TODAY = date(2024, 9, 24)
RUNNING = UpdateWish(WorkState.RUNNING, text="Xong 05/07 chương")


class Desk:
    """A unit with an officer and a work item of its own."""

    def __init__(self, **fields):
        self.unit = make_unit("ban-tuyen-giao")
        self.officer = make_user(unit=self.unit)
        self.office = make_user(Role.OFFICE)
        self.item = make_work_item(make_task(lead_unit=self.unit), **fields)

    def post(self, wish=RUNNING, *, by=None, version=None):
        seen = self.item.version if version is None else version
        update = post_update(self.item.pk, wish, version=seen, by=by or self.officer)
        self.item.refresh_from_db()
        return update

    def refused(self, wish=RUNNING, **who):
        before = every_row()
        with pytest.raises(WorkRefused) as refused:
            self.post(wish, **who)
        assert every_row() == before
        return refused.value


@pytest.fixture
def desk():
    return Desk()


def test_an_update_moves_the_item(desk):
    wish = UpdateWish(
        WorkState.DONE,
        done_on=date(2024, 9, 20),
        text="Đã ban hành",
        product_number="12-KH/TU",
        product_date=date(2024, 9, 20),
    )
    update = desk.post(wish)
    assert (desk.item.state, desk.item.done_on, desk.item.version) == ("done", date(2024, 9, 20), 1)
    assert (update.percent, update.on_behalf, update.by) == (100, False, desk.officer)
    assert (update.product_number, update.product_date) == ("12-KH/TU", date(2024, 9, 20))


def test_done_without_a_day_is_done_today(desk):
    desk.post(UpdateWish(WorkState.DONE, text="Xong"))
    assert desk.item.done_on == TODAY


def test_back_from_done_needs_a_why(desk):
    desk.post(UpdateWish(WorkState.DONE, text="Xong"))
    refused = desk.refused(UpdateWish(WorkState.RUNNING, percent=90))
    assert (refused.field, "vì sao" in str(refused)) == ("text", True)
    desk.post(UpdateWish(WorkState.RUNNING, text="Ban Thường vụ yêu cầu bổ sung"))
    assert (desk.item.state, desk.item.done_on) == ("running", None)
    assert desk.item.updates.count() == 2


@pytest.mark.parametrize(
    ("wish", "field", "words"),
    [
        (UpdateWish(WorkState.DONE, done_on=date(2024, 9, 25)), "done_on", "sau hôm nay"),
        (UpdateWish(WorkState.DONE, done_on=date(2023, 12, 31)), "done_on", "trước ngày 01/01"),
        (UpdateWish(WorkState.DONE, percent=60), "percent", "100%"),
        (UpdateWish(WorkState.RUNNING, percent=101), "percent", "từ 0 đến 100"),
        (UpdateWish(WorkState.RUNNING, done_on=TODAY), "done_on", "chọn trạng thái Hoàn thành"),
        (UpdateWish(WorkState.RUNNING, text="x", product_date=date(2024, 9, 25)),
         "product_date", "sau hôm nay"),
        (UpdateWish(WorkState.PLANNED), "text", "Hãy ghi đã làm được gì"),
    ],
)  # fmt: skip
def test_what_contradicts_itself(desk, wish, field, words):
    refused = desk.refused(wish)
    assert refused.field == field
    assert words in str(refused)


def test_a_change_of_state_needs_no_words(desk):
    desk.post(UpdateWish(WorkState.PAUSED))
    assert desk.item.state == "paused"


def test_a_head_and_somebody_who_also_serves_the_unit_post_too(desk):
    desk.post(by=make_user(Role.HEAD, unit=desk.unit))
    desk.post(by=make_user(unit=make_unit(), also_for=[desk.unit]))
    assert [update.on_behalf for update in desk.item.updates.all()] == [False, False]


def test_others_do_not(desk):
    another = make_unit()
    below = make_unit(parent=desk.unit)
    for person in (
        make_user(unit=another),
        make_user(unit=below),
        make_user(unit=None),
        make_user(Role.LEADER, unit=desk.unit),
        make_user(Role.ADMIN),
        make_user(unit=desk.unit, is_active=False),
    ):
        assert desk.refused(by=person).forbidden


def test_the_unit_above_reads_but_does_not_post(desk):
    above = make_unit()
    desk.unit.parent = above
    desk.unit.save()
    assert desk.refused(by=make_user(unit=above)).forbidden


def test_the_office_says_who_told_it(desk):
    refused = desk.refused(by=desk.office)
    assert (refused.field, "ai báo" in str(refused)) == ("told_by", True)
    told = UpdateWish(WorkState.RUNNING, text="Xong chương 5", told_by="Chị Sương gọi lúc 09:10")
    update = desk.post(told, by=desk.office)
    assert (update.on_behalf, update.told_by) == (True, "Chị Sương gọi lúc 09:10")


def test_an_office_user_of_the_unit_speaks_for_it(desk):
    update = desk.post(by=make_user(Role.OFFICE, unit=desk.unit))
    assert update.on_behalf is False


def test_nothing_for_closed_items_and_inactive_units(desk):
    desk.item.closed_at = timezone.now()
    desk.item.save()
    assert "đã đóng" in str(desk.refused())
    desk.item.closed_at = None
    desk.item.save()
    desk.unit.is_active = False
    desk.unit.save()
    for person in (desk.officer, desk.office):
        assert "ngừng hoạt động" in str(desk.refused(by=person))


def test_somebody_was_quicker(desk):
    desk.post()
    refused = desk.refused(version=0)
    assert (refused.stale, str(refused)) == (True, STALE)


@pytest.mark.parametrize("name", TEXT_FIELDS)
def test_progress_only_closes_every_text(name):
    desk = Desk(progress_only=True)
    refused = desk.refused(UpdateWish(WorkState.RUNNING, **{name: "nội dung"}))
    assert (refused.field, "chỉ theo dõi tiến độ" in str(refused)) == (name, True)


def test_progress_only_takes_state_percent_and_days():
    desk = Desk(progress_only=True)
    desk.post(UpdateWish(WorkState.RUNNING, percent=40))
    desk.post(UpdateWish(WorkState.DONE, done_on=TODAY, product_date=TODAY))
    desk.post(UpdateWish(WorkState.RUNNING, percent=90))  # no words, so no reason either


def test_progress_only_keeps_the_words_that_were_there():
    desk = Desk()
    update = desk.post()
    desk.item.progress_only = True
    desk.item.save()
    with pytest.raises(WorkRefused, match="chỉ theo dõi tiến độ"):
        edit_update(
            update.pk, UpdateWish(WorkState.RUNNING, text="khác"), version=1, by=desk.officer
        )
    edit_update(update.pk, UpdateWish(WorkState.RUNNING, percent=40), version=1, by=desk.officer)
    update.refresh_from_db()
    assert (update.percent, update.text) == (40, RUNNING.text)


def now_at(hour, minute=0):
    zone = timezone.get_current_timezone()
    return datetime.datetime(2024, 9, 24, hour, minute, tzinfo=zone)


@pytest.fixture
def ten_o_clock(monkeypatch):
    monkeypatch.setattr("targets.clock.now", lambda: now_at(10))


@pytest.mark.usefixtures("ten_o_clock")
class TestEditing:
    def test_the_earlier_words_are_kept(self, desk):
        update = desk.post(UpdateWish(WorkState.DONE, done_on=date(2024, 9, 20), text="Xong"))
        wish = UpdateWish(WorkState.RUNNING, percent=80, text="Mới xong bản nháp")
        edit_update(update.pk, wish, version=1, by=desk.officer)
        update.refresh_from_db()
        desk.item.refresh_from_db()
        assert (update.text, update.percent, update.edited_at) == (
            "Mới xong bản nháp", 80, now_at(10),
        )  # fmt: skip
        assert (desk.item.state, desk.item.done_on, desk.item.version) == ("running", None, 2)
        kept = TaskUpdateEdit.objects.get()
        assert (kept.by, kept.at) == (desk.officer, now_at(10))
        assert kept.before == {
            "state": "done", "done_on": "2024-09-20", "percent": 100, "text": "Xong",
            "difficulties": "", "proposals": "", "next_step": "", "product_number": "",
            "product_date": None, "told_by": "",
        }  # fmt: skip

    def test_edited_twice_keeps_both(self, desk):
        update = desk.post()
        for number, text in enumerate(("lần hai", "lần ba"), start=1):
            wish = UpdateWish(WorkState.RUNNING, text=text)
            edit_update(update.pk, wish, version=number, by=desk.officer)
        assert [edit.before["text"] for edit in update.edits.all()] == [RUNNING.text, "lần hai"]

    def test_the_same_again_changes_nothing(self, desk):
        update = desk.post()
        before = every_row()
        edit_update(update.pk, RUNNING, version=1, by=desk.officer)
        assert every_row() == before

    def test_an_older_update_does_not_move_the_item(self, desk):
        older = make_update(desk.item, state="running", by=desk.officer, at=now_at(9, 30))
        make_update(desk.item, state="paused", by=desk.officer, at=now_at(9, 45))
        desk.item.state = "paused"
        desk.item.save()
        wish = UpdateWish(WorkState.DONE, text="xong một phần")
        edit_update(older.pk, wish, version=0, by=desk.officer)
        desk.item.refresh_from_db()
        assert (desk.item.state, desk.item.version) == ("paused", 1)

    @pytest.mark.parametrize(("minute", "fine"), [(0, True), (59, True), (-1, False)])
    def test_within_one_hour(self, desk, minute, fine):
        at = now_at(9) + datetime.timedelta(minutes=minute)
        update = make_update(desk.item, by=desk.officer, at=at)
        if fine:
            edit_update(update.pk, RUNNING, version=0, by=desk.officer)
            assert TaskUpdateEdit.objects.count() == 1
            return
        before = every_row()
        with pytest.raises(WorkRefused, match="quá một giờ"):
            edit_update(update.pk, RUNNING, version=0, by=desk.officer)
        assert every_row() == before

    def test_only_by_its_writer(self, desk):
        update = desk.post()
        for person in (make_user(unit=desk.unit), desk.office):
            before = every_row()
            with pytest.raises(WorkRefused) as refused:
                edit_update(update.pk, RUNNING, version=1, by=person)
            assert refused.value.forbidden
            assert every_row() == before

    def test_somebody_was_quicker(self, desk):
        update = desk.post()
        desk.post(UpdateWish(WorkState.PAUSED))
        with pytest.raises(WorkRefused) as refused:
            edit_update(
                update.pk, UpdateWish(WorkState.RUNNING, text="khác"), version=1, by=desk.officer
            )
        assert refused.value.stale
        assert not TaskUpdateEdit.objects.exists()

    def test_from_done_back_by_editing_the_done_one_needs_no_why(self, desk):
        update = desk.post(UpdateWish(WorkState.DONE, text="Xong"))
        edit_update(
            update.pk, UpdateWish(WorkState.RUNNING, percent=90), version=1, by=desk.officer
        )
        assert TaskUpdate.objects.get().state == "running"
