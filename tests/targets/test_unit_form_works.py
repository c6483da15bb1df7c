"""The form's page of work items: told offline, looked at, posted with the figures or not at all."""

import datetime

import pytest

from targets.models import Figure, TaskUpdate, WorkItem
from targets.rules.workflow import Role
from tests.factories import make_task, make_unit, make_update, make_user, make_work_item
from tests.reports.workbooks import convert, dated, needs_office
from tests.targets.sheets import Desk, Page
from tests.targets.tables import every_row
from tests.targets.unit_forms import address, hand_in, taken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pinned_day")]
FILLED = {
    "f-1-value": 5938.2,
    "w-1.1.1-state": "Đang thực hiện",
    "w-1.1.1-percent": 60,
    "w-1.1.1-text": "Đã giao 120/200 lô\nCòn vướng 02 hộ",
    "w-1.1.2-state": "hoàn thành",
    "w-1.1.2-done_on": dated(2024, 9, 20),
    "w-1.1.2-text": "Đã ban hành",
}
CHANGES = [
    ("Thực hiện 9 tháng", "–", "mới 5.938,2"),
    ("Tình trạng", "cũ Chưa triển khai", "mới Đang thực hiện"),
    ("Tỷ lệ (%)", "–", "mới 60"),
    ("Kết quả đến nay", "–", "mới Đã giao 120/200 lô Còn vướng 02 hộ"),
    ("Tình trạng", "cũ Đang thực hiện", "mới hoàn thành"),
    ("Kết quả đến nay", "–", "mới Đã ban hành"),
    ("Ngày hoàn thành", "–", "mới 20/09/2024"),
]
UPDATES = [
    ("1.1.1", "running", 60, "Đã giao 120/200 lô\nCòn vướng 02 hộ", None),
    ("1.1.2", "done", 100, "Đã ban hành", datetime.date(2024, 9, 20)),
]


@pytest.fixture
def desk(client):
    desk = Desk("value")
    task = make_task(desk.resolution, lead_unit=desk.unit)
    desk.items = [
        make_work_item(task, lead_unit=desk.unit, name="giao đất tái định cư", version=1),
        make_work_item(task, lead_unit=desk.unit, name="Đề án", state="running"),
    ]
    make_work_item(task, lead_unit=make_unit(), name="Của đơn vị khác")
    client.force_login(desk.officer)
    return desk


def updates():
    return [
        (f"1.1.{row.work_item.order}", row.state, row.percent, row.text, row.done_on)
        for row in TaskUpdate.objects.select_related("work_item").order_by("work_item__order", "pk")
    ]


def tells(item, user, text="Việc khác", **values):
    """Somebody's own update on the item's page, as far as a form can see it."""
    make_update(item, by=user, text=text, state=values.get("state", item.state))
    WorkItem.objects.filter(pk=item.pk).update(version=item.version + 1, **values)


def test_there_and_back_with_the_figures(client, desk):
    form = taken(client, desk)
    assert {name for name in form.boxes() if name[0] == "w"} == {
        f"w-1.1.{place}-{box}"
        for place in (1, 2)
        for box in ("state", "percent", "text", "done_on", "difficulties")
    }
    assert form.book["Nhiệm vụ"]["C6"].value == "Giao đất tái định cư"
    content = form.fill(FILLED).saved()
    before = every_row()
    page = hand_in(client, desk, content)
    assert (page.status, page.changes, page.alerts) == (200, CHANGES, [])
    assert every_row() == before, "a preview saves nothing"
    answer = page.confirm(client, desk)
    assert (answer.status_code, answer["Location"]) == (302, desk.address())
    assert updates() == UPDATES
    assert f"{Figure.objects.get().value.normalize():f}" == "5938.2"
    said = client.get(desk.address()).content.decode()
    assert "Đã ghi cập nhật đầu việc 1.1.1, 1.1.2." in said
    again = hand_in(client, desk, taken(client, desk).saved())
    assert "Phiếu không có gì thay đổi" in again.text


@needs_office
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_filled_in_libreoffice(client, desk, tmp_path, kind):
    (tmp_path / "phieu.xlsx").write_bytes(taken(client, desk).fill(FILLED).saved())
    convert(kind, tmp_path / "phieu.xlsx", tmp_path / "giua")
    convert("xlsx", tmp_path / "giua" / f"phieu.{kind}", tmp_path / "lai")
    page = hand_in(client, desk, (tmp_path / "lai" / "phieu.xlsx").read_bytes())
    assert (page.status, page.changes) == (200, CHANGES)
    page.confirm(client, desk)
    assert updates() == UPDATES


