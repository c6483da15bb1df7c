"""Reminding units: what was pasted or printed is noted, mail is sent, at most once a day.

A line is claimed (`MailedLine`) and the claim committed before the mail goes, so that two runs at
once never send it twice; when the server refuses the mail the claim is given back.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import transaction
from django.template.loader import render_to_string

from targets import clock
from targets.dues import Ledger
from targets.models import Letterhead, MailedLine, Period, Reminder, Unit, User
from targets.owed import Kind, Owed, grouped_by_unit, requests_owed, work_owed
from targets.owed_reports import reports_owed
from targets.reminder_words import ILLUSTRATIVE, Occasion, sentence
from targets.rules.reminding import WORK_DAYS_BEFORE, report_is_told, work_is_told
from targets.rules.workflow import Role

DIGEST = "digest"  # the key by which an address gets one digest a day
NO_SERVER = "Chưa khai báo máy chủ thư (biến EMAIL_URL), nên chưa gửi thư nào và không ghi nhận gì."


class MailRefused(Exception):
    """A mail that may not be sent; str() is a Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class Block:
    """What one unit owes in one period, with the words of each line."""

    unit: Unit
    period: Period
    lines: tuple[Owed, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """One mail: everything to be said to an address today."""

    address: str
    blocks: tuple[Block, ...]

    @property
    def keys(self) -> list[str]:
        return [line.key for block in self.blocks for line in block.lines]

    def only(self, keys: frozenset[str]) -> "Digest":
        blocks = (
            Block(block.unit, block.period, tuple(x for x in block.lines if x.key in keys))
            for block in self.blocks
        )
        return Digest(self.address, tuple(block for block in blocks if block.lines))


@dataclass(slots=True)
class Outcome:
    """What came of a round of mail: addresses with how many lines, or with what went wrong."""

    sent: list[tuple[str, int]] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    already: list[str] = field(default_factory=list)


def note_reminders(
    period: Period, texts: Iterable[tuple[Unit, str]], *, channel: str, by: User
) -> int:
    """Note that these units were reminded by message or slip; return how many notes were new.

    A second press on the same day adds nothing.
    """
    day, known = clock.today(), set[int]()
    with transaction.atomic():
        Period.objects.select_for_update().get(pk=period.pk)  # two presses at once take turns
        notes = Reminder.objects.filter(
            period=period, channel=channel, at__date=day, by__isnull=False
        )
        known.update(notes.values_list("unit_id", flat=True))
        fresh = [(unit, text) for unit, text in texts if unit.pk not in known]
        now = clock.now()
        Reminder.objects.bulk_create(
            Reminder(period=period, unit=unit, channel=channel, text=text, by=by, at=now)
            for unit, text in fresh
        )
    return len(fresh)


def mail_units(period: Period, owed: Iterable[tuple[Unit, Sequence[Owed]]], *, by: User) -> Outcome:
    """Mail each unit what it owes, now; a line that already went there today is left out.

    Raises MailRefused where no mail server was named; then nothing has changed.
    """
    _need_a_server()
    outcome = Outcome()
    for unit, lines in owed:
        if unit.email:
            block = Block(unit, period, tuple(lines))
            _send(Digest(_plain(unit.email), (block,)), outcome, by=by)
    return outcome


def remind(*, send: bool = True) -> Outcome:
    """Mail everybody what is due for a reminder today (targets/rules/reminding.py).

    Of the newest active resolution: reports of opened, unclosed periods, work items, requests.
    One digest per address and day. `send` False: nothing is sent or noted. Raises MailRefused
    where a mail server is needed and none was named.
    """
    if send:
        _need_a_server()
    outcome = Outcome()
    for digest in _digests(outcome):
        if not send:
            outcome.sent.append((digest.address, len(digest.keys)))
        else:
            _send(digest, outcome, by=None)
    return outcome


def _need_a_server() -> None:
    if not settings.EMAIL_GIVEN:
        raise MailRefused(NO_SERVER)


def _digests(outcome: Outcome) -> Iterator[Digest]:
    """Today's digests by address; addresses that are none are named in the outcome."""
    newest = Period.objects.newest_opened(clock.today())
    if newest is None:
        return
    told = _told_today(newest)
    units = Unit.objects.active().in_bulk({unit_id for unit_id, _ in told})
    periods = {period.pk: period for period in newest.resolution.periods.all()}
    blocks: dict[int, list[Block]] = defaultdict(list)
    for (unit_id, period_id), lines in told.items():
        if unit_id in units:
            blocks[unit_id].append(Block(units[unit_id], periods[period_id], tuple(lines)))
    for address, served in _recipients(units).items():
        if fault := address_fault(address):
            outcome.refused.append(fault)
            continue
        said = tuple(block for unit_id in served for block in blocks[unit_id])
        if said:
            yield Digest(address, said)


def _told_today(newest: Period) -> dict[tuple[int, int], list[Owed]]:
    """What is due for a reminder, by unit and period."""
    today, resolution = clock.today(), newest.resolution
    ledger = Ledger.of(resolution, list(resolution.periods.select_related("resolution")))
    found: list[Owed] = []
    for period in ledger.opened(newest, today):
        if period.closed_at is None:
            days = period.remind_days
            found += [
                line
                for line in reports_owed(ledger, period)
                if (day := line.due_on or period.due_on)
                and report_is_told(day, today, remind_days=days)
            ]
    horizon = today + datetime.timedelta(days=max(WORK_DAYS_BEFORE))
    found += [
        line
        for line in work_owed(resolution, until=horizon)
        if line.due_on and work_is_told(line.due_on, today)
    ]
    found += [
        line
        for line in requests_owed(resolution)
        if line.due_on and report_is_told(line.due_on, today, remind_days=newest.remind_days)
    ]
    told: dict[tuple[int, int], list[Owed]] = defaultdict(list)
    for unit_id, lines in grouped_by_unit(found).items():
        for line in lines:
            told[unit_id, line.period_id or newest.pk].append(line)
    return told


def _recipients(units: dict[int, Unit]) -> dict[str, list[int]]:
    """Who is told of these units: the unit's own address, officers and heads who act for it."""
    served: dict[str, list[int]] = defaultdict(list)
    for unit in units.values():
        if unit.email:
            served[_plain(unit.email)].append(unit.pk)
    people = (
        User.objects.filter(is_active=True, role__in=[Role.REPORTER.value, Role.HEAD.value])
        .exclude(email="")
        .prefetch_related("also_for")
        .order_by("pk")
    )
    for person in people:
        acting = [person.unit_id, *(unit.pk for unit in person.also_for.all())]
        known = served[_plain(person.email)]
        known += [pk for pk in acting if pk is not None and pk in units and pk not in known]
    return {address: found for address, found in served.items() if found}


def _plain(address: str) -> str:
    """One spelling per address, so that nobody is told twice."""
    return address.strip(" \t").lower()


def address_fault(address: str) -> str:
    """Why nothing is sent to this address; empty where it is a good one."""
    shown = " ".join(address.split())
    if "\n" in address or "\r" in address:
        return f"Địa chỉ thư “{shown}” có dấu xuống dòng nên không gửi. Hãy sửa lại địa chỉ."
    try:
        validate_email(address)
    except ValidationError:
        return f"Địa chỉ thư “{shown}” không đúng dạng ten@donvi.vn nên không gửi."
    return ""


def _send(digest: Digest, outcome: Outcome, *, by: User | None) -> None:
    """Claim, send, note; a failure gives the claim back and is put down in the outcome."""
    if fault := address_fault(digest.address):
        outcome.refused.append(fault)
        return
    claimed = _claim(digest, whole=by is None)
    fresh = digest.only(frozenset(row.key for row in claimed))
    if not fresh.blocks:
        outcome.already.append(digest.address)
        return
    try:
        text = _mail(fresh)
    except Exception as fault:  # whatever a mail server makes of it, the claim must not stay
        MailedLine.objects.filter(pk__in=[row.pk for row in claimed]).delete()
        outcome.failed.append(
            (digest.address, " ".join(str(fault).split()) or type(fault).__name__)
        )
        return
    now = clock.now()
    Reminder.objects.bulk_create(
        Reminder(
            period=block.period, unit=block.unit, channel="email", address=digest.address,
            text=text, by=by, at=now,
        )
        for block in fresh.blocks
    )  # fmt: skip
    outcome.sent.append((digest.address, len(fresh.keys)))


def _claim(digest: Digest, *, whole: bool) -> list[MailedLine]:
    """Take the lines that have not gone to this address today, and commit.

    `whole`: as the day's one digest; nothing is taken when that has gone already.
    """
    day = clock.today()
    with transaction.atomic(durable=True):
        claimed = []
        for key in [DIGEST, *digest.keys] if whole else digest.keys:
            row, fresh = MailedLine.objects.get_or_create(address=digest.address, on=day, key=key)
            if fresh:
                claimed.append(row)
            elif key == DIGEST:
                return []
    return claimed


def _mail(digest: Digest) -> str:
    """Send a digest; return its text."""
    today, letterhead = clock.today(), Letterhead.current()
    blocks = []
    for block in digest.blocks:
        occasion = Occasion.of(block.period, letterhead, today=today, site=settings.SITE_URL)
        reports = any(line.kind is Kind.REPORT for line in block.lines)
        about = f" - báo cáo {occasion.period_words}" if reports else ""
        blocks.append(
            {
                "heading": f"{block.unit.name}{about}",
                "lines": [sentence(line, today) for line in block.lines],
                "where": occasion.where(block.unit.code, block.lines),
            }
        )
    context = {
        "office": occasion.office,
        "resolution": occasion.resolution_words,
        "blocks": blocks,
        "contact": occasion.contact,
        "note": ILLUSTRATIVE if occasion.illustrative else "",
        "today": f"{today:%d/%m/%Y}",
    }
    written = render_to_string("emails/reminder.txt", context)
    text = f"{written.strip()}\n"
    subject = f"{occasion.resolution_words}: {len(digest.keys)} nội dung cần đơn vị xử lý"
    if not EmailMessage(subject, text, to=[digest.address]).send():
        raise MailRefused("Máy chủ thư không nhận thư này.")
    return text
