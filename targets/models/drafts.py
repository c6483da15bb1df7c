"""A resolution's text as somebody brought it in, and what the office has made of it so far."""

from typing import Self

from django.db import models

from targets.models.people import User
from targets.models.plan import Resolution
from targets.rules.proposal import Proposal
from targets.rules.workflow import Role


class ResolutionDraftQuerySet(models.QuerySet["ResolutionDraft"]):
    def visible_to(self, user: User) -> Self:
        """Drafts are the office's."""
        return self if user.is_active and user.has_role(Role.OFFICE) else self.none()


class ResolutionDraft(models.Model):
    """A text being corrected until a resolution is created from it, once (`created_resolution`).

    `text` never changes: the proposal's stretches count in it. Put away, never deleted.
    `version` grows with every change: a writer who saw another version is told.
    """

    text = models.TextField("văn bản")
    source_name = models.CharField("tệp", max_length=200, blank=True)
    proposal = models.JSONField("đề xuất", default=dict)
    version = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    updated_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    updated_at = models.DateTimeField()
    put_away_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    put_away_at = models.DateTimeField(null=True, blank=True)
    created_resolution = models.OneToOneField(
        Resolution, models.PROTECT, null=True, blank=True, related_name="draft"
    )

    objects = ResolutionDraftQuerySet.as_manager()

    class Meta:
        ordering = ["-updated_at", "-pk"]
        verbose_name = "bản nháp nghị quyết"
        verbose_name_plural = "bản nháp nghị quyết"

    def __str__(self) -> str:
        return self.as_proposal().heading.title or self.source_name or "Chưa có tên"

    def as_proposal(self) -> Proposal:
        """The proposal as it stands."""
        return Proposal.of_json(self.proposal)


class ResolutionDraftSave(models.Model):
    """The proposal as a recent version had it, so that two writers can be told apart."""

    draft = models.ForeignKey(ResolutionDraft, models.CASCADE, related_name="saves")
    version = models.PositiveIntegerField()
    proposal = models.JSONField(default=dict)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["draft", "version"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "version"], name="draft_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.draft_id}: {self.version}"