def test_a_unit_with_work_items_alone(client, desk):
    desk.indicators[0].lead_unit = make_unit()
    desk.indicators[0].save()
    links = desk.open(client).tree.xpath("//a/@href")
    assert {address(desk), address(desk, "form-hand-in")} <= set(links)
    page = hand_in(client, desk, taken(client, desk).fill({"w-1.1.1-text": "Xong lô 1"}).saved())
    assert page.changes == [("Kết quả đến nay", "–", "mới Xong lô 1")]
    page.confirm(client, desk)
    assert updates() == [("1.1.1", "planned", None, "Xong lô 1", None)]


def test_no_such_page_without_work_items(client):
    desk = Desk("value")
    client.force_login(desk.officer)
    assert taken(client, desk).book.sheetnames == [
        "Hướng dẫn", "Số liệu", "Thuyết minh", "_danh_muc", "_khoa",
    ]  # fmt: skip


def test_rows_moved_and_taken_out(client, desk):
    form = taken(client, desk).fill({"w-1.1.2-text": "Đã trình"})
    sheet = form.book["Nhiệm vụ"]
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    sheet.delete_rows(6)
    sheet.insert_rows(6, 3)
    sheet.insert_cols(4)
    page = hand_in(client, desk, form.saved())
    assert page.changes == [("Kết quả đến nay", "–", "mới Đã trình")]


@pytest.mark.parametrize(
    ("typed", "box", "sentence"),
    [
        ({"state": "Gần xong"}, "state", "Hãy chọn một trạng thái trong danh sách."),
        ({"percent": 120}, "percent", "Tỷ lệ là số nguyên từ 0 đến 100, ví dụ 60."),
        ({"percent": "12,5"}, "percent", "Tỷ lệ là số nguyên từ 0 đến 100, ví dụ 60."),
        ({"done_on": dated(2024, 9, 20)}, "done_on", "Có ngày hoàn thành thì hãy chọn trạng thái"),
        ({"state": "Hoàn thành", "done_on": dated(2024, 12, 1)}, "done_on", "hôm nay"),
        ({"text": "=1+1"}, "text", "Công thức trong ô chưa có kết quả lưu trong tệp."),
        ({"done_on": "x"}, "done_on", "Ngày chưa đúng."),
    ],
)
def test_errors_come_back_on_the_page_and_in_the_cells(client, desk, typed, box, sentence):
    typed = {f"w-1.1.1-{name}": value for name, value in typed.items()}
    before = every_row()
    page = hand_in(client, desk, taken(client, desk).fill(typed).saved())
    assert (page.status, every_row()) == (422, before)
    assert sentence in page.text
    assert "Có 1 ô cần sửa nên chưa lưu được." in page.alerts[0]
    boxes = page.noted(client, desk).boxes()
    assert sentence in boxes[f"w-1.1.1-{box}"].comment.text
    assert boxes["w-1.1.1-state"].value == typed.get("w-1.1.1-state", "Chưa triển khai")
    assert boxes[f"w-1.1.1-{box}"].data_type != "f"


def test_what_is_wrong_may_be_mended_on_the_sheet(client, desk):
    typed = {"f-1-value": 5, "w-1.1.1-percent": 120, "w-1.1.1-text": "Xong lô 1"}
    page = hand_in(client, desk, taken(client, desk).fill(typed).saved())
    before = every_row()
    sheet = Page(page.confirm(client, desk))
    assert (sheet.status, every_row()) == (422, before)
    assert (sheet.values["w-1.1.1-percent"], sheet.values["w-1.1.1-text"]) == ("120", "Xong lô 1")
    desk.send(client, {**sheet.values, "w-1.1.1-percent": "60"})
    assert updates() == [("1.1.1", "planned", 60, "Xong lô 1", None)]
    assert Figure.objects.count() == 1


