# A fresh machine needs python3 (with venv), make and git; everything else is installed into .venv.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
export HOST PORT

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --disable-pip-version-check install -q --no-compile --require-hashes
UV_VERSION := 0.13.9
CHROMIUM := $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
# The browser's driver is large; it is installed only where there is a browser to drive
TEST_STAMP := $(VENV)/$(if $(CHROMIUM),e2e,dev).stamp
STATIC_FILES := $(shell find static -type f 2>/dev/null)

.PHONY: venv run serve test check bench fuzz scores lock words
.DEFAULT_GOAL := run

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements.txt | $(BIN)/python
	$(PIP) -r $<
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt | $(BIN)/python
	$(PIP) -r $<
	@touch $@

$(VENV)/e2e.stamp: requirements-e2e.txt | $(BIN)/python
	$(PIP) -r $<
	@touch $@

var/static.stamp: $(VENV)/run.stamp $(STATIC_FILES) nghiquyet/settings.py
	@DEBUG=1 $(BIN)/python manage.py collectstatic --noinput --clear -v 0
	@touch $@

# Everything a developer needs
venv: $(VENV)/run.stamp $(TEST_STAMP)

# The demo: a fixed day, made-up figures, no encryption, on this machine only
run: export TODAY ?= 2024-09-24
run: export DEMO ?= 1
run: export HTTPS ?= 0
run: $(VENV)/run.stamp var/static.stamp
	@exec $(BIN)/gunicorn

# The same server for real work: settings come from the environment (README)
serve: $(VENV)/run.stamp var/static.stamp
	@exec $(BIN)/gunicorn

test: $(TEST_STAMP)
	$(BIN)/pytest -n 2 --dist loadgroup $(PYTEST)

check: $(VENV)/dev.stamp
	@if grep -n '://' requirements*.txt; then echo 'A lock holds an address: run make lock'; exit 1; fi
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/mypy
	$(BIN)/lint-imports
	DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python manage.py makemigrations --check --dry-run
	DEBUG=0 DEMO=0 HTTPS=1 TODAY= SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))') \
		$(BIN)/python -W error manage.py check --deploy --fail-level WARNING

bench: $(VENV)/dev.stamp
	DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python -m tests.benchmarks

# Broken files against every upload, with limits of time and memory for each; FUZZ_CASE=137 tries one
fuzz: export FUZZ ?= 2000
fuzz: export FUZZ_LIMITS := 1
fuzz: $(VENV)/dev.stamp
	$(BIN)/pytest -p no:randomly tests/fuzz

# How well the reader reads texts with known answers: make scores GOLD=folder
scores: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.score_reader --gold $(GOLD)

# The locks of today's registry, without any address in them
lock: $(VENV)/uv.stamp
	$(VENV)/uv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-header \
		pyproject.toml -o requirements.txt
	$(VENV)/uv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-header \
		-c requirements.txt pyproject.toml --group dev -o requirements-dev.txt
	$(VENV)/uv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-header \
		-c requirements-dev.txt pyproject.toml --group dev --group e2e -o requirements-e2e.txt
	@if grep -n '://' requirements*.txt; then echo 'A lock holds an address'; exit 1; fi

$(VENV)/uv.stamp: | $(BIN)/python
	$(PYTHON) -m venv $(VENV)/uv
	$(VENV)/uv/bin/pip --disable-pip-version-check install -q uv==$(UV_VERSION)
	@touch $@

# Compiles our own words for what Django leaves in English (apt-get install gettext)
words:
	msgfmt --check -o locale/vi/LC_MESSAGES/django.mo locale/vi/LC_MESSAGES/django.po
