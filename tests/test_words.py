"""Our catalogue for what Django leaves in English: compiled, and Vietnamese wins."""

import re

from django.conf import settings
from django.utils.translation import gettext

CATALOGUE = settings.BASE_DIR / "locale/vi/LC_MESSAGES/django.po"


def test_the_compiled_catalogue_is_the_written_one():
    pairs = re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', CATALOGUE.read_text(), re.MULTILINE)
    assert len(pairs) > 40
    assert {msgid: gettext(msgid) for msgid, _ in pairs} == dict(pairs)
