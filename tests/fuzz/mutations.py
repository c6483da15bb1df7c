"""Ways to break a file; a case's number decides everything, so that it can be tried again."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.targets.evidence import encrypted_zip, with_part

ENDINGS = ("pdf", "docx", "xlsx", "txt", "jpg", "png", "xls", "exe", "zip", "", "PDF", "docm")
GARBAGE = (b"\x00", b"\xff" * 40, b"<!--", b"]]>", b"&#0;", "Đảng\u202e".encode(), b"%PDF-1.7")
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (97 + at, b"&%c;" % (96 + at) * 10) for at in range(1, 10))
    + b"]><a>&j;</a>"
)


@dataclass(frozen=True, slots=True)
class Broken:
    """A file after something was done to it, and what that was."""

    name: str
    content: bytes
    how: str


def broken(seed: str, content: bytes, random: Random) -> Broken:
    """One to three things done to a valid file of the kind `seed`."""
    ending, told = seed, []
    for _ in range(random.choice((1, 1, 2, 3))):
        able = [*ANY, *(IN_ZIP if zipfile.is_zipfile(io.BytesIO(content)) else ())]
        act = random.choice(able)
        content = act(content, random)
        told.append(act.__name__)
    if random.random() < 0.2:
        ending = random.choice(ENDINGS)
        told.append(f"renamed to .{ending}")
    return Broken(f"tep.{ending}".rstrip("."), content, ", ".join(told))


def as_it_was(content: bytes, random: Random) -> bytes:
    return content


def empty(content: bytes, random: Random) -> bytes:
    return b""


def bits_flipped(content: bytes, random: Random) -> bytes:
    out = bytearray(content)
    for _ in range(random.choice((1, 3, 20, 200)) if out else 0):
        out[random.randrange(len(out))] ^= 1 << random.randrange(8)
    return bytes(out)


def truncated(content: bytes, random: Random) -> bytes:
    return content[: random.randrange(len(content) + 1)]


def beginning_lost(content: bytes, random: Random) -> bytes:
    return content[random.randrange(len(content) + 1) :]


def chunks_swapped(content: bytes, random: Random) -> bytes:
    cuts = sorted(random.randrange(len(content) + 1) for _ in range(3))
    a, b, c = cuts
    return content[:a] + content[b:c] + content[a:b] + content[c:]


def chunk_repeated(content: bytes, random: Random) -> bytes:
    a, b = sorted(random.randrange(len(content) + 1) for _ in range(2))
    return content[:b] + content[a:b] * random.choice((1, 2, 30)) + content[b:]


def zeroed(content: bytes, random: Random) -> bytes:
    a, b = sorted(random.randrange(len(content) + 1) for _ in range(2))
    return content[:a] + bytes(b - a) + content[b:]


def garbage_put_in(content: bytes, random: Random) -> bytes:
    at = random.randrange(len(content) + 1)
    return content[:at] + random.choice(GARBAGE) * random.choice((1, 10, 1000)) + content[at:]


def noise(content: bytes, random: Random) -> bytes:
    return random.randbytes(random.choice((1, 8, 512, 5000)))


def numbers_changed(content: bytes, random: Random) -> bytes:
    """Lengths, counts and places of a PDF or an XML file that no longer fit."""
    out, at = bytearray(content), random.randrange(len(content) + 1)
    for place in range(at, min(len(out), at + 2000)):
        if 48 <= out[place] <= 57 and random.random() < 0.3:
            out[place] = 48 + random.randrange(10)
    return bytes(out)


def encrypted(content: bytes, random: Random) -> bytes:
    return encrypted_zip(content)


def with_macro(content: bytes, random: Random) -> bytes:
    return _tried(lambda: with_part(content, "xl/vbaProject.bin"), content)


def with_many_parts(content: bytes, random: Random) -> bytes:
    def act() -> bytes:
        out = io.BytesIO(content)
        with zipfile.ZipFile(out, "a") as parts:
            for at in range(2500):
                parts.writestr(f"xl/{at}.xml", b"")
        return out.getvalue()

    return _tried(act, content)


def bomb(content: bytes, random: Random) -> bytes:
    """A part that unpacks into very much."""
    size = random.choice((3_000_000, 55_000_000, 90_000_000))
    name = random.choice(_names(content) or ["xl/media/a.xml"])
    return _rezipped(content, name, lambda _: b" " * size)


def part_broken(content: bytes, random: Random) -> bytes:
    """The package whole, one part of it broken: what a parser gets to see."""
    act = random.choice(
        (bits_flipped, truncated, chunks_swapped, chunk_repeated, garbage_put_in, numbers_changed)
    )
    name = random.choice(_names(content) or [""])
    return _rezipped(content, name, lambda part: act(part, random))


def part_lost(content: bytes, random: Random) -> bytes:
    return _rezipped(content, random.choice(_names(content) or [""]), lambda _: None)


def part_emptied(content: bytes, random: Random) -> bytes:
    return _rezipped(content, random.choice(_names(content) or [""]), lambda _: b"")


def entities(content: bytes, random: Random) -> bytes:
    """Entities that grow a billionfold."""
    xml = [name for name in _names(content) if name.endswith((".xml", ".rels"))]
    return _rezipped(content, random.choice(xml or [""]), lambda _: ENTITIES)


def nested(content: bytes, random: Random) -> bytes:
    depth = random.choice((500, 20_000))
    name = random.choice([n for n in _names(content) if n.endswith(".xml")] or [""])
    return _rezipped(content, name, lambda _: b"<a>" * depth + b"</a>" * depth)


def far_cells(content: bytes, random: Random) -> bytes:
    """A cell in the last corner of a sheet, which some readers fill up to."""
    found = [name for name in _names(content) if "worksheets/" in name]
    far = b'<row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row></sheetData>'
    return _rezipped(
        content, random.choice(found or [""]), lambda part: part.replace(b"</sheetData>", far)
    )


ANY = (
    as_it_was, empty, bits_flipped, truncated, beginning_lost, chunks_swapped, chunk_repeated,
    zeroed, garbage_put_in, noise, numbers_changed,
)  # fmt: skip
IN_ZIP = (
    encrypted, with_macro, with_many_parts, bomb, part_broken, part_broken, part_broken, part_lost,
    part_emptied, entities, nested, far_cells,
)  # fmt: skip


def _names(content: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return package.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return []


def _rezipped(content: bytes, name: str, change: Callable[[bytes], bytes | None]) -> bytes:
    """The package anew with one part changed, or left out where the change gives None."""

    def act() -> bytes:
        out = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(content)) as old,
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            for each in dict.fromkeys(old.namelist()):
                part: bytes | None = old.read(each)
                if each == name and part is not None:
                    part = change(part)
                if part is not None:
                    new.writestr(each, part)
        return out.getvalue()

    return _tried(act, content)


def _tried(act: Callable[[], bytes], content: bytes) -> bytes:
    """What the act makes, or the file as it was where it is too broken for that already."""
    try:
        return act()
    except Exception:
        return content
