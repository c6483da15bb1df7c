"""PDF files with a table in them, drawn in one way or another; words in Latin letters only."""

import io
from itertools import pairwise

from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject

COLUMNS = [40, 70, 220, 270, 330]
ROWS = [
    ("TT", "Chi tieu", "DVT", "Ke hoach"),
    ("1", "Thu ngan sach", "Ty dong", "95,5"),
    ("2", "Ho ngheo da chieu", "%", "<1,5"),
    ("3", "Lao dong qua dao tao", "%", "70 - 72"),
]
TOP, HIGH = 340, 20


def stroked(x, y, right, top):
    return f"{x} {y} m {right} {top} l S"


def filled(x, y, right, top):
    return f"{x} {y} {max(right - x, 0.5)} {max(top - y, 0.5)} re f"


def grid(draw, columns, count):
    low = TOP - HIGH * count
    level = [
        draw(columns[0], TOP - HIGH * n, columns[-1], TOP - HIGH * n) for n in range(count + 1)
    ]
    upright = [draw(x, low, x, TOP) for x in columns]
    return level + upright


def boxes(columns, count):
    """Every cell its own stroked rectangle."""
    return [
        f"{left} {TOP - HIGH * (n + 1)} {right - left} {HIGH} re S"
        for n in range(count)
        for left, right in pairwise(columns)
    ]


def apart(rows):
    """Every cell's words in a text object of their own."""
    return [
        f"BT /F1 9 Tf {x + 4} {TOP - HIGH * n - 14} Td ({words}) Tj ET"
        for n, row in enumerate(rows)
        for x, words in zip(COLUMNS, row, strict=False)
        if words
    ]


def together(rows):
    """A row's words in one text object, moved on from cell to cell."""
    lines = []
    for n, row in enumerate(rows):
        places = [(x + 4, words) for x, words in zip(COLUMNS, row, strict=False) if words]
        moves, before = [], 0
        for x, words in places:
            down = 0 if moves else TOP - HIGH * n - 14
            moves.append(f"{x - before} {down} Td ({words}) Tj")
            before = x
        lines.append("BT /F1 9 Tf " + " ".join(moves) + " ET")
    return lines


def pdf(*pages):
    writer = PdfWriter()
    names = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    font = DictionaryObject({NameObject(one): NameObject(two) for one, two in names.items()})
    for lines in pages:
        page = writer.add_blank_page(400, 400)
        content = StreamObject()
        content.set_data("\n".join(lines).encode())
        page[NameObject("/Contents")] = writer._add_object(content)
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    stream = io.BytesIO()
    writer.write(stream)
    return stream


def line(words, y):
    return f"BT /F1 9 Tf 40 {y} Td ({words}) Tj ET"
