"""Lists written inside a paragraph: by marks that count on, by bullets, or between semicolons."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from targets.intake.resolution.amounts import amounts
from targets.intake.resolution.lettering import shadow, trimmed

_MARK = re.compile(
    r"(?:^|(?<=[;.:,\n*]))[\s*]*(?P<mark>\((?P<round>\d{1,3})\)|(?P<half>\d{1,3})\)|\((?P<letter>[a-zđ])\)"
    r"|(?P<open>[a-zđ])\))[\s*]*(?=\S)"
)
_POINT = re.compile(r"(?:^|(?<=[;:])|(?<=\.)(?=\s))\s*(?P<mark>(?P<point>\d{1,2})\.)\s+(?=\S)")
_DOTTED = re.compile(
    r"(?:^|(?<=[;:])|(?<=\.)(?=\s))\s*(?P<mark>(?P<dotted>\d{1,2}\.\d{1,2})[.)]?(?:\s?[-–:](?=\s))?)\s+(?=[^\W\d_])"
)
_WORD = re.compile(
    r"(?:^|(?<=[;.:,]))\s*(?P<mark>(?P<word>thứ\s+(?:nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)"
    r"|(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+là))(?:\s+là)?\s*[,:]?\s+(?=\S)"
)
_BULLET = re.compile(r"(?:^|(?<=[;.:]))\s*(?P<mark>(?P<bullet>[-+•●▪]))\s+(?=[^\W_])")
_KINDS = (
    ("round", _MARK), ("half", _MARK), ("point", _POINT), ("dotted", _DOTTED), ("letter", _MARK),
    ("open", _MARK), ("word", _WORD), ("bullet", _BULLET),
)  # fmt: skip
_OWN = {
    "round": r"\((\d{1,3})\)",
    "half": r"(\d{1,3})\)",
    "point": r"(\d{1,2})(?:\.|[./]?\s?-)",
    "dotted": r"(\d{1,2}\.\d{1,2})[.)/]?(?:\s?[-–:])?",
    "letter": r"\(([a-zđ])\)",
    "open": r"([a-zđ])\)",
    "word": r"(thứ \w+|\w+ là)(?: là)?[,:]?",
    "bullet": r"([-+•●▪])",
}
_ORDINALS = ("một nhất", "hai", "ba", "bốn tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_ALPHABETS = ("abcdefghijklmnopqrstuvwxyz", "abcdđeghiklmnopqrstuvxy")
_PART_OF = re.compile(r"\s*(?:trong đó|gồm)")
_SENTENCE = re.compile(r"\.(?=\s+[^\W\d_])")
# What follows is part of what stands before: "Cơ cấu kinh tế: a) …", "…, trong đó: - …"
_WHOLE = re.compile(r"(?:trong đó|^\s*(?:cơ cấu|tỷ trọng|tỉ trọng)[^.;]*)[\s:*]*$")
_OF_YEAR = re.compile(r"(?:trong\s+)?năm\s+(20\d\d)")
_LEAD = 200  # how far before a list the words stand that lead to it


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list; `mark` as printed, "" where parts are only set off by semicolons."""

    mark: str
    start: int
    end: int


def marked_entries(text: str, start: int, end: int, *, own: str = "") -> tuple[int, list[Entry]]:
    """Where the list begins, and its entries; none where the marks do not count on.

    `own`: the mark before the whole stretch, which the list may go on from: (6) …; (7) ….
    """
    low = shadow(text[start:end])
    for kind, pattern in _KINDS:
        run = _run([hit for hit in pattern.finditer(low) if hit[kind]], kind)
        if not run:
            continue
        first = run[0].start()
        before = re.fullmatch(_OWN[kind], shadow(own).strip())
        if before and _next(before[1], run[0][kind]):
            entry = Entry(own, *_bare(text, start, start + first))
            return start, [entry, *_entries(text, start, len(low), run)]
        if kind not in {"round", "half"} and _is_whole(low[:first]):
            continue
        if kind in {"point", "word", "dotted"} and ordinal_of(run[0][kind].split(".")[-1]) != 1:
            continue
        alone = low[:first].rstrip(" *").endswith(":")
        if len(run) >= 2 or alone:
            return start + first, _entries(text, start, len(low), run)
    return end, []


def _is_whole(head: str) -> bool:
    """Whether the words before a list are one target, and the list only its parts."""
    ends = [hit.end() for hit in re.finditer(r"[.;](?=\s)", head)]
    head = head[max([*ends, len(head) - _LEAD, 0]) :]
    if _WHOLE.search(head):
        return True
    return "chỉ tiêu" not in head and next(amounts(head, 0, len(head)), None) is not None


def ordinal_of(mark: str) -> int | None:
    """What a mark in figures or words counts: "thứ tư" is the fourth, "hai là" the second."""
    if mark.isdecimal():
        return int(mark)
    words = set(re.sub(r"^thứ\s+|\s+là$", "", mark).split())
    return next((n for n, each in enumerate(_ORDINALS, 1) if words & set(each.split())), None)


