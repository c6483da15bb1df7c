"""The marks Word puts before the paragraphs of its lists: they are not in the paragraphs' text."""

from collections import defaultdict
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST_LEVELS = 9
_ROMAN = (
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


class ListMarks:
    """Counts the lists of one document, paragraph by paragraph in its order."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, list[int]] = defaultdict(lambda: [0] * _MOST_LEVELS)
        self._abstract: dict[str, str] = {}
        self._read_numbering(document)
        self._read_styles(document)

    def mark_of(self, element: Any) -> str:
        """The mark before a paragraph with a blank behind it; "" where its list has none."""
        numbering, level = self._place_of(element)
        levels = self._levels.get(numbering)
        if not levels or level not in levels:
            return ""
        kind, pattern, start = levels[level]
        counts = self._counts[self._abstract.get(numbering, numbering)]
        counts[level] = counts[level] + 1 if counts[level] else start
        for deeper in range(level + 1, _MOST_LEVELS):
            counts[deeper] = 0
        if kind == "none":
            return ""
        if kind == "bullet":
            return "- "
        mark = pattern
        for upper in range(level + 1):
            upper_kind, _, first = levels.get(upper, ("decimal", "", 1))
            mark = mark.replace(f"%{upper + 1}", _spelt(upper_kind, counts[upper] or first))
        return f"{mark.strip()} " if mark.strip() else ""

    def _place_of(self, element: Any) -> tuple[str, int]:
        properties = element.find(f"{_W}pPr")
        if properties is None:
            return "", 0
        own = properties.find(f"{_W}numPr")
        if own is not None:
            return _number(own)
        style = properties.find(f"{_W}pStyle")
        return self._styles.get(_value(style), ("", 0))

    def _read_numbering(self, document: Any) -> None:
        part = next(
            (
                relation.target_part
                for relation in document.part.rels.values()
                if relation.reltype.endswith("/numbering") and not relation.is_external
            ),
            None,
        )
        root = getattr(part, "element", None)
        if root is None:
            return
        lists: dict[str, dict[int, tuple[str, str, int]]] = {}
        for abstract in root.findall(f"{_W}abstractNum"):
            lists[abstract.get(f"{_W}abstractNumId") or ""] = {
                _whole(level.get(f"{_W}ilvl")): (
                    _value(level.find(f"{_W}numFmt")) or "decimal",
                    _value(level.find(f"{_W}lvlText")),
                    _whole(_value(level.find(f"{_W}start")), 1),
                )
                for level in abstract.findall(f"{_W}lvl")
            }
        for number in root.findall(f"{_W}num"):
            known = number.get(f"{_W}numId") or ""
            abstract = _value(number.find(f"{_W}abstractNumId"))
            self._levels[known] = lists.get(abstract, {})
            fresh = number.find(f"{_W}lvlOverride/{_W}startOverride") is not None
            self._abstract[known] = f"own {known}" if fresh else abstract

    def _read_styles(self, document: Any) -> None:
        for style in document.styles.element.findall(f"{_W}style"):
            numbered = style.find(f"{_W}pPr/{_W}numPr")
            if numbered is not None:
                self._styles[style.get(f"{_W}styleId") or ""] = _number(numbered)


def _number(properties: Any) -> tuple[str, int]:
    level = _whole(_value(properties.find(f"{_W}ilvl")))
    return _value(properties.find(f"{_W}numId")), min(level, _MOST_LEVELS - 1)


def _value(element: Any) -> str:
    return "" if element is None else element.get(f"{_W}val") or ""


def _whole(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else otherwise


def _spelt(kind: str, number: int) -> str:
    match kind:
        case "upperRoman":
            return _roman(number).upper()
        case "lowerRoman":
            return _roman(number)
        case "upperLetter":
            return chr(ord("A") + (number - 1) % 26)
        case "lowerLetter":
            return chr(ord("a") + (number - 1) % 26)
        case "decimalZero":
            return f"{number:02}"
        case _:
            return str(number)


def _roman(number: int) -> str:
    spelt = ""
    for worth, letters in _ROMAN:
        count, number = divmod(number, worth)
        spelt += letters * min(count, 30)
    return spelt
