"""Every text that people write, at its worst: the workbook opens and holds it as typed."""

import datetime

import pytest
from django.urls import reverse

from reports.gather import summary_of
from targets.models import (
    Directive,
    Indicator,
    Measure,
    Period,
    ProgressReport,
    Target,
    Task,
    TaskGroup,
    TaskUpdate,
    Unit,
    WorkItem,
)
from targets.rules.workflow import Role
from tests.factories import make_directive, make_user
from tests.reports.workbooks import (
    assert_same,
    convert,
    make_town,
    needs_office,
    opened,
    recalculated,
    rows,
    written,
)

pytestmark = pytest.mark.django_db
NEW_SHEETS = ("Chậm và nguy cơ", "Nhiệm vụ", "Theo đơn vị", "Xã, phường", "Xã, phường (2)")
WORST = [
    "=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\ttab", "a\x01\x07\x0bb", "😀 chữ", "\u202eabc\u200f",
    'ngoặc "kép" và \'đơn\' / \\', "<b>&amp;", "{=1}", "1E5", "01/02/2024", "TRUE", "~*?",
]  # fmt: skip


@pytest.fixture(autouse=True)
def pinned_day(settings):
    settings.TODAY = datetime.date(2024, 9, 24)


@pytest.fixture
def town():
    return make_town()


def say_everywhere(town, text):
    """In every column of text that the papers print; the units keep names of their own."""
    short = text[:60]
    Indicator.objects.update(wording=text, note=text)
    Measure.objects.update(
        name=text[:300], numerator_label=text[:120], denominator_label=text[:120],
        method=text, source=text,
    )  # fmt: skip
    Target.objects.update(wording=text[:300])
    ProgressReport.objects.update(results=text, causes=text, proposals=text)
    Task.objects.update(title=text[:300])
    TaskGroup.objects.update(name=text[:300])
    WorkItem.objects.update(name=text[:300], product=text[:300], due_note=short)
    TaskUpdate.objects.update(text=text, proposals=text)
    for unit in Unit.objects.all():
        unit.name, unit.short_name = f"{short} {unit.pk}", short[:20]
        unit.save()
    town.resolution.issuer = town.resolution.title = short
    town.resolution.save()
    make_directive(town.capital, text=text)
    Directive.objects.update(text=text)


def as_held(text):
    """Control characters are what no spreadsheet can hold."""
    return "".join(letter for letter in text if letter >= " " or letter in "\t\n")


@pytest.mark.parametrize("text", WORST)
def test_it_is_text_and_stays_as_typed(town, text):
    say_everywhere(town, text)
    book = opened(written(town.resolution), values=False)
    held, seen = as_held(text), dict.fromkeys(NEW_SHEETS[:4], 0)
    flat = " ".join(held.split())
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                said = str(cell.value or "")
                if flat[:1].upper() + flat[1:] in said or held in said or flat in said:
                    seen[sheet.title] = seen.get(sheet.title, 0) + 1
                    if cell.data_type == "f":
                        assert "COUNTIF" in said, (sheet.title, cell.coordinate, said)
    assert all(seen.values()), seen
    assert {cell.data_type for row in book["Nhiệm vụ"]["B6:B16"] for cell in row} <= {"s", "n"}


def test_three_thousand_letters(town):
    text = ("rất dài " * 400)[:3000]
    say_everywhere(town, text)
    content = written(town.resolution)
    for sheet in opened(content):
        for row in sheet.iter_rows():
            height = sheet.row_dimensions[row[0].row].height
            assert height is None or height <= 409
    causes = rows(content, "Chậm và nguy cơ", 7)[1][10]
    assert (len(causes), causes[-1]) == (240, "…")


@pytest.mark.parametrize(
    "name", ['Quý "III"/2024\\', "../../etc/passwd", "CON", "=1+1", "\u202e😀"]
)
def test_file_names_are_plain(client, town, name):
    Period.objects.filter(resolution=town.resolution, quarter=3).update(name=name)
    client.force_login(make_user(Role.OFFICE))
    answer = client.get(reverse("reports:summary-xlsx", args=["nq-2024", 3]))
    held = answer["Content-Disposition"]
    file_name = held.partition('filename="')[2].rstrip('"')
    assert file_name.endswith(".xlsx")
    assert set(file_name) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.")
    assert b"".join(answer.streaming_content)[:2] == b"PK"


@needs_office
def test_libreoffice_opens_the_worst_and_agrees(town, tmp_path):
    units = list(Unit.objects.order_by("pk"))
    say_everywhere(town, "=1+1 \x07 😀 \u202e 'a' \"b\" " + "rất dài " * 360)
    for unit, name in zip(units, ("=Phòng *", ">Môi trường?", "Phường ~", "-b", "@c"), strict=True):
        unit.name = name
        unit.save()
    summary = summary_of(town.resolution, 3, for_papers=True)
    content = written(town.resolution, summary=summary)
    assert assert_same(content, recalculated(content, tmp_path)) > 100
    convert("pdf", tmp_path / "bieu.xlsx", tmp_path)
    assert (tmp_path / "bieu.pdf").read_bytes().startswith(b"%PDF")
