"""What somebody may choose on the page of papers, and what the file then holds and says."""

import datetime
import io
import json
from html import unescape

import docx
import pytest
from django.http import QueryDict
from django.urls import reverse

from reports.assessment import Summary
from reports.export.parts import ALL_PARTS, Part
from reports.gather import summary_of
from reports.paper_wish import PaperWish
from targets.rules.workflow import Role
from tests.factories import make_directive, make_task, make_unit, make_user, make_work_item
from tests.reports.workbooks import make_town, opened, rows, written

pytestmark = pytest.mark.django_db
ALWAYS = ["Tổng hợp", "Nguồn số liệu"]
EVERY = [
    "Tổng hợp", "Chậm và nguy cơ", "Nhiệm vụ", "Theo đơn vị", "Xã, phường", "Ý kiến chỉ đạo",
    "Nguồn số liệu",
]  # fmt: skip


@pytest.fixture(autouse=True)
def pinned_day(settings):
    settings.TODAY = datetime.date(2024, 9, 24)


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def office(client):
    client.force_login(make_user(Role.OFFICE))
    return client


def answer(client, query="", name="reports:summary-xlsx"):
    return client.get(reverse(name, args=["nq-2024", 3]) + query)


def workbook(client, query=""):
    return b"".join(answer(client, query).streaming_content)


def page(client, query=""):
    return unescape(answer(client, query, "reports:summary").content.decode())


@pytest.mark.parametrize(
    ("query", "sheets"),
    [
        ("", EVERY),
        ("?to=tong-hop", ALWAYS),
        ("?to=tong-hop&to=nhiem-vu", ["Tổng hợp", "Nhiệm vụ", "Nguồn số liệu"]),
        ("?to=xa-phuong&to=abc", ["Tổng hợp", "Xã, phường", "Nguồn số liệu"]),
        ("?to=abc&to=%00", EVERY),
        ("?to=", EVERY),
        ("?to=" + "9" * 500, EVERY),
    ],
)
def test_the_sheets_asked_for(office, town, query, sheets):
    assert opened(workbook(office, query)).sheetnames == sheets


@pytest.mark.parametrize("part", list(Part))
def test_every_sheet_can_stand_without_the_others(town, part):
    content = written(town.resolution, parts={part})
    formulas = opened(content, values=False)
    assert len(formulas.sheetnames) == 3
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    named = str(cell.value).split("'")[1::2]
                    assert set(named) <= set(formulas.sheetnames), cell.coordinate


def test_the_page_shows_what_is_chosen(office, town):
    text = page(office, "?to=tong-hop&to=nhiem-vu&don-vi=tnmt")
    for ticked in ("nhiem-vu", "tnmt"):
        assert f'value="{ticked}" id="' in text
    assert 'value="nhiem-vu" id="to-nhiem-vu" checked' in text
    assert 'value="xa-phuong" id="to-xa-phuong">' in text
    assert 'value="tnmt" id="don-vi-tnmt" checked' in text
    assert 'value="tai-chinh" id="don-vi-tai-chinh">' in text
    assert "công thức của các trang khác lấy số từ đó" in text
    assert f'formaction="{reverse("reports:summary-xlsx", args=["nq-2024", 3])}"' in text
    assert "to=tong-hop&to=nhiem-vu" in text  # another period keeps the choice


def test_everything_is_ticked_at_first(office, town):
    text = page(office)
    assert all(f'id="to-{part.value}" checked' in text for part in Part)
    assert 'id="don-vi-tnmt">' in text


def test_one_unit_has_only_its_own_rows(office, town):
    make_directive(town.capital, text="Vì sao?")
    make_directive(town.waste, text="Rác đâu?")
    make_directive(town.tasks.second, text="Việc của môi trường")
    make_directive(town.tasks.first, text="Việc của tài chính")
    content = workbook(office, "?don-vi=tnmt")
    numbers = [row[0] for row in rows(content, "Tổng hợp", 11) if isinstance(row[0], int)]
    assert numbers == [2, 3]
    assert [row[0] for row in rows(content, "Nhiệm vụ", 6)[:-1]] == [
        "II", "2.1", "2.1.1", "TỔNG CỘNG",
    ]  # fmt: skip
    assert [row[1] for row in rows(content, "Theo đơn vị", 8)[:1]] == ["Phòng Môi trường"]
    said = [row[3] for row in rows(content, "Ý kiến chỉ đạo", 8) if isinstance(row[0], int)]
    assert sorted(said) == ["Rác đâu?", "Việc của môi trường"]
    for name in EVERY:
        cell = "A6" if name == "Tổng hợp" else "A3"
        assert "chỉ gồm đơn vị Phòng Môi trường" in opened(content)[name][cell].value, name


