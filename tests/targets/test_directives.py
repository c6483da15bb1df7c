"""The pages of directives: a new one, one with its answers, the list (issue 3, point 4)."""

import datetime
import re
from html import unescape

import pytest
from django.urls import reverse

from targets.actions.directives import DirectiveWish, take_step
from targets.discussion import discussion_about
from targets.models import Directive
from targets.rules.directives import DirectiveMove, DirectiveStatus
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
DUE = datetime.date(2024, 9, 27)
SECRET = "Không nhập nội dung thuộc bí mật nhà nước"
WORDS = "Mưa bão <b>& thiếu vốn"
SHOWN = "Mưa bão &lt;b&gt;&amp; thiếu vốn"
LIST = "/y-kien/nq-2024/"
NEW = "/y-kien/nq-2024/3/moi/"


class Town:
    def __init__(self):
        self.resolution = make_resolution("nq-2024")
        self.period = self.resolution.periods.get(quarter=3)
        self.unit = make_unit("tai-chinh", name="Phòng Tài chính")
        self.other = make_unit("kinh-te", name="Phòng Kinh tế")
        self.indicator = make_indicator(self.resolution, number=3, lead_unit=self.unit)
        self.task = make_task(self.resolution, number="1.1", lead_unit=self.other)
        self.leader = make_user(Role.LEADER, full_name="Huỳnh Ngọc Thiện")
        self.office = make_user(Role.OFFICE)
        self.officer = make_user(unit=self.unit, full_name="Lê Thị Ngân")
        self.stranger = make_user(unit=self.other)

    def request(self, subject=None, due=DUE, **fields):
        return make_directive(subject or self.indicator, by=self.leader, due=due, **fields)


@pytest.fixture
def town(settings):
    settings.TODAY = datetime.date(2024, 9, 24)
    return Town()


@pytest.fixture
def as_leader(client, town):
    client.force_login(town.leader)
    return client


@pytest.fixture
def as_officer(client, town):
    client.force_login(town.officer)
    return client


def address(directive):
    return reverse("targets:directive", args=[directive.pk])


def text_of(answer):
    return unescape(answer.content.decode())


def post(client, directive, move, text="", **fields):
    fields.setdefault("version", directive.version)
    return client.post(address(directive), {"move": move, "text": text, **fields})


def refused(client, where, fields):
    before = every_row()
    answer = client.post(where, fields)
    assert every_row() == before
    return answer


def buttons(page):
    return re.findall(r'name="move" value="(\w+)"', page)


# A new one


def about(subject):
    kind = "chi-tieu" if hasattr(subject, "wording") and hasattr(subject, "label") else "nhiem-vu"
    return f"{kind}-{subject.pk}"


def wish(town, **fields):
    first = {"about": about(town.indicator), "kind": "giai-trinh", "text": "Vì sao chậm?"}
    return {**first, "answer_due_on": "27/09/2024", **fields}


def test_the_form_knows_its_subject_a_day_and_the_secret_notice(as_leader, town):
    page = as_leader.get(f"{NEW}?chi-tieu=3").content.decode()
    assert f'value="{about(town.indicator)}" selected' in page
    assert 'value="27/09/2024"' in page  # three working days on
    assert SECRET in page
    page = as_leader.get(f"{NEW}?nhiem-vu=1.1").content.decode()
    assert f'value="{about(town.task)}" selected' in page


@pytest.mark.parametrize("query", ["?chi-tieu=99", "?nhiem-vu=9.9", "?chi-tieu=abc", "?chi-tieu="])
def test_a_subject_that_is_not_there(as_leader, town, query):
    assert as_leader.get(NEW + query).status_code == 404


@pytest.mark.parametrize("who", ["leader", "office"])
def test_a_request_is_written_and_leads_back(client, town, who):
    client.force_login(getattr(town, who))
    answer = client.post(NEW, wish(town, next="/chi-tieu/nq-2024/3/?ky=3"))
    written = Directive.objects.get()
    assert (answer.status_code, answer.url) == (302, "/chi-tieu/nq-2024/3/?ky=3")
    assert (written.status, written.answer_due_on, written.unit, written.text) == (
        "open", DUE, town.unit, "Vì sao chậm?",
    )  # fmt: skip
    page = text_of(client.get(answer.url))
    assert "Đã gửi yêu cầu giải trình đến Phòng Tài chính, hạn 27/09/2024." in page


