"""One box that finds indicators, tasks, work items and units (issue 3, "Find")."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from targets import clock
from targets.finding import HitGroup, find
from targets.forms.fields import readable
from targets.http import AppRequest
from targets.labels import FOUND_LABELS
from targets.places import newest_place
from targets.rules.finding import LONGEST, Question, read_question
from targets.rules.workflow import Role
from targets.templatetags.display import marked


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One line of the page, ready to print."""

    url: str
    number: str
    name: SafeString
    note: SafeString
    about: str


@dataclass(frozen=True, slots=True)
class Finder:
    """What was asked and what was found."""

    question: Question
    groups: list[HitGroup] = field(default_factory=list)

    @property
    def typed(self) -> str:
        """What goes back into the box."""
        return self.question.text[:LONGEST]

    @property
    def total(self) -> int:
        return sum(group.total for group in self.groups)

    @property
    def sections(self) -> Iterator[tuple[str, str, HitGroup, list[ResultLine]]]:
        """An anchor, a heading, and the lines of each kind that was found."""
        for group in self.groups:
            lines = [
                ResultLine(hit.url, hit.number, marked(hit.name), marked(hit.note), hit.about)
                for hit in group.hits
            ]
            yield f"tim-{group.kind}", FOUND_LABELS[group.kind], group, lines


@require_safe
def search(request: AppRequest) -> HttpResponse:
    """What the reader may see that has all the words asked for, or the number."""
    if request.user.has_role(Role.ADMIN):
        raise Http404
    question = read_question(readable(request.GET.get("q", "")))
    if question.problem:
        return render(request, "targets/search.html", {"finder": Finder(question)})
    place = newest_place(request.user)
    running = place.period if place and place.period.is_opened(clock.today()) else None
    groups = find(request.user, question, running)
    return render(request, "targets/search.html", {"finder": Finder(question, groups)})
