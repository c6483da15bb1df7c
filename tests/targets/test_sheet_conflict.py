"""Two people on one sheet: one wins, the other sees both versions and chooses (design §5)."""

import pytest

from targets import clock
from targets.models import Figure, FigureEdit, ProgressReport
from targets.rules.workflow import Role
from targets.views import sheet_saving
from tests.factories import make_user
from tests.targets.sheets import HTMX, Desk
from tests.targets.tables import every_row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pinned_day")]


@pytest.fixture
def desk():
    return Desk("value", "ratio")


@pytest.fixture
def colleague(desk):
    return make_user(unit=desk.unit, full_name="Trần Văn Bình")


@pytest.fixture
def met(desk, colleague, client):
    """Two people open the sheet, the colleague saves first: what the officer's page then holds."""
    desk.report(figures={"": {"value": "5", "source_note": "Thuế"}}, results="Cũ.")
    client.force_login(desk.officer)
    mine = desk.open(client).values
    client.force_login(colleague)
    theirs = {"f-1-value": "7", "f-1-source_note": "Kho bạc", "r-1-results": "Của anh Bình."}
    assert desk.fill(client, theirs).status == 302
    client.force_login(desk.officer)
    return {**mine, "f-1-value": "6", "r-1-results": "Của tôi.", "f-2-numerator": "9"}


def choices(page):
    """Box → (mine, theirs, what is ticked)."""
    found = {}
    for radio in page.tree.xpath("//input[@type='radio']"):
        mine_or_theirs = found.setdefault(radio.get("name").removeprefix("c-"), {})
        mine_or_theirs[radio.get("value")] = radio.get("data-text")
        if radio.get("checked") is not None:
            mine_or_theirs["ticked"] = radio.get("value")
    return found


@pytest.mark.parametrize("headers", [None, HTMX])
def test_both_versions_stand_side_by_side(client, desk, met, headers):
    before = every_row()
    typed = met if headers is None else {k: v for k, v in met.items() if "-2-" not in k}
    page = desk.send(client, typed, headers=headers)
    assert page.status == 409
    assert every_row() == before, "nothing is half saved, the other indicator neither"
    saved_at = f"{clock.now():%H:}"
    assert f"Số liệu vừa được Trần Văn Bình lưu lúc {saved_at}" in page.text
    assert "Số liệu của bạn" in page.text
    assert choices(page) == {
        "f-1-value": {"mine": "6", "theirs": "7", "ticked": "mine"},
        "f-1-source_note": {"mine": "Thuế", "theirs": "Kho bạc", "ticked": "mine"},
        "r-1-results": {"mine": "Của tôi.", "theirs": "Của anh Bình.", "ticked": "mine"},
    }
    assert "Chưa lưu: người khác vừa lưu" in page.words("s-1")
    if headers is None:
        boxes = ("f-1-value", "r-1-results", "f-2-numerator")
        assert [page.values[name] for name in boxes] == ["6", "Của tôi.", "9"]


@pytest.mark.parametrize("headers", [None, HTMX])
def test_choosing_box_by_box(client, desk, met, headers):
    page = desk.send(client, met)
    chosen = {"c-f-1-value": "mine", "c-f-1-source_note": "theirs", "c-r-1-results": "theirs"}
    typed = {**page.values, **chosen, "f-2-numerator": ""}
    again = desk.send(client, typed, headers=headers, resolve="1")
    assert again.status in {200, 302}
    figure = Figure.objects.get(report__indicator__number=1)
    assert (f"{figure.value:f}", figure.source_note, figure.report.results) == (
        "6", "Kho bạc", "Của anh Bình.",
    )  # fmt: skip
    assert figure.report.version == 2
    last = FigureEdit.objects.latest("pk")
    assert last.by == desk.officer
    assert last.changes == [{"key": "1", "field": "value", "old": "7", "new": "6"}]


def test_a_save_under_way_cannot_settle_it(client, desk, met):
    """Only the person's own press does: the script's next save by itself is told again."""
    page = desk.send(client, met)
    before = every_row()
    again = desk.send(client, page.values, headers=HTMX)
    assert again.status == 409
    assert choices(again)["f-1-value"]["theirs"] == "7"
    assert every_row() == before


def test_a_choice_of_a_date_and_a_nature(client, desk, colleague):
    desk.report(figures={"": "5"})
    client.force_login(desk.officer)
    mine = {**desk.open(client).values, "f-1-as_of": "10/09/2024", "f-1-nature": "preliminary"}
    client.force_login(colleague)
    desk.fill(client, {"f-1-as_of": "20/09/2024", "f-1-nature": "official"})
    client.force_login(desk.officer)
    page = desk.send(client, mine)
    assert choices(page)["f-1-as_of"]["theirs"] == "20/09/2024"
    taken = {"c-f-1-as_of": "theirs", "c-f-1-nature": "theirs"}
    before = every_row()
    assert desk.send(client, {**page.values, **taken}).status == 302
    assert every_row() == before, "taking all of theirs changes nothing"


