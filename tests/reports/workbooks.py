"""A small town with something for every sheet of papers, and how its workbook is read back."""

import datetime
import io
import shutil
import subprocess
from decimal import Decimal
from types import SimpleNamespace

import openpyxl
import pytest
from django.utils import timezone

from reports.export import xlsx
from reports.gather import summary_of
from targets.models import DeadlineExtension, Reminder
from targets.rules.workflow import Status
from tests.factories import (
    make_event,
    make_indicator,
    make_report,
    make_resolution,
    make_task,
    make_unit,
    make_update,
    make_work_item,
)

D = Decimal
SOFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(
    SOFFICE is None,
    reason="no LibreOffice: apt-get install --no-install-recommends libreoffice-calc-nogui",
)
PAIR = {"unit_of_measure": "%", "decimals": 2, "formula": "ratio"}
CAPITAL = {"low": D(9500), "tolerance": D(50), "wording": "khoảng 9.500 tỷ đồng"}
WATER = {"low": D(95), "tolerance": D("0.5"), "wording": "khoảng 95%"}
WASTE = {"low": D(85), "wording": "ít nhất 85%"}


def at(day, month=9, hour=9):
    return datetime.datetime(2024, month, day, hour, tzinfo=timezone.get_current_timezone())


def dated(*day):
    """A day as openpyxl reads it."""
    return datetime.datetime(*day)  # noqa: DTZ001 - a cell knows no time zone


def make_town():
    """Finance: (1) behind, (4) not sent; environment: (2a) below, (2b) not due, (3) short.

    Three wards: one on time, one late, one that has begun nothing; tasks in every state.
    """
    resolution = make_resolution("nq-2024", title="Nghị quyết thử")
    finance = make_unit("tai-chinh", name="Phòng Tài chính", short_name="TC", order=1)
    nature = make_unit("tnmt", name="Phòng Môi trường", short_name="MT", order=2)
    wards = [
        make_unit(f"phuong-{name}", name=f"Phường {name.upper()}", kind="locality", order=10 + n)
        for n, name in enumerate("abc")
    ]
    capital = make_indicator(
        resolution, number=1, lead_unit=finance,
        measures=[{"milestones": {3: "6175"}, "target": CAPITAL}],
    )  # fmt: skip
    make_report(
        capital, figures={"": {"value": "5938.2", "year_estimate": "9120"}},
        causes="Vướng mặt bằng.", proposals="Giao vốn sớm.", submitted_at=at(20),
    )  # fmt: skip
    waste = make_indicator(
        resolution, number=2, lead_unit=nature, group=2, coordinating_units=wards,
        measures=[
            {
                **PAIR, "letter": "a", "pace": "rate", "by_locality": True, "name": "Rác thải",
                "numerator_label": "Xử lý (tấn)", "denominator_label": "Phát sinh (tấn)",
                "target": WASTE,
            },
            {**PAIR, "letter": "b", "pace": "year_end", "by_locality": True, "name": "Nước sạch",
             "target": WATER},
        ],
    )  # fmt: skip
    sent = make_report(
        waste, figures={"a": {"numerator": "160", "denominator": "200", "nature": "preliminary"}},
        submitted_at=at(23), causes="Thiếu xe.",
    )  # fmt: skip
    make_event(sent, "submit", at=at(19))
    make_event(sent, "return", at=at(20), note="Sai mẫu số")
    make_event(sent, "submit", at=at(23))
    make_event(sent, "approve", at=at(24))
    work = make_indicator(
        resolution, number=3, lead_unit=nature, group=2,
        measures=[{"unit_of_measure": "%", "pace": "year_end", "decimals": 2, "target": {
            "low": D("54.5"), "tolerance": D("0.05"), "wording": "khoảng 54,5%"}}],
    )  # fmt: skip
    make_report(work, figures={"": {"value": "54.1", "year_estimate": "54.3"}}, submitted_at=at(19))
    soldiers = make_indicator(
        resolution, number=4, lead_unit=finance, coordinating_units=wards,
        measures=[{**PAIR, "percent_only": True, "by_locality": True, "assigned_basis": "tỉnh giao",
                   "name": "Tuyển quân"}],
    )  # fmt: skip
    Reminder.objects.create(
        period=resolution.periods.get(quarter=3), unit=finance, channel="message", at=at(22)
    )
    for ward, above, below, day, secret in (
        (wards[0], "97", "100", 18, "20"), (wards[1], "56", "80.5", 24, "19")
    ):  # fmt: skip
        contribute(waste, ward, {"a": {"numerator": above, "denominator": below}}, at(day))
        contribute(soldiers, ward, {"": {"numerator": secret, "denominator": "20"}}, at(day))
    return SimpleNamespace(
        resolution=resolution, finance=finance, nature=nature, wards=wards, capital=capital,
        waste=waste, work=work, soldiers=soldiers, tasks=make_tasks(resolution, finance, nature),
    )  # fmt: skip


