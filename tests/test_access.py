"""Who may open and post to what: one table of every address × every role (design §6).

The table's numbers are HTTP statuses for REPORTER, HEAD, OFFICE, LEADER and ADMIN, in this order;
outside one's rows is 404. `own` is the unit of the reporter and the head, `other` another one.
"""

import datetime
from dataclasses import dataclass, field

import pytest
from django.db import transaction
from django.urls import get_resolver, reverse

from targets.rules.workflow import Role, Status
from tests.factories import (
    make_directive,
    make_event,
    make_evidence,
    make_indicator,
    make_report,
    make_resolution,
    make_snapshot,
    make_task,
    make_unit,
    make_user,
    make_work_item,
)
from tests.targets.readings import make_draft
from tests.targets.tables import every_row

pytestmark = pytest.mark.django_db
ROLES = tuple(Role)
ALL, NONE = "200 200 200 200 200", "404 404 404 404 404"
READERS = "200 200 200 200 404"
OFFICE = "404 404 200 404 404"
ADMIN = "404 404 404 404 200"
OFFICE_ADMIN = "404 404 200 404 200"
DECIDERS = "404 404 200 200 404"
UNFILLED = "404 404 422 404 404"  # the office may, but not with what is posted here
READ_ONLY = "405 405 405 405 405"
HTMX = {"HX-Request": "true"}


@dataclass(frozen=True)
class Row:
    """Statuses of one address; `other_…` where another unit's rows differ from the own ones."""

    get: str
    post: str = READ_ONLY
    other_get: str = ""
    other_post: str = ""
    data: dict = field(default_factory=dict)

    def expected(self, method, whose, role):
        line = getattr(self, method if whose == "own" else f"other_{method}")
        return int((line or getattr(self, method)).split()[ROLES.index(role)])