def test_somebody_else_told_meanwhile(client, desk):
    """What stands stays unless the person says otherwise; the rest of the form goes on."""
    content = taken(client, desk).fill(FILLED).saved()
    tells(desk.items[0], make_user(unit=desk.unit), "Đã giao đủ", state="done")
    before = every_row()
    page = hand_in(client, desk, content)
    assert (page.status, every_row()) == (409, before)
    assert page.alerts == [
        "Phiếu đã cũ: đầu việc 1.1.1 được cập nhật sau khi tải phiếu. Hãy xem dưới đây rồi chọn "
        "ghi thêm hay không."
    ]
    assert "Đã giao đủ" in page.text
    assert page.fields["c-w-1.1.1"] == "theirs"
    page.confirm(client, desk)
    assert updates() == [("1.1.1", "done", None, "Đã giao đủ", None), UPDATES[1]]


def test_telling_it_all_the_same_is_a_choice(client, desk):
    content = taken(client, desk).fill({"w-1.1.1-text": "Thêm lô 2"}).saved()
    tells(desk.items[0], make_user(unit=desk.unit), state="running")
    page = hand_in(client, desk, content)
    page.confirm(client, desk, **{"c-w-1.1.1": "mine"})
    told = updates()[-1]
    assert told == ("1.1.1", "running", None, "Thêm lô 2", None), "a state not touched follows"


def test_told_between_preview_and_press(client, desk):
    page = hand_in(client, desk, taken(client, desk).fill(FILLED).saved())
    tells(desk.items[1], make_user(unit=desk.unit), "Chen vào")
    before = every_row()
    sheet = Page(page.confirm(client, desk))
    assert (sheet.status, every_row()) == (409, before), "the figures neither"
    assert "Đầu việc vừa được người khác thay đổi" in sheet.text
    assert "Chen vào" in sheet.text
    assert sheet.values["w-1.1.2-text"] == "Đã ban hành"
    assert sheet.values["f-1-value"] == "5938,2"
    assert desk.send(client, sheet.values).status == 302, "now it is an informed press"
    assert updates()[-1] == UPDATES[1]
    assert Figure.objects.count() == 1


def test_pressed_twice(client, desk):
    page = hand_in(client, desk, taken(client, desk).fill(FILLED).saved())
    assert [page.confirm(client, desk).status_code for _ in range(2)] == [302, 302]
    assert updates() == UPDATES


@pytest.mark.parametrize("when", ["before the preview", "after it"])
def test_closed_meanwhile(client, desk, when):
    content = taken(client, desk).fill(FILLED).saved()
    page = hand_in(client, desk, content) if when == "after it" else None
    WorkItem.objects.filter(pk=desk.items[0].pk).update(
        closed_at=datetime.datetime.now(datetime.UTC)
    )
    before = every_row()
    if page is None:
        page = hand_in(client, desk, content)
        assert (page.status, every_row()) == (409, before)
        assert page.alerts[0].startswith(
            "Đầu việc 1.1.1: Đầu việc đã đóng, hoặc nay do đơn vị khác"
        )
        page.confirm(client, desk)
    else:
        sheet = Page(page.confirm(client, desk))
        assert (sheet.status, every_row()) == (422, before)
        assert (
            "Đầu việc 1.1.1 đã đóng, hoặc nay do đơn vị khác chủ trì, nên chưa lưu gì."
            in sheet.text
        )
        assert "Kết quả đến nay: Đã giao 120/200 lô" in sheet.text
        desk.send(client, sheet.values)
    assert updates() == UPDATES[1:]


def test_the_office_says_who_told(client, desk):
    client.force_login(make_user(Role.OFFICE))
    page = hand_in(client, desk, taken(client, desk).fill({"w-1.1.1-text": "Xong lô 1"}).saved())
    before = every_row()
    sheet = Page(page.confirm(client, desk))
    assert (sheet.status, every_row()) == (422, before)
    assert "hãy ghi ai báo, bằng cách nào, lúc nào." in sheet.text
    assert sheet.alerts[0] == ("Có đầu việc chưa ghi được cập nhật, xem dưới đây, nên chưa lưu gì.")
    desk.send(client, {**sheet.values, "w-told_by": "Chị Hoa, điện thoại 8 giờ"})
    update = TaskUpdate.objects.get()
    assert (update.on_behalf, update.told_by) == (True, "Chị Hoa, điện thoại 8 giờ")


