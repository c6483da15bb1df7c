"""The dearest cases are told at the end of `make fuzz`."""

COSTS = []


def pytest_terminal_summary(terminalreporter):
    if not COSTS:
        return
    slowest = max(COSTS, key=lambda told: told[0].seconds)
    largest = max(COSTS, key=lambda told: told[0].megabytes)
    terminalreporter.write_line(
        f"{len(COSTS)} files; slowest {slowest[0].seconds:.2f} s ({slowest[1]}); "
        f"most memory {largest[0].megabytes:.0f} MB ({largest[1]})"
    )
