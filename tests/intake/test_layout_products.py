"""No item vanishes, whatever marks headings and items: every pair of marks is read."""

from itertools import product

import pytest

from targets.intake.resolution_text import read

FIELDS = {
    "Về kinh tế": ["85% hộ có nước sạch", "Không có chi bộ yếu", "Che phủ rừng đạt 45%"],
    "Lĩnh vực văn hóa - xã hội": ["Kết nạp 12 đảng viên", "Giữ vững danh hiệu", "30 hộ vay vốn"],
}
# {n} counts the headings, {i} the items, {a} and {b} do so in letters
HEADINGS = (
    "{n}. ", "{n}- ", "{n} - ", "{n}/ ", "{n}/- ", "2.{n}. ", "2.{n}- ", "2.{n}/ ", "{a}) ", "* ",
)  # fmt: skip
ITEMS = (
    "- ", "+ ", "* ", "-", "• ", "{i}. ", "{i}- ", "{i} - ", "{i}/ ", "{i}/- ", "({i}) ", "{b}) ",
    "{n}.{i}. ", "{n}.{i}- ",
)  # fmt: skip


def laid_out(heading, item, end):
    lines = ["NGHỊ QUYẾT", "Về nhiệm vụ năm 2026", "II. CHỈ TIÊU CHỦ YẾU"]
    for n, (name, words) in enumerate(FIELDS.items(), start=1):
        lines.append(heading.format(n=n, a="ab"[n - 1]) + name)
        lines += [
            item.format(n=n, i=i, b="abc"[i - 1]) + each + end for i, each in enumerate(words, 1)
        ]
    return "\n".join([*lines, "III. NHIỆM VỤ", "1. Làm đường."])


@pytest.mark.parametrize("heading", HEADINGS)
def test_every_item_below_every_kind_of_heading(heading):
    wanted = [each for words in FIELDS.values() for each in words]
    for item, end in product(ITEMS, (".", ";", "")):
        if item == heading.replace("{n}", "{i}").replace("{a}", "{b}"):
            continue  # nothing tells a heading from its items
        text = laid_out(heading, item, end)
        assert [one.text for one in read(text).indicators] == wanted, text
