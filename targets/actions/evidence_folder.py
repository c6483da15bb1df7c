"""Is every attached file still there and the same, and what lies in the folder without a row?"""

import time
from dataclasses import dataclass, field

from targets import evidence_files
from targets.models import Evidence

YOUNG = 24 * 60 * 60  # seconds: a file may lie there while its row is being written


@dataclass(slots=True)
class FolderState:
    """What was found. `strays`: files of refused or broken-off uploads, older than a day."""

    whole: int = 0
    lost: list[Evidence] = field(default_factory=list)
    changed: list[Evidence] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)


def look_at_folder() -> FolderState:
    """Read every file and compare its SHA-256; changes nothing."""
    state, known = FolderState(), set()
    for row in Evidence.objects.exclude(kept_as="").select_related("report__indicator"):
        known.add(row.kept_as)
        try:
            same = evidence_files.digest_of(row.kept_as) == row.sha256
        except OSError:
            state.lost.append(row)
            continue
        if same:
            state.whole += 1
        else:
            state.changed.append(row)
    old = time.time() - YOUNG
    state.strays = [
        kept_as
        for kept_as, written in evidence_files.every_kept()
        if kept_as not in known and written < old
    ]
    return state


def clear_strays(state: FolderState) -> None:
    """Take away the files that have no row."""
    for kept_as in state.strays:
        evidence_files.discard(kept_as)
