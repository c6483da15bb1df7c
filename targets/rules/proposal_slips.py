"""Likely slips of the pen put right in a proposal, and put back; what was printed stays known."""

import re
from dataclasses import replace

from targets.rules.proposal import Proposal, ProposedSlip, Stretch


def can_mend(proposal: Proposal, slip: ProposedSlip) -> bool:
    """Whether any box has the slip in it: most of a text is in no box."""
    boxes = proposal.boxes()
    around = _boxes_around(proposal, slip)
    return any(_mended(boxes[name], slip) != boxes[name] for name in around)


def mended(proposal: Proposal, slip: ProposedSlip) -> Proposal:
    """The slip put right in the texts that stand around it; what was printed stays as it was."""
    if slip.taken:
        return proposal
    boxes = proposal.boxes()
    before = {
        name: boxes[name]
        for name in _boxes_around(proposal, slip)
        if _mended(boxes[name], slip) != boxes[name]
    }
    after = {name: _mended(text, slip) for name, text in before.items()}
    done = replace(slip, taken=True, before=before)
    return replace(proposal, slips=_with(proposal, done)).with_boxes(after)


def as_printed(proposal: Proposal, slip: ProposedSlip) -> Proposal:
    """As it was printed again, except in boxes somebody has rewritten since."""
    if not slip.taken:
        return proposal
    boxes = proposal.boxes()
    back = {
        name: text for name, text in slip.before.items() if boxes.get(name) == _mended(text, slip)
    }
    undone = replace(slip, taken=False, before={})
    return replace(proposal, slips=_with(proposal, undone)).with_boxes(back)


def _boxes_around(proposal: Proposal, slip: ProposedSlip) -> list[str]:
    """The boxes whose text was read around the slip: of its indicator or task, else headings."""
    indicators = [one for one in proposal.indicators if _around(one.span, slip)]
    owners = {one.key for one in indicators}
    parts = [one for one in proposal.measures if one.owner in owners or _around(one.span, slip)]
    tasks = [one for one in proposal.tasks if _around(one.span, slip)]
    names = [f"{one.key}-wording" for one in (*indicators, *tasks)]
    names += [f"{one.key}-{box}" for one in parts for box in ("name", "words")]
    names += [f"{one.key}-title" for one in tasks]
    if names:
        return names
    headings = [f"{one.key}-name" for one in (*proposal.groups, *proposal.task_groups)]
    return ["nq-title", "nq-goal", *headings]


def _mended(text: str, slip: ProposedSlip) -> str:
    """Mended once: behind the word that stood before the slip, else at its first place."""
    words = r"\s+".join(map(re.escape, slip.found.split()))
    places = [
        found
        for found in re.finditer(rf"(?<!\w){words}(?!\w)", text)
        if not text.startswith(slip.proposed, found.start())
    ]
    fitting = [one for one in places if text[: one.start()].split()[-1:] == [slip.behind]]
    for place in (fitting or places)[:1]:
        return f"{text[: place.start()]}{slip.proposed}{text[place.end() :]}"
    return text


def _around(span: Stretch | None, slip: ProposedSlip) -> bool:
    return span is not None and span[0] <= slip.span[0] and slip.span[1] <= span[1]


def _with(proposal: Proposal, slip: ProposedSlip) -> tuple[ProposedSlip, ...]:
    return tuple(slip if one.key == slip.key else one for one in proposal.slips)
