"""What units are told of what they owe: a message to paste, a mail; calm, and blaming nobody."""

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from django.conf import settings
from django.urls import reverse

from targets.models import Letterhead, Period, Resolution
from targets.owed import Kind, Owed
from targets.wording import lowered, period_in_prose, shortened

ILLUSTRATIVE = "(Số liệu minh họa, không phải số liệu chính thức.)"
LONGEST_NAME = 140
LONGEST_TITLE = 110
_COMMITTEE = re.compile(r"^(\S+ ủy)(?: (?:xã|phường|thị trấn|đặc khu))? ")


@dataclass(frozen=True, slots=True)
class Occasion:
    """Who reminds, of which period, on which day.

    `office`: the office as it names itself in a sentence, Văn phòng Thị ủy; `committee`: whose
    it is, Thị ủy; `site`: what stands before a path, https://theodoi.noibo, or nothing.
    """

    resolution: Resolution
    period: Period
    today: datetime.date
    office: str
    committee: str
    contact: str
    site: str = ""

    @classmethod
    def of(
        cls, period: Period, letterhead: Letterhead, *, today: datetime.date, site: str = ""
    ) -> Self:
        resolution = period.resolution
        committee = committee_of(resolution.issuer)
        office = letterhead.issuing_office.strip()
        if office and committee and committee.casefold() not in office.casefold():
            office = f"{office} {committee}"
        return cls(
            resolution,
            period,
            today,
            office or f"Văn phòng {committee or 'cấp ủy'}",
            committee or "cấp ủy",
            letterhead.contact.strip(),
            site.rstrip("/"),
        )

    @property
    def illustrative(self) -> bool:
        """Whether the figures are the demo's; every paper says so."""
        return settings.DEMO or self.resolution.illustrative

    @property
    def period_words(self) -> str:
        return period_in_prose(self.period.name, self.resolution.year)

    @property
    def resolution_words(self) -> str:
        return f"Nghị quyết năm {self.resolution.year}"

    @property
    def resolution_title(self) -> str:
        """The resolution's name without what it is about."""
        title = self.resolution.title.partition(" về ")[0].strip().rstrip(";,")
        named = title.casefold().startswith("nghị quyết")
        return title if named and len(title) <= LONGEST_TITLE else self.resolution_words

    def sheet(self, code: str) -> str:
        args = [self.resolution.slug, self.period.quarter, code]
        return self.site + reverse("targets:sheet", args=args)

    @property
    def tasks(self) -> str:
        return self.site + reverse("targets:tasks", args=[self.resolution.slug])

    @property
    def requests(self) -> str:
        return self.site + reverse("targets:directives", args=[self.resolution.slug])

    def where(self, code: str, lines: Iterable[Owed]) -> str:
        """The page on which a unit does the first of what it owes."""
        kinds = {line.kind for line in lines}
        if Kind.REPORT in kinds:
            return self.sheet(code)
        return self.tasks if Kind.WORK in kinds else self.requests


def committee_of(issuer: str) -> str:
    """Thị ủy of "Thị ủy Đức Phổ", Đảng ủy of "Đảng ủy phường Trà Câu"; else the whole name."""
    found = _COMMITTEE.match(f"{issuer} ")
    return found[1] if found else issuer


def deadline_words(due_on: datetime.date | None, today: datetime.date) -> str:
    """`20/09/2024, đã qua 4 ngày`, `…, hôm nay`, `…, còn 2 ngày`; empty where there is none."""
    if due_on is None:
        return ""
    left = (due_on - today).days
    how = "hôm nay" if left == 0 else f"còn {left} ngày" if left > 0 else f"đã qua {-left} ngày"
    return f"{due_on:%d/%m/%Y}, {how}"


def sentence(line: Owed, today: datetime.date, *, deadline: bool = True) -> str:
    """One line of what is owed, without a full stop; `deadline`: with its own day."""
    said = f"{_subject(line)}: {lowered(line.state)}"
    day = deadline_words(line.due_on, today)
    return f"{said}, hạn {day}" if deadline and day else said


def _subject(line: Owed) -> str:
    name = shortened(lowered(line.name), LONGEST_NAME)
    match line.kind:
        case Kind.WORK:
            return f"Đầu việc {line.number} - {name} ({lowered(line.last)})"
        case Kind.REQUEST:
            return f"Giải trình về {name} ({lowered(line.last)})"
        case Kind.REPORT:
            whose = "Chỉ tiêu" if line.counts else "Số liệu gửi đơn vị chủ trì, chỉ tiêu"
            subject, last = f"{whose} ({line.number})", _last_figures(line)
            return f"{subject} - {name}" + (f" ({last})" if last else "")


