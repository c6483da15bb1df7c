"""A coordinating unit reads everything of an indicator and writes a dated remark (design §6)."""

import datetime
from html import unescape

import pytest

from targets.actions.directives import DirectiveRefused, DirectiveWish, Question, ask, take_step
from targets.models import Directive
from targets.rules.directives import DirectiveMove
from targets.rules.workflow import Role
from tests.factories import (
    make_directive,
    make_indicator,
    make_resolution,
    make_task,
    make_unit,
    make_user,
)
from tests.targets.tables import every_row

pytestmark = pytest.mark.django_db
NEW = "/y-kien/nq-2024/3/moi/"
WORDS = "Đã bàn giao mặt bằng đợt 2"
BUTTON = "Ghi nhận xét của đơn vị phối hợp"


class Town:
    def __init__(self):
        self.resolution = make_resolution("nq-2024")
        self.period = self.resolution.periods.get(quarter=3)
        self.lead, self.beside = make_unit("tai-chinh"), make_unit("do-thi", name="Phòng Đô thị")
        self.indicator = make_indicator(self.resolution, number=3, lead_unit=self.lead)
        self.indicator.coordinating_units.add(self.beside)
        self.other = make_indicator(self.resolution, number=4, lead_unit=self.lead)
        self.task = make_task(self.resolution, number="1.1", lead_unit=self.lead)
        self.officer = make_user(unit=self.beside, full_name="Lê Thị Ngân")
        self.leader = make_user(Role.LEADER)

    def remark(self, by=None, subject=None, **fields):
        return ask(Question(subject or self.indicator, self.period, WORDS, **fields),
                   by=by or self.officer)  # fmt: skip


@pytest.fixture
def town(settings):
    settings.TODAY = datetime.date(2024, 9, 24)
    return Town()


@pytest.fixture
def as_officer(client, town):
    client.force_login(town.officer)
    return client


def text_of(answer):
    return unescape(answer.content.decode())


def refused(act, *given, **named):
    before = every_row()
    with pytest.raises(DirectiveRefused) as caught:
        act(*given, **named)
    assert every_row() == before
    return caught.value


@pytest.mark.parametrize("role", [Role.REPORTER, Role.HEAD])
def test_a_coordinating_unit_remarks(town, role):
    by = make_user(role, unit=town.beside)
    written = town.remark(by)
    assert (written.by, written.by_unit, written.unit) == (by, town.beside, town.lead)
    assert (written.status, written.answer_due_on, written.text) == ("noted", None, WORDS)


def test_one_that_is_served_beside_ones_own(town):
    helper = make_user(unit=make_unit("kinh-te"))
    helper.also_for.add(town.beside)
    assert town.remark(helper).by_unit == town.beside


def test_it_asks_for_no_answer(town):
    refusal = refused(town.remark, answer_due_on=datetime.date(2024, 9, 27))
    assert (refusal.forbidden, "chỉ ghi nhận xét" in str(refusal)) == (True, True)


@pytest.mark.parametrize("whose", ["lead", "other", "stranger", "gone", "left"])
def test_nobody_else_of_the_units_remarks(town, whose):
    by, subject = town.officer, town.indicator
    match whose:
        case "lead":
            by = make_user(unit=town.lead)
        case "other":
            subject = town.other
        case "stranger":
            by = make_user(unit=make_unit("thue"))
        case "gone":
            town.beside.is_active = False
            town.beside.save()
        case "left":
            by = make_user(unit=town.beside, is_active=False)
    assert refused(town.remark, by, subject).forbidden


def test_only_its_author_edits_it_and_the_first_words_stay(town):
    written = town.remark()
    wish = DirectiveWish(DirectiveMove.EDIT, "Đã bàn giao đợt 2, còn 3 hộ")
    assert refused(take_step, written.pk, wish, by=make_user(unit=town.beside)).forbidden
    assert refused(take_step, written.pk, wish, by=town.leader).forbidden
    take_step(written.pk, wish, by=town.officer)
    assert [entry.text for entry in written.entries.order_by("pk")] == [WORDS, wish.text]


def test_an_author_who_moved_away_no_longer_edits(town):
    written = town.remark()
    town.officer.unit = town.lead
    town.officer.save()
    by = type(town.officer).objects.get(pk=town.officer.pk)
    wish = DirectiveWish(DirectiveMove.EDIT, "Khác")
    assert refused(take_step, written.pk, wish, by=by).forbidden


def test_from_the_indicators_page_and_back(as_officer, town):
    town.task.coordinating_units.add(town.beside)
    page = text_of(as_officer.get("/chi-tieu/nq-2024/3/?ky=3"))
    assert BUTTON in page
    assert f"{NEW}?chi-tieu=3&next=%2Fchi-tieu%2Fnq-2024%2F3%2F%3Fky%3D3" in page
    form = text_of(as_officer.get(f"{NEW}?chi-tieu=3"))
    assert "Yêu cầu giải trình:" not in form
    assert 'name="answer_due_on"' not in form
    assert [f"chi-tieu-{town.other.pk}" in form, f"nhiem-vu-{town.task.pk}" in form] == [
        False,
        True,
    ]
    answer = as_officer.post(
        NEW,
        {"about": f"chi-tieu-{town.indicator.pk}", "text": WORDS, "next": "/chi-tieu/nq-2024/3/"},
        follow=True,
    )
    assert answer.redirect_chain == [("/chi-tieu/nq-2024/3/", 302)]
    page = text_of(answer)
    assert "Đã ghi nhận xét." in page
    assert WORDS in page
    assert "Nhận xét của đơn vị phối hợp" in page
    assert "Lê Thị Ngân, Phòng Đô thị" in page


def test_what_the_form_refuses_it_keeps(as_officer, town):
    before = every_row()
    answer = as_officer.post(NEW, {"about": f"chi-tieu-{town.other.pk}", "text": WORDS})
    assert answer.status_code == 422
    page = text_of(answer)
    assert WORDS in page
    assert "Hãy chọn chỉ tiêu hoặc nhiệm vụ trong danh sách." in page
    assert as_officer.post(NEW, {"about": "", "text": " "}).status_code == 422
    assert every_row() == before


@pytest.mark.parametrize("address", [NEW, f"{NEW}?chi-tieu=4", f"{NEW}?nhiem-vu=1.1"])
def test_what_is_not_coordinated_has_no_form(client, town, address):
    client.force_login(town.officer if "?" in address else make_user(unit=town.lead))
    assert client.get(address).status_code == 404


def test_lead_and_leadership_read_it_and_the_papers_leave_it_out(client, town):
    make_directive(town.indicator, by=town.leader, text="Chú ý vốn")
    town.remark()
    client.force_login(town.leader)
    page = text_of(client.get("/y-kien/nq-2024/?trang-thai=nhan-xet"))
    assert WORDS in page
    assert "Phòng Đô thị, 24/09/2024" in page
    assert "Chú ý vốn" not in page
    assert WORDS not in text_of(client.get("/y-kien/nq-2024/?trang-thai=y-kien"))
    client.force_login(make_user(unit=town.lead))
    assert WORDS in text_of(client.get("/chi-tieu/nq-2024/3/?ky=3"))
    assert [row.text for row in Directive.objects.of_leadership()] == ["Chú ý vốn"]


def test_a_stranger_does_not_find_it(client, town):
    written = town.remark()
    client.force_login(make_user(unit=make_unit("thue")))
    assert client.get(f"/y-kien/{written.pk}/").status_code == 404
