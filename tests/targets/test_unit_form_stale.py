"""A form that was taken along before the report changed: both versions, and nothing overwritten."""

import pytest

from targets.models import Figure, ProgressReport
from targets.rules.workflow import Role
from tests.factories import make_user
from tests.targets.sheets import Desk
from tests.targets.tables import every_row
from tests.targets.unit_forms import hand_in, taken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pinned_day")]


@pytest.fixture
def desk(client):
    desk = Desk("value", "ratio")
    client.force_login(desk.officer)
    return desk


@pytest.fixture
def colleague(desk):
    return make_user(unit=desk.unit, full_name="Trần Văn Bình")


def figures():
    return [
        f"{number.normalize():f}"
        for row in Figure.objects.order_by("measure__indicator__number")
        if (number := row.numerator if row.value is None else row.value) is not None
    ]


def saves(client, who, desk, typed, version=0):
    numbers = {name.split("-")[1] for name in typed}
    client.force_login(who)
    versions = {f"r-{number}-version": str(version) for number in numbers}
    assert desk.send(client, {**typed, **versions}).status == 302
    client.force_login(desk.officer)


def test_somebody_else_saved_the_same_box(client, desk, colleague):
    saves(client, colleague, desk, {"f-1-value": "100"})
    form = taken(client, desk)
    saves(client, colleague, desk, {"f-1-value": "120"}, version=1)
    content = form.fill({"f-1-value": 110, "f-2-numerator": 7, "f-2-denominator": 9}).saved()
    before = every_row()
    page = hand_in(client, desk, content)
    assert (page.status, every_row()) == (409, before)
    assert page.alerts == [
        "Phiếu đã cũ: báo cáo được sửa sau khi tải phiếu, ở chỉ tiêu 1. Hãy xem cả hai bản dưới "
        "đây, chọn số cần giữ; hoặc tải phiếu mới rồi nhập lại."
    ]
    assert page.changes[0] == (
        "Thực hiện 9 tháng", "120 Giữ số đang lưuLúc tải phiếu: 100", "110 Lấy số trong phiếu",
    )  # fmt: skip
    assert "Đã được Trần Văn Bình sửa sau khi tải phiếu" in page.text
    assert page.confirm(client, desk).status_code == 302
    assert figures() == ["120", "7"], "what is saved stays unless the person says otherwise"


def test_taking_the_forms_number_is_a_choice(client, desk, colleague):
    form = taken(client, desk)
    saves(client, colleague, desk, {"f-1-value": "120"})
    page = hand_in(client, desk, form.fill({"f-1-value": 110}).saved())
    assert page.fields["c-f-1-value"] == "theirs"
    assert page.confirm(client, desk, **{"c-f-1-value": "mine"}).status_code == 302
    assert figures() == ["110"]


def test_changed_again_while_looking(client, desk, colleague):
    form = taken(client, desk)
    saves(client, colleague, desk, {"f-1-value": "120"})
    page = hand_in(client, desk, form.fill({"f-1-value": 110}).saved())
    saves(client, colleague, desk, {"f-1-value": "130"}, version=1)
    before = every_row()
    assert page.confirm(client, desk, **{"c-f-1-value": "mine"}).status_code == 409
    assert every_row() == before


def test_saved_between_preview_and_press(client, desk, colleague):
    page = hand_in(client, desk, taken(client, desk).fill({"f-1-value": 110}).saved())
    assert page.status == 200
    saves(client, colleague, desk, {"f-1-value": "130"})
    before = every_row()
    assert page.confirm(client, desk).status_code == 409
    assert every_row() == before


def test_others_boxes_are_left_as_they_are(client, desk, colleague):
    """What the form's writer did not touch is no reason to put back what it was."""
    form = taken(client, desk)
    saves(client, colleague, desk, {"r-1-results": "Đã khởi công", "f-2-numerator": "3"})
    page = hand_in(client, desk, form.fill({"f-1-value": 110}).saved())
    assert page.status == 409
    assert [line[:1] + line[2:] for line in page.changes] == [("Thực hiện 9 tháng", "mới 110")]
    assert "Kết quả: (để trống) → Đã khởi công" in " ".join(page.tree.text_content().split())
    page.confirm(client, desk)
    assert figures() == ["110", "3"]
    assert ProgressReport.objects.get(indicator__number=1).results == "Đã khởi công"


def test_a_return_alone_makes_no_form_old(client, desk):
    form = taken(client, desk)
    saves(client, desk.officer, desk, {"f-1-value": "120"})
    form = taken(client, desk)
    ProgressReport.objects.update(version=5, status="returned")
    page = hand_in(client, desk, form.fill({"f-1-value": 110}).saved())
    assert (page.status, page.changes) == (200, [("Thực hiện 9 tháng", "cũ 120", "mới 110")])
    page.confirm(client, desk)
    assert figures() == ["110"]


def test_sent_meanwhile(client, desk):
    saves(client, desk.officer, desk, {"f-1-value": "100"})
    content = taken(client, desk).fill({"f-1-value": 110, "f-2-numerator": 5}).saved()
    ProgressReport.objects.filter(indicator__number=1).update(status="submitted")
    before = every_row()
    page = hand_in(client, desk, content)
    assert (page.status, every_row()) == (409, before)
    assert page.alerts[0].startswith("Chỉ tiêu 1: ")
    assert page.alerts[0].endswith("Số trong phiếu không được đưa vào báo cáo.")
    assert {name for name in page.fields if name[0] == "f"} == {"f-2-numerator"}
    page.confirm(client, desk)
    assert figures() == ["100", "5"]
    note = page.noted(client, desk).boxes()["f-1-value"].comment
    assert note.text.startswith("Không lưu được: ")
    assert note.text.endswith("Trong phiếu: 110"), "what was typed is not lost"


def test_a_closed_period(client, desk):
    content = taken(client, desk).fill({"f-1-value": 110}).saved()
    desk.close()
    before = every_row()
    page = hand_in(client, desk, content)
    assert (page.status, every_row()) == (409, before)
    assert "Hiện không nộp phiếu được" in page.text
    assert ("move", "save") not in page.buttons


def test_the_office_enters_for_a_unit(client, desk):
    client.force_login(make_user(Role.OFFICE))
    page = hand_in(client, desk, taken(client, desk).fill({"f-1-value": 110}).saved())
    assert "Bạn đang nhập thay" in page.text
    page.confirm(client, desk)
    assert figures() == ["110"]
