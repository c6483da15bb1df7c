"""Which of last year's lines a new line most likely continues: by the words both have."""

import re
import unicodedata
from collections.abc import Mapping

ENOUGH = 0.5  # of all words of both, so many in both
_WORD = re.compile(r"[^\W\d_]+")


def likeliest(text: str, known: Mapping[str, str]) -> str:
    """What `known` has for the text most like this one; empty where none is like enough."""
    words = _words(text)
    best, found = ENOUGH, ""
    for other, value in known.items():
        both = _words(other)
        if words and both and (alike := len(words & both) / len(words | both)) >= best:
            best, found = alike, value
    return found


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(unicodedata.normalize("NFC", text).casefold()))