def test_a_remark_on_a_task_has_no_day(as_leader, town):
    fields = wish(town, about=about(town.task), kind="y-kien", answer_due_on="hôm nào")
    answer = as_leader.post(NEW, fields)
    written = Directive.objects.get()
    assert answer.url == address(written)
    assert (written.task, written.status, written.answer_due_on) == (town.task, "noted", None)


@pytest.mark.parametrize("place", ["https://example.com/", "//example.com/", "javascript:alert(1)"])
def test_it_never_leads_elsewhere(as_leader, town, place):
    answer = as_leader.post(NEW, wish(town, next=place))
    assert answer.url == address(Directive.objects.get())
    assert post(as_leader, Directive.objects.get(), "settle", next=place).url == answer.url


@pytest.mark.parametrize(
    ("fields", "box", "words"),
    [
        ({"text": "  "}, "text", "Hãy ghi nội dung"),
        ({"text": "x" * 5001}, "text", "tối đa 5.000 ký tự"),
        ({"answer_due_on": "23/09/2024"}, "answer_due_on", "Hạn giải trình đã qua"),
        ({"answer_due_on": ""}, "answer_due_on", "cần có hạn"),
        ({"answer_due_on": "31/02/2024"}, "answer_due_on", "Ngày chưa đúng"),
        ({"about": ""}, "about", "Hãy chọn chỉ tiêu hoặc nhiệm vụ"),
        ({"about": "chi-tieu-0"}, "about", "trong danh sách"),
        ({"kind": ""}, "kind", "Hãy chọn Ý kiến hoặc Yêu cầu"),
        ({"kind": "lenh"}, "kind", "Hãy chọn Ý kiến hoặc Yêu cầu"),
    ],
)
def test_what_is_wrong_stands_beside_its_box_and_nothing_is_lost(
    as_leader, town, fields, box, words
):
    answer = refused(as_leader, NEW, wish(town, **{"text": WORDS, **fields}))
    page = answer.content.decode()
    assert answer.status_code == 422
    error = re.search(rf'id="[\w-]*{box}_error">(.*?)</p>', page)
    assert words in unescape(error[1])
    if "text" not in fields:
        assert SHOWN in page


def test_without_a_lead_unit_a_request_is_refused(as_leader, town):
    orphan = make_indicator(town.resolution, number=4, lead_unit=None)
    answer = refused(as_leader, NEW, wish(town, about=about(orphan), text=WORDS))
    assert (answer.status_code, SHOWN in answer.content.decode()) == (422, True)
    assert "Chưa giao đơn vị chủ trì nên không yêu cầu giải trình được." in text_of(answer)


# One directive


def test_the_whole_way_over_the_web(client, town):
    directive = town.request()
    client.force_login(town.officer)
    page = client.get(address(directive)).content.decode()
    assert (buttons(page), SECRET in page) == (["answer"], True)
    back = "/chi-tieu/nq-2024/3/?ky=3#yk-1"
    answer = post(client, directive, "answer", WORDS, next=back)
    assert (answer.status_code, answer.url) == (302, back)
    client.force_login(town.leader)
    page = client.get(address(directive)).content.decode()
    assert SHOWN in page
    assert "Lê Thị Ngân" in page
    assert buttons(page) == ["settle", "ask_again"]
    directive.refresh_from_db()
    post(client, directive, "ask_again", "Bao giờ xong?", answer_due_on="30/09/2024")
    client.force_login(town.officer)
    directive.refresh_from_db()
    assert (directive.status, directive.answer_due_on.day) == ("open", 30)
    post(client, directive, "answer", "Tháng 10")
    client.force_login(town.leader)
    directive.refresh_from_db()
    post(client, directive, "settle")
    page = text_of(client.get(address(directive)))
    assert buttons(page) == []
    for words in ("Vì sao chậm?", "Bao giờ xong?", "Tháng 10", "Đã kết thúc"):
        assert words in page, words


