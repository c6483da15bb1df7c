"""What the office itself says: notices, reminders, and how its papers are headed."""

import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from targets.labels import REMINDER_CHANNEL_LABELS
from targets.models.people import Unit, User
from targets.models.periods import Period


class OfficeNoticeQuerySet(models.QuerySet["OfficeNotice"]):
    def shown_on(self, day: datetime.date) -> Self:
        """What still stands on the start pages on a day."""
        return self.filter(until__gte=day, withdrawn_at__isnull=True)


class OfficeNotice(models.Model):
    """A few words on every start page, up to and including `until`, or until withdrawn."""

    text = models.TextField("nội dung")
    until = models.DateField("hiện đến hết ngày")
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = OfficeNoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.text[:60]


class Letterhead(models.Model):
    """How the office's papers are headed and signed; there is one row or none.

    `issuing_office`: the office as it signs ("Văn phòng"); `place` where it sits; `symbol` what
    stands behind the number ("-PĐĐ/VPTU"); `recipients` a line each; `contact` whom to call.
    `report_…` are of the report to the committee: `report_body` in whose name it speaks ("Ban
    Thường vụ Thị ủy"), `report_to` who receives it, `report_for` and `report_post` stand over
    the signer's name.
    """

    issuing_office = models.CharField("cơ quan ra văn bản", max_length=200, blank=True)
    place = models.CharField("địa danh", max_length=100, blank=True)
    symbol = models.CharField("ký hiệu phiếu đôn đốc", max_length=60, blank=True)
    signer_post = models.CharField("chức vụ người ký", max_length=100, blank=True)
    signer_name = models.CharField("họ tên người ký", max_length=100, blank=True)
    recipients = models.TextField("nơi nhận", blank=True)
    contact = models.CharField("đầu mối liên hệ", max_length=200, blank=True)
    report_symbol = models.CharField("ký hiệu báo cáo", max_length=60, blank=True)
    report_body = models.CharField("báo cáo của", max_length=200, blank=True)
    report_to = models.CharField("trình", max_length=200, blank=True)
    report_for = models.CharField("thay mặt", max_length=100, blank=True)
    report_post = models.CharField("chức vụ người ký báo cáo", max_length=100, blank=True)
    report_name = models.CharField("họ tên người ký báo cáo", max_length=100, blank=True)
    report_recipients = models.TextField("nơi nhận báo cáo", blank=True)

    class Meta:
        verbose_name = "thể thức văn bản"
        verbose_name_plural = "thể thức văn bản"

    def __str__(self) -> str:
        return "Thể thức văn bản"

    @classmethod
    def current(cls) -> "Letterhead":
        """The one row, or an empty one that is not saved."""
        return cls.objects.order_by("pk").first() or cls()


class Reminder(models.Model):
    """Append-only: a unit was reminded of what it owes in a period; `by` None: by the clock.

    `text`: the words that went out.
    """

    period = models.ForeignKey(Period, models.PROTECT, related_name="reminders")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reminders")
    channel = models.CharField(max_length=10, choices=REMINDER_CHANNEL_LABELS)
    address = models.EmailField(blank=True)
    text = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(channel="email") | Q(address=""), name="only_mail_has_an_address"
            )
        ]

    def __str__(self) -> str:
        return f"{self.period_id} / {self.unit_id}: {self.channel}"


class MailedLine(models.Model):
    """A line that went to an address on a day: never the same line twice on a day.

    `key` names what the line is about: report:<period>:<number>:<unit>, work:<id>, request:<id>;
    or it is "digest": the address has had its one digest of the day.
    """

    address = models.EmailField()
    on = models.DateField()
    key = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["address", "on", "key"], name="line_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.address} {self.on}: {self.key}"
