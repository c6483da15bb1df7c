import datetime
import json
import re
from io import StringIO

import docx
import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from reports.models import Rating
from targets.clock import now
from targets.models import User
from targets.rules.workflow import Status
from tests.factories import make_indicator, make_report, make_resolution

pytestmark = pytest.mark.django_db


def run(*args):
    out, err = StringIO(), StringIO()
    call_command("summary", *args, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def resolution():
    resolution = make_resolution("nq-2024")
    first = make_indicator(resolution, wording="Tổng vốn đầu tư phát triển trên địa bàn")
    make_report(first, 3, figures={"": "80"})
    second = make_indicator(
        resolution,
        measures=[
            {"letter": "a", "formula": "ratio", "unit_of_measure": "%"},
            {"letter": "b", "pace": "year_end", "name": "Trường mức độ 2"},
        ],
    )
    make_report(
        second, 3, status=Status.SUBMITTED, figures={"a": {"numerator": 2, "denominator": 3}}
    )
    return resolution


ONE = {
    "number": "1",
    "standing": "on_track",
    "final": None,
    "measures": [
        {
            "letter": "",
            "figure": "80",
            "outcome": "short",
            "expected": "75",
            "projection": "106.6666666666666666666666667",
            "attainment": "80",
            "standing": "on_track",
        }
    ],
}


def test_json(resolution):
    out, err = run("--resolution", "nq-2024", "--quarter", "3", "--json")
    nothing = {"figure": None, "outcome": None, "projection": None, "attainment": None}
    assert json.loads(out) == {
        "resolution": "nq-2024",
        "quarter": 3,
        "indicators": [
            ONE,
            {
                "number": "2",
                "standing": "no_figure",
                "final": None,
                "measures": [
                    {"letter": "a", "expected": "75", "standing": "no_figure", **nothing},
                    {"letter": "b", "expected": None, "standing": "not_due", **nothing},
                ],
            },
        ],
        "tally": {
            "indicators": {"no_figure": 1, "on_track": 1},
            "measures": {"no_figure": 1, "not_due": 1, "on_track": 1},
        },
    }
    assert err == ""


def test_json_with_what_is_submitted(resolution):
    out, _ = run("--resolution", "nq-2024", "--quarter", "3", "--include-submitted", "--json")
    whole = json.loads(out)
    assert whole["indicators"][0] == ONE
    assert whole["indicators"][1]["measures"][0] == {
        "letter": "a",
        "figure": "66.66666666666666666666666667",
        "outcome": "short",
        "expected": "75",
        "projection": "88.88888888888888888888888889",
        "attainment": "66.66666666666666666666666667",
        "standing": "behind",
    }
    assert whole["tally"] == {
        "indicators": {"behind": 1, "on_track": 1},
        "measures": {"behind": 1, "not_due": 1, "on_track": 1},
    }


def test_a_quarter_that_has_not_opened_is_not_refused(resolution):
    out, _ = run("--resolution", "nq-2024", "--quarter", "4", "--json")
    assert json.loads(out)["tally"]["indicators"] == {"no_figure": 2}


def test_text(resolution):
    first = resolution.groups.get().indicators.get(number=1)
    period = resolution.periods.get(quarter=3)
    Rating.objects.create(indicator=first, period=period, standing="missed", at=now())
    out, _ = run("--resolution", "nq-2024", "--quarter", "3")
    for said in (
        "Nghị quyết năm 2024: kết quả 9 tháng (số liệu đã duyệt)",
        "Chỉ tiêu: Đạt và vượt 0/2; đúng tiến độ 0; chậm 0; không đạt 1; đánh giá được 1/2; "
        "đang thực hiện 0; chưa có số liệu 1; chưa đến kỳ 0.",
        "1    Tổng vốn đầu tư phát triển trên địa bàn",
        "80,0 tỷ đồng",
        "106,7 tỷ đồng, dự",
        "Không đạt (tự động: Đúng",
        "2a   Chỉ tiêu số 2",
        "đã gửi,",
        "2b   Trường mức độ 2",
    ):
        assert said in out


def test_text_with_what_is_submitted(resolution):
    out, _ = run("--resolution", "nq-2024", "--quarter", "3", "--include-submitted")
    assert "(số liệu đã duyệt và đã gửi)" in out
    assert "66,67%" in out or "66,7%" in out


def test_warnings_go_to_stderr():
    make_indicator(
        make_resolution("nq"),
        measures=[{"target": {"direction": "down", "low": 4, "wording": "dưới 4"}}],
    )
    out, err = run("--resolution", "nq", "--quarter", "3", "--json")
    assert json.loads(out)["indicators"][0]["standing"] == "not_due"
    assert err.startswith("Chỉ tiêu 1: mức “dưới 4” thiếu hoặc sai giới hạn")


def test_a_workbook_of_the_same_figures(resolution, tmp_path):
    path = tmp_path / "tong-hop.xlsx"
    out, _ = run("--resolution", "nq-2024", "--quarter", "3", "--xlsx", str(path))
    (sheet, *_) = load_workbook(path, data_only=True).worksheets
    assert out == ""
    assert 80 in {cell.value for row in sheet.iter_rows() for cell in row}


def test_the_report_as_a_file(resolution, tmp_path):
    path = tmp_path / "bao-cao.docx"
    out, _ = run("--resolution", "nq-2024", "--quarter", "3", "--docx", str(path))
    told = [one.text for one in docx.Document(str(path)).paragraphs]
    assert out == ""
    assert "I. ĐÁNH GIÁ CHUNG" in told


@pytest.mark.parametrize(
    ("args", "sentence", "code"),
    [
        (
            ["--resolution", "nq-2025", "--quarter", "3"],
            "Không có nghị quyết “nq-2025”. Các nghị quyết: nq-2024.",
            1,
        ),
        (
            ["--resolution", "nq-2024", "--quarter", "5"],
            "Nghị quyết “nq-2024” không có kỳ báo cáo 5. Các kỳ: 1, 2, 3, 4.",
            1,
        ),
        (
            ["--resolution", "nq-2024", "--quarter", "3", "--docx", "/no/such/folder/x.docx"],
            "Không ghi được tệp /no/such/folder/x.docx: No such file or directory.",
            1,
        ),
        (
            ["--resolution", "nq-2024", "--quarter", "3", "--xlsx", "/no/such/folder/x.xlsx"],
            "Không ghi được tệp /no/such/folder/x.xlsx: No such file or directory.",
            1,
        ),
    ],
)
def test_refusals(resolution, args, sentence, code):
    with pytest.raises(CommandError) as refused:
        run(*args)
    assert (str(refused.value), refused.value.returncode) == (sentence, code)


@pytest.mark.parametrize("quarter", [1, 2, 3, 4])
def test_the_demo_agrees_with_the_board(client, settings, quarter):
    settings.DEMO, settings.TODAY = True, datetime.date(2024, 9, 24)
    call_command("load_resolution", stdout=StringIO())
    call_command("load_demo", stdout=StringIO())
    whole = json.loads(run("--resolution", "nq-2024", "--quarter", str(quarter), "--json")[0])
    client.force_login(User.objects.get(username="lanhdao"))
    board = client.get(f"/bang-theo-doi/nq-2024/{quarter}/?thu-tu=nghi-quyet").context["board"]
    assert [one["number"] for one in whole["indicators"]] == [str(n) for n in range(1, 18)]
    for told, row in zip(whole["indicators"], board.rows, strict=True):
        assert (told["number"], f"st-{told['standing']}") == (
            str(row.number),
            re.search(r"#(st-\w+)", row.pill)[1],
        )
    counts = {standing.value: count for standing, count in board.tally.worst_first() if count}
    assert whole["tally"]["indicators"] == counts
    assert sum(whole["tally"]["measures"].values()) == 23
