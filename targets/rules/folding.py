"""Finding Vietnamese words as people type them: without accents, in any order (issue 3, "Find").

"ho ngheo" finds "hộ nghèo", "hoà" finds "hòa", "uỷ" finds "ủy", "tỉ" finds "tỷ".
"""

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

# Letters with their accents, composed or not; dots and commas only before digits: 9.500, 12,5, 1.1
_LETTERS = r"(?:[^\W_][\u0300-\u036f]*)+"
_WORD = re.compile(rf"{_LETTERS}(?:[.,](?=\d){_LETTERS})*")
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền hỏi ngã sắc nặng, as dictionaries order them
_OTHER_SPELLING = str.maketrans({"đ": "d", "y": "i"})
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PLACES = {letter: place for place, letter in enumerate(_ALPHABET)}


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text; `hit`: it is what was looked for."""

    text: str
    hit: bool = False


def fold(text: str) -> str:
    """The text without case and accents, đ as d and y as i; folding twice changes nothing.

    Letter by letter: the folded text is what its letters fold to, one after another.
    """
    lowered = unicodedata.normalize("NFD", text).casefold()
    apart = unicodedata.normalize("NFD", lowered)
    bare = "".join(letter for letter in apart if unicodedata.category(letter) != "Mn")
    return bare.translate(_OTHER_SPELLING)


def folded_line(text: str) -> str:
    """The folded text with single spaces, to tell whether two names are the same."""
    return " ".join(fold(text).split())


def words_of(text: str) -> list[str]:
    """The folded words of a text."""
    return [fold(word) for word in _WORD.findall(text)]


def spellings_of(text: str) -> set[str]:
    """The words with their accents, a tone at its word's end: hoà and hòa are one spelling."""
    return {_spelling(word) for word in _WORD.findall(text)}


def occurs(word: str, among: Iterable[str]) -> bool:
    """Whether a folded word begins one of these; a number has to be the whole of it."""
    if word[:1].isdigit():
        return word in among
    return any(each.startswith(word) for each in among)


def pieces(text: str, words: Sequence[str]) -> list[Piece]:
    """The text cut where these folded words occur; its pieces put together are the text."""
    found: list[Piece] = []
    done = 0
    for start, end in _hits(text, words):
        if start > done:
            found.append(Piece(text[done:start]))
        found.append(Piece(text[start:end], hit=True))
        done = end
    if done < len(text):
        found.append(Piece(text[done:]))
    return found


def excerpt(text: str, words: Sequence[str], *, around: int = 70) -> str:
    """The words around the first hit, from a word's beginning to a word's end."""
    first = next(_hits(text, words), None)
    if first is None:
        return ""
    start, end = max(first[0] - around, 0), min(first[1] + around, len(text))
    if start:
        start = text.find(" ", start, first[0]) + 1 or first[0]
    if end < len(text):
        cut = text.rfind(" ", first[1], end)
        end = end if cut < 0 else cut
    shown = text[start:end].strip()
    return f"{'…' if start else ''}{shown}{'…' if end < len(text) else ''}"


def alphabetical(text: str) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """A sort key in the order of Vietnamese dictionaries.

    Word by word, as they do; in a word by letter, a ă â b c d đ e ê …, then by tone.
    """
    return tuple(_ordered(word) for word in text.split())


def _ordered(word: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    letters: list[int] = []
    tones: list[int] = []
    for mark in unicodedata.normalize("NFC", word.casefold()):
        apart = unicodedata.normalize("NFD", mark)
        tone = next((_TONES.index(each) + 1 for each in apart if each in _TONES), 0)
        plain = "".join(each for each in apart if each not in _TONES)
        for letter in unicodedata.normalize("NFC", plain):
            # What is no letter of the alphabet, digits above all, comes before all that is one
            letters.append(_PLACES.get(letter, ord(letter) - sys.maxunicode))
            tones.append(tone)
    return tuple(letters), tuple(tones)


def _spelling(word: str) -> str:
    apart = unicodedata.normalize("NFD", word.casefold())
    tones = "".join(mark for mark in apart if mark in _TONES)
    letters = "".join(mark for mark in apart if mark not in _TONES)
    return unicodedata.normalize("NFC", letters).replace("y", "i") + tones


def _hits(text: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where the longest of the words that fits begins and ends, word by word of the text."""
    for found in _WORD.finditer(text):
        folded, places = _traced(found.group())
        fitting = [word for word in words if occurs(word, (folded,))]
        if fitting:
            last = places[len(max(fitting, key=len)) - 1]
            behind = next((place for place in places if place > last), len(found.group()))
            yield found.start(), found.start() + behind


def _traced(word: str) -> tuple[str, list[int]]:
    """A word folded, and for each folded letter which letter of the word it comes from."""
    traced = [(letter, place) for place, each in enumerate(word) for letter in fold(each)]
    return "".join(letter for letter, _ in traced), [place for _, place in traced]
