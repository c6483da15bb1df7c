"""Odd entries: each check asks for a reason and never blocks (design §3.5)."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from targets.rules.appraisal import Entry, MeasureTerms, figure_from
from targets.rules.figures import HUNDRED, Formula
from targets.rules.numbers import format as printed
from targets.rules.numbers import plain, with_unit
from targets.rules.pace import Pace
from targets.rules.spelling import DECIMALS, fits, places

OUTSIDE_PERCENT = "outside_percent"
NUMERATOR_ABOVE = "numerator_above"
BELOW_LAST = "below_last"
SLIPPED_COMMA = "slipped_comma"
UNCHANGED = "unchanged"
DIFFERS_FROM_SUM = "differs_from_sum"

BEYOND = Decimal(8)
NEAR = (Decimal("0.85"), Decimal("1.15"))
SLIPS = (1, 2, 3)  # places a comma may have slipped: 10, 100, 1000 times
SMALL_COUNT = 10


@dataclass(frozen=True, slots=True)
class CheckWarning:
    """What is odd, with both numbers; `suggestion` is what may have been meant, for the box."""

    code: str
    sentence: str
    suggestion: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFacts:
    """What the checks look at. `previous`: last quarter's entry; `expected`: where to be by now.

    `kept`: the box was filled by "Giữ như quý trước". `localities_sum` adds up what contributing
    units typed and the lead unit received: numerators where the formula has them, else values;
    `localities_sent` with what was merely submitted: a figure that agrees with either is not odd.
    `supplied`: both are the one supplying unit's figure.
    """

    terms: MeasureTerms
    unit: str
    decimals: int
    entry: Entry
    previous: Entry | None = None
    previous_name: str = "kỳ trước"
    expected: Decimal | None = None
    is_first: bool = False
    kept: bool = False
    localities_sum: Decimal | None = None
    localities_sent: Decimal | None = None
    supplied: bool = False

    @property
    def figure(self) -> Decimal | None:
        return figure_from(self.terms, self.entry)

    @property
    def last(self) -> Entry | None:
        """Last quarter's entry; before the first quarter of a year there is none to compare."""
        return None if self.is_first else self.previous