def _last_figures(line: Owed) -> str:
    """`6 tháng: 86,38%`; of several `10a 6 tháng: 86,38%; 10b 6 tháng: 90%`."""
    known = [measure for measure in line.measures if measure.last]
    if len(line.measures) == 1 and known:
        return lowered(known[0].last)
    return "; ".join(f"{measure.key} {lowered(measure.last)}" for measure in known)


def unit_message(name: str, code: str, lines: Sequence[Owed], occasion: Occasion) -> str:
    """A message for one unit, ready to paste."""
    return "\n".join(_message(name, code, lines, occasion))


def _message(name: str, code: str, lines: Sequence[Owed], occasion: Occasion) -> Iterator[str]:
    reports = [line for line in lines if line.kind is Kind.REPORT]
    yield f"Kính gửi: {name}"
    if reports:
        yield (
            f"{occasion.office} đề nghị đơn vị hoàn thành báo cáo {occasion.period_words} thực "
            f"hiện {occasion.resolution_words}.{_report_deadline(reports, occasion)}"
        )
        yield "Nội dung còn thiếu:"
        for line in reports:
            own_day = line.due_on is not None and not line.unsent
            yield f"- {sentence(line, occasion.today, deadline=own_day)}"
    else:
        yield (
            f"{occasion.office} đề nghị đơn vị cập nhật kết quả thực hiện "
            f"{occasion.resolution_words}."
        )
    yield from _section("Đầu việc quá hạn:", Kind.WORK, lines, occasion)
    yield from _section("Yêu cầu giải trình chưa trả lời:", Kind.REQUEST, lines, occasion)
    if reports:
        yield f"Nhập số liệu tại: {occasion.sheet(code)}"
        yield "Nếu chưa có số liệu, đề nghị ghi rõ lý do và ngày dự kiến có."
    if any(line.kind is Kind.WORK for line in lines):
        yield f"Cập nhật đầu việc tại: {occasion.tasks}"
    if any(line.kind is Kind.REQUEST for line in lines):
        yield f"Giải trình tại: {occasion.requests}"
    yield from _closing(occasion)


def _report_deadline(reports: Sequence[Owed], occasion: Occasion) -> str:
    days = {line.due_on for line in reports if line.unsent and line.due_on}
    latest = max(days, default=occasion.period.due_on)
    words = deadline_words(latest, occasion.today)
    return f" Hạn gửi: {words}." if words else ""


def _section(heading: str, kind: Kind, lines: Iterable[Owed], occasion: Occasion) -> Iterator[str]:
    found = [line for line in lines if line.kind is kind]
    if found:
        yield heading
        for line in found:
            yield f"- {sentence(line, occasion.today)}"


def _closing(occasion: Occasion) -> Iterator[str]:
    yield "Nếu đơn vị đã gửi hoặc đã cập nhật, xin bỏ qua nội dung này."
    if occasion.contact:
        yield f"Liên hệ: {occasion.contact}"
    yield "Trân trọng."
    if occasion.illustrative:
        yield ILLUSTRATIVE


def combined_message(units: Iterable[tuple[str, Sequence[Owed]]], occasion: Occasion) -> str:
    """One message for a group of units: a numbered line each."""
    words = deadline_words(occasion.period.due_on, occasion.today)
    said = [
        f"{occasion.office} đề nghị các đơn vị sau hoàn thành báo cáo {occasion.period_words} và "
        f"các nội dung đến hạn theo {occasion.resolution_words}"
        + (f"; hạn báo cáo {words}" if words else "")
        + ":"
    ]
    for place, (name, lines) in enumerate(units, start=1):
        said.append(f"{place}. {name}: {in_brief(lines)}")
    said.append("Nếu chưa có số liệu, đề nghị ghi rõ lý do và ngày dự kiến có.")
    return "\n".join([*said, *_closing(occasion)])


def in_brief(lines: Iterable[Owed]) -> str:
    """`chỉ tiêu (1), (3); đầu việc 2.6.2; giải trình về chỉ tiêu (9)`."""
    numbers: dict[Kind, list[str]] = {kind: [] for kind in Kind}
    for line in lines:
        match line.kind:
            case Kind.REPORT:
                numbers[line.kind].append(f"({line.number})")
            case Kind.WORK:
                numbers[line.kind].append(line.number)
            case Kind.REQUEST:
                numbers[line.kind].append(line.name)
    heads = {Kind.REPORT: "chỉ tiêu", Kind.WORK: "đầu việc", Kind.REQUEST: "giải trình về"}
    return "; ".join(
        f"{heads[kind]} {', '.join(found)}" for kind, found in numbers.items() if found
    )
