"""A draft is kept whatever happens, and a resolution comes of it once, whole or not at all."""

import datetime
from decimal import Decimal

import pytest

from targets.actions import resolution_drafts
from targets.actions.new_resolution import create_resolution
from targets.actions.refusal import Refused
from targets.actions.resolution_drafts import DraftClash, put_away, save_draft, start_draft
from targets.models import Indicator, Measure, ResolutionDraft, Task
from targets.rules.proposal_changes import Change
from targets.rules.workflow import Role
from tests.factories import make_resolution, make_unit, make_user
from tests.targets.readings import TEXT, make_draft, small_proposal
from tests.targets.tables import every_row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pinned_day")]


@pytest.fixture
def office():
    return make_user(Role.OFFICE, full_name="Nguyễn Thị Hà")


@pytest.fixture
def colleague():
    return make_user(Role.OFFICE, full_name="Trần Văn Bình")


def key_of(draft, name):
    proposal = draft.as_proposal()
    named = {one.label: one.key for one in proposal.indicators}
    return (named | {one.name: one.key for one in proposal.measures})[name]


def save(draft, typed=None, *, by, seen=None, **act):
    seen = draft.version if seen is None else seen
    return save_draft(draft.pk, typed or {}, seen=seen, by=by, **act).draft


class TestKeeping:
    def test_what_is_typed_is_kept_however_wrong(self, office):
        draft = make_draft(office)
        box = f"{key_of(draft, 'Tổng vốn đầu tư')}-low"
        draft = save(draft, {box: "chín nghìn"}, by=office)
        draft.refresh_from_db()
        assert draft.as_proposal().boxes()[box] == "chín nghìn"
        assert (draft.version, draft.updated_by, draft.text) == (1, office, TEXT)

    def test_saving_nothing_new_changes_nothing(self, office):
        draft = make_draft(office)
        before = every_row()
        save(draft, draft.as_proposal().boxes(), by=office)
        assert every_row() == before

    def test_two_writers_of_different_boxes(self, office, colleague):
        draft = make_draft(office)
        save(draft, {"nq-title": "Tên mới"}, by=office)
        saved = save_draft(draft.pk, {"nq-issuer": "Thị ủy"}, seen=0, by=colleague)
        heading = saved.draft.as_proposal().heading
        assert (heading.title, heading.issuer, saved.alone) == ("Tên mới", "Thị ủy", False)

    def test_two_writers_of_one_box(self, office, colleague):
        draft = make_draft(office)
        save(draft, {"nq-title": "Của Hà"}, by=office)
        before = every_row()
        with pytest.raises(DraftClash, match="Nguyễn Thị Hà vừa sửa cùng 1 ô") as clash:
            save_draft(draft.pk, {"nq-title": "Của Bình"}, seen=0, by=colleague)
        assert clash.value.boxes == {"nq-title": "Của Hà"}
        assert clash.value.mine.heading.title == "Của Bình"
        assert every_row() == before

    def test_a_window_too_old_to_be_told_apart(self, office, colleague, monkeypatch):
        monkeypatch.setattr(resolution_drafts, "KEPT_VERSIONS", 2)
        draft = make_draft(office)
        for title in ("Một", "Hai", "Ba"):
            draft = save(draft, {"nq-title": title}, by=office)
        assert list(draft.saves.values_list("version", flat=True)) == [2, 3]
        mine = {"nq-title": "Nghị quyết về nhiệm vụ năm 2025", "nq-year": "2025"}
        with pytest.raises(DraftClash) as clash:
            save_draft(draft.pk, mine, seen=0, by=colleague)
        assert clash.value.boxes == {"nq-title": "Ba"}

    def test_a_change_that_is_not_possible_still_keeps_the_typing(self, office):
        draft = make_draft(office)
        first = key_of(draft, "(1)")
        with pytest.raises(Refused, match="Phía trên không có chỉ tiêu") as refused:
            save(draft, {"nq-title": "Đã gõ"}, by=office, change=Change.MERGE_UP, key=first)
        draft.refresh_from_db()
        assert (draft.as_proposal().heading.title, refused.value.field) == ("Đã gõ", first)

    def test_pressed_twice(self, office):
        draft = make_draft(office)
        act = {"by": office, "change": Change.MERGE_UP, "key": key_of(draft, "(3)"), "seen": 0}
        save(draft, **act)
        before = every_row()
        with pytest.raises(Refused, match="đã được bỏ"):
            save(draft, **act)
        assert every_row() == before

    def test_put_away_and_back(self, office, colleague):
        draft = make_draft(office)
        away = put_away(draft.pk, away=True, by=colleague)
        assert (away.put_away_by, away.put_away_at is not None) == (colleague, True)
        back = put_away(draft.pk, away=False, by=office)
        assert (back.put_away_by, back.put_away_at) == (None, None)

    @pytest.mark.parametrize("role", [Role.REPORTER, Role.HEAD, Role.LEADER, Role.ADMIN])
    def test_only_the_office(self, office, role):
        draft = make_draft(office)
        other = make_user(role)
        before = every_row()
        acts = [
            lambda: start_draft("x", small_proposal(), source_name="", by=other),
            lambda: save_draft(draft.pk, {"nq-title": "x"}, seen=0, by=other),
            lambda: put_away(draft.pk, away=True, by=other),
            lambda: create_resolution(draft.pk, seen=0, by=other),
        ]
        for act in acts:
            with pytest.raises(Refused) as refused:
                act()
            assert refused.value.forbidden
        assert every_row() == before


