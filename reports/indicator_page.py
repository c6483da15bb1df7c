"""One indicator as its page tells it (design §7; mockups chi-tieu-3, chi-tieu-9)."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypedDict
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from reports.assessment import Basis, IndicatorLine, Summary
from reports.earlier_years import EarlierYear
from reports.filters import WITH_SUBMITTED
from reports.indicator_history import Entry, history_of
from reports.indicator_rows import (
    StepRow,
    Surroundings,
    newest_reasons,
)
from reports.locality_heat import Heat, heats_of
from reports.measure_section import KeyFigure, MeasureSection
from reports.phrases import (
    REVISING,
    SINGLE_HANDED,
    UNCONFIRMED_PLAN,
    day,
    figure_text,
    nature_words,
    period_phrase,
    standing_words,
)
from targets import clock
from targets.labels import STATUS_LABELS, standing_label
from targets.places import Place
from targets.rules.workflow import Status
from targets.templatetags.display import standing_pill, status_word

MANY_UNITS = 8


class PeriodLink(TypedDict):
    """What components/periods.html prints."""

    name: str
    url: str
    current: bool
    opens_on: object


class IndicatorPage:
    """An indicator in one period as one reader may see it."""

    def __init__(
        self,
        summary: Summary,
        line: IndicatorLine,
        place: Place,
        around: Surroundings,
        steps: Sequence[StepRow],
        earlier: Mapping[str, Sequence[EarlierYear]] | None = None,
    ) -> None:
        self.earlier = earlier or {}
        self.summary, self.line, self.place = summary, line, place
        self.around, self.steps = around, steps

    @property
    def title(self) -> str:
        return f"{self.line.number}. {self.line.wording}"

    @property
    def period_name(self) -> str:
        return period_phrase(self.summary.period)

    @property
    def coordinating(self) -> str:
        """The coordinating units; the many of a town are counted, not listed."""
        names = self.around.coordinating
        if len(names) <= MANY_UNITS:
            return ", ".join(names)
        return f"{', '.join(names[:MANY_UNITS])} và {len(names) - MANY_UNITS} đơn vị khác"

    @property
    def coordinating_in_full(self) -> str:
        names = self.around.coordinating
        return ", ".join(names) if len(names) > MANY_UNITS else ""

    @property
    def source_wording(self) -> str:
        return self.line.source_wording or self.line.wording

    # Where to go --------------------------------------------------------------------------

    @property
    def periods(self) -> list[PeriodLink]:
        today = clock.today()
        return [
            PeriodLink(
                name=period.name,
                url=self._query(period.quarter) if period.is_opened(today) else "",
                current=period.quarter == self.summary.quarter,
                opens_on=period.opens_on,
            )
            for period in self.place.periods
        ]

    def _query(self, quarter: int, *, submitted: bool | None = None) -> str:
        wanted = self.summary.include_submitted if submitted is None else submitted
        fields = {"ky": str(quarter)} | ({"so-lieu": WITH_SUBMITTED} if wanted else {})
        return f"?{urlencode(fields)}"

    @property
    def other_figures(self) -> tuple[str, str]:
        """The address and the name of the same page on other figures."""
        submitted = self.summary.include_submitted
        name = "chỉ xem số đã duyệt" if submitted else "xem cả số đã gửi, chưa duyệt"
        return self._query(self.summary.quarter, submitted=not submitted), name

    @property
    def before(self) -> tuple[str, int] | None:
        return self._neighbour(-1)

    @property
    def after(self) -> tuple[str, int] | None:
        return self._neighbour(1)

    def _neighbour(self, step: int) -> tuple[str, int] | None:
        """The next indicator that the reader may see, in the resolution's order."""
        numbers = [line.number for line in self.summary.indicators]
        at = numbers.index(self.line.number) + step
        if not 0 <= at < len(numbers):
            return None
        address = reverse("reports:indicator", args=[self.summary.slug, numbers[at]])
        return address + self._query(self.summary.quarter), numbers[at]

    @property
    def board(self) -> str:
        return reverse("reports:board", args=[self.summary.slug, self.summary.quarter])

    # How it stands ------------------------------------------------------------------------

    @cached_property
    def sections(self) -> list[MeasureSection]:
        alone = len(self.line.measures) == 1
        return [
            MeasureSection(
                self.summary,
                measure,
                newest_reasons(self.around.reasons, measure.letter),
                alone=alone,
                earlier=self.earlier.get(measure.letter, ()),
            )
            for measure in self.line.measures
        ]

    @property
    def only(self) -> MeasureSection | None:
        """The section of an indicator that is not compound."""
        return self.sections[0] if len(self.sections) == 1 else None

    @property
    def strip(self) -> Iterator[KeyFigure]:
        """The standing first; then the only measure's figures, or one box per measure."""
        yield KeyFigure(f"Đánh giá {self.period_name}", self.pill, self.beside_standing)
        if self.only is not None:
            yield from self.only.strip
            return
        for measure in self.line.measures:
            words = standing_words(measure, measure.standing)
            figure = figure_text(measure, measure.now.figure)
            yield KeyFigure(f"{measure.letter}) {measure.name}", figure, words)

    @property
    def pill(self) -> SafeString:
        line = self.line
        only = line.measures[0] if len(line.measures) == 1 and line.final is None else None
        return standing_pill(line.verdict, standing_words(only, line.verdict), "big")

    @property
    def beside_standing(self) -> str:
        """What the standing rests on when people have set it, or why there is none."""
        line = self.line
        if line.final is not None:
            by = f" ({line.final.by})" if line.final.by else ""
            reason = f"; lý do: {line.final.reason.rstrip('.')}" if line.final.reason else ""
            return f"do lãnh đạo, Văn phòng đánh giá{by}{reason}. " + self._automatic
        return line.why

    @property
    def _automatic(self) -> str:
        return f"Tự động: {standing_label(self.line.standing).lower()}"

    @property
    def basis(self) -> SafeString | str:
        """How the report of the period stands, in its own mark."""
        report = self.line.report
        if not report.status:
            return status_word("none", "Chưa có báo cáo kỳ này")
        return status_word(report.status, STATUS_LABELS[report.status])

    @property
    def remarks(self) -> list[str]:
        """What a reader must know before trusting the figures."""
        report, found = self.line.report, []
        if report.basis is Basis.SUBMITTED:
            found.append("Số liệu đã gửi, Văn phòng chưa duyệt.")
        if report.revising:
            kept = "số của lần duyệt gần nhất vẫn được tính"
            found.append(f"Báo cáo {REVISING}; {kept}.")
        if report.on_behalf and report.basis is not Basis.NONE:
            note = f": {report.on_behalf_note}" if report.on_behalf_note else ""
            found.append(f"Văn phòng nhập thay đơn vị{note}".rstrip(".") + ".")
        if report.single_handed and report.basis is not Basis.NONE:
            found.append(f"{SINGLE_HANDED[:1].upper()}{SINGLE_HANDED[1:]}.")
        if report.status == Status.RETURNED and report.return_note:
            until = f", trả lời trước hết ngày {day(report.answer_by)}" if report.answer_by else ""
            found.append(f"Trả lại{until}: “{report.return_note}”")
        return found

    @property
    def unconfirmed(self) -> str:
        return "" if self.summary.plan_confirmed else UNCONFIRMED_PLAN

    # What people wrote --------------------------------------------------------------------

    @property
    def narrative(self) -> list[tuple[str, str]]:
        report = self.line.report
        told = (
            ("Kết quả", report.results),
            ("Khó khăn", report.difficulties),
            ("Nguyên nhân", report.causes),
            ("Đề xuất", report.proposals),
        )
        return [(term, text) for term, text in told if text.strip()]

    @property
    def told_by(self) -> str:
        """Whose words and which figures: Số ước, gửi ngày 19/09/2024."""
        report = self.line.report
        natures = {
            nature_words(each.now.typed).lower()
            for each in self.line.measures
            if each.now.figure is not None
        }
        parts = [f"số {nature}" for nature in sorted(natures) if nature]
        if report.entered_at is not None:
            parts.append(f"gửi ngày {day(timezone.localtime(report.entered_at))}")
        text = ", ".join(parts)
        return f"{text[:1].upper()}{text[1:]}"

    @property
    def history(self) -> list[Entry]:
        return history_of(self.steps, self.line.measures, self.around.measure_ids)

    @property
    def tasks(self) -> list[tuple[str, str]]:
        return self.around.tasks

    @property
    def received_at(self) -> str:
        """The page of what units sent to the lead unit, for those who may open it."""
        if not self.around.receiver:
            return ""
        place = [self.summary.slug, self.summary.quarter, self.around.receiver, self.line.number]
        return reverse("targets:contributions", args=place)

    @cached_property
    def heats(self) -> list[Heat]:
        """What communes and wards have sent, measure by measure; empty where nobody has."""
        today = clock.today()
        quarters = [
            (period.quarter, period.name.removesuffix(" đầu năm"))
            for period in self.place.periods
            if period.quarter <= self.summary.quarter and period.is_opened(today)
        ]
        return heats_of(
            self.line.measures, self.around.reported, self.around.communes, quarters,
            self.summary.quarter,
        )  # fmt: skip
