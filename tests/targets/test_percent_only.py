"""A measure reported by its rate alone: nothing brings amounts in, nothing prints earlier ones."""

import datetime
import io
import json
import zipfile
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.urls import reverse

from targets.models import Figure, FigureEdit, Measure, ReviewEvent
from targets.rules.workflow import Role
from tests.factories import make_event, make_figure, make_report, make_unit, make_user
from tests.targets.sheets import MEASURES, Desk
from tests.targets.tables import every_row

pytestmark = pytest.mark.django_db
# Amounts that no rate, day or count of these pages contains by chance
AMOUNTS = {"numerator": "43217.75", "denominator": "56789.25", "year_estimate": "49876.5"}
SECRET = ("43217", "43.217", "56789", "56.789", "49876", "49.876", "31234", "31.234", "44.444",
          "44444", "12,875", "12875", "12.875")  # fmt: skip
PAIRED = ("ratio", "quota", "decrease")


@pytest.fixture(autouse=True)
def _pinned_day(settings):
    settings.TODAY = datetime.date(2024, 9, 24)


class Secret:
    """A unit that typed amounts for two quarters; the office then closed the measure."""

    def __init__(self, kind, *, status="approved", **measure):
        self.desk = Desk(kind, code="quan-su", name="Ban Chỉ huy Quân sự")
        self.indicator = self.desk.indicators[0]
        self.measure = self.indicator.measures.get()
        # a quota given from above is an amount as well
        assigned = None if kind != "quota" else Decimal(AMOUNTS["denominator"])
        Measure.objects.filter(pk=self.measure.pk).update(assigned=assigned, by_locality=True)
        past = make_report(self.indicator, 2, status="approved", events=["submit", "approve"])
        make_figure(past, numerator="31234.5", denominator=AMOUNTS["denominator"])
        self.report = make_report(self.indicator, 3, status=status)
        make_figure(self.report, **AMOUNTS)
        make_event(self.report, "submit", by=self.desk.officer)
        figure = self.report.figures.get()
        figure.numerator = Decimal("44444.25")
        figure.save()
        make_event(self.report, "return", minute=1)
        figure.numerator = Decimal(AMOUNTS["numerator"])
        figure.save()
        make_event(self.report, "submit", minute=2)
        if status == "approved":
            make_event(self.report, "approve", minute=3)
        changes = [
            {"key": "1", "field": name, "old": "44.444,25", "new": "12.875"}
            for name in ("numerator", "denominator", "year_estimate", "details")
        ]
        at = datetime.datetime(2024, 9, 18, 3, tzinfo=datetime.UTC)
        FigureEdit.objects.create(report=self.report, by=self.desk.officer, at=at, changes=changes)
        locality = make_unit(name="Xã Phổ An", kind="locality")
        part = make_report(self.indicator, 3, unit=locality, counts=False, status="approved")
        make_figure(part, numerator="12875", denominator="44444")
        Measure.objects.filter(pk=self.measure.pk).update(percent_only=True, **measure)

    def reopen(self, status="returned"):
        type(self.report).objects.filter(pk=self.report.pk).update(status=status)


def amounts_in(text):
    return [amount for amount in SECRET if amount in text]


def pages_of(secret):
    slug, report = "nq-2024", secret.report.pk
    return {
        "board": reverse("reports:board", args=[slug, 3]),
        "board, submitted": reverse("reports:board", args=[slug, 3]) + "?so-lieu=gom-ca-da-gui",
        "indicator": reverse("reports:indicator", args=[slug, 1]) + "?ky=3",
        "papers": reverse("reports:summary", args=[slug, 3]),
        "papers, next": reverse("reports:summary", args=[slug, 4]),
        "history": reverse("targets:report", args=[report]),
        "sheet": secret.desk.address(),
        "next sheet": secret.desk.address(4),
        "review, approved": reverse("targets:review", args=[slug, 3]) + "?trang-thai=da-duyet&mo=1",
        "review, returned": reverse("targets:review", args=[slug, 3]) + "?trang-thai=tra-lai&mo=1",
        "review, waiting": reverse("targets:review", args=[slug, 3]) + "?mo=1",
        "restrictions": reverse("targets:restrictions", args=[slug]),
    }


@pytest.mark.parametrize("status", ["approved", "returned", "submitted", "draft"])
@pytest.mark.parametrize("kind", PAIRED)
def test_no_page_prints_what_was_typed_before(client, kind, status):
    secret = Secret(kind)
    secret.reopen(status)
    client.force_login(make_user(Role.OFFICE, unit=secret.desk.unit))
    leaks = {
        name: found
        for name, address in pages_of(secret).items()
        if (found := amounts_in(client.get(address).content.decode()))
    }
    assert leaks == {}


@pytest.mark.parametrize("kind", PAIRED)
def test_the_pages_would_have_printed_them_otherwise(client, kind):
    """The search above finds amounts where there are any."""
    secret = Secret(kind)
    Measure.objects.update(percent_only=False)
    client.force_login(make_user(Role.OFFICE, unit=secret.desk.unit))
    told = {
        name
        for name, address in pages_of(secret).items()
        if amounts_in(client.get(address).content.decode())
    }
    assert {"indicator", "history", "sheet", "review, approved"} <= told


