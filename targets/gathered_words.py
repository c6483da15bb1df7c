"""What contributing units sent of a measure, in one line of words."""

from targets.gathered import Gathered
from targets.rules.appraisal import figure_from
from targets.rules.numbers import with_unit
from targets.sheet_lines import MeasureLine
from targets.wording import figure_text, grouped, pair_text

LOCALITIES = "xã, phường"


def gathered_words(line: MeasureLine, given: Gathered) -> str:
    """Đã có 12/15 xã, phường gửi, đã tiếp nhận 10; no numbers where amounts are secret."""
    if given.supplied:
        supplier = line.measure.supplier
        name = supplier.name if supplier else ""
        return f"{name} {'đã gửi số liệu' if given.sent else 'chưa gửi số liệu'}"
    words = f"Đã có {given.sent}/{given.asked} {LOCALITIES} gửi"
    return words + (f", đã tiếp nhận {given.received_count}" if given.sent else "")


def total_words(line: MeasureLine, given: Gathered, *, received: bool) -> str:
    """19.031/23.040 = 82,60%; empty where nothing adds up or amounts are secret."""
    total = given.received if received else given.all_sent
    measure, entry = line.measure, total.entry
    if measure.percent_only or entry.is_blank:
        return ""
    if entry.numerator is None:
        number = grouped(entry.value) if entry.value is not None else ""
        return with_unit(number, measure.unit_of_measure)
    pair = pair_text(entry.numerator, entry.denominator)
    figure = figure_from(line.terms, entry)
    rate = figure_text(
        line.formula, figure, measure.decimals, measure.unit_of_measure, bounds=line.bounds
    )
    return f"{pair} = {rate}"
