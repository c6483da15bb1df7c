"""Everything before the server starts; the web server calls it (gunicorn.conf.py)."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from targets.models import Resolution


class Command(BaseCommand):
    help = "Bring the database up to date; under DEMO=1 load the resolution and the demo once."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        if settings.DEMO:
            if not Resolution.objects.exists():
                call_command("load_resolution", stdout=self.stdout)
            call_command("load_demo", stdout=self.stdout)