ROWS = {
    "home": Row("200 200 200 302 200"),
    "logout": Row(READ_ONLY, "302 302 302 302 302"),
    "password_change": Row(ALL, "422 422 422 422 422", data={"old_password": "sai"}),
    "login_done": Row(ALL),
    "reports:board": Row("302 302 302 302 404"),
    "reports:board slug quarter": Row(READERS),
    "reports:indicator slug number": Row(READERS, other_get="404 404 200 200 404"),
    "reports:newest-summary": Row("302 302 302 302 404"),
    "reports:summary slug quarter": Row(READERS),
    "reports:summary-xlsx slug quarter": Row(READERS),
    "reports:summary-docx slug quarter": Row("404 404 200 200 404"),
    "targets:own-sheet": Row("302 302 302 302 302"),
    "targets:sheet slug quarter code": Row(
        get=READERS,
        post="302 302 302 403 404",
        other_get="404 404 200 200 404",
        other_post="404 404 302 403 404",
    ),
    "targets:sheet-paste slug quarter code": Row(
        get=READ_ONLY,
        post="200 200 200 403 404",
        other_post="404 404 200 403 404",
        data={"paste": "5"},
    ),
    "targets:form slug quarter code": Row(READERS, other_get="404 404 200 200 404"),
    "targets:form-hand-in slug quarter code": Row(
        get="200 200 200 403 404",
        post="422 422 422 403 404",
        other_get="404 404 200 403 404",
        other_post="404 404 422 403 404",
    ),
    "targets:form-noted slug quarter code": Row(
        get=READ_ONLY, post="200 200 200 403 404", other_post="404 404 200 403 404"
    ),
    "targets:locality-table slug quarter code": Row(READERS, other_get="404 404 200 200 404"),
    "targets:locality-table-hand-in slug quarter code": Row(
        get="403 403 200 403 404",
        post="403 403 422 403 404",
        other_get="404 404 200 403 404",
        other_post="404 404 422 403 404",
    ),
    "targets:contributions slug quarter code number": Row(
        get=READERS,
        post="422 422 403 403 404",
        other_get="404 404 200 200 404",
        other_post="404 404 403 403 404",
        data={"do": "clean"},
    ),
    "targets:report pk": Row(READERS, other_get="404 404 200 200 404"),
    "targets:report-move pk": Row(
        get=READ_ONLY,
        post="403 403 302 403 404",
        other_post="404 404 302 403 404",
        data={"move": "approve"},
    ),
    "targets:evidence pk": Row(READERS, other_get="404 404 200 200 404"),
    "targets:newest-review": Row("404 404 302 404 404"),
    "targets:review slug quarter": Row(
        OFFICE, "404 404 302 404 404", data={"do": "marked", "mark": ["{own}:0", "{other}:0"]}
    ),
    "targets:milestones": Row(OFFICE, "404 404 302 404 404", data={"do": "confirm"}),
    "targets:milestones slug": Row(OFFICE, "404 404 302 404 404", data={"do": "confirm"}),
    "targets:newest-tasks": Row("302 302 302 302 404"),
    "targets:tasks slug": Row(READERS),
    "targets:task-timeline slug": Row(READERS),
    "targets:task slug number": Row(READERS, other_get="404 404 200 200 404"),
    "targets:work-item-new slug number": Row(
        OFFICE, "404 404 302 404 404", data={"name": "đầu việc thêm", "version": "0"}
    ),
    "targets:work-item pk": Row(
        get=READERS,
        post="302 302 302 403 404",
        other_get="404 404 200 200 404",
        other_post="404 404 302 403 404",
        data={
            "do": "update",
            "state": "running",
            "text": "Đã làm",
            "version": "0",
            "told_by": "Chị Hà gọi điện",
        },
    ),
    "targets:newest-follow-up": Row("404 404 302 404 404"),
    "targets:follow-up slug quarter": Row(OFFICE),
    "targets:reminder-text slug quarter": Row(
        OFFICE, "404 404 302 404 404", data={"don-vi": ["khac"], "kenh": "message"}
    ),
    "targets:reminder-slips slug quarter": Row(OFFICE),
    "targets:letterhead": Row(OFFICE, "404 404 409 404 404", data={"place": "Đức Phổ"}),
    "targets:newest-directives": Row("302 302 302 302 404"),
    "targets:directives slug": Row(READERS),
    "targets:directive-new slug quarter": Row(
        "404 404 200 200 404",
        "404 404 302 302 404",
        data={"about": "{subject}", "kind": "y-kien", "text": "Chú ý tiến độ"},
    ),
    "targets:directive pk": Row(
        get=READERS,
        post="302 302 302 403 404",
        other_get="404 404 200 200 404",
        other_post="404 404 302 403 404",
        data={"move": "answer", "text": "Do mưa", "version": "0"},
    ),
    "targets:search": Row(READERS, "405 405 405 405 405"),
    "targets:setup": Row(OFFICE),
    "targets:newest-periods": Row("404 404 302 404 404"),
    "targets:periods slug": Row(OFFICE, "404 404 422 404 404", data={"do": "close", "ky": "3"}),
    "targets:newest-restrictions": Row("404 404 302 404 404"),
    "targets:restrictions slug": Row(OFFICE, "404 404 302 404 404"),
    "targets:notices": Row(
        OFFICE, "404 404 302 404 404", data={"text": "Họp sáng thứ Hai", "until": "30/09/2024"}
    ),
    "targets:accounts": Row(OFFICE_ADMIN),
    "targets:account-new": Row(ADMIN, "404 404 404 404 422"),
    "targets:accounts-paste": Row(ADMIN, "404 404 404 404 422"),
    "targets:account-slips": Row(ADMIN, "404 404 404 404 422"),
    "targets:account pk": Row(OFFICE_ADMIN, "404 404 403 404 422"),
    "targets:change-log": Row(OFFICE_ADMIN),
    "targets:intake": Row(OFFICE, "404 404 302 404 404", data={"text": "(1) Trên 95% hộ dân."}),
    "targets:intake-draft pk": Row(OFFICE, "404 404 302 404 404", data={"nq-title": "Tên"}),
    "targets:intake-create pk": Row(OFFICE, "404 404 302 404 404", data={"do": "tao"}),
    "targets:intake-away pk": Row(READ_ONLY, "404 404 302 404 404", data={"do": "cat"}),
    "targets:intake-force pk": Row(READ_ONLY, "404 404 302 404 404"),
    "targets:units": Row(OFFICE_ADMIN),
    "targets:unit-new": Row(ADMIN, "404 404 404 404 422"),
    "targets:unit pk": Row(OFFICE_ADMIN, "404 404 403 404 422"),
    "targets:plans": Row(OFFICE),
    "targets:plan slug": Row(OFFICE),
    "targets:plan-facts slug": Row(OFFICE, UNFILLED),
    "targets:plan-status slug": Row(OFFICE, UNFILLED, data={"seen": "active", "status": "closed"}),
    "targets:plan-next-year slug": Row(
        OFFICE, "404 404 302 404 404", data={"title": "Nghị quyết năm 2025", "slug": "nq-2025"}
    ),
    "targets:plan-baselines slug": Row(OFFICE, UNFILLED),
    "targets:plan-group-new slug": Row(
        OFFICE, "404 404 302 404 404", data={"number": "7", "name": "Nhóm mới"}
    ),
    "targets:plan-group slug pk": Row(OFFICE, UNFILLED, data={"do": "remove"}),
    "targets:plan-indicator-new slug": Row(OFFICE, UNFILLED),
    "targets:plan-indicator slug number": Row(OFFICE, UNFILLED, data={"do": "remove"}),
    "targets:plan-measure-new slug number": Row(OFFICE, UNFILLED),
    "targets:plan-measure slug pk": Row(OFFICE, UNFILLED, data={"do": "remove"}),
    "targets:plan-target slug pk": Row(OFFICE, UNFILLED, data={"do": "amend"}),
    "targets:plan-assignments slug pk": Row(OFFICE, UNFILLED),
    "targets:plan-tasks slug": Row(OFFICE),
    "targets:plan-task-new slug": Row(OFFICE, UNFILLED),
    "targets:plan-task slug pk": Row(OFFICE, UNFILLED, data={"do": "remove"}),
    "targets:plan-task-group-new slug": Row(OFFICE, UNFILLED),
    "targets:plan-task-group slug pk": Row(OFFICE, UNFILLED, data={"do": "remove"}),
    "targets:help": Row(ALL),
    "targets:help-role role": Row(ALL),
    "reports:rate slug quarter number": Row(
        get=READ_ONLY,
        post="404 404 302 302 404",
        data={"standing": "met", "reason": "Đã giao đủ."},
    ),
    "reports:newest-snapshots": Row("404 404 302 302 302"),
    "reports:snapshots slug": Row("404 404 200 200 200"),
    "reports:snapshot pk": Row(DECIDERS),
    "reports:snapshot-xlsx pk": Row(DECIDERS),
    "reports:snapshot-docx pk": Row(DECIDERS),
    "reports:snapshot-changes pk": Row(DECIDERS),
    "reports:snapshot-take slug quarter": Row(
        READ_ONLY, "404 404 302 302 404", data={"title": "Trình BTV"}
    ),
    "reports:snapshot-withdraw pk": Row(
        "404 404 404 404 200", "404 404 404 404 302", data={"reason": "Chốt nhầm kỳ"}
    ),
    "reports:charts slug quarter": Row(READERS),
    "reports:show": Row("404 404 302 302 404"),
    "reports:show slug quarter": Row(DECIDERS),
    "reports:show-indicator slug quarter number": Row(DECIDERS),
}
# Pages that anybody may open; each is tested in tests/targets/test_accounts.py
DOOR = {"login", "fresh_token"}
# The administrators' site lets nobody else in, whatever pages it has
ADMIN_SITE = "admin:"
# What is everybody's there: Django's words for its scripts, leaving, the own password
OWN_DOOR = {"admin:logout", "admin:password_change", "admin:jsi18n"}