def test_who_may_do_what_sees_the_button_for_it(client, town):
    directive = town.request()
    found = {}
    for name in ("leader", "office", "officer"):
        client.force_login(getattr(town, name))
        found[name] = buttons(client.get(address(directive)).content.decode())
    assert found == {
        "leader": ["edit", "settle"], "office": ["answer", "settle"], "officer": ["answer"],
    }  # fmt: skip


def test_a_coordinating_unit_reads_and_has_no_buttons(client, town):
    directive = town.request()
    town.indicator.coordinating_units.add(town.other)
    client.force_login(town.stranger)
    page = client.get(address(directive)).content.decode()
    assert (buttons(page), "Vì sao chậm?" in page) == ([], True)
    answer = refused(client, address(directive), {"move": "answer", "text": WORDS})
    assert (answer.status_code, SHOWN in answer.content.decode()) == (403, True)


def test_another_unit_finds_nothing(client, town):
    directive = town.request()
    client.force_login(town.stranger)
    assert client.get(address(directive)).status_code == 404
    assert refused(client, address(directive), {"move": "answer", "text": "x"}).status_code == 404


def test_an_answer_to_a_settled_request_keeps_what_was_typed(client, town):
    directive = town.request()
    take_step(directive.pk, DirectiveWish(DirectiveMove.SETTLE), by=town.leader)
    client.force_login(town.officer)
    fields = {"move": "answer", "text": WORDS, "version": "0"}
    answer = refused(client, address(directive), fields)
    page = answer.content.decode()
    assert (answer.status_code, "Yêu cầu đã kết thúc." in unescape(page)) == (409, True)
    assert re.search(rf"<textarea[^>]*readonly>{re.escape(SHOWN)}", page)


def test_somebody_quicker_is_shown_and_nothing_typed_is_lost(as_officer, town):
    directive = town.request()
    edit = DirectiveWish(DirectiveMove.EDIT, "Vì sao chậm nhiều?", DUE)
    take_step(directive.pk, edit, by=town.leader)
    fields = {"move": "answer", "text": WORDS, "version": "0", "next": "/chi-tieu/nq-2024/3/"}
    answer = refused(as_officer, address(directive), fields)
    page = answer.content.decode()
    assert (answer.status_code, "vừa được người khác cập nhật" in unescape(page)) == (409, True)
    for words in (SHOWN, "Vì sao chậm nhiều?", 'name="version" value="1"', "/chi-tieu/nq-2024/3/"):
        assert words in page, words
    directive.refresh_from_db()
    assert post(as_officer, directive, "answer", WORDS).status_code == 302  # an informed one


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text": ""}, "Hãy ghi nội dung giải trình."),
        ({"text": "x" * 5001}, "tối đa 5.000 ký tự"),
        ({"version": "-1"}, "Hãy tải lại trang."),
        ({"version": "mới"}, "Hãy tải lại trang."),
        ({"move": "xóa"}, "Không có bước này."),
        ({"move": ""}, "Chưa rõ bước cần làm."),
        ({"move": "ask"}, "Không có bước này."),
    ],
)
def test_a_step_that_cannot_be_read(as_officer, town, fields, words):
    directive = town.request()
    given = {"move": "answer", "text": WORDS, "version": "0", **fields}
    answer = refused(as_officer, address(directive), given)
    assert (answer.status_code, words in text_of(answer)) == (422, True)
    if "text" not in fields:
        assert SHOWN in answer.content.decode()


def test_asking_again_for_a_day_that_has_passed(as_leader, town):
    directive = town.request(status=DirectiveStatus.ANSWERED)
    fields = {"move": "ask_again", "text": WORDS, "answer_due_on": "20/09/2024", "version": "0"}
    answer = refused(as_leader, address(directive), fields)
    page = answer.content.decode()
    assert (answer.status_code, SHOWN in page, 'value="20/09/2024"' in page) == (422, True, True)
    assert "Hạn giải trình đã qua" in unescape(page)