class TestCreating:
    def test_the_whole_resolution(self, office):
        economy, party = make_unit("phong-kinh-te"), make_unit("ban-to-chuc")
        draft = make_draft(office)
        draft = save(
            draft,
            {
                f"{key_of(draft, '(1)')}-lead": economy.code,
                f"{draft.as_proposal().tasks[0].key}-lead": party.code,
                "nq-number": "12-NQ/TU",
                "nq-issuer": "Thị ủy",
                "nq-adopted_on": "20/12/2024",
                f"{key_of(draft, 'Tổng vốn đầu tư')}-baseline": "8.750,5",
            },
            by=office,
        )
        draft = save(draft, by=office, change=Change.MERGE_UP, key=key_of(draft, "(3)"))
        draft = save(draft, by=office, change=Change.MEND_ALL)
        resolution = create_resolution(draft.pk, seen=draft.version, by=office)

        assert (
            resolution.slug, resolution.number, resolution.title, resolution.issuer,
            resolution.year, resolution.adopted_on, resolution.status,
            resolution.plan_confirmed_at,
        ) == (
            "nq-2025", "12-NQ/TU", "Nghị quyết về nhiệm vụ năm 2025", "Thị ủy",
            2025, datetime.date(2024, 12, 20), "draft", None,
        )  # fmt: skip
        assert [
            (one.group.number, one.group.name, one.number, one.label, one.lead_unit)
            for one in Indicator.objects.select_related("group", "lead_unit")
        ] == [
            (1, "Kinh tế", 1, "(1)", economy),
            (1, "Kinh tế", 2, "(2)", None),
            (2, "Xã hội", 3, "(4)", None),
        ]
        joined = Indicator.objects.get(number=2)
        assert joined.wording.startswith("Tỷ lệ hộ dân sử dụng nước sạch trên 95%; Tỷ lệ chất")
        assert joined.source_wording.startswith("Tỷ lệ hộ dân sử dụng nước xạch trên 95%; Tỷ lệ")
        assert [
            (row.indicator.number, row.letter, row.name, row.unit_of_measure, row.decimals,
             row.formula, row.pace, row.baseline)
            for row in Measure.objects.select_related("indicator")
        ] == [
            (1, "", "Tổng vốn đầu tư", "tỷ đồng", 1, "value", "cumulative", Decimal("8750.5")),
            (2, "a", "Tỷ lệ hộ dân sử dụng nước sạch", "%", 2, "ratio", "level", None),
            (2, "b", "Tỷ lệ chất thải được xử lý", "%", 2, "ratio", "level", None),
            (3, "", "Nâng cao đời sống Nhân dân", "", 2, "value", "level", None),
        ]  # fmt: skip
        assert [
            [
                (row.direction, row.low, row.high, row.strict, row.tolerance, row.wording,
                 row.effective_from)
                for row in measure.targets.all()
            ]
            for measure in Measure.objects.all()
        ] == [
            [("up", 9500, None, False, 50, "khoảng 9.500 tỷ đồng", datetime.date(2025, 1, 1))],
            [("up", 95, None, True, 0, "trên 95%", datetime.date(2025, 1, 1))],
            [("up", 85, None, False, 0, "ít nhất 85%", datetime.date(2025, 1, 1))],
            [],
        ]  # fmt: skip
        assert [
            (row.group.name, row.number, row.title, row.wording, row.source_wording, row.lead_unit)
            for row in Task.objects.select_related("group", "lead_unit")
        ] == [
            ("Xây dựng Đảng", "1.1", "Đổi mới phương thức lãnh đạo", "Sửa đổi Quy chế làm việc.",
             "Sửa đổi Quy chế làm việc.", party)
        ]  # fmt: skip
        assert [
            (row.quarter, row.name, row.share, row.is_last, f"{row.opens_on}", f"{row.due_on}")
            for row in resolution.periods.all()
        ] == [
            (1, "Quý I", Decimal("0.25"), False, "2025-03-01", "2025-03-20"),
            (2, "6 tháng đầu năm", Decimal("0.5"), False, "2025-06-01", "2025-06-20"),
            (3, "9 tháng", Decimal("0.75"), False, "2025-09-01", "2025-09-19"),
            (4, "Năm", 1, True, "2025-12-01", "2025-12-10"),
        ]
        draft.refresh_from_db()
        assert draft.created_resolution == resolution

    def test_only_once(self, office, colleague):
        draft = make_draft(office)
        create_resolution(draft.pk, seen=0, by=office)
        before = every_row()
        with pytest.raises(Refused, match="đã tạo thành nghị quyết") as refused:
            create_resolution(draft.pk, seen=0, by=colleague)
        assert refused.value.stale
        with pytest.raises(Refused, match="không sửa ở đây được nữa"):
            save(draft, {"nq-title": "Sửa sau"}, by=colleague)
        assert every_row() == before

    def test_not_as_it_was_seen(self, office, colleague):
        draft = make_draft(office)
        save(draft, {"nq-title": "Tên khác"}, by=colleague)
        before = every_row()
        with pytest.raises(Refused, match="vừa được người khác sửa"):
            create_resolution(draft.pk, seen=0, by=office)
        assert every_row() == before

    @pytest.mark.parametrize(
        ("typed", "box", "words"),
        [
            ({"nq-slug": "nq-2024"}, "nq-slug", "đã dùng cho một nghị quyết khác"),
            ({"nq-number": "10-NQ/TU"}, "nq-number", "Đã có một nghị quyết mang số này"),
            ({"nq-title": ""}, "nq-title", "Hãy ghi tên nghị quyết"),
        ],
    )
    def test_what_cannot_be_created(self, office, typed, box, words):
        make_resolution("nq-2024", number="10-NQ/TU")
        draft = save(make_draft(office), typed, by=office)
        before = every_row()
        with pytest.raises(Refused, match=words) as refused:
            create_resolution(draft.pk, seen=draft.version, by=office)
        assert refused.value.field == box
        assert every_row() == before

    def test_a_goal_that_cannot_be_built(self, office):
        draft = make_draft(office)
        box = f"{key_of(draft, 'Tổng vốn đầu tư')}-high"
        draft = save(draft, {box: "9.000"}, by=office)
        before = every_row()
        with pytest.raises(Refused, match="Mức cao phải từ mức thấp trở lên") as refused:
            create_resolution(draft.pk, seen=draft.version, by=office)
        assert refused.value.field == box
        assert every_row() == before

    def test_a_failure_half_way_leaves_nothing(self, office, monkeypatch):
        draft = make_draft(office)
        before = every_row()

        def fail(**_):
            raise RuntimeError("power cut")

        monkeypatch.setattr(Task.objects, "create", fail)
        with pytest.raises(RuntimeError):
            create_resolution(draft.pk, seen=0, by=office)
        assert every_row() == before

    def test_the_resolution_holds_its_draft(self, office):
        draft = make_draft(office)
        create_resolution(draft.pk, seen=0, by=office)
        assert ResolutionDraft.objects.get(pk=draft.pk).created_resolution.year == 2025