def addresses():
    """Every named address of the site: its name with the names of its arguments."""
    return sorted(set(_walk(get_resolver(), "")))


def _walk(resolver, namespace):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern, inner)
        elif pattern.name:
            yield " ".join([f"{namespace}{pattern.name}", *pattern.pattern.regex.groupindex])


class Town:
    """Two units with a report each, and somebody of every role."""

    def __init__(self):
        self.resolution = make_resolution("nq-2024")
        self.units = {"own": make_unit("phong"), "other": make_unit("khac")}
        make_unit("phuong-a", kind="locality")
        self.people = {
            role: make_user(
                role,
                username=role.value,
                unit=self.units["own"] if role in {Role.REPORTER, Role.HEAD} else None,
                is_staff=role is Role.ADMIN,
                is_superuser=role is Role.ADMIN,
            )
            for role in ROLES
        }
        self.inactive = make_user(Role.OFFICE, is_active=False)
        self.reports, self.items, self.directives, self.evidence = {}, {}, {}, {}
        for whose, unit in self.units.items():
            indicator = make_indicator(
                self.resolution, lead_unit=unit, measures=[{"by_locality": True}]
            )
            sender = make_user(unit=unit)
            report = make_report(
                indicator, status=Status.SUBMITTED, figures={"": "5"}, submitted_by=sender
            )
            make_event(report, "submit", by=sender)
            self.reports[whose] = report
            self.items[whose] = make_work_item(make_task(self.resolution, lead_unit=unit))
            self.directives[whose] = make_directive(
                indicator, by=self.people[Role.LEADER], due=datetime.date(2024, 9, 30)
            )

            self.evidence[whose] = make_evidence(report)
        self.snapshot = make_snapshot(self.resolution)
        self.draft = make_draft(self.people[Role.OFFICE])

    def path(self, address, whose):
        name, *arguments = address.split()
        report = self.reports[whose]
        values = {
            "slug": "nq-2024",
            "quarter": 3,
            "number": report.indicator.number
            if name.startswith(("reports:", "targets:plan-", "targets:contributions"))
            else self.items[whose].task.number,
            "code": report.unit.code,
            "pk": self.pk_of(name, whose),
            "role": "can-bo",
            "object_id": self.object_id(name),
            "id": self.people[Role.REPORTER].pk,
            "content_type_id": 1,
            "app_label": "targets",
        }
        return reverse(name, kwargs={one: values[one] for one in arguments})

    def pk_of(self, name, whose):
        """Of the row that an address with a pk is about."""
        match name:
            case name if name.startswith("reports:snapshot"):
                return self.snapshot.pk
            case name if name.startswith("targets:intake"):
                return self.draft.pk
            case "targets:work-item":
                return self.items[whose].pk
            case "targets:evidence":
                return self.evidence[whose].pk
            case "targets:directive":
                return self.directives[whose].pk
            case "targets:unit":
                return self.units[whose].pk
            case "targets:plan-group":
                return self.reports[whose].indicator.group_id
            case "targets:plan-measure" | "targets:plan-target" | "targets:plan-assignments":
                return self.reports[whose].indicator.measures.get().pk
            case "targets:plan-task":
                return self.items[whose].task_id
            case "targets:plan-task-group":
                return self.items[whose].task.group_id
            case "targets:account":
                return self.people[Role.REPORTER].pk
            case _:
                return self.reports[whose].pk

    def object_id(self, name):
        """Something that an administrators' page of that name is about."""
        return self.units["own"].pk if "unit" in name else self.people[Role.REPORTER].pk

    def data(self, row):
        pks = {whose: report.pk for whose, report in self.reports.items()}
        pks["subject"] = f"chi-tieu-{self.reports['own'].indicator_id}"
        return {
            name: [text.format(**pks) for text in value]
            if isinstance(value, list)
            else value.format(**pks)
            for name, value in row.data.items()
        }


