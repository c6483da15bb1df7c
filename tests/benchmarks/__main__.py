"""`make bench`: how many queries a page asks and how long the server works on it, as a table.

Every page of every role is asked for through Django's test client, on one core, in a database of
its own. The time is the process's own CPU time, the median of several runs after a first one.
"""

import argparse
import io
import logging
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import (  # noqa: E402
    CaptureQueriesContext,
    setup_databases,
    teardown_databases,
)
from django.urls import reverse  # noqa: E402

from reports.export import xlsx  # noqa: E402
from reports.export.docx import write_report  # noqa: E402
from reports.gather import summary_of  # noqa: E402
from reports.heads import report_head  # noqa: E402
from targets.intake.resolution_text import read  # noqa: E402
from targets.rules.workflow import Role  # noqa: E402
from tests.benchmarks.plan import build  # noqa: E402
from tests.intake import resolutions  # noqa: E402

SIZES = (17, 200, 1000)
RUNS = 7
# Issues "A resolution's year, end to end" and "Papers for the meeting": milliseconds of server
# time on one core
BUDGETS = {
    ("bảng theo dõi", 17): 40,
    ("bảng theo dõi", 1000): 400,
    ("lưu một chỉ tiêu", 17): 30,
    ("lưu một chỉ tiêu", 200): 30,
    ("tải Word", 17): 300,
    ("Word", 17): 300,
    ("Excel", 17): 300,
    ("Excel", 200): 800,
    ("Excel", 1000): 3000,
    # Issue "Ways in", point 1: N is thousands of letters here
    ("đọc nghị quyết", 100): 1000,
}


@dataclass(frozen=True)
class Line:
    what: str
    who: str
    size: int
    queries: int
    median: float
    worst: float


def measured(what: str, who: str, size: int, act: Callable[[], object], runs: int) -> Line:
    """Run once for the queries, then several times for the clock."""
    with CaptureQueriesContext(connection) as asked:
        act()
    queries = len(asked)  # read now: the next request empties the log
    times = []
    for _ in range(runs):
        begun = time.process_time()
        act()
        times.append((time.process_time() - begun) * 1000)
    return Line(what, who, size, queries, statistics.median(times), max(times))


def lines(size: int, runs: int) -> Iterator[Line]:
    resolution, unit, people = build(size)
    board = reverse("reports:board", args=[resolution.slug, 3])
    sheet = reverse("targets:sheet", args=[resolution.slug, 4, unit.code])
    review = reverse("targets:review", args=[resolution.slug, 3])
    indicator = reverse("reports:indicator", args=[resolution.slug, 3])
    find = f"{reverse('targets:search')}?q=von dau tu"
    excel = reverse("reports:summary-xlsx", args=[resolution.slug, 3])
    word = reverse("reports:summary-docx", args=[resolution.slug, 3])
    for role, person in people.items():
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")

        def get(path: str, client: Client = client) -> None:
            answer = client.get(path)
            assert answer.status_code == 200, (path, answer.status_code)
            if answer.streaming:
                b"".join(answer.streaming_content)

        yield measured("bảng theo dõi", role, size, lambda: get(board), runs)
        yield measured("tìm", role, size, lambda: get(find), runs)
        if role is not Role.LEADER:  # whose start page is the board
            yield measured("trang đầu", role, size, lambda: get(reverse("home")), runs)
        if size > 200:
            continue
        yield measured("biểu quý", role, size, lambda: get(sheet), runs)
        yield measured("chỉ tiêu", role, size, lambda: get(indicator), runs)
        yield measured("tải Excel", role, size, lambda: get(excel), runs)
        if role is Role.OFFICE:
            yield measured("tải Word", role, size, lambda: get(word), runs)
            yield measured("rà soát", role, size, lambda: get(review), runs)
        if role is Role.REPORTER:
            yield measured("lưu một chỉ tiêu", role, size, saving(client, sheet), runs)
    yield measured("summary", "–", size, lambda: summary_of(resolution, 3), runs)
    for_papers = partial(summary_of, resolution, 3, for_papers=True)
    yield measured("summary cho biểu", "–", size, for_papers, runs)
    summary = for_papers()
    yield measured("Excel", "–", size, lambda: xlsx.write(summary, io.BytesIO()), runs)
    if size <= 200:
        report = partial(write_report, summary, head=report_head())
        yield measured("Word", "–", size, lambda: report(io.BytesIO()), runs)


def reading(runs: int) -> Line:
    """The longest text that has to be read within a second."""
    layouts = [resolutions.ARTICLES, resolutions.WRAPPED, resolutions.TABLE]
    text = "\n".join(layouts * 60)[:100_000]
    return measured("đọc nghị quyết", "–", len(text) // 1000, lambda: read(text), runs)


def saving(client: Client, sheet: str) -> Callable[[], None]:
    """Type another figure each time, as the sheet's script sends it."""
    state = {"figure": 8000, "version": 3}

    def save() -> None:
        state["figure"] += 1
        answer = client.post(
            sheet,
            {"move": "save", "f-3-value": str(state["figure"]), "r-3-version": state["version"]},
            headers={"HX-Request": "true"},
        )
        assert answer.status_code == 200, answer.content.decode()
        state["version"] += 1

    return save


def shown(line: Line) -> None:
    budget = BUDGETS.get((line.what, line.size))
    print(
        f"{line.what:18}{line.who:10}{line.size:>6}{line.queries:>10}"
        f"{line.median:>9.1f}{line.worst:>10.1f}{budget or '':>8}"
    )
    sys.stdout.flush()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    arguments.add_argument("--runs", type=int, default=RUNS)
    wish = arguments.parse_args()
    logging.disable(logging.WARNING)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    settings.ALLOWED_HOSTS = ["testserver"]  # no test environment: it would watch every template
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        print(f"{'':18}{'':10}{'N':>6}{'truy vấn':>10}{'ms':>9}{'lớn nhất':>10}{'mức':>8}")
        shown(reading(wish.runs))
        for size in wish.sizes:
            for line in lines(size, wish.runs):
                shown(line)
    finally:
        teardown_databases(databases, verbosity=0)


main()
