"""The printed slip "phiếu đôn đốc": what stands on its one A4 page (mockups/papers §1, §5, §6)."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Self

from targets.models import Letterhead
from targets.owed import Kind, Owed
from targets.reminder_words import Occasion
from targets.slip_page import LOOKS, Content, look_for
from targets.wording import listed, lowered, shortened

PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
DOTS = "…" * 6
MOST_ROWS = 5
NO_RECIPIENTS = ("Như trên,", "Lưu.")
# Names in the table are cut to the first of these lengths with which everything fits on the page
LONGEST_TARGET = 60
LONGEST_NAMES = (300, 200, 150, 110, 80, 60)


@dataclass(frozen=True, slots=True)
class SlipRow:
    """One line of the slip's table; `name` may be cut, `tail` never; `late` "04 ngày", or "-"."""

    name: str
    last: str
    state: str
    late: str
    tail: str = ""

    @property
    def what(self) -> str:
        return f"{self.name}{self.tail}"

    def cut_to(self, longest: int) -> "SlipRow":
        return replace(self, name=shortened(self.name, longest))


@dataclass(frozen=True, slots=True)
class Heading:
    """What all slips of a day share: who sends them, where, who signs."""

    issuer: str
    office: str
    symbol: str
    place_and_day: str
    recipients: tuple[str, ...]
    signer_post: str
    signer_name: str
    party: str = PARTY

    @classmethod
    def of(cls, letterhead: Letterhead, issuer: str, day: datetime.date) -> Self:
        """Dotted lines stand where the office has not said what to print."""
        symbol, month = (
            letterhead.symbol.strip(),
            f"{day.month:02d}" if day.month < 3 else day.month,
        )
        lines = [line.strip(" -\t") for line in letterhead.recipients.splitlines()]
        return cls(
            issuer=issuer.upper() or DOTS,
            office=letterhead.issuing_office.strip().upper() or DOTS,
            symbol=f"Số\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0{symbol}"
            if symbol
            else f"Số {DOTS}",
            place_and_day=(
                f"{letterhead.place.strip() or DOTS}, ngày {day.day:02d} tháng {month} "
                f"năm {day.year}"
            ),
            recipients=tuple(line for line in lines if line) or NO_RECIPIENTS,
            signer_post=letterhead.signer_post.strip().upper() or DOTS,
            signer_name=letterhead.signer_name.strip() or DOTS,
        )


@dataclass(frozen=True, slots=True)
class Slip:
    """One unit's slip, put into words. `look` tightens the page when there is much to say."""

    heading: Heading
    unit: str
    subject: str
    opening: str
    rows: tuple[SlipRow, ...]
    rest: str
    compared: str
    request: str
    contact: str
    why: str
    when: str
    look: str
    illustrative: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """Until when the unit is asked to answer, and how often it has been reminded before."""

    day: datetime.date
    hour: datetime.time
    now: datetime.datetime
    reminded: int = 0

    @property
    def until(self) -> str:
        return f"{hour_words(self.hour)} ngày {self.day:%d/%m/%Y}"


def hour_words(hour: datetime.time) -> str:
    """`16 giờ 00`."""
    return f"{hour:%H} giờ {hour:%M}"


def slip_of(
    unit: str, lines: Sequence[Owed], occasion: Occasion, letterhead: Letterhead, asked: Asked
) -> Slip:
    """The slip of a unit with these lines, of which there is at least one."""
    reports = [line for line in lines if line.kind is Kind.REPORT]
    found = list(_rows(lines, occasion))
    what = f"gửi báo cáo thực hiện Nghị quyết {occasion.period_words}"
    if not reports:
        what = f"thực hiện {occasion.resolution_words}"
    slip = Slip(
        heading=Heading.of(letterhead, occasion.resolution.issuer, occasion.today),
        unit=unit,
        subject=f"{what} (lần {asked.reminded + 1})",
        opening=_opening(reports, lines, occasion, asked),
        rows=(),
        rest="",
        compared=_compared(reports),
        request=_request(reports, lines, occasion, asked),
        contact=f"Đầu mối: {_contact(occasion)}",
        why="Lý do chậm:" if any(line.is_late for line in lines) else "Lý do, nếu chưa gửi được:",
        when="Thời gian gửi báo cáo:" if reports else "Thời gian hoàn thành:",
        look="",
        illustrative=occasion.illustrative,
    )
    return _fitted(slip, found)


def _contact(occasion: Occasion) -> str:
    said = occasion.contact or f"{DOTS}; điện thoại {DOTS}"
    return said.replace("điện thoại ", "điện thoại\N{NO-BREAK SPACE}")


def _fitted(slip: Slip, found: Sequence[SlipRow]) -> Slip:
    """The slip on one page: set tighter, then with shorter names, at last with less on it."""
    for compared, most in [(slip.compared, MOST_ROWS), *(("", n) for n in range(MOST_ROWS, 0, -1))]:
        left = max(0, len(found) - most)
        for longest in LONGEST_NAMES:
            tried = replace(
                slip,
                compared=compared,
                rows=tuple(row.cut_to(longest) for row in found[:most]),
                rest=f"và {left:02d} nội dung khác" if left else "",
            )
            if look := look_for(_content(tried)):
                return replace(tried, look=look.code)
    return replace(tried, look=LOOKS[-1].code)


def _content(slip: Slip) -> Content:
    heading = slip.heading
    return Content(
        issuer=heading.issuer,
        office=heading.office,
        symbol=heading.symbol,
        place_and_day=heading.place_and_day,
        subject=slip.subject,
        unit=slip.unit,
        paragraphs=(slip.opening, slip.compared, slip.request, slip.contact),
        rows=[(row.what, row.last, row.state, row.late) for row in slip.rows],
        rest=bool(slip.rest),
        recipients=heading.recipients,
        signer_post=heading.signer_post,
        signer_name=heading.signer_name,
    )


