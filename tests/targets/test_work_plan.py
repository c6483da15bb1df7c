"""The office shapes the plan: add, edit, split, close, delete, extend once (issue 3, 1)."""

from datetime import date

import pytest
from auditlog.models import LogEntry

from targets.actions.work_plan import (
    ItemWish,
    PartRefused,
    add_item,
    close_item,
    delete_item,
    edit_item,
    extend_deadline,
    reopen_item,
    split_item,
)
from targets.actions.work_updates import STALE, WorkRefused
from targets.models import DeadlineExtension, WorkItem
from targets.rules.workflow import Role
from targets.work_history import history_of
from tests.factories import make_task, make_unit, make_update, make_user, make_work_item
from tests.targets.tables import every_row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pinned_day")]
DUE = date(2024, 8, 31)


@pytest.fixture
def office():
    return make_user(Role.OFFICE)


@pytest.fixture
def item():
    return make_work_item(due_on=DUE, state="running")


def refused_when(act, *args, **kwargs):
    before = every_row()
    with pytest.raises(WorkRefused) as refused:
        act(*args, **kwargs)
    assert every_row() == before
    return refused.value


def changes(item):
    entries = LogEntry.objects.filter(object_id=item.pk, content_type__model="workitem")
    return [sorted(entry.changes_dict) for entry in entries.filter(action=1)]


def wish_of(item, **changed):
    names = ("name", "lead_unit", "product", "due_on", "due_note", "due_reason")
    return ItemWish(**({name: getattr(item, name) for name in names} | changed))


class TestAdding:
    def test_it_comes_last(self, office, item):
        unit = make_unit()
        added = add_item(
            item.task_id,
            ItemWish("báo cáo xử lý nợ", unit, product="Báo cáo", due_on=date(2024, 10, 31)),
            by=office,
        )
        added.refresh_from_db()
        assert (added.order, added.task, added.lead_unit, added.due_on, added.state) == (
            2, item.task, unit, date(2024, 10, 31), "planned",
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"name": ""}, "name"),
            ({"due_on": date(2024, 9, 23)}, "due_on"),
            ({"due_on": date(2025, 4, 1)}, "due_reason"),
        ],
    )
    def test_refusals(self, office, item, fields, field):
        wish = ItemWish(**({"name": "mới", "lead_unit": None} | fields))
        assert refused_when(add_item, item.task_id, wish, by=office).field == field

    def test_after_march_with_a_reason(self, office, item):
        wish = ItemWish("mới", None, due_on=date(2025, 4, 1), due_reason="Vốn phân bổ năm sau")
        assert add_item(item.task_id, wish, by=office).due_reason == "Vốn phân bổ năm sau"

    def test_a_second_press_adds_nothing(self, office, item):
        wish = ItemWish("mới", None)
        add_item(item.task_id, wish, by=office)
        assert refused_when(add_item, item.task_id, wish, by=office).field == "name"

    def test_not_to_a_unit_that_is_no_more(self, office, item):
        wish = ItemWish("mới", make_unit(is_active=False))
        assert refused_when(add_item, item.task_id, wish, by=office).field == "lead_unit"


class TestEditing:
    def test_the_log_says_what_it_was(self, office, item):
        edit_item(item.pk, wish_of(item, name="tên mới"), version=0, by=office)
        item.refresh_from_db()
        assert (item.name, item.version) == ("tên mới", 1)
        assert changes(item) == [["name"]]

    def test_an_overdue_date_may_stay(self, office, item):
        edit_item(item.pk, wish_of(item, product="Bản thảo"), version=0, by=office)
        item.refresh_from_db()
        assert (item.product, item.due_on) == ("Bản thảo", DUE)

    def test_the_same_again_changes_nothing(self, office, item):
        before = every_row()
        edit_item(item.pk, wish_of(item), version=0, by=office)
        assert every_row() == before

    @pytest.mark.parametrize("due", [None, date(2024, 8, 30), date(2024, 9, 23), date(2024, 12, 1)])
    def test_a_date_is_not_moved_in_passing(self, office, item, due):
        wish = wish_of(item, due_on=due)
        assert refused_when(edit_item, item.pk, wish, version=0, by=office).field == "due_on"

    def test_a_date_may_come_earlier(self, office):
        item = make_work_item(due_on=date(2024, 12, 31))
        edit_item(item.pk, wish_of(item, due_on=date(2024, 11, 30)), version=0, by=office)
        item.refresh_from_db()
        assert item.due_on == date(2024, 11, 30)

    def test_an_inactive_lead_may_stay(self, office, item):
        item.lead_unit.is_active = False
        item.lead_unit.save()
        edit_item(item.pk, wish_of(item, name="tên mới"), version=0, by=office)
        assert WorkItem.objects.get().name == "tên mới"

    def test_somebody_was_quicker(self, office, item):
        edit_item(item.pk, wish_of(item, name="tên một"), version=0, by=office)
        wish = wish_of(item, name="tên hai")
        refused = refused_when(edit_item, item.pk, wish, version=0, by=office)
        assert (refused.stale, str(refused)) == (True, STALE)


