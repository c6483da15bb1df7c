"""A unit's desk and the page it works on, for the tests of the sheet."""

import datetime
from decimal import Decimal
from types import MappingProxyType

from django.urls import reverse
from lxml import html

from targets import clock
from targets.rules.workflow import Role
from tests.factories import make_figure, make_indicator, make_report, make_resolution, make_unit
from tests.factories import make_user as make_person

TODAY = datetime.date(2024, 9, 24)
HTMX = MappingProxyType({"HX-Request": "true"})

MEASURES = {
    "value": {"unit_of_measure": "tỷ đồng", "target": {"low": Decimal(7500)}},
    "percent": {
        "unit_of_measure": "%",
        "decimals": 2,
        "pace": "rate",
        "target": {"low": Decimal(10), "high": Decimal("12.5"), "wording": "từ 10% - 12,5%"},
    },
    "ratio": {
        "formula": "ratio",
        "unit_of_measure": "%",
        "decimals": 2,
        "pace": "level",
        "baseline": Decimal(80),
        "numerator_label": "Số hộ đạt (hộ)",
        "denominator_label": "Tổng số hộ (hộ)",
        "target": {"low": Decimal(90), "wording": "ít nhất 90%"},
    },
    "quota": {
        "formula": "excess",
        "unit_of_measure": "%",
        "decimals": 1,
        "assigned": Decimal("482.5"),
        "assigned_basis": "dự toán tỉnh giao",
        "numerator_label": "Tổng thu (tỷ đồng)",
        "denominator_label": "Dự toán tỉnh giao (tỷ đồng)",
        "target": {"low": Decimal(5), "high": Decimal(7)},
    },
    "decrease": {
        "formula": "decrease",
        "unit_of_measure": "điểm %",
        "decimals": 2,
        "pace": "level",
        "baseline": Decimal("3.18"),
        "target": {"low": Decimal("0.4"), "high": Decimal("0.6")},
    },
    "percent_only": {
        "formula": "ratio",
        "percent_only": True,
        "unit_of_measure": "%",
        "pace": "rate",
        "target": {"low": Decimal(100)},
    },
    "year_end": {"pace": "year_end", "target": {"low": Decimal(90)}, "unit_of_measure": "%"},
    "words": {"pace": "level", "target": None},
}


class Desk:
    """A unit with its officer, its head and one indicator per measure asked for."""

    def __init__(self, *kinds, code="phong-tai-chinh", resolution=None, **unit):
        self.resolution = resolution or make_resolution("nq-2024")
        self.unit = make_unit(code, **unit)
        self.officer = make_person(unit=self.unit, full_name="Nguyễn Thị Hoa")
        self.indicators = [self.lead(kind) for kind in kinds]

    def lead(self, *kinds):
        """One more indicator of this unit: one measure, or lettered ones."""
        letters = [""] if len(kinds) == 1 else "abcd"
        measures = [
            {**MEASURES[kind], "letter": letter}
            for kind, letter in zip(kinds, letters, strict=False)
        ]
        return make_indicator(self.resolution, lead_unit=self.unit, measures=measures)

    def person(self, role=Role.REPORTER, **fields):
        return make_person(role, unit=self.unit, **fields)

    def report(self, number=1, quarter=3, status="draft", **fields):
        return make_report(self.indicators[number - 1], quarter, status=status, **fields)

    def last_quarter(self, number=1, letter="", **typed):
        report = make_report(self.indicators[number - 1], 2, status="approved")
        return make_figure(report, letter, **typed)

    def period(self, quarter=3):
        return self.resolution.periods.get(quarter=quarter)

    def close(self, quarter=3):
        self.resolution.periods.filter(quarter=quarter).update(closed_at=clock.now())

    def address(self, quarter=3):
        return reverse("targets:sheet", args=[self.resolution.slug, quarter, self.unit.code])

    def open(self, client, quarter=3, **query):
        """What a browser without JavaScript shows."""
        return Page(client.get(self.address(quarter), query))

    def send(self, client, typed, *, quarter=3, move="save", headers=None, **more):
        """Post these fields alone, as a script does for one indicator."""
        fields = {"move": move, **typed, **more}
        return Page(client.post(self.address(quarter), fields, headers=headers))

    def fill(self, client, typed, *, quarter=3, move="save", **more):
        """Open the sheet, type into its boxes and press a button: every box is posted."""
        page = self.open(client, quarter)
        unknown = set(typed) - set(page.values)
        assert not unknown, f"no such boxes: {unknown}"
        return self.send(client, {**page.values, **typed}, quarter=quarter, move=move, **more)


class Page:
    """An answer, read as its reader does: what the boxes hold, what stands beside them."""

    def __init__(self, response):
        self.response = response
        self.status = response.status_code
        self.text = response.content.decode()
        body = self.text.replace("\x00", "\N{REPLACEMENT CHARACTER}").strip() or "<html/>"
        self.tree = html.fromstring(f"<div>{body}</div>" if "<html" not in body else body)

    @property
    def values(self):
        """Name → text of every box of the sheet's form that a browser would post."""
        found = {}
        for box in self.tree.xpath("//form[@id='bieu']//*[@name]"):
            if box.tag == "button" or box.get("type") == "radio":
                continue
            if box.tag == "select":
                chosen = box.xpath("./option[@selected]") or box.xpath("./option")[:1]
                found[box.get("name")] = chosen[0].get("value")
            elif box.tag == "textarea":
                found[box.get("name")] = (box.text or "").removeprefix("\n")
            else:
                found[box.get("name")] = box.get("value", "")
        return found

    @property
    def errors(self):
        """Id → sentence of every error line that says something."""
        lines = self.tree.xpath("//*[contains(@class, 'field-error')]")
        return {line.get("id"): said for line in lines if (said := _words(line))}

    @property
    def alerts(self):
        return [_words(one) for one in self.tree.xpath("//*[@role='alert'][normalize-space()]")]

    @property
    def buttons(self):
        """What the sheet offers to press: (name, value)."""
        return {(one.get("name"), one.get("value")) for one in self.tree.xpath("//button[@name]")}

    def words(self, element_id):
        found = self.tree.xpath(f"//*[@id='{element_id}']")
        return _words(found[0]) if found else None

    def has(self, element_id):
        return bool(self.tree.xpath(f"//*[@id='{element_id}']"))

    def is_open(self, element_id):
        """Whether a part that can be folded or hidden is to be seen."""
        (part,) = self.tree.xpath(f"//*[@id='{element_id}']")
        return part.get("hidden") is None


def _words(element):
    return " ".join(element.text_content().split())
