"""The folder of attached files: written whole or not at all, under names nobody can guess.

Files are named by chance alone; what a file is called for people stands in its row. Nothing here
knows of rows: whoever writes a file and then no row for it calls `discard`.
"""

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

_PRIVATE_FILE, _PRIVATE_FOLDER = 0o600, 0o700


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that is safely on disk."""

    kept_as: str
    size: int
    sha256: str


def keep(chunks: Iterable[bytes]) -> KeptFile:
    """Write the bytes as they come; on disk for good when this returns.

    Raises OSError when the disk does not take it; nothing is left behind then.
    """
    name = secrets.token_hex(32)
    kept_as = f"{name[:2]}/{name}"
    place = _place(kept_as)
    place.parent.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    try:
        with place.open("xb") as to:
            place.chmod(_PRIVATE_FILE)
            for chunk in chunks:
                digest.update(chunk)
                size += to.write(chunk)
            to.flush()
            os.fsync(to.fileno())
        _sync_folder(place.parent)
    except BaseException:
        discard(kept_as)
        raise
    return KeptFile(kept_as, size, digest.hexdigest())


def discard(kept_as: str) -> None:
    """Take away a file that got no row."""
    with suppress(FileNotFoundError):
        _place(kept_as).unlink()


def open_kept(kept_as: str) -> BinaryIO:
    """The file for reading; raises FileNotFoundError where the folder has lost it."""
    return _place(kept_as).open("rb")


def digest_of(kept_as: str) -> str:
    """The SHA-256 of what is on disk now; raises FileNotFoundError."""
    with _place(kept_as).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def every_kept() -> Iterator[tuple[str, float]]:
    """Every file in the folder: the name it is kept as, and when it was last written."""
    root = _root()
    for place in sorted(root.glob("*/*")):
        if place.is_file():
            yield place.relative_to(root).as_posix(), place.stat().st_mtime


def _root() -> Path:
    return Path(settings.EVIDENCE_ROOT)


def _place(kept_as: str) -> Path:
    place = _root() / kept_as
    if not kept_as or place.parent.parent != _root():
        raise FileNotFoundError(kept_as)  # no name of ours
    return place


def _sync_folder(folder: Path) -> None:
    """The name itself survives a power cut too; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
