"""Small made-up rows, each with the least that its test needs.

`make_x(**fields)`: fields go to the model as they are; parents are made where they are not given.
"""

import datetime
import itertools
from decimal import Decimal

from django.utils import timezone

from reports.gather import summary_of
from reports.models import Snapshot
from targets import evidence_files
from targets.models import (
    Directive,
    DirectiveEntry,
    Evidence,
    Figure,
    Indicator,
    IndicatorGroup,
    Measure,
    Milestone,
    Period,
    ProgressReport,
    Resolution,
    ReviewEvent,
    Target,
    Task,
    TaskGroup,
    TaskUpdate,
    Unit,
    User,
    WorkItem,
)
from targets.rules.directives import DirectiveMove, DirectiveStatus
from targets.rules.workflow import Move, Role, Status

PASSWORD = "nghiquyet-2024"
_count = itertools.count(1)
QUARTERS = (
    (1, "Quý I", "0.25", (3, 31), (3, 20)),
    (2, "6 tháng đầu năm", "0.5", (6, 30), (6, 20)),
    (3, "9 tháng", "0.75", (9, 30), (9, 20)),
    (4, "Năm", "1", (12, 31), (12, 10)),
)


def make_unit(code=None, **fields):
    code = code or f"don-vi-{next(_count)}"
    fields.setdefault("name", f"Phòng {code}")
    fields.setdefault("kind", "government")
    return Unit.objects.create(code=code, **fields)


def make_user(role=Role.REPORTER, *, username=None, unit=None, also_for=(), **fields):
    """Somebody who can log in with PASSWORD; `force_login` is quicker."""
    username = username or f"nguoi-{next(_count)}"
    user = User.objects.create_user(
        username, password=PASSWORD, role=Role(role).value, unit=unit, **fields
    )
    user.also_for.set(also_for)
    return user


def make_resolution(slug=None, *, year=2024, **fields):
    """A resolution with the four periods of its year, open from the first of their last month."""
    slug = slug or f"nq-{next(_count)}"
    fields.setdefault("title", f"Nghị quyết năm {year}")
    fields.setdefault("issuer", "Thị ủy Đức Phổ")
    resolution = Resolution.objects.create(slug=slug, year=year, **fields)
    for quarter, name, share, end, due in QUARTERS:
        Period.objects.create(
            resolution=resolution,
            quarter=quarter,
            name=name,
            share=Decimal(share),
            is_last=quarter == 4,
            opens_on=datetime.date(year, end[0], 1),
            starts_on=datetime.date(year, 1, 1),
            ends_on=datetime.date(year, *end),
            due_on=datetime.date(year, *due),
        )
    return resolution


def make_indicator(resolution=None, *, number=None, group=1, measures=None, **fields):
    """An indicator of one CUMULATIVE measure with the target "ít nhất 100", or of `measures`.

    measures: one dict per measure, as `make_measure` takes them; [] makes none.
    """
    resolution = resolution or make_resolution()
    section, _ = IndicatorGroup.objects.get_or_create(
        resolution=resolution, number=group, defaults={"name": f"Nhóm {group}"}
    )
    number = number or Indicator.objects.filter(group__resolution=resolution).count() + 1
    fields.setdefault("wording", f"Chỉ tiêu số {number}")
    fields.setdefault("label", f"({number})")
    if "lead_unit" not in fields:
        fields["lead_unit"] = make_unit()
    coordinating = fields.pop("coordinating_units", ())
    indicator = Indicator.objects.create(group=section, number=number, **fields)
    indicator.coordinating_units.set(coordinating)
    for terms in [{}] if measures is None else measures:
        make_measure(indicator, **terms)
    return indicator


def make_measure(indicator, *, target=True, milestones=(), **fields):
    """A measure with its target: True "ít nhất 100", a dict of Target fields, None no target.

    milestones: {quarter: expected}.
    """
    fields.setdefault("name", indicator.wording)
    fields.setdefault("unit_of_measure", "tỷ đồng")
    fields.setdefault("decimals", 1)
    fields.setdefault("pace", "cumulative")
    measure = Measure.objects.create(indicator=indicator, **fields)
    if target is not None:
        make_target(measure, **({} if target is True else target))
    for quarter, expected in dict(milestones).items():
        Milestone.objects.create(measure=measure, quarter=quarter, expected=Decimal(expected))
    return measure


def make_target(measure, **fields):
    if "low" not in fields and "high" not in fields:
        fields |= {"low": Decimal(100)}
        fields.setdefault("wording", "ít nhất 100")
    fields.setdefault("direction", "up")
    return Target.objects.create(measure=measure, **fields)


def make_report(indicator, quarter=3, *, status=Status.APPROVED, figures=None, events=(), **fields):
    """A report with figures by measure letter: {"": "72,4"} or {"a": {"numerator": …}}.

    events: moves it has been through, with a copy of these figures, a minute apart.
    """
    period = indicator.group.resolution.periods.get(quarter=quarter)
    fields.setdefault("unit", indicator.lead_unit)
    report = ProgressReport.objects.create(
        indicator=indicator, period=period, status=Status(status).value, **fields
    )
    for letter, typed in (figures or {}).items():
        make_figure(report, letter, **(typed if isinstance(typed, dict) else {"value": typed}))
    for minute, move in enumerate(events):
        make_event(report, move, minute=minute)
    return report