def test_an_edit_shows_the_earlier_words_too(as_leader, town):
    directive = town.request()
    answer = post(as_leader, directive, "edit", "Vì sao thế?", answer_due_on="27/09/2024")
    page = text_of(as_leader.get(answer.url))
    assert "Bản trước khi sửa" in page
    for words in ("Vì sao chậm?", "Vì sao thế?"):
        assert words in page


def test_an_edit_of_nothing_says_so(as_leader, town):
    directive = town.request()
    answer = post(as_leader, directive, "edit", "Vì sao chậm?", answer_due_on="27/09/2024")
    assert "Nội dung không có gì thay đổi." in text_of(as_leader.get(answer.url))


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_of_one(as_officer, town, django_assert_num_queries, count):
    directive = town.request()
    for _ in range(count):
        take_step(directive.pk, DirectiveWish(DirectiveMove.ANSWER, "x"), by=town.officer)
        again = DirectiveWish(DirectiveMove.ASK_AGAIN, "y", DUE)
        take_step(directive.pk, again, by=town.leader)
    with django_assert_num_queries(6):
        page = as_officer.get(address(directive)).content.decode()
    assert page.count("<time") == 1 + 2 * count


# The list


def subjects(answer):
    return re.findall(r'class="row-link"[^>]*>([^<]+)<', answer.content.decode())


@pytest.fixture
def several(town):
    second = make_indicator(town.resolution, number=4, lead_unit=town.other)
    town.request(town.task, quarter=2, status=DirectiveStatus.SETTLED)
    town.request(second, due=None)
    town.request(due=datetime.date(2024, 9, 20))
    town.request(second, status=DirectiveStatus.ANSWERED)
    town.request(town.task)


IN_ORDER = ["Chỉ tiêu 3", "Nhiệm vụ 1.1", "Chỉ tiêu 4", "Chỉ tiêu 4", "Nhiệm vụ 1.1"]


@pytest.mark.usefixtures("several")
class TestList:
    def test_the_most_urgent_comes_first(self, as_leader):
        answer = as_leader.get(LIST)
        assert subjects(answer) == IN_ORDER
        assert "Quá hạn 4 ngày" in text_of(answer)

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("trang-thai=qua-han", IN_ORDER[:1]),
            ("trang-thai=cho-giai-trinh", IN_ORDER[:2]),
            ("trang-thai=da-giai-trinh", ["Chỉ tiêu 4"]),
            ("trang-thai=y-kien", ["Chỉ tiêu 4"]),
            ("trang-thai=ket-thuc", ["Nhiệm vụ 1.1"]),
            ("don-vi=tai-chinh", ["Chỉ tiêu 3"]),
            ("ky=2", ["Nhiệm vụ 1.1"]),
            ("ky=3&don-vi=kinh-te&trang-thai=cho-giai-trinh", ["Nhiệm vụ 1.1"]),
            ("trang-thai=ket-thuc&ky=3", []),
            ("trang-thai=x&don-vi=y&ky=z", IN_ORDER),
            ("ky=99999999999999999999&page=%00", IN_ORDER),
        ],
    )
    def test_filters_stand_in_the_address(self, as_leader, query, found):
        answer = as_leader.get(f"{LIST}?{query}")
        assert (answer.status_code, subjects(answer)) == (200, found)

    def test_each_count_is_a_filter(self, as_leader):
        page = text_of(as_leader.get(f"{LIST}?ky=3&trang-thai=qua-han"))
        counts = re.findall(r'<a href="(\?[^"]*)"[^>]*><b>(\d)</b>([^<]+)</a>', page)
        assert [(int(count), word) for _, count, word in counts] == [
            (2, "Chờ giải trình"), (1, "Quá hạn giải trình"), (1, "Đã giải trình, chờ xem xét"),
            (1, "Ý kiến"), (0, "Nhận xét của đơn vị phối hợp"), (0, "Đã kết thúc"),
        ]  # fmt: skip
        queries = [query for query, *_ in counts]
        assert queries[0] == "?ky=3&trang-thai=cho-giai-trinh"
        assert queries[1] == "?ky=3&trang-thai="  # the chosen one clears

    def test_a_column_sorts(self, as_leader):
        assert subjects(as_leader.get(f"{LIST}?sort=subject")) == [
            "Chỉ tiêu 3", "Chỉ tiêu 4", "Chỉ tiêu 4", "Nhiệm vụ 1.1", "Nhiệm vụ 1.1",
        ]  # fmt: skip

    @pytest.mark.parametrize("role", [Role.REPORTER, Role.HEAD])
    def test_a_unit_sees_its_own(self, client, town, role):
        client.force_login(make_user(role, unit=town.unit))
        answer = client.get(LIST)
        assert subjects(answer) == ["Chỉ tiêu 3"]
        assert NEW not in text_of(answer)

    def test_another_year_has_its_own(self, as_leader):
        make_resolution("nq-2025", year=2025)
        assert subjects(as_leader.get("/y-kien/nq-2025/")) == []


