"""Lists written inside a paragraph: "(1) …; (2) …", "a) …; b) …", or parts between semicolons."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from targets.intake.lettering import shadow, trimmed

_MARK = re.compile(
    r"(?:^|(?<=[;.:,\n*]))[\s*]*(?P<mark>\((?P<round>\d{1,3})\)|(?P<half>\d{1,3})\)|\((?P<letter>[a-zđ])\)"
    r"|(?P<open>[a-zđ])\))[\s*]*(?=\S)"
)
_OWN = {
    "round": r"\((\d{1,3})\)",
    "half": r"(\d{1,3})\)",
    "letter": r"\(([a-zđ])\)",
    "open": r"([a-zđ])\)",
}
_ALPHABETS = ("abcdefghijklmnopqrstuvwxyz", "abcdđeghiklmnopqrstuvxy")
_PART_OF = re.compile(r"\s*(?:trong đó|gồm)")
_SENTENCE = re.compile(r"\.(?=\s+[^\W\d_])")


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
    hits = list(_MARK.finditer(low))
    for kind in ("round", "half", "letter", "open"):
        run = _run([hit for hit in hits if hit[kind]], kind)
        before = re.fullmatch(_OWN[kind], own)
        if run and before and _next(before[1], run[0][kind]):
            first = Entry(own, *_bare(text, start, start + run[0].start()))
            return start, [first, *_entries(text, start, len(low), run)]
        if len(run) >= 2 or (run and low[: run[0].start()].rstrip(" *").endswith(":")):
            return start + run[0].start(), _entries(text, start, len(low), run)
    return end, []


def _entries(text: str, start: int, length: int, run: list[re.Match[str]]) -> list[Entry]:
    ends = [*(after.start() for after in run[1:]), length]
    return [
        Entry(hit["mark"], *_bare(text, start + hit.end(), start + behind))
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
        if begin < finish:
            yield Entry("", begin, finish)


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
    for pattern in _OWN.values():
        before, after = re.fullmatch(pattern, one), re.fullmatch(pattern, other)
        if before and after:
            return _next(before[1], after[1])
    return False


def _next(one: str, other: str) -> bool:
    if one.isdigit():
        return int(other) == int(one) + 1
    return any(one + other in alphabet for alphabet in _ALPHABETS)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    return trimmed(text, start, end, " \n\t*_#;.,\u00a0")
