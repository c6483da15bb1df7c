"""A unit's Excel form in the tests: taken along, filled by its hidden keys, handed in."""

import io
import re

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.targets.sheets import Page

MAIN = "*"
KEY = re.compile(r"f-\w+-\w+|r-\d+|w-[\w.]+")


class Form:
    """A workbook whose boxes are named as the sheet's fields."""

    def __init__(self, content):
        self.book = openpyxl.load_workbook(io.BytesIO(content))

    @property
    def sheets(self):
        return [sheet for sheet in self.book if not sheet.title.startswith("_")][1:]

    def boxes(self):
        """Field name → cell, found as the reader finds them but written apart from it."""
        found = {}
        for sheet in self.sheets:
            names = {cell.column: cell.value for cell in sheet[4] if cell.value not in {None, "tt"}}
            for (key,) in sheet.iter_rows(min_row=6, max_col=1):
                if not KEY.fullmatch(str(key.value)):
                    continue
                stem = key.value if key.value[0] in "rw" else key.value.rpartition("-")[0]
                for column, name in names.items():
                    box = key.value if name == MAIN else f"{stem}-{name}"
                    cell = sheet.cell(key.row, column)
                    if not cell.protection.locked:
                        found[box] = cell
        return found

    def fill(self, typed):
        boxes = self.boxes()
        for name, value in typed.items():
            boxes[name].value = value
        return self

    def saved(self):
        stream = io.BytesIO()
        self.book.save(stream)
        return stream.getvalue()


def address(desk, step="form", quarter=3):
    return reverse(f"targets:{step}", args=[desk.resolution.slug, quarter, desk.unit.code])


def download(client, desk, quarter=3):
    answer = client.get(address(desk, quarter=quarter))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def taken(client, desk, quarter=3):
    return Form(download(client, desk, quarter))


def hand_in(client, desk, content, quarter=3, name="phieu.xlsx"):
    """The answer to a form handed in, which has saved nothing."""
    given = SimpleUploadedFile(name, content)
    return Preview(client.post(address(desk, "form-hand-in", quarter), {"tep": given}))


class Preview(Page):
    """What the page shows of a form before it is saved."""

    @property
    def form(self):
        return self.tree.xpath(
            "//form[.//input[@type='hidden'][starts-with(@name, 'r-') or starts-with(@name, 'w-')]]"
        )

    @property
    def fields(self):
        """What its button would post to the sheet."""
        found = {}
        for box in self.form[0].xpath(".//input[@name]") if self.form else []:
            if box.get("type") == "radio" and box.get("checked") is None:
                continue
            if box.get("name") != "csrfmiddlewaretoken":
                found[box.get("name")] = box.get("value", "")
        return found

    @property
    def changes(self):
        """(box, saved, in the form) of every line, as it is read."""
        lines = self.tree.xpath("//table[contains(@class, 'form-changes')]/tbody/tr")
        return [
            tuple(" ".join(cell.text_content().split()) for cell in line.xpath("./th|./td")[:3])
            for line in lines
        ]

    @property
    def warnings(self):
        found = self.tree.xpath("//div[@class='check-title']")
        return [" ".join(one.text_content().split()) for one in found]

    def confirm(self, client, desk, quarter=3, **more):
        fields = {**self.fields, "move": "save", **more}
        return client.post(desk.address(quarter), fields)

    def noted(self, client, desk):
        """The form with comments, as its button brings it."""
        answer = client.post(address(desk, "form-noted"), self.fields)
        assert answer.status_code == 200
        return Form(b"".join(answer.streaming_content))