@pytest.mark.parametrize("kind", PAIRED)
def test_the_refused_step_prints_none(client, kind):
    secret = Secret(kind)
    client.force_login(make_user(Role.OFFICE))
    address = reverse("targets:report-move", args=[secret.report.pk])
    answer = client.post(address, {"move": "reopen", "note": "  "})
    assert answer.status_code == 422
    assert amounts_in(answer.content.decode()) == []


def texts_of(answer):
    """Every part of a workbook as it lies in the file, hidden sheets and comments included."""
    content = io.BytesIO(b"".join(answer.streaming_content))
    with zipfile.ZipFile(content) as package:
        return "".join(package.read(name).decode() for name in package.namelist())


@pytest.mark.parametrize("status", ["approved", "returned"])
@pytest.mark.parametrize("kind", PAIRED)
def test_the_units_forms_hold_none(client, kind, status):
    secret = Secret(kind)
    secret.reopen(status)
    office = make_user(Role.OFFICE, unit=secret.desk.unit)
    where = ["nq-2024", 3, secret.desk.unit.code]
    for person in (secret.desk.officer, office):
        client.force_login(person)
        for name in ("form", "locality-table"):
            answer = client.get(reverse(f"targets:{name}", args=where))
            assert amounts_in(texts_of(answer)) == [], name
        box = {"f-1-value": "x", "r-1-version": "0"}
        noted = client.post(reverse("targets:form-noted", args=where), box)
        assert amounts_in(texts_of(noted)) == []


@pytest.mark.parametrize("kind", PAIRED)
def test_workbook_and_json_hold_none(client, kind):
    secret = Secret(kind)
    secret.reopen("approved")
    client.force_login(make_user(Role.OFFICE))
    book = client.get(reverse("reports:summary-xlsx", args=["nq-2024", 3]))
    with zipfile.ZipFile(io.BytesIO(book.getvalue())) as archive:
        text = "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    assert amounts_in(text) == []
    out = io.StringIO()
    call_command("summary", resolution="nq-2024", quarter=3, json=True, stdout=out)
    assert amounts_in(out.getvalue()) == []
    out = io.StringIO()
    call_command("summary", resolution="nq-2024", quarter=3, stdout=out)
    assert amounts_in(out.getvalue()) == []


@pytest.mark.parametrize(
    ("kind", "figure"),
    [("ratio", "76.1019"), ("quota", "-23.8980"), ("decrease", "-72.9219")],
)
def test_it_is_judged_from_what_was_typed(kind, figure):
    secret = Secret(kind)

    def judged():
        out = io.StringIO()
        call_command("summary", resolution="nq-2024", quarter=3, json=True, stdout=out)
        return json.loads(out.getvalue())["indicators"]

    closed = judged()
    Measure.objects.update(percent_only=False)
    assert closed == judged()
    assert closed[0]["measures"][0]["figure"].startswith(figure)
    assert secret.report.figures.get().numerator == Decimal("43217.75"), "nothing is wiped"


def test_the_rate_is_what_is_printed(client):
    secret = Secret("ratio")
    client.force_login(make_user(Role.OFFICE, unit=secret.desk.unit))
    for name, address in pages_of(secret).items():
        page = client.get(address).content.decode()
        if name in {"board", "indicator", "history", "sheet", "review, approved"}:
            assert "76,10%" in page, name
    history = client.get(reverse("targets:report", args=[secret.report.pk])).content.decode()
    assert "không hiện (chỉ báo cáo tỷ lệ)" in history
    assert "78,26%" in history, "the copies of earlier steps tell their rate"


# What may be entered


def closed_desk(kind):
    desk = Desk()
    terms = {**MEASURES[kind], "percent_only": True}
    indicator = desk.lead(kind)
    indicator.measures.update(percent_only=terms["percent_only"])
    desk.indicators.append(indicator)
    return desk


def figure():
    row = Figure.objects.get()
    return row.value, row.numerator, row.denominator, row.year_estimate, row.details


@pytest.mark.parametrize(
    ("kind", "saved", "shown"),
    [
        ("ratio", (76, None, None, 80, {}), "76,00%"),
        ("decrease", (76, None, None, 80, {}), ""),
        ("quota", (None, 76, 100, 80, {}), "76,0%"),
    ],
)
def test_the_rate_alone_is_typed_and_judged(client, kind, saved, shown):
    desk = closed_desk(kind)
    client.force_login(desk.officer)
    page = desk.open(client)
    boxes = {name for name in page.values if name.startswith("f-1-")}
    assert not {"f-1-numerator", "f-1-denominator"} & boxes
    assert "Chỉ báo cáo tỷ lệ" in page.text
    assert "482,5" not in page.text
    assert desk.fill(client, {"f-1-value": "76", "f-1-year_estimate": "80"}).status == 302
    assert figure() == saved
    page = desk.open(client)
    assert (page.values["f-1-value"], page.values["f-1-year_estimate"]) == ("76", "80")
    assert shown in page.text
    changes = FigureEdit.objects.get().changes
    told = [(one["field"], one["new"], one["rate"]) for one in changes]
    assert told == [("value", "76", "1"), ("year_estimate", "80", "1")]


