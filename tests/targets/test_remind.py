"""`manage.py remind`: who is mailed what on which day, once a day whatever happens."""

import datetime
import threading

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.utils import IntegrityError
from django.utils import timezone

from targets.actions import notices
from targets.models import MailedLine, Reminder, Unit, User
from targets.rules.workflow import Move, Role, Status
from tests.factories import (
    make_directive,
    make_event,
    make_indicator,
    make_report,
    make_resolution,
    make_task,
    make_unit,
    make_user,
    make_work_item,
)
from tests.targets.tables import every_row

pytestmark = pytest.mark.django_db
NOTHING = "Không có gì để nhắc.\n"


@pytest.fixture(autouse=True)
def _mail_server(settings):
    settings.EMAIL_GIVEN = True
    settings.TODAY = datetime.date(2024, 9, 20)


@pytest.fixture
def resolution():
    """Its first two quarters are closed."""
    made = make_resolution("nq-2024")
    made.periods.filter(quarter__lt=3).update(closed_at=timezone.now())
    return made


@pytest.fixture
def unit():
    return make_unit("tc", name="Phòng Tài chính", email="tc@donvi.vn")


@pytest.fixture
def report(resolution, unit):
    """A report that is due today and was never sent."""
    return make_indicator(resolution, number=1, lead_unit=unit)


def remind(capsys, *options):
    call_command("remind", *options)
    return capsys.readouterr().out


def letters():
    """Address → lines of each mail that went, and forget them."""
    found = [
        (one.to[0], [line[2:] for line in one.body.splitlines() if line.startswith("- ")])
        for one in mail.outbox
    ]
    mail.outbox.clear()
    return found


def test_the_whole_letter(capsys, report):
    assert remind(capsys) == "Đã gửi tc@donvi.vn: 1 nội dung.\n"
    (letter,) = mail.outbox
    assert letter.subject == "Nghị quyết năm 2024: 1 nội dung cần đơn vị xử lý"
    assert letter.body == (
        "Văn phòng Thị ủy xin nhắc các nội dung thực hiện Nghị quyết năm 2024 (ngày 20/09/2024):\n"
        "\n"
        "Phòng Tài chính - báo cáo 9 tháng đầu năm 2024\n"
        "- Chỉ tiêu (1) - chỉ tiêu số 1: chưa gửi số liệu, hạn 20/09/2024, hôm nay\n"
        "Nhập, cập nhật tại: /bao-cao/nq-2024/3/tc/\n"
        "\n"
        "Nếu chưa có số liệu, đề nghị ghi rõ lý do và ngày dự kiến có. Nếu đơn vị đã gửi hoặc đã "
        "cập nhật, xin bỏ qua thư này.\n"
        "Trân trọng.\n"
    )
    (note,) = Reminder.objects.values("unit__code", "period__quarter", "channel", "address", "by")
    assert note == {
        "unit__code": "tc", "period__quarter": 3, "channel": "email", "address": "tc@donvi.vn",
        "by": None,
    }  # fmt: skip
    period = resolution_period(report)
    assert list(MailedLine.objects.values_list("address", "on", "key").order_by("key")) == [
        ("tc@donvi.vn", datetime.date(2024, 9, 20), "digest"),
        ("tc@donvi.vn", datetime.date(2024, 9, 20), f"report:{period.pk}:1:{report.lead_unit_id}"),
    ]


def resolution_period(indicator):
    return indicator.group.resolution.periods.get(quarter=3)


def test_twice_on_a_day_sends_once_and_the_next_day_again(capsys, settings, report):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert remind(capsys).count("Subject:") == 1
    before = every_row()
    assert remind(capsys) == NOTHING
    assert every_row() == before
    settings.TODAY = datetime.date(2024, 9, 21)
    assert remind(capsys).count("Subject:") == 1


def test_nothing_new_goes_out_on_a_day_that_had_its_digest(capsys, resolution, unit, report):
    remind(capsys)
    make_indicator(resolution, number=2, lead_unit=unit)
    assert remind(capsys) == NOTHING


def test_on_days_without_a_reminder_nothing_goes(capsys, settings, report):
    sent = []
    for day in range(10, 30):
        settings.TODAY = datetime.date(2024, 9, day)
        if remind(capsys) != NOTHING:
            sent.append(day)
    assert sent == [15, 19, 20, 21, 24, 27]


def test_without_a_mail_server_it_says_so_and_changes_nothing(capsys, settings, report):
    settings.EMAIL_GIVEN = False
    before = every_row()
    assert "Chưa khai báo máy chủ thư (biến EMAIL_URL)" in remind(capsys)
    assert (every_row() == before, mail.outbox) == (True, [])


