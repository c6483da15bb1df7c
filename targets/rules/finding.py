"""What was asked in the search box, and how well a row answers it (issue 3, "Find")."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from targets.rules.folding import fold, occurs, spellings_of, words_of

LONGEST = 200
SHORTEST = 2  # letters; a number may be one digit
_NUMBERED = re.compile(r"(?:(chi tieu|nhiem vu)(?: so)?|so)? ?\(?(\d{1,4}(?:\.\d{1,4})?)\)?")


class Kind(StrEnum):
    """What can be found."""

    INDICATOR = "indicator"
    TASK = "task"
    WORK_ITEM = "work_item"
    UNIT = "unit"


# Words that people put before what they look for; every row of the kind has them
KIND_WORDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.INDICATOR: ("chi", "tieu"),
    Kind.TASK: ("nhiem", "vu"),
    Kind.WORK_ITEM: ("dau", "viec"),
    Kind.UNIT: ("don", "vi"),
}
_KINDS = {"chi tieu": Kind.INDICATOR, "nhiem vu": Kind.TASK}


@dataclass(frozen=True, slots=True)
class Question:
    """What was typed, as words.

    `number`: the whole question is a number, with `kind` where the word stands before it.
    """

    text: str
    words: tuple[str, ...] = ()
    spellings: frozenset[str] = frozenset()
    number: str = ""
    kind: Kind | None = None

    @property
    def problem(self) -> str:
        """Why nothing can be looked for, as a sentence; empty where something can."""
        if not self.text:
            return "Hãy gõ vài chữ hoặc số của chỉ tiêu, nhiệm vụ rồi bấm Tìm."
        if len(self.text) > LONGEST:
            return f"Nội dung tìm dài quá {LONGEST} ký tự. Hãy chỉ gõ vài chữ chính."
        if not self.words:
            return "Hãy gõ chữ hoặc số; riêng dấu câu thì không tìm được."
        if not self.number and max(map(len, self.words)) < SHORTEST:
            return "Một chữ cái thì quá ít để tìm. Hãy gõ thêm, ví dụ “ho ngheo”."
        return ""


def read_question(text: str) -> Question:
    """What a text asks for; too much, too little and nothing at all are its `problem`."""
    text = " ".join(text.split())
    if len(text) > LONGEST:
        return Question(text)
    numbered = _NUMBERED.fullmatch(fold(text))
    return Question(
        text,
        words=tuple(dict.fromkeys(words_of(text))),
        spellings=frozenset(spellings_of(text)),
        number=numbered[2] if numbered else "",
        kind=_KINDS.get(numbered[1]) if numbered else None,
    )


def rank(
    question: Question, kind: Kind, texts: Iterable[str], *, number: str = ""
) -> tuple[bool, bool, bool] | None:
    """A sort key, the best answer first; None where the row is no answer.

    The number asked for comes first, then words with the very same accents, then whole words,
    then beginnings of words.
    """
    named = bool(number) and question.number == number and question.kind in {None, kind}
    if question.kind is kind and not named:
        return None  # "chỉ tiêu 3" is one indicator, not every text with a 3 in it
    texts = list(texts)
    there = {word for text in texts for word in words_of(text)}
    known = there.union(KIND_WORDS[kind])
    if not named and not all(occurs(word, known) for word in question.words):
        return None
    spelt = {word for text in texts for word in spellings_of(text)}
    return not named, not question.spellings <= spelt, not known.issuperset(question.words)
