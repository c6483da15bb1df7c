"""The printed slip "phiếu đôn đốc": what stands on its one A4 page (mockups/papers §1, §5, §6)."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Self

from django.conf import settings

from targets.models import Letterhead
from targets.owed import Kind, Owed
from targets.reminder_words import Occasion
from targets.wording import listed, lowered, shortened

PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
DOTS = "…" * 9
MOST_ROWS = 5
NO_RECIPIENTS = ("Như trên,", "Lưu.")
# Letters of a name by how many rows there are: the page stays one page
LONGEST_WHAT = (0, 230, 190, 150, 110, 100)
LONGEST_UNIT = 120
COLUMN = 38  # letters in a line of the table's widest column
PAGE_LINES = 62  # letters in a line of the text
ROOMY, FULL = 25, 31  # how many lines of rows and words the page takes at 14 pt, and tightened


@dataclass(frozen=True, slots=True)
class SlipRow:
    """One line of the slip's table; `late` "04 ngày", or "-"."""

    what: str
    last: str
    state: str
    late: str


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
    shown = found if len(found) <= MOST_ROWS else found[:MOST_ROWS]
    rows = tuple(
        SlipRow(shortened(row.what, LONGEST_WHAT[len(shown)]), row.last, row.state, row.late)
        for row in shown
    )
    left = len(found) - len(shown)
    what = f"gửi báo cáo thực hiện Nghị quyết {occasion.period_words}"
    if not reports:
        what = f"thực hiện {occasion.resolution_words}"
    words = {
        "opening": _opening(reports, lines, occasion, asked),
        "compared": _compared(reports),
        "request": _request(reports, lines, occasion, asked),
        "contact": f"Đầu mối: {occasion.contact or f'{DOTS}; điện thoại {DOTS}'}",
    }
    heading = Heading.of(letterhead, occasion.resolution.issuer, occasion.today)
    return Slip(
        heading=heading,
        unit=shortened(unit, LONGEST_UNIT),
        subject=f"{what} (lần {asked.reminded + 1})",
        rows=rows,
        rest=f"và {left:02d} nội dung khác" if left else "",
        why="Lý do chậm:" if any(line.is_late for line in lines) else "Lý do, nếu chưa gửi được:",
        look=_look(rows, rest=bool(left), words=words.values(), heading=heading),
        illustrative=settings.DEMO or occasion.resolution.illustrative,
        **words,
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
            target = f" ({measure.target})" if measure.target else ""
            what = f"Chỉ tiêu ({measure.key}): {lowered(measure.name)}{target}"
            yield SlipRow(what, measure.last or "-", line.state, _late(line))
    if telling := [line for line in reports if line.counts and line.unsent]:
        last = next((line.last for line in telling if line.told and line.last), "-")
        what = f"Thuyết minh {_indicators(telling)}: kết quả, khó khăn, nguyên nhân, kiến nghị"
        yield SlipRow(what, last, "Chưa gửi", _late(max(telling, key=lambda line: line.days_late)))
    for line in lines:
        due = f" (hạn {line.due_on:%d/%m/%Y})" if line.due_on else ""
        if line.kind is Kind.WORK:
            what = f"Đầu việc {line.number}: {line.name}{due}"
            yield SlipRow(what, line.last, line.state, _late(line))
        elif line.kind is Kind.REQUEST:
            yield SlipRow(f"Giải trình về {line.name}{due}", line.last, line.state, _late(line))


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
    missing = [line for line in reports if line.counts]
    fate = f"{_indicators(missing)} là “chưa có số liệu”" if missing else "các nội dung trên"
    return (
        f"Đề nghị đơn vị {'; '.join(asks)}. Quá thời hạn trên, {occasion.office} tổng hợp {fate} "
        f"và báo cáo Thường trực {occasion.committee}."
    )


def _look(rows: Sequence[SlipRow], *, rest: bool, words: Iterable[str], heading: Heading) -> str:
    """How tightly the page is set, from how many lines it will take."""
    lines = sum(max(ceil(len(row.what) / COLUMN), ceil(len(row.state) / 14)) for row in rows) + rest
    lines += sum(ceil(len(text) / PAGE_LINES) for text in words)
    lines += max(0, len(heading.recipients) - 4)
    return "" if lines <= ROOMY else "is-dense" if lines <= FULL else "is-tight"
