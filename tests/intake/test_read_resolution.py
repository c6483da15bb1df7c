"""`manage.py read_resolution FILE [--json] [--tasks]` (design §8): prints, saves nothing."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from targets.models import Resolution
from tests.intake import resolutions


@pytest.fixture
def file(tmp_path):
    def written(text, name="nghi-quyet.txt"):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return written


def said(path, *options):
    out = io.StringIO()
    call_command("read_resolution", path, *options, stdout=out)
    return out.getvalue()


def test_json_is_the_format_others_rely_on(file):
    text = "II. Các chỉ tiêu\n1. Về kinh tế\n- Thu ngân sách khoảng 9.500 tỷ đồng, tăng 12,50%.\n"
    assert json.loads(said(file(text), "--json")) == [
        {
            "group": "1. Về kinh tế",
            "number": "1",
            "text": "Thu ngân sách khoảng 9.500 tỷ đồng, tăng 12,50%",
            "measures": [
                {
                    "label": "Thu ngân sách",
                    "direction": "up",
                    "formula": "value",
                    "low": "9500",
                    "high": None,
                    "strict": False,
                    "tolerance": "50",
                    "unit": "tỷ đồng",
                },
                {
                    "label": "Thu ngân sách (mức tăng)",
                    "direction": "up",
                    "formula": "value",
                    "low": "12.50",
                    "high": None,
                    "strict": False,
                    "tolerance": "0",
                    "unit": "%",
                },
            ],
        }
    ]


def test_a_target_in_words_has_no_numbers_in_json(file):
    text = "II. Các chỉ tiêu\n- Tỷ lệ hộ nghèo dưới 2%.\n- Giữ vững danh hiệu xã văn minh.\n"
    below, in_words = (one["measures"][0] for one in json.loads(said(file(text), "--json")))
    assert (below["direction"], below["low"], below["high"], below["strict"]) == (
        "down",
        None,
        "2",
        True,
    )
    assert (in_words["direction"], in_words["low"], in_words["high"]) == (None, None, None)


def test_tasks_come_beside_the_targets(file):
    answer = json.loads(said(file(resolutions.DEEP), "--json", "--tasks"))
    assert list(answer) == ["indicators", "tasks"]
    assert [(one["group"], one["number"]) for one in answer["tasks"]] == [
        ("1. Về kinh tế", "1.1"),
        ("1. Về kinh tế", "1.2"),
        ("2. Về quốc phòng", "2"),
    ]


def test_the_listing_says_goals_doubts_and_slips_in_words(file):
    text = (
        "NGHỊ QUYẾT về nhiệm vụ năm 2026\nII. Các chỉ tiêu\n1. Về xã hội\n"
        "- Tỷ lệ hộ nghèo giảm từ 0,4% - 0,6%.\n- Tuyên quân đạt 100% chỉ tiêu được giao.\n"
        "- Số vụ cháy không quá 3 vụ.\n"
    )
    lines = said(file(text), "--tasks").split("\n")
    for line in (
        "Năm: 2026",
        "1. Về xã hội",
        "  1. Tỷ lệ hộ nghèo giảm từ 0,4% - 0,6%",
        "      · Mức giảm tỷ lệ hộ nghèo: mức giảm 0,4 điểm % đến 0,6 điểm % (càng cao càng tốt)",
        "      · Tuyên quân so với chỉ tiêu được giao: ít nhất 100%",
        "      · Số vụ cháy: không quá 3 vụ",
        "Tìm thấy 3 chỉ tiêu, 3 chỉ số đo.",
        "  ? Văn bản không ghi số được giao. Hãy nhập số được giao."
        " «Tuyên quân đạt 100% chỉ tiêu được giao»",
        "  ~ Tuyên quân → Tuyển quân",
    ):
        assert line in lines


@pytest.mark.django_db
def test_nothing_is_saved(file):
    said(file(resolutions.ARTICLES))
    assert not Resolution.objects.exists()


def test_what_cannot_be_read_is_said_in_one_line(file, tmp_path):
    with pytest.raises(CommandError, match="Không mở được tệp"):
        said(tmp_path / "khong-co.docx")
    with pytest.raises(CommandError, match="Tệp bị hỏng"):
        said(file("%PDF-1.7 hỏng", "hong.pdf"))
