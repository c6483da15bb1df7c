"""The answers and the dearest cases are told at the end of `make fuzz`."""

from collections import Counter

COSTS = []


def pytest_terminal_summary(terminalreporter):
    if not COSTS:
        return
    slowest = max(COSTS, key=lambda told: told[0].seconds)
    largest = max(COSTS, key=lambda told: told[0].megabytes)
    answers = Counter(answer for _, _, answer in COSTS)
    for line in (
        f"{len(COSTS)} files: {', '.join(f'{each} ×{n}' for each, n in sorted(answers.items()))}",
        f"slowest {slowest[0].seconds:.2f} s: {slowest[1]}",
        f"most memory {largest[0].megabytes:.0f} MB: {largest[1]}",
    ):
        terminalreporter.write_line(line)
