"""Pages that are the office's alone (design §6)."""

from django.http import Http404

from targets.models import User
from targets.rules.workflow import Role


def for_the_office(user: User) -> None:
    """Raises Http404 for everybody else: for them there is no such page."""
    if not user.has_role(Role.OFFICE):
        raise Http404
