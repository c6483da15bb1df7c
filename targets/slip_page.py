"""How the slip is set so that it stays one page: three densities, the first that fits is taken.

The numbers are those of static/css/slip.css, in points.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from targets.rules.typesetting import MM, line_count

ROOM = 257 * MM - 6  # between the margins, less what a browser rounds up
TEXT = 165 * MM
LEFT, RIGHT = 72 * MM, 93 * MM
COLUMNS = (74 * MM, 28 * MM, 29 * MM, 24 * MM)
PADDING, BORDER, INDENT = 6, 0.75, 10 * MM


@dataclass(frozen=True, slots=True)
class Look:
    """One density; `code` is its class in the style sheet."""

    code: str
    text: float
    leading: float
    heads: float
    above_day: float
    above_title: float
    cell: float
    cell_leading: float
    cell_padding: float
    above_signs: float
    recipient: float
    signer: float
    answer: float


LOOKS = (
    Look("", 14, 18, 18, 16, 10, 12, 14, 3, 8, 16, 82, 18.5),
    Look("is-dense", 14, 16.5, 17, 16, 10, 11.5, 13, 2, 8, 16, 72, 18.5),
    Look("is-tight", 13, 15, 16, 10, 6, 11, 12.2, 1, 4, 13.5, 62, 16),
)


@dataclass(frozen=True, slots=True)
class Content:
    """What the page has to hold: texts by where they stand; `rest`: a row says what is left out."""

    issuer: str
    office: str
    symbol: str
    place_and_day: str
    subject: str
    unit: str
    paragraphs: Sequence[str]
    rows: Sequence[tuple[str, str, str, str]]
    rest: bool
    recipients: Sequence[str]
    signer_post: str
    signer_name: str


def look_for(content: Content) -> Look | None:
    """The roomiest look in which everything fits on the page; None where none does."""
    return next((look for look in LOOKS if height(content, look) <= ROOM), None)


def height(content: Content, look: Look) -> float:
    """How much of the page it takes, in points."""
    return (
        _heads(content, look)
        + look.above_title
        + 20
        + 17 * (line_count(content.subject, TEXT, look.text, bold=True) + 1)
        + 10
        + look.leading * line_count(f"Kính gửi: {content.unit}", TEXT, look.text)
        + sum(
            look.leading * line_count(text, TEXT, look.text, indent=INDENT) + 3
            for text in content.paragraphs
            if text
        )
        + _table(content, look)
        + _signs(content, look)
        + 8 + PADDING + 2 * BORDER + look.leading + 3 * look.answer
    )  # fmt: skip


def _heads(content: Content, look: Look) -> float:
    left = (
        line_count(content.issuer, LEFT, look.text)
        + line_count(content.office, LEFT, look.text, bold=True)
        + line_count(content.symbol, LEFT, look.text)
        + 1
    )
    day = line_count(content.place_and_day, RIGHT, look.text)
    return max(left * look.heads, (1 + day) * look.heads + look.above_day)


def _table(content: Content, look: Look) -> float:
    rows = [
        max(
            line_count(text, width - PADDING - BORDER, look.cell)
            for text, width in zip(row, COLUMNS, strict=True)
        )
        for row in content.rows
    ]
    lines = 1 + sum(rows) + content.rest
    count = 1 + len(rows) + content.rest
    return lines * look.cell_leading + count * (look.cell_padding + BORDER) + BORDER + 5


def _signs(content: Content, look: Look) -> float:
    told = sum(line_count(f"- {line}", RIGHT, 12) for line in content.recipients)
    post = line_count(content.signer_post, LEFT, look.text)
    name = line_count(content.signer_name, LEFT, look.text, bold=True)
    signer = max(look.signer, (post + name) * look.leading + 30)
    return look.above_signs + max(look.leading + told * look.recipient, signer)