def _entries(text: str, start: int, length: int, run: list[re.Match[str]]) -> list[Entry]:
    ends = [*(after.start() for after in run[1:]), length]
    return [
        Entry(_printed(hit), *_bare(text, start + hit.end(), start + behind))
        for hit, behind in zip(run, ends, strict=True)
    ]


def parts(text: str, start: int, end: int) -> Iterator[Entry]:
    """The parts between semicolons and sentences; "trong đó" stays with what it is part of."""
    low = shadow(text[start:end])
    cuts = [hit.end() for hit in re.finditer(";", low)]
    cuts += [hit.end() for hit in _SENTENCE.finditer(low)]
    kept = [cut for cut in _outside_brackets(low, sorted(cuts)) if not _PART_OF.match(low, cut)]
    for first, last in zip([0, *kept], [*kept, len(low)], strict=True):
        begin, finish = _bare(text, start + first, start + last)
        bullet = _BULLET.match(low[begin - start : finish - start])
        begin += bullet.end() if bullet else 0
        if begin < finish:
            yield Entry("", begin, finish)


def sentences(text: str, start: int, end: int) -> Iterator[Entry]:
    """The sentences of a stretch; one alone is cut at its semicolons where it has several."""
    low = shadow(text[start:end])
    cuts = list(_outside_brackets(low, [hit.end() for hit in _SENTENCE.finditer(low)]))
    if not cuts and low.count(";") > 1:
        cuts = list(_outside_brackets(low, [hit.end() for hit in re.finditer(";", low)]))
    for first, last in zip([0, *cuts], [*cuts, len(low)], strict=True):
        begin, finish = _bare(text, start + first, start + last)
        if begin < finish:
            yield Entry("", begin, finish)


def last_sentence(text: str, start: int, end: int) -> int:
    """Where the last sentence begins of words that lead to a list."""
    low = shadow(text[start:end])
    ends = [hit.end() for hit in _SENTENCE.finditer(low) if low[hit.end() :].strip(" .:")]
    return trimmed(text, start + ends[-1], end)[0] if ends else start


def without_earlier_years(text: str, entries: Sequence[Entry]) -> list[Entry]:
    """Sentences of a paragraph without those on a year before: "Năm 2025, … Năm 2026, …"."""
    years = [_OF_YEAR.match(shadow(text[one.start : one.end])) for one in entries]
    last = max((hit[1] for hit in years if hit), default="")
    return [one for one, hit in zip(entries, years, strict=True) if hit is None or hit[1] >= last]


def _outside_brackets(low: str, cuts: list[int]) -> Iterator[int]:
    depth = place = 0
    for cut in cuts:
        depth = max(0, depth + low.count("(", place, cut) - low.count(")", place, cut))
        place = cut
        if not depth:
            yield cut


def _run(hits: list[re.Match[str]], kind: str) -> list[re.Match[str]]:
    """The longest run of marks that count on by one, from its first."""
    best: list[re.Match[str]] = []
    run: list[re.Match[str]] = []
    for hit in hits:
        if run and _next(run[-1][kind], hit[kind]):
            run.append(hit)
        elif not run or len(run) < 2:
            run = [hit]
        if len(run) > len(best):
            best = list(run)
    return best


def follows(one: str, other: str) -> bool:
    """Whether a mark is the next of the same list: (5) behind (4)."""
    if " " in other.strip() and one.isdecimal():
        return _next(one, in_figures(other))  # "thứ hai," behind the 1 of "thứ nhất,"
    for pattern in _OWN.values():
        before, after = (re.fullmatch(pattern, shadow(each).strip()) for each in (one, other))
        if before and after:
            return _next(before[1], after[1])
    return False


def _next(one: str, other: str) -> bool:
    if "." in one and "." in other:
        before, after = one.split("."), other.split(".")
        return before[0] == after[0] and int(after[1]) == int(before[1]) + 1
    if len(one) > 1 or one.isdecimal():
        first, second = ordinal_of(one), ordinal_of(other)
        return first is not None and second is not None and second == first + 1
    if not one.isalpha():
        return one == other
    return any(one + other in alphabet for alphabet in _ALPHABETS)


def in_figures(mark: str) -> str:
    """A mark without what surrounds it; "Thứ tư," and "bốn là:" are 4."""
    bare = mark.strip("().:/-– ,")
    bare = re.sub(r"^(thứ\s+\w+)\s+là$", r"\1", bare, flags=re.IGNORECASE)
    ordinal = ordinal_of(bare.lower()) if " " in bare else None
    return bare if ordinal is None else str(ordinal)


def _printed(hit: re.Match[str]) -> str:
    """The mark as printed; an ordinal in words becomes its figure."""
    if "word" in hit.groupdict():
        return str(ordinal_of(hit["word"]))
    return hit["mark"]


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    return trimmed(text, start, end, " \n\t*_#;.,\u00a0")
