"""The 2024 resolution as it must stand in the database, to the letter."""

import csv
import json
import re
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from targets.actions.plan import PlanUnreadable, load_resolution
from targets.models import (
    Figure,
    Indicator,
    IndicatorGroup,
    Measure,
    Milestone,
    MilestoneChange,
    Period,
    ProgressReport,
    Resolution,
    Target,
    Task,
    TaskGroup,
    Unit,
    WorkItem,
)
from tests.targets.tables import every_row

pytestmark = pytest.mark.django_db

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
CASES = Path(__file__).parent / "cases"


def cases(name):
    with (CASES / name).open(newline="") as file:
        return list(csv.DictReader(file))


def number(text):
    return Decimal(text) if text else None


@pytest.fixture
def resolution():
    load_resolution(FIXTURES)
    return Resolution.objects.get(slug="nq-2024")


@pytest.fixture
def folder(tmp_path):
    """A copy of the fixtures whose plan a test may spoil."""
    shutil.copytree(FIXTURES, tmp_path / "fixtures")
    return tmp_path / "fixtures"


def spoil(folder, change):
    path = folder / "nq-2024" / "resolution.json"
    plan = json.loads(path.read_text())
    change(plan)
    path.write_text(json.dumps(plan))


def test_units_to_the_letter(resolution):
    loaded = [
        {
            "code": unit.code,
            "name": unit.name,
            "short_name": unit.short_name,
            "kind": unit.kind,
            "parent": unit.parent.code if unit.parent else "",
            "order": str(unit.order),
            "head_signs": str(int(unit.head_signs)),
        }
        for unit in Unit.objects.select_related("parent")
    ]
    assert loaded == cases("units.csv")
    assert len(loaded) == 47


def test_measures_to_the_letter(resolution):
    loaded = [
        {
            "number": measure.indicator.number,
            "letter": measure.letter,
            "name": measure.name,
            "unit_of_measure": measure.unit_of_measure,
            "decimals": measure.decimals,
            "formula": measure.formula,
            "pace": measure.pace,
            "direction": target.direction,
            "low": target.low,
            "high": target.high,
            "strict": target.strict,
            "tolerance": target.tolerance,
            "baseline": measure.baseline,
            "start": measure.start,
            "by_locality": measure.by_locality,
            "lead_unit": measure.indicator.lead_unit.code,
        }
        for measure in Measure.objects.order_by("indicator__number", "letter")
        for target in measure.targets.all()
    ]
    numbers = ("low", "high", "tolerance", "baseline", "start")
    assert loaded == [
        {
            **row,
            "number": int(row["number"]),
            "decimals": int(row["decimals"]),
            "strict": row["strict"] == "1",
            "by_locality": row["by_locality"] == "1",
            **{name: number(row[name]) for name in numbers},
        }
        for row in cases("measures.csv")
    ]
    assert len(loaded) == 23


def test_milestones_to_the_letter_each_with_a_reason(resolution):
    loaded = Milestone.objects.order_by("measure__indicator__number", "quarter").values_list(
        "measure__indicator__number", "measure__letter", "quarter", "expected"
    )
    assert list(loaded) == [
        (int(row["number"]), row["letter"], int(row["quarter"]), Decimal(row["expected"]))
        for row in cases("milestones.csv")
    ]
    changes = MilestoneChange.objects.all()
    assert sorted((c.measure_id, c.quarter, c.new) for c in changes) == sorted(
        (m.measure_id, m.quarter, m.expected) for m in Milestone.objects.all()
    )
    assert all(change.reason and change.old is None for change in changes)


def test_the_resolution_its_groups_and_periods(resolution):
    assert (resolution.number, resolution.issuer, resolution.superior) == (
        "",
        "Thị ủy Đức Phổ",
        "Tỉnh ủy Quảng Ngãi",
    )
    assert (resolution.year, resolution.adopted_on, resolution.status) == (
        2024,
        date(2023, 12, 12),
        "active",
    )
    assert resolution.overall_goal.startswith("Tiếp tục đẩy mạnh xây dựng, chỉnh đốn Đảng")
    assert resolution.plan_confirmed_at is None
    groups = IndicatorGroup.objects.all()
    assert [(group.name, group.indicators.count()) for group in groups] == [
        ("Kinh tế", 4),
        ("Văn hóa, xã hội", 4),
        ("Tài nguyên, môi trường", 3),
        ("Quốc phòng, an ninh", 3),
        ("Xây dựng Đảng", 3),
    ]
    periods = Period.objects.values_list(
        "quarter", "name", "share", "is_last", "opens_on", "starts_on", "ends_on", "due_on"
    )
    start = date(2024, 1, 1)
    assert list(periods) == [
        (1, "Quý I", Decimal("0.25"), False, date(2024, 3, 1), start, date(2024, 3, 31),
         date(2024, 3, 20)),
        (2, "6 tháng đầu năm", Decimal("0.5"), False, date(2024, 6, 1), start, date(2024, 6, 30),
         date(2024, 6, 20)),
        (3, "9 tháng", Decimal("0.75"), False, date(2024, 9, 1), start, date(2024, 9, 30),
         date(2024, 9, 20)),
        (4, "Năm", Decimal(1), True, date(2024, 12, 1), start, date(2024, 12, 31),
         date(2024, 12, 10)),
    ]  # fmt: skip