@pytest.fixture
def town(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path / "evidence"
    settings.TODAY = datetime.date(2024, 9, 24)
    return Town()


def answers(client, person, path, method, data, *, follow=False):
    """The status, at the end of all redirects if asked; whatever the post did is undone."""
    client.force_login(person)
    with transaction.atomic():
        before = every_row() if method == "post" and not follow else None
        answer = getattr(client, method)(path, data, follow=follow)
        status = answer.status_code
        if answer.streaming:
            answer.getvalue()  # an open file would be left behind
        if before and status >= 400:
            assert every_row() == before, f"{path} answered {status} and changed rows"
        transaction.set_rollback(True)
    return status


def test_the_table_names_every_address():
    known = {name for name in addresses() if not name.startswith(ADMIN_SITE)}
    missing = known - ROWS.keys() - DOOR
    assert not missing, f"say in ROWS who may open and post to {sorted(missing)}"
    gone = ROWS.keys() - known
    assert not gone, f"no such addresses any more: {sorted(gone)}"


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("address", ROWS)
def test_every_role(client, town, address, method):
    row = ROWS[address]
    expected, found = {}, {}
    for role in ROLES:
        for whose in town.units:
            person = town.people[role]
            data = town.data(row) if method == "post" else None
            case = f"{role.value}, {whose} unit"
            expected[case] = row.expected(method, whose, role)
            found[case] = answers(client, person, town.path(address, whose), method, data)
    assert found == expected


@pytest.mark.parametrize("address", [name for name in addresses() if name not in DOOR])
def test_nobody_without_a_login(client, town, address):
    path = town.path(address, "own")
    data = town.data(ROWS[address]) if address in ROWS else {}
    for person in (None, town.inactive):
        if person:
            client.force_login(person)
        page = client.get(path, follow=True)
        last, status = page.redirect_chain[-1]
        assert (status, last.partition("?")[0]) == (302, reverse("login"))
        before = every_row()
        assert client.post(path, data).status_code == 401
        for method in (client.get, client.post):
            answer = method(path, headers=HTMX)
            assert (answer.status_code, answer["HX-Trigger"]) == (401, "login-needed")
        assert every_row() == before


@pytest.mark.parametrize("address", [name for name in addresses() if name.startswith(ADMIN_SITE)])
def test_the_administrators_site(client, town, address):
    """For administrators only; nobody else gets further than a refusal."""
    path = town.path(address, "own")
    for role in ROLES:
        for method in ("get", "post"):
            status = answers(client, town.people[role], path, method, None, follow=True)
            if role is Role.ADMIN or address in OWN_DOOR:
                assert status in {200, 403, 404, 405}, (role, method)
            else:
                assert status in {403, 404}, (role, method)


def test_administrators_keep_the_policy(client, town):
    """Accounts, units and the change log have one way each: our own pages."""
    client.force_login(town.people[Role.ADMIN])
    pages = {
        address: client.get(town.path(address, "own")).status_code
        for address in addresses()
        if address.startswith(("admin:targets", "admin:index", "admin:auditlog", "admin:auth"))
    }
    assert {name for name, status in pages.items() if status == 200} == {
        "admin:index",
        "admin:targets_officepolicy_changelist",
        "admin:targets_officepolicy_add",
    }


@pytest.mark.parametrize(
    "path",
    ["/khong-co/", "/bao-cao/999999999999999999999999/lich-su/", "/quan-tri/he-thong/khong-co/",
     "/bao-cao/0/chuyen/", "/bang-theo-doi/khong-co/3/", "/huong-dan/khong-co/"],
)  # fmt: skip
def test_what_does_not_exist(client, town, path):
    client.force_login(town.people[Role.OFFICE])
    for method in (client.get, client.post):
        assert method(path, follow=True).status_code in {403, 404, 405}
