"""The office's settings as a paper's head; one query."""

from reports.paper_head import PaperHead
from targets.models import Letterhead


def report_head() -> PaperHead:
    """How the report to the committee is headed and signed."""
    kept = Letterhead.current()
    return PaperHead(
        place=kept.place,
        symbol=kept.report_symbol,
        body=kept.report_body,
        addressee=kept.report_to,
        on_behalf=kept.report_for,
        post=kept.report_post,
        name=kept.report_name,
        recipients=tuple(filter(None, map(str.strip, kept.report_recipients.splitlines()))),
    )