@pytest.mark.parametrize("kind", PAIRED)
@pytest.mark.parametrize("way", ["form", "autosave", "preview", "submit"])
def test_amounts_are_refused_however_they_come(client, kind, way):
    desk = closed_desk(kind)
    client.force_login(desk.officer)
    before = every_row()
    typed = {"f-1-numerator": "43217", "f-1-denominator": "56789", "r-1-results": "Đạt khá"}
    move = way if way in {"preview", "submit"} else "save"
    headers = {"HX-Request": "true"} if way in {"autosave", "preview"} else None
    page = desk.send(client, typed, move=move, headers=headers)
    assert page.status == 422
    assert every_row() == before
    if way in {"form", "submit"}:
        assert "Chỉ tiêu 1 chỉ báo cáo tỷ lệ, không nhập số lượng nên chưa lưu gì." in page.text
        assert page.values["r-1-results"] == "Đạt khá"


def test_a_page_opened_before_the_measure_was_closed(client):
    desk = Desk("ratio")
    client.force_login(desk.officer)
    fields = {**desk.open(client).values, "f-1-numerator": "9", "f-1-denominator": "10"}
    Measure.objects.update(percent_only=True)
    before = every_row()
    page = desk.send(client, fields)
    assert (page.status, every_row() == before) == (422, True)
    assert "chỉ báo cáo tỷ lệ" in page.text


@pytest.mark.parametrize("kind", PAIRED)
def test_a_pasted_column_goes_into_the_rate(client, kind):
    desk = closed_desk(kind)
    client.force_login(desk.officer)
    address = reverse("targets:sheet-paste", args=["nq-2024", 3, desk.unit.code])
    filled = client.post(address, {"paste": "76,5", "start": "f-1-numerator"}).json()["filled"]
    assert filled == [{"name": "f-1-value", "text": "76,5"}]


def test_keeping_last_quarter_keeps_the_rate_and_no_amount(client):
    secret = Secret("ratio", pace="cumulative")
    Figure.objects.filter(report=secret.report).delete()
    FigureEdit.objects.all().delete()
    secret.reopen("draft")
    client.force_login(secret.desk.officer)
    page = secret.desk.open(client)
    assert "Giữ như quý trước: 55,000726" in page.text
    assert secret.desk.send(client, page.values, keep="1").status == 302
    row = Figure.objects.get(report=secret.report)
    assert (row.value, row.numerator, row.denominator) == (Decimal("55.000726"), None, None)
    assert "thấp hơn số" not in secret.desk.open(client).text, "what is kept is not below itself"


@pytest.mark.parametrize("kind", PAIRED)
def test_saving_other_boxes_leaves_the_stored_amounts_and_a_new_rate_replaces_them(client, kind):
    secret = Secret(kind)
    secret.reopen("returned")
    client.force_login(secret.desk.officer)
    stored = Figure.objects.filter(report=secret.report)
    kept = stored.values("value", "numerator", "denominator", "year_estimate").get()
    page = secret.desk.open(client)
    assert page.values["f-1-value"] == "76,101991"
    assert secret.desk.fill(client, {"f-1-source_note": "Sổ theo dõi"}).status == 302
    assert stored.values(*kept).get() == kept
    assert secret.desk.fill(client, {"f-1-value": "77"}).status == 302
    row = stored.get()
    amounts = (row.value, row.numerator, row.denominator, row.details)
    expected = (None, 77, 100, {}) if kind == "quota" else (77, None, None, {})
    assert amounts == expected
    assert row.year_estimate == Decimal("87.827362")
    told = FigureEdit.objects.order_by("pk").last().changes
    assert told == [{"key": "1", "field": "value", "old": "76,101991", "new": "77", "rate": "1"}]
    history = client.get(reverse("targets:report", args=[secret.report.pk])).content.decode()
    assert "76,101991" in history
    assert amounts_in(history) == []


def test_the_check_against_localities_is_silent(client):
    """Its sentence would tell two amounts."""
    secret = Secret("ratio")
    secret.reopen("draft")
    client.force_login(secret.desk.officer)
    assert "khác tổng số các địa phương" not in secret.desk.open(client).text


def test_sending_still_copies_what_is_stored(client):
    secret = Secret("ratio")
    secret.reopen("returned")
    client.force_login(secret.desk.officer)
    assert secret.desk.send(client, {}, move="submit-1").status == 302
    copy = ReviewEvent.objects.order_by("pk").last().figures[str(secret.measure.pk)]
    assert Decimal(copy["numerator"]) == Decimal(AMOUNTS["numerator"])


def test_opened_again_the_amounts_are_back(client):
    secret = Secret("ratio")
    client.force_login(make_user(Role.OFFICE))
    address = reverse("targets:report", args=[secret.report.pk])
    assert amounts_in(client.get(address).content.decode()) == []
    Measure.objects.update(percent_only=False)
    assert "43.217,75/56.789,25" in client.get(address).content.decode()
