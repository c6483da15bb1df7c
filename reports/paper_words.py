"""What the official table says around its rows: letterhead, title, as-of line, notes, signatures.

The paper on screen and the workbook print the same words (mockups/papers §1, §2). No Django.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from reports.assessment import Basis, IndicatorLine, MeasureLine, Summary
from reports.paper_table import TableGroup, row_tally, table_groups
from reports.phrases import UNCONFIRMED_PLAN, day, period_phrase, tolerance_text
from targets.rules.figures import Formula

PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
OFFICE = "VĂN PHÒNG"
TITLE = "BIỂU TỔNG HỢP"
SOURCES_TITLE = "NGUỒN SỐ LIỆU, CÁCH TÍNH VÀ CĂN CỨ ĐÁNH GIÁ"
ILLUSTRATIVE = "Số liệu minh họa"
MADE_BY = "NGƯỜI TỔNG HỢP"
SIGNED_BY = "CHÁNH VĂN PHÒNG"
UNIT_SIGNED_BY = "THỦ TRƯỞNG ĐƠN VỊ"
MOST_UNITS = 3
_COMMITTEE = re.compile(r"^\S+ ủy (?:xã |phường |thị trấn |đặc khu )?(?=\S)")


@dataclass(frozen=True)
class Paper:
    """A summary as a paper: what it is made of and everything said around its rows.

    narrowed: only some groups were asked for. units: the names of the lead units asked for; ()
    all of them.
    """

    summary: Summary
    narrowed: bool = False
    units: tuple[str, ...] = ()

    @property
    def illustrative(self) -> bool:
        """Whether the figures are the demo's."""
        return self.summary.illustrative

    @cached_property
    def groups(self) -> tuple[TableGroup, ...]:
        return tuple(table_groups(self.summary))

    @cached_property
    def indicators(self) -> tuple[IndicatorLine, ...]:
        return tuple(self.summary.indicators)

    @property
    def measures(self) -> Iterator[MeasureLine]:
        return (each for line in self.indicators for each in line.measures)

    @property
    def issuer_lines(self) -> tuple[str, ...]:
        """The issuer in capitals, and its office where the office has made the paper."""
        issuer = self.summary.issuer.upper()
        return (issuer, "") if self.summary.partial else (issuer, OFFICE)

    @property
    def place_and_day(self) -> str:
        """The day is left blank for the hand that signs."""
        month = f"tháng {_month(self.summary.made_on.month)} năm {self.summary.made_on.year}"
        place = _COMMITTEE.sub("", self.summary.issuer)
        gap = "\u00a0" * 8
        if not place or place == self.summary.issuer:
            return f"Ngày{gap}{month}"
        return f"{place}, ngày{gap}{month}"

    @property
    def subject(self) -> str:
        title = self.summary.title.partition(" về ")[0].strip().rstrip(";,")
        return f"kết quả thực hiện các chỉ tiêu {title} {self.period_and_year}"

    @property
    def period_and_year(self) -> str:
        """9 tháng năm 2024; 6 tháng đầu năm 2024; năm 2024."""
        period = self.summary.period
        if period.is_last:
            return f"năm {self.summary.year}"
        phrase = period_phrase(period)
        joint = " " if phrase.endswith("năm") else " năm "
        return f"{phrase}{joint}{self.summary.year}"

    @property
    def as_of(self) -> str:
        """Which figures these are and of when."""
        summary = self.summary
        days = [each.now.typed.as_of for each in self.measures if each.now.figure is not None]
        latest = max((found for found in days if found), default=None)
        parts = []
        if latest:
            parts.append(f"Số liệu đến ngày {day(latest)}")
        parts.append(f"tổng hợp ngày {day(summary.made_on)}")
        text = ", ".join(parts)
        submitted = "gồm cả số đã gửi, chưa duyệt"
        text += f" - {submitted if summary.include_submitted else 'chỉ số đã duyệt'}"
        return self._dated(text, *self.asked_for, self._only_visible())

    @property
    def asked_for(self) -> list[str]:
        """What a narrowed paper is made of; nothing where it holds everything."""
        return [part for part in (self._groups_asked_for("nhóm"), self._units_asked_for()) if part]

    @property
    def as_of_today(self) -> str:
        """The same of work items, which have no groups of indicators and stand as of today."""
        text = f"tính đến ngày {day(self.summary.made_on)}"
        return self._dated(text, self._units_asked_for(), self._only_visible())

    @property
    def as_of_requests(self) -> str:
        """The same of what was written to units in the period."""
        text = f"{self.period_and_year}, tính đến ngày {day(self.summary.made_on)}"
        groups = self._groups_asked_for("chỉ tiêu nhóm")
        return self._dated(text, groups, self._units_asked_for(), self._only_visible())

    def _dated(self, text: str, *limits: str) -> str:
        parts = (text, *limits, self.summary.frozen, ILLUSTRATIVE if self.illustrative else "")
        whole = " - ".join(part for part in parts if part)
        return f"({whole[:1].upper()}{whole[1:]})"

    def _groups_asked_for(self, noun: str) -> str:
        if not self.narrowed:
            return ""
        return f"chỉ gồm {noun} {', '.join(group.numeral for group in self.groups)}"

    def _units_asked_for(self) -> str:
        """Three by name, the others counted."""
        if not self.units:
            return ""
        named = ", ".join(self.units[:MOST_UNITS])
        more = len(self.units) - MOST_UNITS
        return f"chỉ gồm đơn vị {named}" + (f" và {more} đơn vị khác" if more > 0 else "")

    def _only_visible(self) -> str:
        return "chỉ gồm việc đơn vị được xem" if self.summary.partial else ""

    @property
    def indicator_sentence(self) -> str:
        return self.summary.tally.sentence

    @property
    def measure_sentence(self) -> str:
        return row_tally(self.groups).sentence

    @property
    def total_heading(self) -> str:
        return f"TỔNG HỢP {len(self.indicators)} CHỈ TIÊU"

    @property
    def measures_heading(self) -> str:
        return f"{sum(1 for _ in self.measures)} chỉ tiêu thành phần"

    @property
    def signatures(self) -> tuple[str, str]:
        return MADE_BY, UNIT_SIGNED_BY if self.summary.partial else SIGNED_BY

    def notes(self, target_column: int, year_ago_column: int) -> list[str]:
        """The lines under the table; a line that would say nothing is left out."""
        return [note for note in self._notes(target_column, year_ago_column) if note]

    def _notes(self, target_column: int, year_ago_column: int) -> Iterator[str]:
        summary = self.summary
        yield (
            "Ký hiệu: (-) chưa đến kỳ hoặc không so sánh; (…) đến kỳ nhưng chưa có số liệu"
            + ("" if summary.period.is_last else "; (*) dự kiến tính theo tiến độ, đơn vị chưa "
               "gửi ước cả năm")
            + "; (±) sai số áp dụng cho chỉ tiêu ghi “khoảng”."
        )  # fmt: skip
        yield (
            f"Cột ({target_column}): chỉ tiêu tính bằng % ghi số điểm phần trăm cao hơn (+), thấp "
            "hơn (-) mức thấp của chỉ tiêu; chỉ tiêu khác ghi % so với chỉ tiêu cả năm. "
            f"Cột ({year_ago_column}): tỷ lệ % ghi số điểm phần trăm; giá trị lũy kế ghi % tăng "
            "(+), giảm (-); số đếm ghi chênh lệch." + self._excesses()
        )
        yield _joined(self._natures(), self._tolerances(), self._basis())
        yield _joined(
            "" if summary.plan_confirmed else UNCONFIRMED_PLAN,
            *summary.warnings,
            "Số liệu trong biểu là số liệu minh họa, không dùng làm căn cứ."
            if self.illustrative
            else "",
        )

    def _excesses(self) -> str:
        keys = [each.key for each in self.measures if each.formula == Formula.EXCESS]
        if not keys:
            return ""
        return f" {listed('Chỉ tiêu', keys)} ghi tỷ lệ % so với số được giao; vượt 5% là 105%."

    def _natures(self) -> str:
        """Which figures are not official yet."""
        found = []
        for nature, words in (("estimate", "số ước"), ("preliminary", "số sơ bộ")):
            keys = [
                each.key
                for each in self.measures
                if each.now.figure is not None and each.now.typed.nature == nature
            ]
            if keys:
                found.append(f"{listed('chỉ tiêu', keys)} là {words}")
        text = "; ".join(found)
        return f"{text[:1].upper()}{text[1:]}; các số khác là số chính thức." if text else ""

    def _tolerances(self) -> str:
        found: dict[str, list[str]] = {}
        for each in self.measures:
            if said := tolerance_text(each):
                found.setdefault(said, []).append(each.key)
        parts = [f"{said}: {listed('', keys)}" for said, keys in found.items()]
        return f"Sai số của “khoảng”: {'; '.join(parts)}." if parts else ""

    def _basis(self) -> str:
        """What a reader may not take for approved, or not for the whole resolution."""
        summary, parts = self.summary, []
        if summary.partial:
            parts.append("Biểu chỉ gồm các chỉ tiêu đơn vị được xem; số đếm tính trên các dòng này")
        if unapproved := self._keys(Basis.SUBMITTED):
            parts.append(f"Số đã gửi, chưa duyệt: {listed('', unapproved)}")
        if revising := [str(line.number) for line in self.indicators if line.report.revising]:
            parts.append(f"Đang điều chỉnh: {listed('', revising)}, in số của lần duyệt gần nhất")
        if summary.set_by_hand:
            parts.append(
                f"{summary.set_by_hand} chỉ tiêu do Thường trực, Văn phòng đánh giá khác với phần "
                "mềm, ghi rõ ở cột Ghi chú; số đếm tính theo đánh giá này"
            )
        return f"{'. '.join(parts)}." if parts else ""

    def _keys(self, basis: Basis) -> list[str]:
        return [str(line.number) for line in self.indicators if line.report.basis is basis]


def _joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


def listed(noun: str, keys: Iterable[str]) -> str:
    """chỉ tiêu (1), (3) và (10a)."""
    named = [f"({key})" for key in keys]
    text = named[0] if len(named) == 1 else f"{', '.join(named[:-1])} và {named[-1]}"
    return f"{noun} {text}".strip()


def _month(month: int) -> str:
    """1 and 2 are padded, so that nobody makes them 11 or 12."""
    return f"{month:02}" if month < 3 else str(month)
