"""The demo: made-up accounts and figures that tell a year's story up to 24/09/2024 (design §8).

The files give what was typed and the steps people took; the workflow table says where each step
leads and refuses a story that could not happen.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from copy import copy
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from targets.actions.cases import actor_of, senders_of
from targets.actions.demo_directives import load_directives
from targets.actions.demo_evidence import load_evidence
from targets.actions.demo_localities import load_localities
from targets.actions.demo_steps import DemoRefused, moment, taken
from targets.actions.letterhead import ONLY
from targets.models import (
    DeadlineExtension,
    Figure,
    Indicator,
    Letterhead,
    Measure,
    Period,
    ProgressReport,
    Resolution,
    ReviewEvent,
    TaskUpdate,
    Unit,
    User,
    WorkItem,
)
from targets.models.progress import NARRATIVE_FIELDS
from targets.rules.deadlines import extension_refusal
from targets.rules.workflow import (
    Case,
    Move,
    Role,
    Status,
    is_on_behalf,
    needs_note,
    refusal,
    target_of,
)

PASSWORD = "nghiquyet-2024"  # noqa: S105 - printed at every start of the demo
NUMBERS = ("value", "numerator", "denominator", "year_estimate", "year_ago")
DAYS = ("as_of", "expected_on")
WORDS = ("nature", "source_note", "missing_reason", "warning_reasons", "details")
Row = Mapping[str, Any]


class ImpossibleStory(ValueError):
    """The demo's files tell a step nobody could have taken."""


def load_demo(folder: Path) -> Counter[str]:
    """Make the demo's accounts and, where nothing was reported yet, its figures.

    Refuses unless DEMO=1 or there are no reports. Accounts and reports that exist stay as they
    are, so a second run changes nothing. One transaction. Returns how many rows came, by name.
    """
    with transaction.atomic():
        reported = ProgressReport.objects.exists()
        if reported and not settings.DEMO:
            raise DemoRefused(
                "Cơ sở dữ liệu đã có báo cáo thật nên không nạp số liệu minh họa. "
                "Muốn xem bản minh họa, hãy chạy `make run` với một cơ sở dữ liệu khác."
            )
        added: Counter[str] = Counter()
        added["tài khoản"] = _add_people(_read(folder / "people.json"))
        added["thể thức văn bản"] = _add_letterhead(_read(folder / "letterhead.json"))
        if not reported:
            people = {user.username: user for user in User.objects.all()}
            _set_quotas(_read(folder / "quotas.json"))
            for path in sorted(folder.glob("quarter-*.json")):
                added["báo cáo"] += _Quarter(_read(path), people).load()
            localities = load_localities(_read(folder / "localities.json"), people)
            added["báo cáo xã, phường"] = localities
            Resolution.objects.filter(periods__reports__isnull=False).update(illustrative=True)
            added["cập nhật đầu việc"] = _report_work(_read(folder / "work-items.json"), people)
            added["ý kiến"] = load_directives(_read(folder / "directives.json"), people)
            added["minh chứng"] = load_evidence(_read(folder / "evidence.json"), people)
        return +added


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _add_people(rows: Iterable[Row]) -> int:
    units = Unit.objects.in_bulk(field_name="code")
    known = set(User.objects.values_list("username", flat=True))
    missing = [row for row in rows if row["username"] not in known]
    if not missing:
        return 0
    if unknown := {row["unit"] for row in missing} - set(units):
        raise DemoRefused(
            f"Chưa có đơn vị {', '.join(sorted(unknown))}: hãy chạy load_resolution trước."
        )
    shared = make_password(PASSWORD)  # one for all: hashing a hundred would delay the first start
    people = [
        User(
            username=row["username"],
            full_name=row["full_name"],
            role=row["role"],
            unit=units[row["unit"]],
            password=shared,
            is_staff=row["role"] == Role.ADMIN,
            is_superuser=row["role"] == Role.ADMIN,
        )
        for row in missing
    ]
    return len(User.objects.bulk_create(people))


def _add_letterhead(texts: Mapping[str, str]) -> int:
    if Letterhead.objects.exists():
        return 0
    Letterhead.objects.create(pk=ONLY, **texts)
    return 1


def _set_quotas(file: Row) -> None:
    for row in file["quotas"]:
        Measure.objects.filter(
            indicator__group__resolution__slug=file["resolution"],
            indicator__number=row["indicator"],
            letter=row["letter"],
            assigned=None,
        ).update(assigned=Decimal(row["assigned"]))


def _report_work(file: Row, people: Mapping[str, User]) -> int:
    items = {
        (item.task.number, item.order): item
        for item in WorkItem.objects.filter(
            task__group__resolution__slug=file["resolution"]
        ).select_related("task")
    }
    updates = []
    for row in file["updates"]:
        item = items[row["task"], row["order"]]
        item.state, item.done_on = row["state"], _day(row.get("done_on"))
        updates.append(_told(item, row, people))
    WorkItem.objects.bulk_update([update.work_item for update in updates], ["state", "done_on"])
    for row in file["extensions"]:
        _extend(items[row["task"], row["order"]], row, people)
    return len(TaskUpdate.objects.bulk_create(updates))