class TestExtending:
    def test_once_and_the_first_date_stays_known(self, office, item):
        extend_deadline(item.pk, date(2024, 10, 31), "Chờ nhân chứng", version=0, by=office)
        item.refresh_from_db()
        kept = DeadlineExtension.objects.get()
        assert (item.due_on, item.version) == (date(2024, 10, 31), 1)
        assert (kept.first_due_on, kept.due_on, kept.reason, kept.by) == (
            DUE, date(2024, 10, 31), "Chờ nhân chứng", office,
        )  # fmt: skip
        assert changes(item) == []  # its own row tells it, and nothing twice

    def test_not_a_second_time(self, office, item):
        extend_deadline(item.pk, date(2024, 10, 31), "Chờ", version=0, by=office)
        for version in (0, 1):
            refused = refused_when(
                extend_deadline, item.pk, date(2024, 11, 30), "Nữa", version=version, by=office
            )
            assert "một lần (hạn đầu 31/08/2024)" in str(refused)
        assert refused.stale is False

    @pytest.mark.parametrize(
        ("until", "reason", "field"),
        [
            (date(2024, 8, 30), "Chờ", "until"),
            (DUE, "Chờ", "until"),
            (date(2024, 9, 23), "Chờ", "until"),
            (None, "Chờ", "until"),
            (date(2024, 10, 31), "  ", "reason"),
        ],
    )
    def test_refusals(self, office, item, until, reason, field):
        refused = refused_when(extend_deadline, item.pk, until, reason, version=0, by=office)
        assert refused.field == field

    def test_not_what_is_done_or_has_no_date(self, office):
        for fields in ({"state": "done", "due_on": DUE}, {"due_on": None}):
            item = make_work_item(**fields)
            refused_when(extend_deadline, item.pk, date(2024, 12, 1), "Chờ", version=0, by=office)

    def test_beyond_march_its_reason_is_the_reason(self, office, item):
        extend_deadline(item.pk, date(2025, 6, 30), "Chuyển năm sau", version=0, by=office)
        item.refresh_from_db()
        assert item.due_reason == "Chuyển năm sau"

    def test_somebody_was_quicker(self, office, item):
        edit_item(item.pk, wish_of(item, name="tên mới"), version=0, by=office)
        refused = refused_when(
            extend_deadline, item.pk, date(2024, 10, 31), "Chờ", version=0, by=office
        )
        assert refused.stale

    def test_an_item_with_updates_too(self, office, item):
        make_update(item)
        extend_deadline(item.pk, date(2024, 10, 31), "Chờ", version=0, by=office)
        assert item.updates.count() == 1


class TestSplitting:
    def test_the_old_one_is_closed_and_stays(self, office, item):
        make_update(item, text="đã làm")
        unit = make_unit()
        parts = [ItemWish("phần một", unit, due_on=DUE), ItemWish("phần hai", unit)]
        made = split_item(item.pk, parts, "Hai đơn vị cùng làm", version=0, by=office)
        item.refresh_from_db()
        assert [(one.name, one.split_from, one.order, one.due_on) for one in made] == [
            ("phần một", item, 2, DUE),
            ("phần hai", item, 3, None),
        ]
        assert (item.closed_by, item.closed_reason, item.updates.count()) == (
            office, "Tách thành 2 đầu việc mới. Hai đơn vị cùng làm", 1,
        )  # fmt: skip
        assert list(item.task.work_items.in_force()) == made

    def test_secrecy_is_inherited(self, office, item):
        item.progress_only = True
        item.save()
        made = split_item(
            item.pk, [ItemWish("a", None), ItemWish("b", None)], "", version=0, by=office
        )
        assert [one.progress_only for one in made] == [True, True]

    def test_at_least_two(self, office, item):
        refused = refused_when(split_item, item.pk, [ItemWish("a", None)], "", version=0, by=office)
        assert refused.field == "parts"

    def test_another_date_is_a_new_one(self, office, item):
        parts = [ItemWish("a", None, due_on=DUE), ItemWish("b", None, due_on=date(2024, 9, 1))]
        refused = refused_when(split_item, item.pk, parts, "", version=0, by=office)
        assert isinstance(refused, PartRefused)
        assert (refused.part, refused.field) == (1, "due_on")