def test_the_draft_is_kept_to_the_letter_and_its_slips_are_mended(resolution):
    by_number = {row.number: row for row in Indicator.objects.all()}
    assert [row.label for row in by_number.values()] == [f"({n})" for n in range(1, 18)]
    assert {
        row.number: (row.source_wording, row.wording)
        for row in by_number.values()
        if row.source_wording != row.wording
    } == {
        12: (
            "Tuyên quân đạt 100% chỉ tiêu được giao",
            "Tuyển quân đạt 100% chỉ tiêu được giao",
        ),
        13: (
            "Phần đầu có 100% xã, phường vững mạnh về quốc phòng",
            "Phấn đấu có 100% xã, phường vững mạnh về quốc phòng",
        ),
        15: (
            "Kết nạp đảng viên mới đạt 100% chỉ tiêu tình giao",
            "Kết nạp đảng viên mới đạt 100% chỉ tiêu tỉnh giao",
        ),
    }
    tasks = {task.number: task for task in Task.objects.all()}
    assert {n for n, t in tasks.items() if t.wording != t.source_wording} == {
        "1.1", "1.5", "2.1", "2.4", "4"
    }  # fmt: skip
    mended = " ".join(task.wording for task in tasks.values())
    assert not re.search(
        "hiện hiện|tình đề|Trung ương tỉnh|Phố (Văn|Thuận|An|Quang|Thạnh)|35 ngày|,\\.\\.\\.|\\*",
        mended,
    )


def test_wordings_of_the_targets(resolution):
    wordings = Target.objects.order_by("measure__indicator__number", "measure__letter")
    assert [target.wording for target in wordings] == [
        "từ 10% - 12,5%", "khoảng 88% - 89%", "khoảng 9.500 tỷ đồng", "vượt từ 5% - 7% trở lên",
        "khoảng 92%", "khoảng 95%", "khoảng 90%", "trên 95%", "01 trường", "khoảng 54,5%",
        "giảm từ 0,4% - 0,6%", "khoảng 95%", "ít nhất 85%", "ít nhất 90%", "100%", "khoảng 42%",
        "100%", "100%", "ít nhất 80%", "100%", "từ 80% trở lên", "khoảng 20%",
        "từ 75% - 80% trở lên",
    ]  # fmt: skip
    assert {target.effective_from for target in wordings} == {date(2024, 1, 1)}


def test_quotas_secrecy_and_the_boxes_people_fill(resolution):
    quotas = Measure.objects.exclude(assigned_basis="").order_by("indicator__number")
    assert [(m.indicator.number, m.assigned) for m in quotas] == [(4, None), (12, None), (15, None)]
    assert Measure.objects.get(percent_only=True).indicator.number == 12
    for measure in Measure.objects.all():
        two_boxes = measure.formula in {"ratio", "excess", "decrease"}
        labels = (measure.numerator_label, measure.denominator_label)
        assert all(labels) if two_boxes else not any(labels)
        assert measure.method
        assert measure.source


def test_tasks_with_leads_joined_paragraphs_links_and_work_items(resolution):
    groups = TaskGroup.objects.all()
    assert [(group.number, group.tasks.count()) for group in groups] == [
        (1, 7),
        (2, 6),
        (3, 4),
        (4, 1),
    ]
    tasks = Task.objects.all()
    assert [task.number for task in tasks][-1] == "4"
    assert all(task.lead_unit and task.work_items.exists() for task in tasks)
    joined = Task.objects.get(number="1.3").wording
    assert "có trình độ chuyên môn, nghiệp vụ ngang tầm" in joined
    assert "thực hiện Chương trình mục tiêu quốc gia" in Task.objects.get(number="2.4").wording
    assert Task.objects.get(number="1.7").wording.startswith(
        "Về công tác xây dựng chính quyền\nTiếp tục đổi mới"
    )
    dan_van = Task.objects.get(number="1.6")
    assert dan_van.lead_unit.code == "ban-dan-van"
    assert {unit.code for unit in dan_van.coordinating_units.all()} == {"ub-mttq", "thi-doan"}
    linked = Task.objects.get(number="3.4").indicators.values_list("number", flat=True)
    assert list(linked) == [7, 8]
    assert WorkItem.objects.count() == 57
    assert not WorkItem.objects.filter(due_on=None).exists()


