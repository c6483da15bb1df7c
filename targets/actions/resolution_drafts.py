"""Keeping a resolution's draft: what is typed is always saved, whether or not it could be created.

A box holds what its writer typed; of two writers each keeps the boxes only they changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from targets import clock
from targets.actions.refusal import Refused
from targets.models import ResolutionDraft, ResolutionDraftSave, User
from targets.rules.proposal import Proposal, merged
from targets.rules.proposal_changes import Change, NotPossible, changed
from targets.rules.workflow import Role

KEPT_VERSIONS = 60  # how far behind a window may be and still be told apart
DONE = "Bản nháp này đã tạo thành nghị quyết nên không sửa ở đây được nữa."


class DraftClash(Refused):
    """Somebody changed the same boxes meanwhile; nothing was saved.

    `mine`: the draft as it is now with what I typed in it; `boxes`: name → what stands there now.
    """

    def __init__(self, now: ResolutionDraft, mine: Proposal, boxes: Mapping[str, str]) -> None:
        super().__init__(
            f"{now.updated_by or now.created_by} vừa sửa cùng {len(boxes)} ô với bạn. Chưa lưu gì;"
            " những gì bạn gõ vẫn còn đây. Xem từng ô được đánh dấu rồi bấm lại.",
            stale=True,
        )
        self.now = now
        self.mine = mine
        self.boxes = boxes


@dataclass(frozen=True, slots=True)
class Saved:
    """The draft as saved; `look_at`: the row changed; `alone`: nobody else saved meanwhile."""

    draft: ResolutionDraft
    look_at: str
    alone: bool


def start_draft(text: str, proposal: Proposal, *, source_name: str, by: User) -> ResolutionDraft:
    """Keep a text with what was read out of it."""
    _only_office(by)
    now = clock.now()
    with transaction.atomic():
        draft = ResolutionDraft.objects.create(
            text=text,
            proposal=proposal.as_json(),
            source_name=source_name[:200],
            created_by=by,
            created_at=now,
            updated_at=now,
        )
        _note(draft, by)
    return draft


def save_draft(
    draft_id: int,
    typed: Mapping[str, str],
    *,
    seen: int,
    by: User,
    change: Change | None = None,
    key: str = "",
) -> Saved:
    """Save what was typed over version `seen`, then do one change.

    A change that is not possible refuses after the typing was saved: nothing typed is lost.
    Raises DraftClash, or Refused for a draft that is no longer to be changed.
    """
    _only_office(by)
    refusal = ""
    with transaction.atomic():
        draft = _locked(draft_id)
        alone = draft.version == seen
        if draft.created_resolution_id is not None:
            raise Refused(DONE, stale=True)
        now = draft.as_proposal()
        both = merged(_base(draft, seen), now, typed)
        if both.clashing:
            boxes = now.boxes()
            raise DraftClash(draft, both.proposal, {name: boxes[name] for name in both.clashing})
        proposal = both.proposal
        if change is not None:
            try:
                proposal, key = changed(proposal, change, key)
            except NotPossible as not_possible:
                refusal = str(not_possible)
        if proposal != now:
            draft.proposal = proposal.as_json()
            _store(draft, by)
    if refusal:
        raise Refused(refusal, key)
    return Saved(draft, key, alone=alone)


def put_away(draft_id: int, *, away: bool, by: User) -> ResolutionDraft:
    """Take a draft out of the list, or back into it; it is never deleted."""
    _only_office(by)
    with transaction.atomic():
        draft = _locked(draft_id)
        if away and draft.put_away_at is None:
            draft.put_away_at, draft.put_away_by = clock.now(), by
        elif not away:
            draft.put_away_at = draft.put_away_by = None
        draft.save(update_fields=["put_away_at", "put_away_by"])
    return draft


def _base(draft: ResolutionDraft, seen: int) -> Proposal | None:
    """The version the writer had before them; None for one that is no longer kept."""
    save = draft.saves.filter(version=seen).first()
    return None if save is None else Proposal.of_json(save.proposal)


def _store(draft: ResolutionDraft, by: User) -> None:
    draft.version += 1
    draft.updated_by, draft.updated_at = by, clock.now()
    draft.save(update_fields=["proposal", "version", "updated_by", "updated_at"])
    _note(draft, by)
    draft.saves.filter(version__lte=draft.version - KEPT_VERSIONS).delete()


def _note(draft: ResolutionDraft, by: User) -> None:
    ResolutionDraftSave.objects.create(
        draft=draft, version=draft.version, proposal=draft.proposal, by=by, at=clock.now()
    )


def _locked(draft_id: int) -> ResolutionDraft:
    """The draft, which nobody else changes until this is through."""
    found = ResolutionDraft.objects.select_for_update(of=("self",))
    return found.select_related("created_by", "updated_by").get(pk=draft_id)


def _only_office(by: User) -> None:
    if not by.is_active or not by.has_role(Role.OFFICE):
        raise Refused("Chỉ Văn phòng lập nghị quyết từ văn bản.", forbidden=True)