def _rows(lines: Sequence[Owed], occasion: Occasion) -> Iterator[SlipRow]:
    """Figures first, then the words that go with them, work items, requests."""
    reports = [line for line in lines if line.kind is Kind.REPORT]
    for line in reports:
        if not line.counts:
            what = f"Số liệu chỉ tiêu ({line.number}) gửi đơn vị chủ trì: {lowered(line.name)}"
            last = line.measures[0].last if len(line.measures) == 1 else ""
            yield SlipRow(what, last or "-", line.state, _late(line))
            continue
        for measure in line.measures:
            target = f" ({shortened(measure.target, LONGEST_TARGET)})" if measure.target else ""
            what = f"Chỉ tiêu ({measure.key}): {lowered(measure.name)}"
            yield SlipRow(what, measure.last or "-", line.state, _late(line), target)
    if telling := [line for line in reports if line.counts and line.unsent]:
        last = next((line.last for line in telling if line.told and line.last), "-")
        latest = max(telling, key=lambda line: line.days_late)
        what = f"Thuyết minh {_indicators(telling)}"
        tail = ": kết quả, khó khăn, nguyên nhân, kiến nghị"
        yield SlipRow(what, last, "Chưa gửi", _late(latest), tail)
    for line in lines:
        due = f" (hạn {line.due_on:%d/%m/%Y})" if line.due_on else ""
        if line.kind is Kind.WORK:
            what = f"Đầu việc {line.number}: {line.name}"
            yield SlipRow(what, line.last, line.state, _late(line), due)
        elif line.kind is Kind.REQUEST:
            what = f"Giải trình về {line.name}"
            yield SlipRow(what, line.last, line.state, _late(line), due)


def _late(line: Owed) -> str:
    return f"{line.days_late:02d} ngày" if line.is_late else "-"


def _indicators(lines: Sequence[Owed]) -> str:
    """`chỉ tiêu (10)`, `các chỉ tiêu (1), (3) và (10)`."""
    noun = "chỉ tiêu" if len(lines) == 1 else "các chỉ tiêu"
    return f"{noun} {listed([f'({line.number})' for line in lines])}"


def _opening(
    reports: Sequence[Owed], lines: Sequence[Owed], occasion: Occasion, asked: Asked
) -> str:
    """When it was due, how it stands now, and that a list follows."""
    moment = f"{asked.now:%H} giờ {asked.now:%M} ngày {asked.now:%d/%m/%Y}"
    if not reports:
        late = sum(line.is_late for line in lines)
        how = (
            f"{late:02d} nội dung quá hạn" if late else f"{len(lines):02d} nội dung chưa hoàn thành"
        )
        return (
            f"Đến {moment}, đơn vị còn {how} trong thực hiện {occasion.resolution_title}. Cụ thể:"
        )
    unsent = [line for line in reports if line.unsent]
    due_on = max((line.due_on for line in unsent if line.due_on), default=occasion.period.due_on)
    day = f"là ngày {due_on:%d/%m/%Y}" if due_on else "chưa được đặt"
    begins = (
        f"Hạn gửi báo cáo {occasion.period_words} thực hiện {occasion.resolution_title} {day}. "
        f"Đến {moment}, đơn vị"
    )
    days = max((line.days_late for line in unsent), default=0)
    how_late = f", quá hạn {days:02d} ngày" if days else _time_left(due_on, occasion.today)
    if not unsent:
        return f"{begins} còn {_indicators(reports)} chưa gửi lại hoặc chưa ký gửi. Cụ thể:"
    return f"{begins} chưa gửi báo cáo {_indicators(unsent)}{how_late}. Nội dung còn thiếu:"


def _time_left(due_on: datetime.date | None, today: datetime.date) -> str:
    if due_on is None:
        return ""
    left = (due_on - today).days
    return f"; còn {left:02d} ngày đến hạn" if left else "; hôm nay là ngày cuối"


def _compared(reports: Sequence[Owed]) -> str:
    """What localities have reported so far, and what may be given now without being asked."""
    sums = [told for line in reports for told in line.sums][:2]
    at_will = [f"({key})" for line in reports if line.unsent for key in line.at_will]
    said = [f"Đối chiếu: {'; '.join(sums)}."] if sums else []
    if at_will:
        said.append(f"Chỉ tiêu {', '.join(at_will)} kỳ này nhập số ước nếu có.")
    return " ".join(said)


def _request(
    reports: Sequence[Owed], lines: Sequence[Owed], occasion: Occasion, asked: Asked
) -> str:
    """What the unit is asked to do by when, and what happens next."""
    work = any(line.kind is Kind.WORK for line in lines)
    requests = any(line.kind is Kind.REQUEST for line in lines)
    asks = []
    if reports:
        asks.append(
            f"gửi số liệu, thuyết minh trên phần mềm trước {asked.until}; nếu chưa có số liệu, "
            "ghi rõ lý do và ngày dự kiến có"
        )
    until = "" if reports else f" trước {asked.until}"
    if work:
        asks.append(f"cập nhật tình hình, đề xuất thời hạn hoàn thành đầu việc quá hạn{until}")
    if requests:
        asks.append(f"giải trình theo yêu cầu{'' if work else until}")
    missing = [line for line in reports if line.counts and line.unsent]
    fate = f"{_indicators(missing)} là “chưa có số liệu”" if missing else "các nội dung trên"
    return (
        f"Đề nghị đơn vị {'; '.join(asks)}. Quá thời hạn trên, {occasion.office} tổng hợp {fate} "
        f"và báo cáo Thường trực {occasion.committee}."
    )