def make_figure(report, letter="", **typed):
    measure = report.indicator.measures.get(letter=letter)
    numbers = ("value", "numerator", "denominator", "year_estimate", "year_ago")
    for name in numbers:
        if isinstance(typed.get(name), str | int):
            typed[name] = Decimal(typed[name])
    return Figure.objects.create(report=report, measure=measure, **typed)


def make_event(report, move, *, by=None, minute=0, figures=None, **fields):
    """An event with a copy of the report's figures, or with `figures` by measure letter."""
    if figures is None:
        copy = {
            str(figure.measure_id): {
                name: None if (number := getattr(figure, name)) is None else f"{number:f}"
                for name in ("value", "numerator", "denominator", "year_estimate", "year_ago")
            }
            for figure in report.figures.all()
        }
    else:
        ids = dict(report.indicator.measures.values_list("letter", "pk"))
        copy = {
            str(ids[letter]): typed if isinstance(typed, dict) else {"value": typed}
            for letter, typed in figures.items()
        }
    start = datetime.datetime(2024, 9, 18, 9, tzinfo=timezone.get_current_timezone())
    fields.setdefault("at", start + datetime.timedelta(minutes=minute))
    return ReviewEvent.objects.create(
        report=report,
        move=Move(move).value,
        from_status=fields.pop("from_status", Status.SUBMITTED.value),
        to_status=fields.pop("to_status", Status.APPROVED.value),
        by=by,
        figures=copy,
        **fields,
    )


def make_evidence(report, content=b"%PDF-1.4 minh chung", **fields):
    """A PDF in the folder EVIDENCE_ROOT; with `link` a link."""
    fields.setdefault("name", "Minh chứng.pdf")
    fields.setdefault("added_at", _moment(9))
    if "link" not in fields:
        kept = evidence_files.keep([content])
        fields |= {"kept_as": kept.kept_as, "size": kept.size, "sha256": kept.sha256}
        fields.setdefault("kind", "pdf")
    return Evidence.objects.create(report=report, **fields)


def make_task(resolution=None, *, number=None, group=1, **fields):
    """A task paragraph led by a unit of its own, unless `lead_unit` says otherwise."""
    resolution = resolution or make_resolution()
    section, _ = TaskGroup.objects.get_or_create(
        resolution=resolution, number=group, defaults={"name": f"Nhóm nhiệm vụ {group}"}
    )
    order = fields.setdefault("order", section.tasks.count() + 1)
    number = number or f"{group}.{order}"
    fields.setdefault("title", f"Nhiệm vụ {number}")
    fields.setdefault("wording", f"Nội dung nhiệm vụ {number}.")
    if "lead_unit" not in fields:
        fields["lead_unit"] = make_unit()
    coordinating = fields.pop("coordinating_units", ())
    indicators = fields.pop("indicators", ())
    task = Task.objects.create(group=section, number=number, **fields)
    task.coordinating_units.set(coordinating)
    task.indicators.set(indicators)
    return task


def make_work_item(task=None, **fields):
    """A work item due on 31/12/2024, led by the task's lead unit."""
    task = task or make_task()
    fields.setdefault("order", task.work_items.count() + 1)
    fields.setdefault("name", f"đầu việc {task.number}.{fields['order']}")
    fields.setdefault("lead_unit", task.lead_unit)
    fields.setdefault("due_on", datetime.date(2024, 12, 31))
    return WorkItem.objects.create(task=task, **fields)


def make_update(item, **fields):
    fields.setdefault("text", "Đang làm")
    fields.setdefault("state", item.state)
    fields.setdefault("at", _moment(9))
    return TaskUpdate.objects.create(work_item=item, **fields)


def make_directive(subject, quarter=3, *, by=None, due=None, status=None, **fields):
    """A remark on an indicator or a task; with `due` a request to its lead unit to explain."""
    about = {"task": subject} if isinstance(subject, Task) else {"indicator": subject}
    period = subject.group.resolution.periods.get(quarter=quarter)
    fields.setdefault("text", "Vì sao chậm?")
    fields.setdefault("at", _moment(9))
    fields.setdefault("unit", subject.lead_unit)
    status = status or (DirectiveStatus.OPEN if due else DirectiveStatus.NOTED)
    directive = Directive.objects.create(
        period=period, by=by, answer_due_on=due, status=DirectiveStatus(status).value,
        **about, **fields,
    )  # fmt: skip
    DirectiveEntry.objects.create(
        directive=directive, move=DirectiveMove.ASK.value, text=directive.text,
        answer_due_on=due, by=by, at=directive.at,
    )  # fmt: skip
    return directive


def make_snapshot(resolution, quarter=3, **fields):
    """What summary_of says now, kept; with `summary` anything else."""
    if "summary" not in fields:
        fields["summary"] = summary_of(resolution, quarter).to_json()
    fields.setdefault("title", "Trình BTV ngày 25/9/2024")
    fields.setdefault("taken_at", _moment(10))
    period = resolution.periods.get(quarter=quarter)
    return Snapshot.objects.create(resolution=resolution, period=period, **fields)


def _moment(hour):
    return datetime.datetime(2024, 9, 18, hour, tzinfo=timezone.get_current_timezone())