def test_coordinating_units_of_a_kind(resolution):
    water = Indicator.objects.get(number=9)
    codes = {unit.code for unit in water.coordinating_units.all()}
    localities = {row["code"] for row in cases("units.csv") if row["kind"] == "locality"}
    assert codes == {"phong-do-thi", "tt-y-te"} | localities


def test_a_second_run_changes_nothing(resolution):
    before = every_row()
    assert not load_resolution(FIXTURES)
    assert every_row() == before


def test_what_people_typed_decided_or_took_away_stays(resolution):
    measure = Measure.objects.get(indicator__number=3)
    report = ProgressReport.objects.create(
        indicator=measure.indicator,
        period=Period.objects.get(quarter=1),
        unit=measure.indicator.lead_unit,
        results="Gõ tay",
    )
    Figure.objects.create(report=report, measure=measure, value=Decimal("1512.5"))
    Measure.objects.filter(pk=measure.pk).update(name="Tên khác", assigned=Decimal(7))
    Milestone.objects.filter(measure=measure, quarter=1).update(expected=Decimal(1))
    Milestone.objects.filter(measure=measure, quarter=2).delete()
    Target.objects.filter(measure=measure).update(tolerance=Decimal(10))
    Unit.objects.filter(code="xa-pho-an").update(name="Xã khác", is_active=False)
    Period.objects.filter(quarter=1).update(due_on=date(2024, 3, 25))
    WorkItem.objects.filter(task__number="2.5").delete()
    before = every_row()
    load_resolution(FIXTURES)
    assert every_row() == before


def test_missing_rows_are_added_again(resolution):
    Task.objects.get(number="3.1").delete()
    Indicator.objects.get(number=17).delete()
    Period.objects.get(quarter=4).delete()
    added = load_resolution(FIXTURES)
    assert added == {
        "kỳ báo cáo": 1,
        "chỉ tiêu": 1,
        "thành phần": 1,
        "mức chỉ tiêu": 1,
        "nhiệm vụ": 1,
        "đầu việc": 1,
    }


def set_to(key, value):
    def change(plan):
        plan["groups"][0]["indicators"][0][key] = value

    return change


def lose(plan):
    del plan["year"]


def impossible_goal(plan):
    plan["groups"][0]["indicators"][0]["measures"][0]["target"]["low"] = "13"


def unknown_pace(plan):
    plan["groups"][0]["indicators"][0]["measures"][0]["pace"] = "soon"


def no_number(plan):
    plan["groups"][0]["indicators"][0]["measures"][0]["baseline"] = "10,74"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (set_to("lead_unit", "phong-x"), "Không có đơn vị mã “phong-x”"),
        (set_to("coordinating_units", ["phong-y"]), "Không có đơn vị mã “phong-y”"),
        (lose, "thiếu mục 'year'"),
        (impossible_goal, "resolution.json"),
        (unknown_pace, "resolution.json"),
        (no_number, "resolution.json"),
    ],
)
def test_a_spoiled_file_loads_nothing_and_says_where(folder, change, sentence):
    spoil(folder, change)
    with pytest.raises(PlanUnreadable, match=re.escape(sentence)):
        load_resolution(folder)
    assert not Unit.objects.exists()
    assert not Resolution.objects.exists()


def test_the_command_says_what_came(capsys):
    call_command("load_resolution")
    assert capsys.readouterr().out == (
        "Đã nạp 47 đơn vị, 1 nghị quyết, 4 kỳ báo cáo, 5 nhóm chỉ tiêu, 17 chỉ tiêu, "
        "23 thành phần, 23 mức chỉ tiêu, 10 mốc quý, 4 nhóm nhiệm vụ, 18 nhiệm vụ, 57 đầu việc.\n"
    )
    call_command("load_resolution")
    assert capsys.readouterr().out == "Nghị quyết đã có đủ, không nạp thêm.\n"


def test_the_command_refuses_in_a_sentence(folder, tmp_path):
    spoil(folder, lose)
    with pytest.raises(CommandError, match="thiếu mục 'year'"):
        call_command("load_resolution", str(folder))
    with pytest.raises(CommandError, match="Không có thư mục"):
        call_command("load_resolution", str(tmp_path / "nowhere"))


def test_units_of_ones_own_without_a_resolution(tmp_path):
    (tmp_path / "units.csv").write_text(
        "code,name,short_name,kind,parent,order,head_signs\nxa-moi,Xã Mới,Mới,locality,,1,1\n"
    )
    assert load_resolution(tmp_path) == {"đơn vị": 1}
    assert Unit.objects.get().head_signs


def test_a_folder_without_units_uses_those_there_are(folder):
    load_resolution(FIXTURES)
    Resolution.objects.all().delete()
    (folder / "units.csv").unlink()
    assert load_resolution(folder)["nghị quyết"] == 1