def test_an_item_whose_words_are_closed(client, desk):
    make_update(desk.items[0], text="Lời mật")
    WorkItem.objects.filter(pk=desk.items[0].pk).update(progress_only=True)
    form = taken(client, desk)
    assert {name for name in form.boxes() if "1.1.1" in name} == {
        "w-1.1.1-state", "w-1.1.1-percent", "w-1.1.1-done_on",
    }  # fmt: skip
    texts = [str(cell.value) for sheet in form.book for row in sheet for cell in row]
    assert not any("Lời mật" in text for text in texts)
    page = hand_in(client, desk, form.fill({"w-1.1.1-percent": 0.4}).saved())
    assert page.status == 422
    form.boxes()["w-1.1.1-percent"].number_format = "0%"
    hand_in(client, desk, form.saved()).confirm(client, desk)
    assert updates()[-1] == ("1.1.1", "planned", 40, "", None)


def test_a_done_item_keeps_its_day(client, desk):
    day = datetime.date(2024, 6, 25)
    WorkItem.objects.filter(pk=desk.items[0].pk).update(state="done", done_on=day)
    form = taken(client, desk)
    assert form.boxes()["w-1.1.1-done_on"].value == dated(2024, 6, 25)
    hand_in(client, desk, form.fill({"w-1.1.1-text": "Đã nghiệm thu"}).saved()).confirm(
        client, desk
    )
    assert updates() == [("1.1.1", "done", 100, "Đã nghiệm thu", day)]


def test_the_percentage_is_carried_on(client, desk):
    """It is read from the newest update, so an update of words alone must not lose it."""
    make_update(desk.items[1], percent=58, text="Đợt 1")
    form = taken(client, desk)
    assert form.boxes()["w-1.1.2-percent"].value == 58
    told = hand_in(client, desk, form.fill({"w-1.1.2-text": "Đợt 2"}).saved())
    told.confirm(client, desk)
    assert updates()[-1] == ("1.1.2", "running", 58, "Đợt 2", None)
    page = hand_in(client, desk, taken(client, desk).fill({"w-1.1.2-percent": 64}).saved())
    assert page.changes == [("Tỷ lệ (%)", "cũ 58", "mới 64")]
    form = taken(client, desk).fill({"w-1.1.2-state": "Tạm dừng", "w-1.1.2-text": "Chờ vốn"})
    hand_in(client, desk, form.saved()).confirm(client, desk)
    assert updates()[-1] == ("1.1.2", "paused", None, "Chờ vốn", None)


def test_a_closed_period_still_takes_updates(client, desk):
    content = taken(client, desk).fill(FILLED).saved()
    desk.close()
    page = hand_in(client, desk, content)
    assert page.status == 409
    page.confirm(client, desk)
    assert updates() == UPDATES
    assert not Figure.objects.exists()


def test_closed_between_preview_and_press(client, desk):
    page = hand_in(client, desk, taken(client, desk).fill(FILLED).saved())
    desk.close()
    before = every_row()
    sheet = Page(page.confirm(client, desk))
    assert (sheet.status, every_row()) == (409, before)
    assert "Kỳ báo cáo đã khóa." in sheet.alerts[0]
    assert "5.938,2" in sheet.text, "to be copied"
    assert desk.send(client, sheet.values).status == 302
    assert updates() == UPDATES
    assert not Figure.objects.exists()


@pytest.mark.parametrize("pk", ["999999", "x", "9" * 30])
def test_items_of_nobody(client, desk, pk):
    """Forged, or another unit's: nothing is saved."""
    before = every_row()
    fields = {"w-1.1.1-item": pk, "w-1.1.1-version": "0", "w-1.1.1-text": "Chen"}
    assert (desk.send(client, fields).status, every_row()) == (422, before)
    other = WorkItem.objects.exclude(lead_unit=desk.unit).get()
    fields["w-1.1.1-item"] = str(other.pk)
    assert (desk.send(client, fields).status, every_row()) == (422, before)


def test_rows_sorted_without_their_key(client, desk):
    form = taken(client, desk).fill({"w-1.1.1-text": "Xong"})
    sheet = form.book["Nhiệm vụ"]
    sheet["B6"].value, sheet["B7"].value = sheet["B7"].value, sheet["B6"].value
    page = hand_in(client, desk, form.saved())
    assert "“1.1.2” không khớp khóa ẩn của dòng (1.1.1)" in page.alerts[0]


def test_queries_do_not_grow(client, desk, django_assert_num_queries):
    task = desk.items[0].task
    with django_assert_num_queries(12):
        client.get(address(desk))
    for place in range(5):
        make_update(make_work_item(task, lead_unit=desk.unit), text=f"Lần {place}")
    with django_assert_num_queries(12):
        client.get(address(desk))
