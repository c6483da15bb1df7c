"""Read a resolution's text and print what it decides: `manage.py read_resolution FILE`.

Saves nothing. `--json` is the format of design §8.
"""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from targets.intake.containers import Unreadable
from targets.intake.documents import text_of
from targets.intake.reading import Reading, ReadMeasure
from targets.intake.reading_lines import lines_of
from targets.intake.resolution_text import read


class Command(BaseCommand):
    help = (
        "Đọc văn bản nghị quyết (.txt, .docx, .pdf), in các chỉ tiêu tìm thấy / read a resolution's"
        " text and print its targets. Saves nothing."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", dest="as_json")
        parser.add_argument("--tasks", action="store_true", help="kèm nhiệm vụ / with the tasks")

    def handle(self, *args: Any, file: Path, as_json: bool, tasks: bool, **options: Any) -> None:
        try:
            with file.open("rb") as stream:
                reading = read(text_of(stream))
        except OSError as fault:
            raise CommandError(f"Không mở được tệp {file}: {fault.strerror}.") from None
        except Unreadable as refusal:
            raise CommandError(str(refusal)) from None
        if as_json:
            self.stdout.write(
                json.dumps(_answer(reading, tasks=tasks), ensure_ascii=False, indent=1)
            )
            return
        for line in lines_of(reading, tasks=tasks):
            self.stdout.write(line)


def _answer(reading: Reading, *, tasks: bool) -> Any:
    indicators = [
        {
            "group": group.heading,
            "number": indicator.number,
            "text": indicator.text,
            "measures": [_measure(one) for one in indicator.measures],
        }
        for group in reading.groups
        for indicator in group.indicators
    ]
    if not tasks:
        return indicators
    return {
        "indicators": indicators,
        "tasks": [
            {
                "group": f"{group.mark} {group.name}".strip(),
                "number": task.number,
                "title": task.title,
                "text": task.wording,
            }
            for group in reading.task_groups
            for task in group.tasks
        ],
    }


def _measure(measure: ReadMeasure) -> dict[str, Any]:
    goal = measure.goal
    return {
        "label": measure.label,
        "direction": goal.direction.value if goal else None,
        "formula": measure.formula.value,
        "low": _decimal(goal.low) if goal else None,
        "high": _decimal(goal.high) if goal else None,
        "strict": goal.strict if goal else False,
        "tolerance": _decimal(goal.tolerance) if goal else "0",
        "unit": measure.unit,
    }


def _decimal(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"