def contribute(indicator, unit, figures, sent_at, status=Status.APPROVED):
    return make_report(
        indicator, unit=unit, counts=False, status=status, figures=figures, submitted_at=sent_at
    )


def make_tasks(resolution, finance, nature):
    """1.1 of finance with an item in every state; 2.1 of environment with one that is secret."""
    first = make_task(
        resolution, title="thu hút đầu tư", lead_unit=finance, coordinating_units=[nature]
    )
    day = datetime.date
    make_work_item(first, name="kế hoạch vốn", product="Kế hoạch", state="done",
                   due_on=day(2024, 6, 30), done_on=day(2024, 7, 5))  # fmt: skip
    late = make_work_item(first, name="bồi thường", state="running", due_on=day(2024, 8, 31))
    make_update(late, text="Xong 05/07 dự án", proposals="Giao quỹ đất")
    extended = make_work_item(first, name="giải ngân", state="running", due_on=day(2024, 12, 31))
    DeadlineExtension.objects.create(
        work_item=extended, first_due_on=day(2024, 8, 31), due_on=day(2024, 12, 31), at=at(1)
    )
    make_update(extended, text="Đạt 58,3%", percent=58)
    make_work_item(first, name="báo cáo năm", state="planned", due_on=None, due_note="quý IV")
    second = make_task(resolution, group=2, title="môi trường", lead_unit=nature)
    secret = make_work_item(second, name="phương án kín", state="paused", progress_only=True)
    make_update(secret, text="không được in", next_step="không được in", percent=40)
    return SimpleNamespace(first=first, second=second, late=late)


def written(resolution, quarter=3, *, viewer=None, summary=None, **wish):
    """The bytes of a workbook, of everything or as one person may see it."""
    stream = io.BytesIO()
    summary = summary or summary_of(resolution, quarter, viewer=viewer, for_papers=True)
    xlsx.write(summary, stream, **wish)
    return stream.getvalue()


def opened(content, *, values=True):
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def rows(content, sheet, first=1, *, values=True):
    """The rows of a sheet from a row on, without blanks at their ends and without blank rows."""
    found = []
    for row in opened(content, values=values)[sheet].iter_rows(min_row=first, values_only=True):
        cells = list(row)
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            found.append(tuple(cells))
    return found


def recalculated(content, folder):
    """The same workbook after LibreOffice has opened it, worked everything out and saved it."""
    (folder / "bieu.xlsx").write_bytes(content)
    for kind, source, target in (
        ("ods", folder / "bieu.xlsx", folder),
        ("xlsx", folder / "bieu.ods", folder / "again"),
    ):
        convert(kind, source, target)
    return (folder / "again" / "bieu.xlsx").read_bytes()


def convert(kind, source, target):
    subprocess.run(
        [
            SOFFICE, f"-env:UserInstallation=file://{target}/profile", "--headless",
            "--convert-to", kind, "--outdir", str(target), str(source),
        ],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip


def assert_same(before, after):
    """Every cell of every sheet says the same in both."""
    old, new = opened(before), opened(after)
    assert new.sheetnames == old.sheetnames
    count = 0
    for sheet in old:
        for row in sheet.iter_rows():
            for cell in row:
                again = new[sheet.title][cell.coordinate].value
                where = (sheet.title, cell.coordinate)
                if isinstance(cell.value, int | float):
                    count += 1
                    assert again == pytest.approx(cell.value, rel=1e-9, abs=1e-9), where
                else:
                    assert (again or "") == (cell.value or ""), where
    return count
