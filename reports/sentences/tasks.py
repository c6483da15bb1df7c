"""Part III of the report: the tasks of a field in one paragraph (mockups/papers §5)."""

from collections.abc import Iterable, Sequence

from reports.assessment import Summary
from reports.phrases import day
from reports.sentences.prose import padded, raised
from reports.work_lines import TaskGroupLine, WorkCounts, WorkLine
from targets.wording import lowered

DONE_NAMED = 3
RUNNING_NAMED = 2
LONGEST_TOLD = 160
_COUNTED = (
    ("done", "hoàn thành"),
    ("running", "đang thực hiện"),
    ("later", "chưa đến hạn"),
    ("overdue", "quá hạn"),
)


def task_paragraphs(summary: Summary) -> list[str]:
    """How many work items stand where; then a paragraph per field."""
    groups = summary.task_groups
    if not groups:
        return []
    counts = WorkCounts.of(item for group in groups for item in group.items)
    tasks = sum(len(group.tasks) for group in groups)
    if not counts.total:
        return [f"{padded(tasks)} nhiệm vụ của Nghị quyết chưa được cụ thể hóa thành đầu việc."]
    first = (
        f"{padded(tasks)} nhiệm vụ của Nghị quyết được cụ thể hóa thành {padded(counts.total)} "
        f"đầu việc; đến nay {counts_words(counts)} đầu việc."
    )
    return [first, *(_of_group(group) for group in groups if group.counts.total)]


def counts_words(counts: WorkCounts) -> str:
    """hoàn thành 08, đang thực hiện 07, quá hạn 01; what does not occur is left out."""
    return ", ".join(
        f"{word} {padded(getattr(counts, name))}"
        for name, word in _COUNTED
        if getattr(counts, name)
    )


def _of_group(group: TaskGroupLine) -> str:
    items = list(group.items)
    sentences = [
        f"{group.number}. {raised(group.name)} ({padded(group.counts.total)} đầu việc: "
        f"{counts_words(group.counts)})."
    ]
    if done := sorted((item for item in items if item.done), key=_when_done):
        sentences.append(f"Đã hoàn thành: {_done(done)}.")
    if running := sorted((item for item in items if item.running), key=_when_due):
        told = "; ".join(_running(item) for item in running[:RUNNING_NAMED])
        sentences.append(f"Đang thực hiện, đến hạn sớm nhất: {told}.")
    if overdue := sorted((item for item in items if item.overdue), key=lambda item: -item.days):
        sentences.append(f"Quá hạn: {'; '.join(overdue_words(item) for item in overdue)}.")
    return " ".join(sentences)


def _done(items: Sequence[WorkLine]) -> str:
    names = "; ".join(item.name for item in items[:DONE_NAMED])
    further = len(items) - DONE_NAMED
    return f"{names} và {padded(further)} đầu việc khác" if further > 0 else names


def _running(item: WorkLine) -> str:
    told = told_words(item)
    return f"{item.name} ({told})" if told else item.name


def overdue_words(item: WorkLine) -> str:
    """The name with its date and what its unit said last."""
    known = [f"hạn {day(item.due_on)}" if item.due_on else "", told_words(item)]
    return f"{item.name} ({'; '.join(part for part in known if part)})"


def told_words(item: WorkLine) -> str:
    """What the unit said last, as it stands inside brackets."""
    text = " ".join(item.told.split()).rstrip(".;")
    if len(text) > LONGEST_TOLD:
        text = f"{text[: LONGEST_TOLD - 1].rstrip()}…"
    return lowered(text)


def _when_done(item: WorkLine) -> tuple[bool, str]:
    return item.done_on is None, item.done_on.isoformat() if item.done_on else ""


def _when_due(item: WorkLine) -> tuple[bool, str]:
    return item.due_on is None, item.due_on.isoformat() if item.due_on else ""


def overdue_items(groups: Iterable[TaskGroupLine]) -> list[WorkLine]:
    """Every overdue work item, the longest overdue first."""
    found = [item for group in groups for item in group.items if item.overdue]
    return sorted(found, key=lambda item: -item.days)
