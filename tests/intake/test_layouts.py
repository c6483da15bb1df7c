"""The same targets in the layouts offices write them in; and what is no target in them."""

import textwrap
import unicodedata

import pytest

from targets.intake.resolution_text import FLAT_TABLE, NO_HEADING, NO_TARGETS, read
from targets.rules.figures import Formula
from tests.intake import resolutions


def outline_of(text):
    """Each group's heading with its targets: number, then the goals as they stand there."""
    return {
        group.heading: [(one.number, [m.words for m in one.measures]) for one in group.indicators]
        for group in read(text).groups
    }


LAYOUTS = [
    (
        resolutions.ARTICLES,
        {
            "2.1. Chỉ tiêu kinh tế": [
                ("a", ["1.450 tỷ đồng", "tăng 9,5%"]),
                ("b", ["28%", "42%", "30%"]),
            ],
            "2.2. Chỉ tiêu xã hội": [
                ("a", ["giảm còn dưới 2%"]),
                ("b", ["Không để xảy ra cháy rừng"]),
            ],
        },
    ),
    (
        resolutions.WRAPPED,
        {
            "II. Các chỉ tiêu chủ yếu": [
                ("1", ["từ 10% - 12%/năm", "tăng 4,5%", "tăng 14%"]),
                ("2", ["tăng bình quân 12% - 13%/năm"]),
                ("3", ["85%", "80%", "95%"]),
                ("4", ["100%"]),
            ]
        },
    ),
    (
        resolutions.CAPITALS,
        {
            "VỀ KINH TẾ": [("1", ["trên 90 triệu đồng"]), ("2", ["tối thiểu 20%"])],
            "VỀ XÂY DỰNG ĐẢNG": [("1", ["90% trở lên", "15 - 20%"]), ("2", [""])],
        },
    ),
    (
        resolutions.INLINE,
        {
            "Kinh tế": [("1", ["tăng 8,5%"]), ("2", ["60 triệu đồng/người"])],
            "Xã hội": [("3", ["xuống còn 1,2%"]), ("4", ["lên 75%"]), ("5", ["100%"])],
        },
    ),
    (
        resolutions.PLAIN,
        {
            "Về kinh tế": [("1", ["từ 10 đến 11%"]), ("2", ["45"])],
            "Về xã hội": [("1", ["0,3%"]), ("2", ["≥ 90%"])],
        },
    ),
    (
        resolutions.SEMICOLONS,
        {
            "Các chỉ tiêu chủ yếu": [
                ("1", ["8,5%"]),
                ("2", ["450 tỷ đồng", "tăng 12%"]),
                ("3", ["dưới 1%"]),
                ("4", ["80%", "20%"]),
            ]
        },
    ),
    (
        resolutions.PASTED,
        {
            "": [
                ("1", ["1,5 triệu lượt khách", "850 tỷ đồng"]),
                ("2", ["không quá 10 ngày làm việc"]),
                ("3", [""]),
            ]
        },
    ),
    (
        resolutions.DEEP,
        {
            "1. Nhóm chỉ tiêu kinh tế": [
                ("1.1", ["10,5%", "tăng 3,5%", "tăng 13%"]),
                ("1.2", ["95 triệu đồng"]),
                ("1.3", ["20%", "80%"]),
            ],
            "2. Nhóm chỉ tiêu xã hội": [("2.1", ["giảm 0,3 điểm phần trăm"])],
        },
    ),
    (
        resolutions.NAMED,
        {
            "CÁC CHỈ TIÊU THI ĐUA NĂM 2026": [
                ("1", ["tối thiểu 2,5 tỷ USD"]),
                ("2", ["Không còn nhà tạm, nhà dột nát"]),
            ]
        },
    ),
    (
        resolutions.TABLE,
        {
            "I Kinh tế": [
                ("1", ["10 - 11,5"]),
                ("2", ["28", "41"]),
                ("3", ["≥ 11.500"]),
            ],
            "II Xã hội": [("4", ["0,5"]), ("5", [""])],
        },
    ),
    (
        resolutions.TABS,
        {"BIỂU CHỈ TIÊU": [("1", ["27.000"]), ("2", ["Giảm 10%"])]},
    ),
]


@pytest.mark.parametrize(("text", "expected"), LAYOUTS)
def test_groups_and_targets(text, expected):
    assert outline_of(text) == expected


@pytest.mark.parametrize("text", [text for text, _ in LAYOUTS])
@pytest.mark.parametrize(
    "spoilt",
    [
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace("%", "\u200b%"),
    ],
    ids=["decomposed", "windows line ends", "byte order mark", "hard blanks", "unseen marks"],
)
def test_letters_that_only_look_different(text, spoilt):
    assert outline_of(spoilt(text)) == outline_of(text)


def wrapped(text, width):
    """Every paragraph in lines of one width, as a PDF file gives them."""
    return "\n".join(
        "\n".join(textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False))
        for line in text.split("\n")
    )


@pytest.mark.parametrize("width", [62, 75, 88, 100])
@pytest.mark.parametrize(
    "text", [resolutions.ARTICLES, resolutions.CAPITALS, resolutions.INLINE, resolutions.DEEP]
)
def test_lines_of_one_width_are_put_together(text, width):
    long = text.replace("đạt", "trên địa bàn toàn xã trong cả năm phấn đấu vững chắc đạt")
    assert outline_of(wrapped(long, width)) == outline_of(long)