def test_an_empty_list_gives_advice(as_leader, as_officer, town):
    assert "Chưa có ý kiến nào về việc của đơn vị" in text_of(as_officer.get(LIST))


@pytest.mark.parametrize("slug", ["nq-2099", "muc"])
def test_no_such_resolution(as_leader, town, slug):
    assert as_leader.get(f"/y-kien/{slug}/").status_code == 404


def test_the_short_address(client, as_leader, town):
    assert as_leader.get("/y-kien/").url == LIST
    town.resolution.periods.all().delete()
    assert "Chưa có kỳ báo cáo nào" in text_of(as_leader.get("/y-kien/"))


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_of_the_list(as_leader, town, django_assert_num_queries, count):
    for _ in range(count):
        town.request()
    with django_assert_num_queries(6):
        assert len(subjects(as_leader.get(LIST))) == count


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_of_a_new_one(as_leader, town, django_assert_num_queries, count):
    for number in range(4, 3 + count):
        make_indicator(town.resolution, number=number)
    with django_assert_num_queries(6):
        page = as_leader.get(NEW).content.decode()
    assert page.count('value="chi-tieu-') == count


# On the page of its subject


def test_a_discussion_holds_the_period_and_what_was_left_open(town):
    kept, settled = town.request(), town.request(status=DirectiveStatus.SETTLED)
    town.request(town.task)
    kinds = [{}, {"due": None}, {"status": DirectiveStatus.ANSWERED}]
    old = [town.request(quarter=2, **kind) for kind in kinds]
    found = discussion_about(town.leader, town.period, indicator=3, place="/x/")
    shown = [item.thread.pk for item in found.threads]
    assert set(shown) == {kept.pk, settled.pk, old[0].pk, old[2].pk}
    assert found.waiting == "2 yêu cầu chờ giải trình"
    assert found.new_url == f"{NEW}?chi-tieu=3&next=%2Fx%2F"
    about_task = discussion_about(town.officer, town.period, task=town.task, place="/x/")
    assert (len(about_task.threads), about_task.new_url) == (1, "")


def test_the_unit_answers_on_the_page_of_the_indicator(as_officer, town):
    directive = town.request()
    page = as_officer.get("/chi-tieu/nq-2024/3/?ky=3").content.decode()
    assert f'id="yk-{directive.pk}"' in page
    assert buttons(page) == ["answer"]
    assert f'action="{address(directive)}"' in page
    assert f'value="/chi-tieu/nq-2024/3/?ky=3#yk-{directive.pk}"' in page
    assert SECRET in page


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_of_a_subject(as_officer, town, django_assert_num_queries, count):
    for _ in range(count):
        town.request()
    with django_assert_num_queries(18):
        page = as_officer.get("/chi-tieu/nq-2024/3/?ky=3").content.decode()
    assert page.count('class="thread"') == count