def _told(item: WorkItem, row: Row, people: Mapping[str, User]) -> TaskUpdate:
    words = ("text", "difficulties", "proposals", "next_step", "product_number")
    return TaskUpdate(
        work_item=item,
        state=row["state"],
        done_on=item.done_on,
        percent=row.get("percent"),
        product_date=_day(row.get("product_date")),
        by=people[row["by"]],
        at=moment(row["at"]),
        **{name: row.get(name, "") for name in words},
    )


def _extend(item: WorkItem, row: Row, people: Mapping[str, User]) -> None:
    """The office gave this item a later date, once."""
    at, until = moment(row["at"]), date.fromisoformat(row["until"])
    refused = extension_refusal(until, present=item.due_on, today=at.date())
    if refused or item.due_on is None:
        raise ImpossibleStory(f"Gia hạn đầu việc {item}: {refused and refused.sentence}")
    DeadlineExtension.objects.create(
        work_item=item, first_due_on=item.due_on, due_on=until, reason=row["reason"],
        by=people[row["by"]], at=at,
    )  # fmt: skip
    WorkItem.objects.filter(pk=item.pk).update(due_on=until)


class _Quarter:
    """One quarter's reports, with their figures and their history."""

    def __init__(self, file: Row, people: Mapping[str, User]) -> None:
        self.file = file
        self.people = people
        self.period = Period.objects.get(
            resolution__slug=file["resolution"], quarter=file["quarter"]
        )
        self.indicators = {
            indicator.number: indicator
            for indicator in Indicator.objects.filter(group__resolution=self.period.resolution_id)
            .select_related("lead_unit")
            .prefetch_related("measures")
        }

    def load(self) -> int:
        for row in self.file["reports"]:
            report, typed = self._report(row)
            events = self._walk(report, row["events"], typed)
            report.save()
            Figure.objects.bulk_create(typed.values())
            ReviewEvent.objects.bulk_create(events)
        if self.file["closed_at"]:
            self.period.closed_at = moment(self.file["closed_at"])
            self.period.save(update_fields=["closed_at"])
        return len(self.file["reports"])

    def _report(self, row: Row) -> tuple[ProgressReport, dict[str, Figure]]:
        indicator = self.indicators[row["indicator"]]
        assert indicator.lead_unit is not None
        report = ProgressReport(
            indicator=indicator,
            period=self.period,
            unit=indicator.lead_unit,
            version=1,
            **{name: row.get(name, "") for name in NARRATIVE_FIELDS},
        )
        measures = {measure.letter: measure for measure in indicator.measures.all()}
        typed = {
            letter: _figure(report, measures[letter], cells)
            for letter, cells in row["figures"].items()
        }
        if "saved_at" in row:
            report.saved_by = self.people[row["saved_by"]]
            report.saved_at = moment(row["saved_at"])
        return report, typed

    def _walk(
        self, report: ProgressReport, steps: Iterable[Row], typed: Mapping[str, Figure]
    ) -> list[ReviewEvent]:
        """Take the report through its steps by the workflow table; return them as events."""
        past: list[ReviewEvent] = []
        for row in steps:
            move, by, at = Move(row["move"]), self.people[row["by"]], moment(row["at"])
            case = Case(Status(report.status), head_signs=report.unit.head_signs)
            actor = actor_of(by, report.unit, report.indicator, senders=senders_of(report, past))
            note = row.get("note", "")
            sentence = refusal(move, case, actor)
            if sentence or (needs_note(move, actor) and not note) or (past and at < past[-1].at):
                raise ImpossibleStory(
                    f"{self.period.name}, chỉ tiêu {report.indicator.number}, {move}: "
                    f"{sentence or 'thiếu lý do hoặc sai thứ tự thời gian'}"
                )
            event = taken(
                report,
                move,
                target_of(move, case, actor),
                _as_then(typed, row.get("figures", {})),
                by=by,
                at=at,
                note=note,
                answer_by=_day(row.get("answer_by")),
                on_behalf=is_on_behalf(move, actor),
            )
            past.append(event)
            if move is Move.SUBMIT:
                report.saved_by, report.saved_at = by, at
        return past


def _figure(report: ProgressReport, measure: Measure, cells: Row) -> Figure:
    return Figure(
        report=report,
        measure=measure,
        **{name: Decimal(cells[name]) for name in NUMBERS if name in cells},
        **{name: _day(cells[name]) for name in DAYS if name in cells},
        **{name: cells[name] for name in WORDS if name in cells},
    )


def _as_then(typed: Mapping[str, Figure], changed: Mapping[str, Row]) -> list[Figure]:
    """The figures as they stood at a step: today's but for what was corrected since."""
    then = {letter: copy(figure) for letter, figure in typed.items()}
    for letter, cells in changed.items():
        for name, text in cells.items():
            setattr(then[letter], name, Decimal(text))
    return list(then.values())


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