def test_a_table_s_units_formulas_and_doubts():
    reading = read(resolutions.TABLE)
    measures = [measure for one in reading.indicators for measure in one.measures]
    assert [(one.label, one.unit) for one in measures] == [
        ("Tốc độ tăng giá trị sản xuất", "%"),
        ("Nông nghiệp", "%"),
        ("Công nghiệp", "%"),
        ("Thu ngân sách", "triệu đồng"),
        ("Mức giảm tỷ lệ hộ nghèo", "điểm %"),
        ("Giữ vững danh hiệu phường văn minh", ""),
    ]
    assert measures[4].formula is Formula.DECREASE
    assert measures[3].goal_span.of(reading.text) == "≥ 11.500"
    assert "Thực hiện" not in "".join(doubt.sentence for doubt in reading.doubts)
    (several,) = [one for one in read(resolutions.TABS).doubts if "nhiều cột" in one.sentence]
    assert "Năm 2030" in several.span.of(read(resolutions.TABS).text)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (resolutions.PASTED, (NO_HEADING,)),
        (resolutions.SEMICOLONS, ()),
        ("", (NO_TARGETS,)),
        ("II. Các chỉ tiêu\nTT Chỉ tiêu ĐVT Kế hoạch\n1 Thu ngân sách 90 tỷ đồng", (FLAT_TABLE,)),
        ("Căn cứ Luật số 65/2020/QH14; theo đề nghị của Ủy ban nhân dân.", (NO_TARGETS,)),
    ],
)
def test_what_is_said_of_the_text_as_a_whole(text, note):
    assert read(text).notes == note


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        (
            resolutions.DEEP,
            [
                ("1. Về kinh tế", ["1.1", "1.2"]),
                ("2. Về quốc phòng", ["2"]),
            ],
        ),
        (resolutions.ARTICLES, [("Điều 2. Nhiệm vụ, giải pháp", ["1", "2"])]),
        (resolutions.PLAIN, [("III. NHIỆM VỤ TRỌNG TÂM", ["1", "2"])]),
        (resolutions.TABLE, [("Phần III. Nhiệm vụ và giải pháp", ["1"])]),
        (resolutions.SEMICOLONS, []),
    ],
)
def test_tasks_stand_in_their_groups(text, groups):
    found = read(text).task_groups
    assert [(f"{g.mark} {g.name}", [task.number for task in g.tasks]) for g in found] == groups


def test_a_task_has_its_title_and_all_its_words():
    first, second = read(resolutions.DEEP).task_groups
    assert (first.tasks[1].title, first.tasks[1].wording) == (
        "Thu hút đầu tư",
        "Thu hút đầu tư. Cải cách thủ tục.\n+ Mở rộng cụm công nghiệp.",
    )
    assert (second.tasks[0].title, second.tasks[0].wording) == (
        "Về quốc phòng",
        "Về quốc phòng\nGiữ vững thế trận. Huấn luyện dân quân.",
    )


def test_the_head_of_a_resolution():
    reading = read(resolutions.ARTICLES)
    assert (reading.title, reading.number, reading.issuer, reading.year) == (
        "NGHỊ QUYẾT Về nhiệm vụ phát triển kinh tế - xã hội năm 2026",
        "12/NQ-HĐND",
        "HỘI ĐỒNG NHÂN DÂN XÃ AN PHÚ",
        2026,
    )
    assert reading.overall_goal == "Giữ ổn định, phấn đấu tăng trưởng trên 8%."
    assert read(resolutions.INLINE).issuer == "Ban Chấp hành Đảng bộ xã Tân Lập"


@pytest.mark.parametrize(
    ("words", "found", "proposed"),
    [
        ("Tuyên quân đạt chỉ tiêu.", "Tuyên quân", "Tuyển quân"),
        ("Phần đầu đạt 90%.", "Phần đầu", "Phấn đấu"),
        ("Kế hoạch tình giao năm nay.", "Kế hoạch tình", "Kế hoạch tỉnh"),
        ("Tổ chức thực hiện hiện Nghị quyết.", "hiện hiện", "hiện"),
        ("Nghị quyêt của đảng ủy.", "Nghị quyêt", "Nghị quyết"),
        ("Các xã Phố Vân, Phổ An.", "Phố Vân", "Phổ Văn"),
        ("ban hành chỉ thị,... của cấp ủy.", ",", ""),
    ],
)
def test_slips_of_the_pen_are_proposed_and_the_text_is_kept(words, found, proposed):
    reading = read(words, names=["Phổ Văn", "Phổ An"])
    assert reading.text == words
    assert [(slip.found, slip.proposed) for slip in reading.slips] == [(found, proposed)]


@pytest.mark.parametrize(
    "words",
    [
        "Văn hoá - xã hội, uỷ ban nhân dân, tỉ lệ hộ nghèo.",
        "Luôn luôn giữ vững, dần dần nâng cao, ngày ngày rèn luyện.",
        "Đường phố văn minh, phố an toàn.",
        "Chi tiêu ngân sách tiết kiệm.",
        "Giữ danh hiệu Đạt Đạt",
    ],
)
def test_other_spellings_are_no_slips(words):
    assert read(words).slips == ()