class TestTakingAway:
    def test_closing_needs_a_reason(self, office, item):
        assert refused_when(close_item, item.pk, " ", version=0, by=office).field == "reason"
        close_item(item.pk, "Tỉnh dừng chủ trương", version=0, by=office)
        item.refresh_from_db()
        assert (item.closed_reason, item.closed_by) == ("Tỉnh dừng chủ trương", office)
        assert changes(item) == [["closed_at", "closed_by", "closed_reason"]]

    def test_what_is_closed_stays_as_it_is(self, office, item):
        close_item(item.pk, "Dừng", version=0, by=office)
        for act, args in (
            (edit_item, (wish_of(item, name="khác"),)),
            (extend_deadline, (date(2024, 12, 1), "Chờ")),
            (split_item, ([ItemWish("a", None), ItemWish("b", None)], "")),
            (close_item, ("Nữa",)),
        ):
            assert "đã đóng" in str(refused_when(act, item.pk, *args, version=1, by=office))

    def test_what_was_closed_by_mistake_comes_back(self, office, item):
        assert "đang mở" in str(refused_when(reopen_item, item.pk, version=0, by=office))
        close_item(item.pk, "Nhầm dòng", version=0, by=office)
        assert refused_when(reopen_item, item.pk, version=0, by=office).stale
        reopen_item(item.pk, version=1, by=office)
        item.refresh_from_db()
        assert (item.closed_at, item.closed_by, item.closed_reason, item.version) == (
            None, None, "", 2,
        )  # fmt: skip
        told = [(event.word, event.facts) for event in history_of(item)]
        assert told[:2] == [
            ("Mở lại đầu việc", [("Đã đóng vì", "Nhầm dòng")]),
            ("Đóng đầu việc", [("Lý do", "Nhầm dòng")]),
        ]

    def test_what_was_split_comes_back_only_without_its_parts(self, office, item):
        wishes = [ItemWish("a", None), ItemWish("b", None)]
        first, second = split_item(item.pk, wishes, "", version=0, by=office)
        assert "đã tách" in str(refused_when(reopen_item, item.pk, version=1, by=office))
        for part in (first, second):
            close_item(part.pk, "Gộp lại", version=0, by=office)
        assert reopen_item(item.pk, version=1, by=office).closed_at is None

    def test_an_item_nobody_told_anything_of_is_deleted(self, office, item):
        delete_item(item.pk, version=0, by=office)
        assert not WorkItem.objects.exists()

    def test_what_has_updates_is_not(self, office, item):
        make_update(item)
        assert "Hãy đóng" in str(refused_when(delete_item, item.pk, version=0, by=office))

    def test_nor_what_was_extended_or_split(self, office, item):
        extend_deadline(item.pk, date(2024, 10, 31), "Chờ", version=0, by=office)
        refused_when(delete_item, item.pk, version=1, by=office)
        split_item(item.pk, [ItemWish("a", None), ItemWish("b", None)], "", version=1, by=office)
        refused_when(delete_item, item.pk, version=2, by=office)


def test_all_of_it_is_the_offices(item):
    for role in Role:
        if role is Role.OFFICE:
            continue
        person = make_user(role, unit=item.lead_unit)
        for act, args in (
            (edit_item, (wish_of(item, name="khác"),)),
            (extend_deadline, (date(2024, 12, 1), "Chờ")),
            (split_item, ([ItemWish("a", None), ItemWish("b", None)], "")),
            (close_item, ("Dừng",)),
            (reopen_item, ()),
            (delete_item, ()),
        ):
            assert refused_when(act, item.pk, *args, version=0, by=person).forbidden
        assert refused_when(add_item, make_task().pk, ItemWish("a", None), by=person).forbidden
