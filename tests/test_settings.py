"""What stops the start (design §8), seen from outside: each case is a process of its own."""

import os
import subprocess
import sys

import pytest


def start(command="check", **environment):
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    # A database that is not there: no check opens it
    settings = {"DATABASE_URL": "sqlite:////nowhere/db.sqlite3", **environment}
    return subprocess.run(
        [sys.executable, "manage.py", *command.split()],
        env=kept | {"PYTHONWARNINGS": "error"} | settings,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({}, "SECRET_KEY is not set"),
        ({"SECRET_KEY": "x", "TODAY": "2024-09-24"}, "TODAY pins the date"),
        ({"SECRET_KEY": "x", "EVIDENCE_ROOT": "static/tep"}, "EVIDENCE_ROOT lies among the static"),
        ({"SECRET_KEY": "x", "TODAY": "24/09/2024", "DEMO": "1"}, "write it as TODAY=2024-09-24"),
    ],
)
def test_the_start_stops_with_a_sentence(environment, sentence):
    ended = start(**environment)
    assert ended.returncode != 0
    assert sentence in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    "environment",
    [
        {"SECRET_KEY": "x"},
        {"DEMO": "1", "TODAY": "2024-09-24", "HTTPS": "0"},
        {"DEBUG": "1", "TODAY": "2024-09-24"},
    ],
)
def test_the_start_goes_on(environment):
    ended = start(**environment)
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.parametrize(
    ("environment", "printed"),
    [
        ({}, "False console"),
        ({"EMAIL_URL": ""}, "False console"),
        ({"EMAIL_URL": "consolemail://"}, "True console"),
        ({"EMAIL_URL": "smtp://thu.noibo:25"}, "True smtp"),
    ],
)
def test_whether_a_mail_server_was_named(environment, printed):
    told = (
        "from django.conf import settings as s;"
        "print(s.EMAIL_GIVEN, s.EMAIL_BACKEND.split('.')[-2], s.EMAIL_TIMEOUT)"
    )
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    ended = subprocess.run(
        [sys.executable, "-c", told],
        env=kept
        | {"DJANGO_SETTINGS_MODULE": "nghiquyet.settings", "SECRET_KEY": "x"}
        | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stdout == f"{printed} 20\n"


def test_nothing_is_left_to_warn_about_in_deployment():
    ended = start("check --deploy --fail-level WARNING", SECRET_KEY="k3y-" + "aB3$" * 15)
    assert (ended.returncode, ended.stderr) == (0, "")
