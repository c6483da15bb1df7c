"""How figures are written out for people: one place for screens, papers and sentences."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from targets.labels import NATURE_LABELS
from targets.rules.figures import HUNDRED, Formula
from targets.rules.last_year import LastYear
from targets.rules.numbers import (
    MINUS,
    NotANumber,
    format,  # noqa: A004
    parse,
    plain,
    with_unit,
)

NOTHING = "–"
_ALWAYS_CAPITAL = frozenset({"Đảng", "Nhân", "Đoàn", "Internet"})
_IN_BRACKETS = re.compile(r"^(.*?)\s*\(([^()]+)\)$")


def printed(formula: Formula, figure: Decimal) -> Decimal:
    """The number people read: EXCESS is printed as done against given, 100 + figure (§3.2)."""
    return HUNDRED + figure if formula == Formula.EXCESS else figure


def number_text(
    formula: Formula, figure: Decimal | None, decimals: int, *, bounds: Iterable[Decimal] = ()
) -> str:
    """A compared figure without its unit; "–" for none, never 0."""
    if figure is None:
        return NOTHING
    limits = [printed(formula, bound) for bound in bounds]
    return format(printed(formula, figure), decimals, bounds=limits)


def figure_text(
    formula: Formula,
    figure: Decimal | None,
    decimals: int,
    unit: str,
    *,
    bounds: Iterable[Decimal] = (),
) -> str:
    """A compared figure with its unit: 81,20%, 5.560,4 tỷ đồng; "–" for none."""
    text = number_text(formula, figure, decimals, bounds=bounds)
    return text if figure is None else with_unit(text, unit)


def pair_text(numerator: Decimal | None, denominator: Decimal | None) -> str:
    """The two numbers a rate was typed as, 391,8/482,5, every digit; empty without both."""
    if numerator is None or denominator is None:
        return ""
    return f"{grouped(numerator)}/{grouped(denominator)}"


def grouped(number: Decimal) -> str:
    """Every digit of a number as typed, with dots between thousands."""
    whole = plain(number)
    return format(number, len(whole.partition(",")[2]))


def read_out(text: str) -> str:
    """What stands in a number box as an office reads it: 5560,4 → 5.560,4; no number stays as is.

    For a box itself `plain` is right: in a box of a percentage 1.250 would be asked about.
    """
    try:
        return grouped(parse(text))
    except NotANumber:
        return text


def change_text(old: Decimal | None, new: Decimal | None, decimals: int) -> str:
    """The difference with its sign: +26,82, −0,30, 0,00; "–" where one of them is missing."""
    if old is None or new is None:
        return NOTHING
    text = format(new - old, decimals)
    return text if text.startswith(MINUS) or new <= old else f"+{text}"


def last_year_words(known: LastYear | None) -> str:
    """What is not official about last year's own figure: số ước, đang điều chỉnh; else empty."""
    if known is None or known.is_official:
        return ""
    words = f"số {NATURE_LABELS.get(known.nature, 'chưa rõ tính chất').lower()}"
    return f"{words}, đang điều chỉnh" if known.revising else words


def period_title(name: str, year: int) -> str:
    """A period with its year: 9 tháng năm 2024, 6 tháng đầu năm 2024, Năm 2024."""
    return f"{name} {year}" if name.lower().endswith("năm") else f"{name} năm {year}"


def period_in_prose(name: str, year: int) -> str:
    """A period inside a sentence: quý I năm 2024, 9 tháng đầu năm 2024, năm 2024."""
    phrase = lowered(name)
    if phrase.endswith("năm"):
        return f"{phrase} {year}"
    return f"{phrase} {'đầu ' if phrase.endswith('tháng') else ''}năm {year}"


def lowered(text: str) -> str:
    """The text as it stands inside a sentence; a name or an abbreviation keeps its capital."""
    first = text.partition(" ")[0]
    keeps = first in _ALWAYS_CAPITAL or first[1:] != first[1:].lower()
    return text if keeps else text[:1].lower() + text[1:]


def shortened(text: str, longest: int) -> str:
    """The text, or as many whole words of it as fit, with an ellipsis."""
    if len(text) <= longest:
        return text
    kept = text[: longest - 1]
    whole = kept.rpartition(" ")[0] if text[longest - 1] != " " else kept
    return f"{(whole or kept).rstrip(' ,;:-–(')}…"


def listed(parts: Sequence[str]) -> str:
    """Commas, and "và" before the last: (1), (3) và (10)."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} và {parts[-1]}"


def split_unit(label: str) -> tuple[str, str]:
    """A label and the unit it ends with in brackets: "Tổng thu (tỷ đồng)"."""
    found = _IN_BRACKETS.match(label)
    return (found[1], found[2]) if found else (label, "")
