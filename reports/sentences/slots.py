"""What stands in the slots of a sentence's pattern (mockups/papers §5)."""

from decimal import Decimal

from reports.assessment import MeasureLine, PeriodLine
from reports.comparisons import Scale, against_year_ago
from reports.phrases import counted
from reports.sentences.prose import (
    OVER,
    POINTS,
    padded,
    period_words,
    prose,
    raised,
    rest_of_year,
    subject,
)
from targets.rules.figures import HUNDRED, Formula
from targets.rules.numbers import format as printed
from targets.rules.numbers import with_unit
from targets.rules.pace import Pace
from targets.wording import lowered, split_unit

_NATURES = {"estimate": "ước ", "preliminary": "sơ bộ "}


class Slots:
    """The slots of one measure's sentence, each worked out when the pattern asks for it."""

    def __init__(self, measure: MeasureLine, period: PeriodLine, year: int) -> None:
        self.measure, self.period, self.year = measure, period, year

    def __getitem__(self, name: str) -> str:
        text: str = getattr(self, name)
        return text

    # The measure and its figure -------------------------------------------------------------

    @property
    def A(self) -> str:  # noqa: N802 - the slot's name in the grammar
        return f"{self.ct} {self.dat} {self.so}{self.tu_mau}{self.cung_ky}"

    @property
    def ct(self) -> str:
        return subject(self.measure)

    @property
    def dat(self) -> str:
        verb = "là" if " đạt " in f" {self.ct} " else "đạt"
        return _NATURES.get(self.measure.now.typed.nature, "") + verb

    @property
    def figure(self) -> Decimal:
        found = self.measure.now.figure
        assert found is not None  # a pattern is chosen only where there is a figure
        return found

    @property
    def so(self) -> str:
        return self.quantity(self.figure)

    @property
    def tang(self) -> str:
        return self.quantity(-self.figure)

    @property
    def vuot(self) -> str:
        return f"{prose(self.figure, self.measure.decimals)}%"

    def quantity(self, amount: Decimal) -> str:
        """A figure with its unit; an excess as done against given, a decrease in points."""
        measure = self.measure
        bounds = self._bounds()
        if measure.formula == Formula.EXCESS:
            above = tuple(bound + HUNDRED for bound in bounds)
            return f"{prose(amount + HUNDRED, measure.decimals, bounds=above)}%"
        text = prose(amount, measure.decimals, bounds=bounds)
        return with_unit(text, POINTS if self._in_points else measure.unit_of_measure)

    def distance(self, gap: Decimal) -> str:
        """How far two figures are apart; of percentages in points."""
        measure = self.measure
        percent = measure.unit_of_measure == "%" or self._in_points
        text = prose(abs(gap), measure.decimals)
        return with_unit(text, POINTS if percent else measure.unit_of_measure)

    @property
    def _in_points(self) -> bool:
        return self.measure.formula == Formula.DECREASE or self.measure.unit_of_measure == "điểm %"

    def _bounds(self) -> tuple[Decimal, ...]:
        target = self.measure.target
        if target is None:
            return ()
        return tuple(bound for bound in (target.low, target.high) if bound is not None)

    @property
    def tu_mau(self) -> str:
        typed = self.measure.now.typed
        pair = typed.numerator, typed.denominator
        if self.measure.percent_only or self.measure.formula == Formula.VALUE or None in pair:
            return ""
        return f" ({self._amount(pair[0])}/{self._amount(pair[1])}{counted(self.measure)})"

    @staticmethod
    def _amount(amount: Decimal | None) -> str:
        assert amount is not None
        places = max(0, -int(amount.normalize().as_tuple().exponent))
        return printed(amount, places)

    @property
    def cung_ky(self) -> str:
        compared = against_year_ago(self.measure)
        if compared is None:
            return ""
        than = f"năm {self.year - 1}" if self.period.is_last else "cùng kỳ"
        size = prose(abs(compared.value), compared.decimals)
        if size == "0":
            return f", bằng {than}"
        unit = self.measure.unit_of_measure
        match compared.scale:
            case Scale.POINTS:
                size = f"{size} {POINTS}"
            case Scale.COUNT:
                size = with_unit(size, unit)
            case _:
                size = f"{size}%"
        return f", {'tăng' if compared.value > 0 else 'giảm'} {size} so với {than}"

    # The target and the way there -----------------------------------------------------------

    @property
    def nq(self) -> str:
        measure, target = self.measure, self.measure.target
        wording = measure.target_wording
        before = measure.amended_from
        if target is None or not target.decision or before is None:
            return wording
        return f"{wording} theo {target.decision}, trước đó: {before.wording}"

    @property
    def nq100(self) -> str:
        bounds = [f"{prose(bound + HUNDRED, 6)}%" for bound in self._bounds()]
        return f"{' - '.join(bounds)} trở lên"

    @property
    def sai_so(self) -> str:
        target = self.measure.target
        if target is None or not target.tolerance:
            return ""
        unit = POINTS if self.measure.unit_of_measure == "%" else self.measure.unit_of_measure
        return f", sai số ±{with_unit(prose(target.tolerance, 6), unit)}"

    @property
    def mark(self) -> Decimal:
        target = self.measure.target
        found = None if target is None else target.mark
        assert found is not None  # patterns of a band ask for no mark
        return found

    @property
    def so_nq(self) -> str:
        target = self.measure.target
        low_of = "mức thấp của " if target and target.low is not None and target.high else ""
        return self._against(self.mark, f"{low_of}chỉ tiêu Nghị quyết")

    @property
    def moc(self) -> str:
        found = self.measure.now.expected
        return "chưa đặt" if found is None else self.quantity(found)

    @property
    def so_moc(self) -> str:
        found = self.measure.now.expected
        if found is None:
            return self.so_nq
        words = self._against(found, f"mốc {self.ky}")
        return words if words.startswith("bằng") else f"{words} ({self.moc})"

    def _against(self, mark: Decimal, what: str) -> str:
        gap = self.figure - mark
        if not gap:
            return f"bằng {what}"
        return f"{'cao' if gap > 0 else 'thấp'} hơn {self._shown_gap(gap)} so với {what}"

    def _shown_gap(self, gap: Decimal) -> str:
        """The gap with as many decimals as it takes not to read 0."""
        decimals = self.measure.decimals
        while not Decimal(printed(abs(gap), decimals).replace(".", "").replace(",", ".")):
            decimals += 1
        unit = self.measure.unit_of_measure
        percent = unit == "%" or self._in_points
        return with_unit(prose(abs(gap), decimals), POINTS if percent else unit)

    @property
    def lech(self) -> str:
        return self._counted_gap(self.figure - self.mark)

    @property
    def hut(self) -> str:
        found = self.measure.now.expected
        return self._counted_gap(self.figure - (self.mark if found is None else found))

    @property
    def can(self) -> str:
        return self.distance(self.mark - self.figure)

    def _counted_gap(self, gap: Decimal) -> str:
        """Of a count a padded number: còn 01 trường."""
        size = abs(gap)
        unit = self.measure.unit_of_measure
        countable = unit not in {"%", "điểm %"} and self.measure.pace != Pace.CUMULATIVE
        whole = countable and size == size.to_integral_value()
        return self.counted(size) if whole else self.distance(gap)

    @property
    def tl(self) -> str:
        found = self.measure.now.attainment
        return "0%" if found is None else f"{prose(found, 1, bounds=(HUNDRED,))}%"

    # Words of the period --------------------------------------------------------------------

    @property
    def ky(self) -> str:
        return period_words(self.period)

    @property
    def ky_con_lai(self) -> str:
        return rest_of_year(self.period)

    @property
    def cuoi_nam(self) -> str:
        return ", đánh giá cuối năm" if self.measure.pace == Pace.YEAR_END else ""

    # An excess over what was given ----------------------------------------------------------

    @property
    def tu(self) -> str:
        return raised(split_unit(self.measure.numerator_label)[0] or self.measure.name)

    @property
    def mau(self) -> str:
        label = split_unit(self.measure.denominator_label)[0]
        return lowered(label or self.measure.assigned_basis or "số được giao")

    @property
    def a(self) -> str:
        return self._labelled(self.measure.now.typed.numerator, self.measure.numerator_label)

    @property
    def b(self) -> str:
        return self._labelled(self.measure.now.typed.denominator, self.measure.denominator_label)

    def _labelled(self, amount: Decimal | None, label: str) -> str:
        return f"{self._amount(amount)} {split_unit(label)[1]}".rstrip()

    # A decrease, a quota, a count -----------------------------------------------------------

    @property
    def ty_le(self) -> str:
        return raised(self.measure.name.removeprefix("Mức giảm "))

    @property
    def nay(self) -> str:
        baseline = self.measure.baseline or Decimal(0)
        return f"{prose(baseline - self.figure, self.measure.decimals)}%"

    @property
    def goc(self) -> str:
        return f"{prose(self.measure.baseline or Decimal(0), self.measure.decimals)}%"

    @property
    def dau(self) -> str:
        return raised(self.measure.name.partition(OVER)[0])

    @property
    def duoi(self) -> str:
        return self.measure.name.partition(OVER)[2] or self.measure.assigned_basis

    @property
    def co_n(self) -> str:
        """Có 02 trường đạt chuẩn; Chưa có trường đạt chuẩn."""
        unit, name = self.measure.unit_of_measure, lowered(self.measure.name)
        what = name if name.startswith(unit) else f"{unit} {name}"
        if not self.figure:
            return f"Chưa có {what}"
        if self.figure != self.figure.to_integral_value():
            return f"{self.ct} {self.dat} {self.so}"
        return f"Có {padded(int(self.figure))} {what}"

    def counted(self, amount: Decimal) -> str:
        """A number of things: 01 trường; 2,5 ha."""
        if amount != amount.to_integral_value():
            return self.quantity(amount)
        return f"{padded(int(amount))} {self.measure.unit_of_measure}".rstrip()
