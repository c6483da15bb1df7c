"""How long something took, and how much memory at its peak beyond what was in use before."""

import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_STATUS, _RESET = Path("/proc/self/status"), Path("/proc/self/clear_refs")
_KILOBYTE = 1024


@dataclass(slots=True)
class Cost:
    seconds: float = 0.0
    megabytes: float = 0.0


@contextmanager
def measured() -> Iterator[Cost]:
    """Fills its Cost at the end. Linux forgets an earlier peak when asked; elsewhere a peak that
    stays below an earlier one is not seen.
    """
    cost = Cost()
    before = _start()
    began = time.perf_counter()
    try:
        yield cost
    finally:
        cost.seconds = time.perf_counter() - began
        cost.megabytes = max(0, _peak() - before) / _KILOBYTE


def _start() -> int:
    try:
        _RESET.write_text("5")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return _line("VmRSS")


def _peak() -> int:
    return _line("VmHWM") or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _line(name: str) -> int:
    """A line of the process's status, in kilobytes; 0 where there is none."""
    if not _STATUS.exists():
        return 0
    found = (line for line in _STATUS.read_text().splitlines() if line.startswith(f"{name}:"))
    return int(next(found, "x 0").split()[1])