def test_a_third_save_meanwhile_asks_once_more(client, desk, colleague, met):
    page = desk.send(client, met)
    client.force_login(colleague)
    desk.fill(client, {"f-1-value": "8"})
    client.force_login(desk.officer)
    again = desk.send(client, {**page.values, "c-f-1-value": "mine"})
    assert again.status == 409
    assert choices(again)["f-1-value"] == {"mine": "6", "theirs": "8", "ticked": "mine"}
    assert desk.send(client, again.values).status == 302
    assert f"{Figure.objects.get(report__indicator__number=1).value:f}" == "6"


def test_the_same_typed_twice_is_no_quarrel(client, desk, colleague):
    desk.report(figures={"": "5"})
    client.force_login(desk.officer)
    mine = {**desk.open(client).values, "f-1-value": "7"}
    client.force_login(colleague)
    desk.fill(client, {"f-1-value": "7"})
    client.force_login(desk.officer)
    before = every_row()
    assert desk.send(client, mine).status == 302
    page = desk.send(client, {k: v for k, v in mine.items() if "-1-" in k}, headers=HTMX)
    assert page.status == 200
    assert page.tree.xpath("//*[@name='r-1-version']/@value") == ["1"], "and goes on from there"
    assert every_row() == before


def test_two_first_saves(client, desk, colleague):
    client.force_login(desk.officer)
    mine = {**desk.open(client).values, "f-1-value": "6"}
    client.force_login(colleague)
    assert desk.fill(client, {"f-1-value": "7"}).status == 302
    client.force_login(desk.officer)
    page = desk.send(client, mine)
    assert page.status == 409
    assert choices(page)["f-1-value"] == {"mine": "6", "theirs": "7", "ticked": "mine"}
    assert ProgressReport.objects.count() == 1


def test_the_office_took_a_step_meanwhile(client, desk):
    """Returned and reopened reports have a newer version too: no figure is written blindly."""
    report = desk.report(status="submitted", figures={"": "5"}, version=3)
    client.force_login(desk.officer)
    report.__class__.objects.filter(pk=report.pk).update(status="returned", version=4)
    before = every_row()
    page = desk.send(client, {"f-1-value": "6", "r-1-version": "3"})
    assert page.status == 409
    assert every_row() == before
    assert choices(page) == {"f-1-value": {"mine": "6", "theirs": "5", "ticked": "mine"}}


def test_it_was_sent_meanwhile(client, desk, colleague):
    """What a colleague has sent is out of reach; what was typed is still shown."""
    desk.report(figures={"": "5"})
    client.force_login(desk.officer)
    mine = {**desk.open(client).values, "f-1-value": "6"}
    client.force_login(colleague)
    assert desk.fill(client, {}, move="submit").status == 302
    client.force_login(desk.officer)
    before = every_row()
    page = desk.send(client, mine)
    assert page.status == 409
    assert every_row() == before
    assert "Báo cáo đã gửi, đang chờ duyệt." in page.text
    assert "<b>6</b>" in page.text


def test_somebody_without_a_name_saved(client, desk):
    desk.report(figures={"": "5"}, version=2)
    client.force_login(make_user(Role.OFFICE))
    page = desk.send(client, {"f-1-value": "6", "r-1-version": "1"})
    assert page.status == 409
    assert "Người khác vừa lưu chỉ tiêu 1" in page.text


def test_the_boxs_own_save_came_in_between(client, desk, monkeypatch):
    """A press right after typing races the box's own save of the same figure: no quarrel."""
    report = desk.report(figures={"": "5"}, version=3)
    client.force_login(desk.officer)
    save = sheet_saving.save_form

    def overtaken(period, unit, wishes, told, *, by):
        monkeypatch.setattr(sheet_saving, "save_form", save)
        wishes = list(wishes)
        ProgressReport.objects.filter(pk=report.pk).update(version=4)
        report.figures.update(value=6)
        return save(period, unit, wishes, told, by=by)

    monkeypatch.setattr(sheet_saving, "save_form", overtaken)
    page = desk.send(client, {"f-1-value": "6", "r-1-version": "3"}, move="submit")
    report.refresh_from_db()
    assert (page.status, report.status) == (302, "submitted")


def test_numbers_are_read_as_an_office_writes_them(client, desk, met):
    """On screen 5.560,4; what goes back into a box stays 5560,4."""
    page = desk.send(client, {**met, "f-1-value": "5560,4"})
    shown = [label.text_content().split()[0] for label in page.tree.xpath("//table//label")]
    assert {"5.560,4", "7"} <= set(shown)
    assert choices(page)["f-1-value"]["mine"] == "5560,4"


def test_the_rest_of_the_page_says_that_it_is_not_saved(client, desk, met):
    desk.report(2, figures={"": {"numerator": "3", "denominator": "4"}})
    page = desk.send(client, {**met, "f-2-numerator": "9"})
    assert page.alerts[0].startswith("Chưa lưu gì: chỉ tiêu 1 vừa được người khác lưu.")
    assert page.words("s-2") == "Chưa lưu"