@pytest.mark.parametrize("given", [True, False])
def test_a_dry_run_tells_and_does_nothing(capsys, settings, report, given):
    settings.EMAIL_GIVEN = given
    before = every_row()
    assert remind(capsys, "--dry-run") == "Sẽ gửi tc@donvi.vn: 1 nội dung.\n"
    assert (every_row() == before, mail.outbox) == (True, [])


def test_before_any_resolution(capsys, unit):
    assert remind(capsys) == NOTHING


class TestWhat:
    def test_sent_reports_and_closed_periods_are_left_alone(self, capsys, resolution, unit):
        make_report(make_indicator(resolution, lead_unit=unit), status=Status.SUBMITTED)
        assert remind(capsys) == NOTHING
        make_indicator(resolution, lead_unit=unit)
        resolution.periods.update(closed_at=timezone.now())
        assert remind(capsys) == NOTHING

    def test_an_earlier_period_still_open_is_told_too(self, capsys, settings, report):
        resolution_period(report).resolution.periods.filter(quarter=2).update(closed_at=None)
        settings.TODAY = datetime.date(2024, 9, 16)
        remind(capsys)
        ((_, lines),) = letters()
        assert lines == [
            "Chỉ tiêu (1) - chỉ tiêu số 1: chưa gửi số liệu, hạn 20/06/2024, đã qua 88 ngày"
        ]
        assert Reminder.objects.get().period.quarter == 2

    def test_a_return_by_the_day_it_was_given(self, capsys, settings, resolution, unit):
        back = make_report(make_indicator(resolution, lead_unit=unit), status=Status.RETURNED)
        make_event(back, Move.SUBMIT)
        make_event(back, Move.RETURN, minute=1, note="Sai", answer_by=datetime.date(2024, 9, 23))
        days = []
        for day in range(17, 27):
            settings.TODAY = datetime.date(2024, 9, day)
            remind(capsys)
            days += [day] if letters() else []
        assert days == [18, 22, 23, 24]

    def test_work_items(self, capsys, settings, resolution, unit):
        task = make_task(resolution, number="2.1", lead_unit=unit)
        make_work_item(task, name="lập đề án", due_on=datetime.date(2024, 10, 5))
        make_work_item(task, state="done", due_on=datetime.date(2024, 9, 20))
        days = []
        for offset in range(40):
            settings.TODAY = datetime.date(2024, 9, 15) + datetime.timedelta(days=offset)
            remind(capsys)
            days += [f"{settings.TODAY:%d/%m}"] if letters() else []
        assert days == ["20/09", "30/09", "04/10", "05/10", "12/10", "19/10"]

    def test_requests_to_explain(self, capsys, resolution, unit):
        indicator = make_indicator(resolution, lead_unit=unit, measures=[{"pace": "year_end"}])
        make_directive(indicator, by=make_user(Role.LEADER), due=datetime.date(2024, 9, 21))
        remind(capsys)
        assert letters() == [
            (
                "tc@donvi.vn",
                ["Giải trình về chỉ tiêu (1) (yêu cầu ngày 18/09/2024): chưa giải trình, hạn "
                 "21/09/2024, còn 1 ngày"],
            )
        ]  # fmt: skip
        assert Reminder.objects.get().period.quarter == 3

    @pytest.mark.parametrize("status", ["draft", "closed"])
    def test_only_of_an_active_resolution(self, capsys, resolution, report, status):
        type(resolution).objects.update(status=status)
        assert remind(capsys) == NOTHING


