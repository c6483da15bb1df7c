"""The letters of a resolution's text: tidied once, and a shadow of it in which to look for words.

The shadow has exactly as many letters as the text, so that a place in one is a place in the other.
"""

import re
import unicodedata

MOST_LETTERS = 300_000  # a resolution has 30.000; what is longer is cut, and said so

_BREAKS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\ud800-\udfff\ufeff]"
)
_BLANKS = re.compile("[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_LINE_ENDS = re.compile(r" ?\n ?")
_SHADOW = {
    **dict.fromkeys(map(ord, "*_`\n\t"), " "),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d"), "-"),
    **dict.fromkeys(map(ord, "“”„«»″"), '"'),
    **dict.fromkeys(map(ord, "‘’′"), "'"),
    ord("％"): "%",
    ord("≧"): "≥",
    ord("≦"): "≤",
    ord("⩾"): "≥",
    ord("⩽"): "≤",
}


def tidy(text: str) -> str:
    """The text composed (NFC), lines ended by \\n, one blank between words, no unseen marks."""
    text = _UNSEEN.sub("", _BREAKS.sub("\n", text[: MOST_LETTERS * 3]))
    text = unicodedata.normalize("NFC", text)[:MOST_LETTERS]
    return _LINE_ENDS.sub("\n", _BLANKS.sub(" ", text))


def shadow(text: str) -> str:
    """The text in small letters, every space a blank, every dash "-"; as long as the text."""
    marked = text.translate(_SHADOW)
    lowered = marked.lower()
    if len(lowered) == len(marked):
        return lowered
    return "".join(small if len(small := each.lower()) == 1 else each for each in marked)


def trimmed(text: str, start: int, end: int, letters: str = " \n\t*_#\u00a0") -> tuple[int, int]:
    """The stretch without these letters at its ends."""
    while start < end and text[start] in letters:
        start += 1
    while end > start and text[end - 1] in letters:
        end -= 1
    return start, end


def flat(text: str) -> str:
    """The words in one line, without stray asterisks."""
    return " ".join(text.replace("*", "").split())
