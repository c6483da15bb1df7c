"""Lead units proposed by what the newest resolution says of the same targets and tasks."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from targets.rules.likeness import likeliest
from targets.rules.proposal import Proposal


@dataclass(frozen=True, slots=True)
class LastYear:
    """The newest resolution: its names, and the codes of active units that lead, by wording."""

    year: int
    issuer: str
    superior: str
    indicators: Mapping[str, str]
    tasks: Mapping[str, str]


def with_last_year(proposal: Proposal, last: LastYear) -> Proposal:
    """Fill what the text does not say from last year's resolution, and say so in a note."""
    indicators = tuple(
        replace(one, lead=one.lead or likeliest(one.wording, last.indicators))
        for one in proposal.indicators
    )
    tasks = tuple(
        replace(one, lead=one.lead or likeliest(f"{one.title} {one.wording}", last.tasks))
        for one in proposal.tasks
    )
    led = sum(bool(one.lead) for one in indicators)
    given = sum(bool(one.lead) for one in tasks)
    heading = proposal.heading
    heading = replace(
        heading,
        issuer=heading.issuer or last.issuer,
        superior=heading.superior or last.superior,
    )
    notes = proposal.notes
    if led or given:
        notes = (
            *notes,
            f"Đơn vị chủ trì của {led} chỉ tiêu, {given} nhiệm vụ là đề xuất theo nghị quyết năm"
            f" {last.year}. Hãy kiểm tra từng ô.",
        )
    return replace(proposal, heading=heading, indicators=indicators, tasks=tasks, notes=notes)
