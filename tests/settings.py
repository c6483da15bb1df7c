"""The project's settings with a made-up key, a database of its own and a quick password hasher."""

import os

os.environ.setdefault("SECRET_KEY", "only-for-tests")
for name in ("DEBUG", "DEMO", "TODAY"):
    os.environ.pop(name, None)
os.environ["HTTPS"] = "0"

from nghiquyet.settings import *  # noqa: E402, F403
from nghiquyet.settings import DATABASES, STORAGES, VAR  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file: in memory, the threads of a live server would share one connection. One name per
    # process: several runs may share the folder.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / f"test-{os.getpid()}.sqlite3")}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
