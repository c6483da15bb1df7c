"""The doors of the site through which a file or a pasted table comes in.

A new door is two lines: `@door("xlsx", who="officer")` over a function that takes the town and the
file, posts it and returns the answer. `who` is logged in then. `seeds` gives valid files of the
door's own where those of `seeds.py` would be refused at once; `check` looks whether what was saved
is whole.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from targets import evidence_files
from targets.models import Evidence, Measure
from targets.rules.workflow import Role
from tests.factories import make_unit, make_user
from tests.targets.sheets import Desk
from tests.targets.unit_forms import Form, address

Seeds = Mapping[str, bytes]


class Town:
    """Who posts: an officer with a sheet, somebody of the office, an administrator.

    The officer's unit leads two indicators, of which a ward reports the second.
    """

    def __init__(self, client: Any) -> None:
        self.client = client
        self.desk = Desk("value", "ratio")
        Measure.objects.filter(formula="ratio").update(by_locality=True)
        make_unit("phuong-mot", kind="locality")
        self.people = {
            "officer": self.desk.officer,
            "office": make_user(Role.OFFICE),
            "admin": make_user(Role.ADMIN, is_staff=True, is_superuser=True),
        }

    def book(self, name: str, who: str) -> bytes:
        """A workbook of the site as `who` takes it along."""
        self.log_in(who)
        answer = self.client.get(address(self.desk, name))
        return b"".join(answer.streaming_content)

    def log_in(self, who: str) -> None:
        self.client.force_login(self.people[who])


@dataclass(frozen=True, slots=True)
class Door:
    """A place that takes files. `kinds`: which of the valid files are broken for it."""

    name: str
    kinds: tuple[str, ...]
    who: str
    post: Callable[[Town, SimpleUploadedFile], Any]
    seeds: Callable[[Town], Seeds] | None = None
    check: Callable[[], None] | None = None


DOORS: list[Door] = []


def door(
    kinds: str,
    *,
    who: str,
    seeds: Callable[[Town], Seeds] | None = None,
    check: Callable[[], None] | None = None,
) -> Callable[[Callable[[Town, SimpleUploadedFile], Any]], Any]:
    """Put a door on the list: `@door("xlsx docx", who="office")`."""

    def put(post: Callable[[Town, SimpleUploadedFile], Any]) -> Any:
        DOORS.append(Door(post.__name__, tuple(kinds.split()), who, post, seeds, check))
        return post

    return put


def every_file_has_its_row() -> None:
    rows = set(Evidence.objects.exclude(kept_as="").values_list("kept_as", "sha256"))
    files = {(name, evidence_files.digest_of(name)) for name, _ in evidence_files.every_kept()}
    assert files == rows


@door("pdf xlsx docx txt png jpg", who="officer", check=every_file_has_its_row)
def evidence(town: Town, file: SimpleUploadedFile) -> Any:
    fields = {"move": "attach-1", "f-1-value": "5,5", "m-1-file": file}
    return town.client.post(town.desk.address(), fields)


def table_of_accounts(town: Town) -> Seeds:
    rows = "".join(
        f"Nguyễn Văn {at}\tnguyen.{at}\tCán bộ đơn vị\t{town.desk.unit.code}\n" for at in range(9)
    )
    return {"txt": f"Họ tên\tTên đăng nhập\tVai trò\tĐơn vị\n{rows}".encode()}


@door("txt", who="admin", seeds=table_of_accounts)
def pasted_accounts(town: Town, file: SimpleUploadedFile) -> Any:
    address = reverse("targets:accounts-paste")
    press = town.client.get(address).context["form"]["press"].value()
    table = file.read().decode("utf-8", "replace")
    return town.client.post(address, {"table": table, "press": press})


def filled_form(town: Town) -> Seeds:
    form = Form(town.book("form", "officer")).fill(
        {"f-1-value": 7.5, "r-1-results": "Kết quả quý III"}
    )
    return {"xlsx": form.saved()}


@door("xlsx", who="officer", seeds=filled_form)
def unit_form(town: Town, file: SimpleUploadedFile) -> Any:
    return town.client.post(address(town.desk, "form-hand-in"), {"tep": file})


def table_of_wards(town: Town) -> Seeds:
    return {"xlsx": town.book("locality-table", "office")}


@door("xlsx", who="office", seeds=table_of_wards)
def locality_table(town: Town, file: SimpleUploadedFile) -> Any:
    return town.client.post(address(town.desk, "locality-table-hand-in"), {"tep": file})


@door("docx pdf txt", who="office")
def resolution(town: Town, file: SimpleUploadedFile) -> Any:
    return town.client.post(reverse("targets:intake"), {"file": file})