def check_entry(facts: EntryFacts) -> list[CheckWarning]:
    """Return what is odd about an entry, in a fixed order; nothing while a box is blank."""
    found = (check(facts) for check in _CHECKS)
    return [warning for warning in found if warning is not None]


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two numbers of one kind, now and then; `decimals` None prints them as they were typed."""

    new: Decimal
    old: Decimal
    unit: str
    decimals: int | None

    def new_shown(self) -> str:
        """The new number as it was typed, 55.604 beside 3.694,0; a computed one is rounded."""
        decimals = _written(self.new)
        if self.decimals is not None and decimals > DECIMALS:
            decimals = self.decimals
        return self._shown(self.new, decimals, beside=self.old)

    def old_shown(self) -> str:
        """The old number as the sheet prints it."""
        decimals = _written(self.old) if self.decimals is None else self.decimals
        return self._shown(self.old, decimals, beside=self.new)

    def _shown(self, number: Decimal, decimals: int, *, beside: Decimal) -> str:
        bounds = () if number == beside else (beside,)
        return with_unit(printed(number, decimals, bounds=bounds), self.unit)


def _outside_percent(facts: EntryFacts) -> CheckWarning | None:
    figure = facts.figure
    if figure is None or not facts.terms.part_of_whole or 0 <= figure <= HUNDRED:
        return None
    shown = printed(figure, facts.decimals, bounds=(Decimal(0), HUNDRED))
    return CheckWarning(OUTSIDE_PERCENT, f"Tỷ lệ {shown}% nằm ngoài khoảng từ 0% đến 100%.")


def _numerator_above(facts: EntryFacts) -> CheckWarning | None:
    part, whole = facts.entry.numerator, facts.entry.denominator
    if part is None or whole is None or not facts.terms.part_of_whole or part <= whole:
        return None
    return CheckWarning(
        NUMERATOR_ABOVE, f"Tử số {_as_typed(part)} lớn hơn mẫu số {_as_typed(whole)}."
    )


def _below_last(facts: EntryFacts) -> CheckWarning | None:
    pair = _done(facts)
    if facts.terms.pace != Pace.CUMULATIVE or pair is None or pair.new >= pair.old:
        return None
    return CheckWarning(
        BELOW_LAST,
        f"Lũy kế {pair.new_shown()} thấp hơn số {facts.previous_name} ({pair.old_shown()}).",
    )


def _slipped_comma(facts: EntryFacts) -> CheckWarning | None:
    pair = _typed_against(facts)
    if pair is None or not pair.new or not pair.old or _small_count(facts, pair.old):
        return None
    ratio = abs(pair.new / pair.old)
    slip = _slip(ratio, growing=facts.terms.pace == Pace.CUMULATIVE)
    if slip is None:
        return None
    meant = _without_slip(facts, slip)
    than = "mức cần có đến kỳ này" if facts.is_first else f"số {facts.previous_name}"
    if ratio > 1:
        times = f"gấp {printed(ratio, 1)} lần {than}"
    else:
        times = f"chỉ bằng {printed(ratio * HUNDRED, 1, bounds=(Decimal(0),))}% {than}"
    question = f" Có phải {_as_typed(meant)}?" if meant is not None else ""
    return CheckWarning(
        SLIPPED_COMMA,
        f"Số {pair.new_shown()} {times} ({pair.old_shown()}).{question}",
        None if meant is None else plain(meant),
    )


def _unchanged(facts: EntryFacts) -> CheckWarning | None:
    pair, figure = _done(facts), facts.figure
    if facts.kept or facts.terms.pace != Pace.CUMULATIVE or pair is None or figure is None:
        return None
    mark = None if facts.terms.goal is None else facts.terms.goal.mark
    if pair.new != pair.old or not pair.new or (mark is not None and figure >= mark):
        return None
    return CheckWarning(
        UNCHANGED,
        f"Lũy kế {pair.old_shown()} giống hệt số {facts.previous_name} ({pair.old_shown()}).",
    )


def _differs_from_sum(facts: EntryFacts) -> CheckWarning | None:
    one_number = facts.terms.formula == Formula.VALUE
    own = facts.entry.value if one_number else facts.entry.numerator
    total = facts.localities_sum
    if own is None or total is None or own in {total, facts.localities_sent}:
        return None
    unit = facts.unit if one_number else ""
    whose = "số đơn vị cung cấp" if facts.supplied else "tổng số các địa phương"
    return CheckWarning(
        DIFFERS_FROM_SUM,
        f"Số {with_unit(_as_typed(own), unit)} khác {whose} đã báo"
        f" ({with_unit(_as_typed(total), unit)}).",
    )


_CHECKS: tuple[Callable[[EntryFacts], CheckWarning | None], ...] = (
    _numerator_above,
    _outside_percent,
    _below_last,
    _slipped_comma,
    _unchanged,
    _differs_from_sum,
)


def _done(facts: EntryFacts) -> _Pair | None:
    """What is done so far against last quarter: of an EXCESS what was collected, not the excess."""
    if facts.last is None:
        return None
    return _pair(facts, figure_from(facts.terms, facts.last), facts.last.numerator)


def _typed_against(facts: EntryFacts) -> _Pair | None:
    """As `_done`, in the first quarter against expected; of a DECREASE the rate that was typed."""
    pair = _pair(facts, facts.expected, None) if facts.is_first else _done(facts)
    if pair is None or facts.terms.formula != Formula.DECREASE:
        return pair
    baseline = facts.terms.baseline
    assert baseline is not None  # without one there is no figure
    return _Pair(baseline - pair.new, baseline - pair.old, "%", pair.decimals)


def _pair(facts: EntryFacts, old: Decimal | None, old_numerator: Decimal | None) -> _Pair | None:
    new = facts.figure
    if new is None or old is None:
        return None
    if facts.terms.formula != Formula.EXCESS:
        return _Pair(new, old, facts.unit, facts.decimals)
    if old_numerator is None:
        return _Pair(HUNDRED + new, HUNDRED + old, "%", facts.decimals)
    assert facts.entry.numerator is not None  # without one there is no figure
    return _Pair(facts.entry.numerator, old_numerator, "", None)


def _small_count(facts: EntryFacts, old: Decimal) -> bool:
    """Whether the old number counts fewer than ten things: from 2 to 20 schools is no slip."""
    if facts.terms.formula == Formula.VALUE:
        return facts.decimals == 0 and abs(old) < SMALL_COUNT
    whole = facts.entry.denominator
    if facts.terms.formula != Formula.RATIO or facts.entry.numerator is None or whole is None:
        return False
    before = None if facts.last is None else facts.last.numerator
    counted = old * whole / HUNDRED if before is None else before
    typed_whole = facts.entry.numerator == facts.entry.numerator.to_integral_value()
    return typed_whole and abs(counted) < SMALL_COUNT


def _slip(ratio: Decimal, *, growing: bool) -> int | None:
    """Return by how many places the comma seems to have slipped; 0 where it is just far off."""
    for slip in SLIPS:
        times = Decimal(10) ** slip
        if NEAR[0] * times <= ratio <= NEAR[1] * times:
            return slip
        if NEAR[0] <= ratio * times <= NEAR[1]:
            return -slip
    if 1 / BEYOND <= ratio <= BEYOND:
        return None
    # what only grows was meant at or above the old number, all else nearest to it
    rounding = ROUND_FLOOR if growing else ROUND_HALF_UP
    nearest = int(ratio.log10().to_integral_value(rounding))
    return nearest if abs(nearest) in SLIPS else 0


def _without_slip(facts: EntryFacts, slip: int) -> Decimal | None:
    """Return what was probably meant, where it is one box alone that can have slipped."""
    entry, terms = facts.entry, facts.terms
    typed, finest = entry.value, facts.decimals
    if terms.formula == Formula.EXCESS:
        typed, finest = entry.numerator, DECIMALS
    elif terms.formula != Formula.VALUE and entry.numerator is not None:
        typed, finest = (entry.numerator, 0) if terms.quota else (None, 0)
    if typed is None or not slip:
        return None
    meant = typed.scaleb(-slip)
    return meant if places(meant.normalize()) <= finest and fits(meant.normalize()) else None


def _as_typed(number: Decimal) -> str:
    return printed(number, _written(number))


def _written(number: Decimal) -> int:
    return max(places(number.normalize()), 0)