def test_work_items_of_a_unit_in_the_tasks_of_others(office, town):
    task = make_task(town.resolution, group=2, lead_unit=make_unit())
    make_work_item(task, name="của môi trường", lead_unit=town.nature)
    make_work_item(task, name="của người khác")
    names = [row[1] for row in rows(workbook(office, "?don-vi=tnmt"), "Nhiệm vụ", 6)[:-1]]
    assert "Của môi trường" in names
    assert "Của người khác" not in names


def test_groups_and_units_together(office, town):
    content = workbook(office, "?nhom=1&don-vi=tai-chinh")
    numbers = [row[0] for row in rows(content, "Tổng hợp", 11) if isinstance(row[0], int)]
    assert numbers == [1, 4]
    as_of = opened(content)["Theo đơn vị"]["A3"].value
    assert "chỉ gồm nhóm I - chỉ gồm đơn vị Phòng Tài chính" in as_of
    assert "nhóm" not in opened(content)["Nhiệm vụ"]["A3"].value


def test_nothing_in_common_is_an_empty_paper(office, town):
    content = workbook(office, "?nhom=1&don-vi=tnmt")
    assert [row for row in rows(content, "Tổng hợp", 11) if isinstance(row[0], int)] == []
    assert answer(office, "?nhom=1&don-vi=tnmt", "reports:summary").status_code == 200


@pytest.mark.parametrize(
    "query", ["?don-vi=abc", "?don-vi=%00", "?don-vi=", "?don-vi=" + "x" * 600,
              "?don-vi=tnmt&don-vi=tai-chinh"]
)  # fmt: skip
def test_units_that_narrow_nothing(office, town, query):
    content = workbook(office, query)
    assert [row[0] for row in rows(content, "Tổng hợp", 11) if isinstance(row[0], int)] == [
        1, 4, 2, 3,
    ]  # fmt: skip
    assert "đơn vị Phòng" not in opened(content)["Tổng hợp"]["A6"].value
    assert answer(office, query, "reports:summary").status_code == 200


def test_the_word_report_is_narrowed_alike(office, town):
    content = b"".join(answer(office, "?don-vi=tnmt", "reports:summary-docx").streaming_content)
    text = "\n".join(one.text for one in docx.Document(io.BytesIO(content)).paragraphs)
    assert "chỉ gồm đơn vị Phòng Môi trường" in text
    assert "Chỉ tiêu số 1" not in text


def test_many_units_are_counted(town):
    units = tuple(f"Phòng {n}" for n in range(5))
    content = written(town.resolution, units=units)
    assert "chỉ gồm đơn vị Phòng 0, Phòng 1, Phòng 2 và 2 đơn vị khác" in (
        opened(content)["Tổng hợp"]["A6"].value
    )


@pytest.mark.parametrize(
    "query",
    ["", "to=tong-hop", "nhom=1&nhom=2&don-vi=a&to=tong-hop&to=nhiem-vu", "so-lieu=gom-ca-da-gui"],
)
def test_a_wish_comes_back_from_its_address(query):
    wish = PaperWish.read(QueryDict(query))
    assert PaperWish.read(QueryDict(wish.query())) == wish
    assert (wish.parts == ALL_PARTS) is ("to" not in query)


def test_a_kept_copy_gives_the_same_workbook(town):
    summary = summary_of(town.resolution, 3, for_papers=True)
    kept = Summary.from_json(json.loads(json.dumps(summary.to_json(), ensure_ascii=False)))
    assert kept == summary
    assert (len(kept.units), len(kept.localities), len(kept.task_groups)) == (2, 3, 2)
    older = summary.to_json()
    for name in ("for_papers", "units", "localities", "task_groups"):
        del older[name]
    content = written(town.resolution, summary=Summary.from_json(older))
    assert opened(content).sheetnames == ["Tổng hợp", "Ý kiến chỉ đạo", "Nguồn số liệu"]


def test_a_board_does_not_pay_for_papers(town, django_assert_num_queries):
    with django_assert_num_queries(7):
        summary = summary_of(town.resolution, 3)
    assert (summary.units, summary.localities, summary.task_groups) == ((), (), ())


@pytest.mark.parametrize("role", [Role.REPORTER, Role.HEAD])
def test_a_units_paper_has_nothing_of_others(client, town, role):
    """Environment leads (2), (3) and task 2.1, and coordinates task 1.1 of finance."""
    town.tasks.first.coordinating_units.clear()
    client.force_login(make_user(role, unit=town.nature))
    content = b"".join(answer(client).streaming_content)
    for sheet in opened(content):
        text = " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
        for secret in ("Phòng Tài chính", "5938", "Vướng mặt bằng", "Bồi thường", "Tuyển quân"):
            assert secret not in text, (sheet.title, secret)
    for name in EVERY[1:]:
        assert "chỉ gồm việc đơn vị được xem" in opened(content)[name]["A3"].value