class TestWhom:
    def test_one_digest_per_address_over_all_its_units(self, capsys, resolution, unit, report):
        second = make_unit("kb", name="Kho bạc")
        make_indicator(resolution, number=2, lead_unit=second)
        make_user(unit=unit, also_for=[second], email="Ngan@donvi.vn")
        make_user(Role.HEAD, unit=unit, email="TC@donvi.vn ")
        assert remind(capsys) == (
            "Đã gửi tc@donvi.vn: 1 nội dung.\nĐã gửi ngan@donvi.vn: 2 nội dung.\n"
        )
        assert [(address, len(lines)) for address, lines in letters()] == [
            ("tc@donvi.vn", 1),
            ("ngan@donvi.vn", 2),
        ]

    def test_whom_it_does_not_concern(self, capsys, resolution, report, unit):
        Unit.objects.update(email="")
        make_user(unit=unit, email="nghi@donvi.vn", is_active=False)
        make_user(Role.OFFICE, unit=unit, email="vp@donvi.vn")
        make_user(unit=make_unit(parent=unit), email="cap-duoi@donvi.vn")
        make_user(unit=unit)
        assert remind(capsys) == NOTHING

    def test_a_unit_that_is_no_more(self, capsys, report):
        Unit.objects.update(is_active=False)
        assert remind(capsys) == NOTHING

    @pytest.mark.parametrize(
        ("address", "said"),
        [
            ("x@donvi.vn\nBcc: y@donvi.vn", "có dấu xuống dòng nên không gửi."),
            ("x@donvi.vn\r\n", "có dấu xuống dòng nên không gửi."),
            ("khong phai thu", "không đúng dạng ten@donvi.vn nên không gửi."),
        ],
    )
    def test_a_bad_address_is_named_and_the_others_are_sent(
        self, capsys, report, unit, address, said
    ):
        make_user(unit=unit, email="tot@donvi.vn")
        Unit.objects.filter(pk=unit.pk).update(email=address)
        call_command("remind")
        printed = capsys.readouterr()
        assert printed.out == "Đã gửi tot@donvi.vn: 1 nội dung.\n"
        assert said in printed.err
        assert printed.err.count("\n") == 1
        assert [address for address, _ in letters()] == ["tot@donvi.vn"]

    def test_a_unit_does_not_take_an_address_with_a_line_break(self):
        from django.core.exceptions import ValidationError  # noqa: PLC0415

        with pytest.raises(ValidationError) as refused:
            Unit(code="x", name="X", email="x@donvi.vn\nBcc: y@z.vn").full_clean()
        assert set(refused.value.message_dict) == {"email"}


class TestFailure:
    @pytest.fixture
    def two(self, resolution, unit, report):
        second = make_unit("yt", name="Trung tâm Y tế", email="yt@donvi.vn")
        make_indicator(resolution, number=2, lead_unit=second)

    def test_the_others_are_sent_and_the_claim_is_given_back(self, capsys, two, monkeypatch):
        real = EmailMessage.send

        def refuse(message, **options):
            if message.to == ["tc@donvi.vn"]:
                raise OSError("hộp thư\nđầy")
            return real(message, **options)

        monkeypatch.setattr(EmailMessage, "send", refuse)
        with pytest.raises(CommandError, match="1 thư không gửi được"):
            call_command("remind")
        printed = capsys.readouterr()
        assert printed.out == "Đã gửi yt@donvi.vn: 1 nội dung.\n"
        assert printed.err == "Không gửi được tc@donvi.vn: hộp thư đầy\n"
        assert set(MailedLine.objects.values_list("address", flat=True)) == {"yt@donvi.vn"}
        assert list(Reminder.objects.values_list("unit__code", flat=True)) == ["yt"]
        monkeypatch.setattr(EmailMessage, "send", real)
        assert remind(capsys) == "Đã gửi tc@donvi.vn: 1 nội dung.\n"

    def test_a_server_that_takes_no_mail(self, report, monkeypatch):
        monkeypatch.setattr(EmailMessage, "send", lambda *_args, **_options: 0)
        assert notices.remind().failed == [("tc@donvi.vn", "Máy chủ thư không nhận thư này.")]
        assert not MailedLine.objects.exists()

    def test_the_claim_is_kept_before_the_mail_goes(self, report, monkeypatch):
        seen = []

        def look(_message, **_options):
            seen.append(sorted(MailedLine.objects.values_list("key", flat=True)))
            return 1

        monkeypatch.setattr(EmailMessage, "send", look)
        notices.remind()
        assert [keys[0] for keys in seen] == ["digest"]

    def test_a_line_is_in_the_database_once_a_day(self, report):
        row = {"address": "a@b.vn", "on": datetime.date(2024, 9, 20), "key": "work:1"}
        MailedLine.objects.create(**row)
        with pytest.raises(IntegrityError):
            MailedLine.objects.create(**row)


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_send_once(resolution, report):
    together, outcomes = threading.Barrier(2), []

    def run():
        try:
            together.wait()
            outcomes.append(notices.remind())
        finally:
            connection.close()

    runs = [threading.Thread(target=run) for _ in range(2)]
    for one in runs:
        one.start()
    for one in runs:
        one.join()
    assert sorted(len(outcome.sent) for outcome in outcomes) == [0, 1]
    assert [message.to for message in mail.outbox] == [["tc@donvi.vn"]]
    assert Reminder.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_gathering_takes_as_many_queries_for_three_units(
    django_assert_num_queries, resolution, count
):
    for place in range(count):
        lead = make_unit(email=f"u{place}@donvi.vn")
        make_report(make_indicator(resolution, lead_unit=lead), 2, status=Status.DRAFT)
        make_user(unit=lead, email=f"p{place}@donvi.vn")
        make_work_item(make_task(resolution, lead_unit=lead), due_on=datetime.date(2024, 9, 20))
    assert User.objects.exclude(email="").count() == count
    with django_assert_num_queries(19):
        assert len(notices.remind(send=False).sent) == 2 * count
