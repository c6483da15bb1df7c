"""200 broken files in the tests, FUZZ=2000 by `make fuzz`; FUZZ_CASE=137 tries one alone.

Each gets an answer with an explanation, never an error of the server, and a refused one changes no
row. How long and how much memory it may take is asserted by `make fuzz` alone (FUZZ_LIMITS).
"""

import os
import shutil
from random import Random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from lxml import html

from tests.fuzz import conftest
from tests.fuzz.doors import DOORS, Town
from tests.fuzz.measuring import measured
from tests.fuzz.mutations import broken
from tests.fuzz.seeds import seeds
from tests.targets.sheets import TODAY
from tests.targets.tables import every_row

pytestmark = pytest.mark.django_db
CASES = int(os.environ.get("FUZZ", "200"))
ONE = os.environ.get("FUZZ_CASE")
LIMITS = bool(os.environ.get("FUZZ_LIMITS"))
BLOCK = 25
MOST_SECONDS, MOST_MEGABYTES = 5, 300
ANSWERED, REFUSED = {200, 302}, {409, 422}
FIRST = [int(ONE)] if ONE else range(0, CASES, BLOCK)


@pytest.fixture(scope="module")
def valid():
    return seeds()


@pytest.fixture
def town(client, settings, tmp_path):
    settings.TODAY = TODAY
    settings.EVIDENCE_ROOT = tmp_path / "evidence"
    town = Town(client)
    town.log_in("officer")
    client.get(town.desk.address())  # the site's first answer loads all of it: no file's cost
    return town


@pytest.mark.parametrize("first", FIRST)
def test_broken_files(town, valid, settings, first):
    for number in [first] if ONE else range(first, min(first + BLOCK, CASES)):
        one_case(town, valid, number)
        shutil.rmtree(settings.EVIDENCE_ROOT, ignore_errors=True)


def one_case(town, valid, number):
    random = Random(number)
    door = DOORS[number % len(DOORS)]
    kind = random.choice(door.kinds)
    own = door.seeds(town) if door.seeds else {}
    content = own[kind] if kind in own else random.choice(valid[kind])
    file = broken(kind, content, random)
    told = f"case {number}: {door.name}, {file.name} of {len(file.content)} bytes, {file.how}"
    upload = SimpleUploadedFile(file.name, file.content)
    town.log_in(door.who)
    with transaction.atomic():
        before = every_row()
        with measured() as cost:
            try:
                answer = door.post(town, upload)
            except Exception as fault:
                raise AssertionError(told) from fault
        assert answer.status_code in ANSWERED | REFUSED, f"{told}: {answer.status_code}"
        if answer.status_code in REFUSED:
            assert explained(answer), f"{told}: refused without a word"
            assert every_row() == before, f"{told}: refused, and yet rows changed"
        if door.check:
            door.check()
        transaction.set_rollback(True)
    if LIMITS:
        conftest.COSTS.append((cost, told, f"{door.name} {answer.status_code}"))
        assert cost.seconds < MOST_SECONDS, f"{told}: {cost.seconds:.1f} s"
        assert cost.megabytes < MOST_MEGABYTES, f"{told}: {cost.megabytes:.0f} MB"


def explained(answer):
    """Whether the page says beside a field, or on top, what is wrong."""
    page = html.fromstring(answer.content.decode())
    said = page.xpath("//*[contains(@class, 'field-error') or @role='alert']")
    return any(" ".join(one.text_content().split()) for one in said)


def test_memory_is_measured():
    """Or the limit would hold whatever a file did."""
    with measured() as cost:
        held = bytearray(100_000_000)
        held[::4096] = b"x" * len(held[::4096])
    assert 80 < cost.megabytes < 150
