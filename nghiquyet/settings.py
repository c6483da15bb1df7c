"""Settings, all from the environment (design §8). What cannot be safe stops the start."""

import secrets
import sys
from datetime import date, timedelta
from pathlib import Path

import environ
from bootstrap_wrapper import get_bootstrap_dir
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = BASE_DIR / "var"
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)

env = environ.Env()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        sentence = f"TODAY={text!r} is no day: write it as TODAY=2024-09-24, or leave it out."
        raise ImproperlyConfigured(sentence) from None


def _secret_key() -> str:
    """Return SECRET_KEY, or for a demo or a developer one made once in var/secret_key."""
    if key := str(env.str("SECRET_KEY", default="")):
        return key
    if not (DEBUG or DEMO):
        sentence = (
            "SECRET_KEY is not set. Put a long random text (50 characters or more) into the "
            "environment variable SECRET_KEY and keep it; DEMO=1 makes one by itself."
        )
        raise ImproperlyConfigured(sentence)
    kept = VAR / "secret_key"
    try:
        with kept.open("x") as fresh:
            kept.chmod(0o600)
            fresh.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return kept.read_text()


DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
HTTPS = env.bool("HTTPS", default=True)
SECRET_KEY = _secret_key()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
# Addresses of our own reverse proxies: only theirs X-Forwarded-For and -Proto are believed
TRUSTED_PROXY = env.list("TRUSTED_PROXY", default=[])

# The one pinned day of targets.clock
TODAY = _day(env.str("TODAY", default=""))
if TODAY and not (DEBUG or DEMO):
    raise ImproperlyConfigured(
        "TODAY pins the date of deadlines and events and is for DEMO=1 or DEBUG=1 only. "
        "Leave TODAY out for real work."
    )

INSTALLED_APPS = [
    "auditlog",  # before ours: targets.admin takes its list away, ours is /quan-tri/nhat-ky/
    "targets",
    "reports",
    "targets.apps.OfficeAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
    "django_tables2",
    "lucide",
]

MIDDLEWARE = [
    "targets.middleware.TrustedProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "targets.middleware.LoginRequiredMiddleware",
    "targets.middleware.FirstPasswordMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "auditlog.middleware.AuditlogMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "nghiquyet.urls"
WSGI_APPLICATION = "nghiquyet.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "nghiquyet.context.frame",
            ]
        },
    }
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Writers queue up instead of failing; what was acknowledged survives a power cut
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People: who they are, how long they stay, when the door locks
AUTH_USER_MODEL = "targets.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "targets.passwords.LongEnough", "OPTIONS": {"length": 10}},
    {"NAME": "targets.passwords.NotAboutYourself"},
    {"NAME": "targets.passwords.NotWellKnown"},
    {"NAME": "targets.passwords.NotOnlyDigits"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["carried"]
AXES_LOCKOUT_CALLABLE = "targets.views.accounts.locked_out"
AUDITLOG_INCLUDE_TRACKING_MODELS = (
    {
        "model": "targets.User",
        # Passwords have their own entries without the password; the staff flags follow the role
        "exclude_fields": [
            *("id", "last_login", "date_joined", "password", "must_change_password"),
            *("is_staff", "is_superuser", "first_name", "last_name"),
        ],
        "m2m_fields": ["also_for"],
    },
    "targets.Unit",
    "targets.OfficePolicy",
    # Of the plan; milestones have a log of their own with reasons
    "targets.Resolution",
    "targets.IndicatorGroup",
    {"model": "targets.Indicator", "m2m_fields": ["coordinating_units"]},
    "targets.Measure",
    "targets.Target",
    "targets.Assignment",
    "targets.TaskGroup",
    {"model": "targets.Task", "m2m_fields": ["coordinating_units", "indicators"]},
    # What updates and extensions change is told by their own rows, and nothing twice
    {"model": "targets.WorkItem", "exclude_fields": ["state", "done_on", "version"]},
    "targets.Letterhead",
)

# What a browser is told
CSRF_FAILURE_VIEW = "targets.views.accounts.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
# Without encryption browsers ignore this header and complain
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin" if HTTPS else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
# No browser's preload list takes a host name of a closed network
SILENCED_SYSTEM_CHECKS = ["security.W021"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
# The limits above do not count files: these do, before anything of ours looks at one
DATA_UPLOAD_MAX_NUMBER_FILES = 40
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "nghiquyet.uploads.CappedUploadHandler",
]

LANGUAGE_CODE = "vi"
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "nghiquyet.formats"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static", ("bootstrap", get_bootstrap_dir())]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "nghiquyet.storage.HashedFiles"},
}
MEDIA_ROOT = VAR / "media"
# Files attached to reports; no web server may serve this folder, a backup has to take it along
EVIDENCE_ROOT = (BASE_DIR / (str(env.str("EVIDENCE_ROOT", default="")) or "var/evidence")).resolve()
if EVIDENCE_ROOT.is_relative_to(STATIC_ROOT) or EVIDENCE_ROOT.is_relative_to(BASE_DIR / "static"):
    sentence = "EVIDENCE_ROOT lies among the static files, which anybody may read. Name another."
    raise ImproperlyConfigured(sentence)

# Mail: only where a server was named; an explicit consolemail:// prints it instead
EMAIL_URL = str(env.str("EMAIL_URL", default="")).strip()
EMAIL_GIVEN = bool(EMAIL_URL)
vars().update(env.email_url_config(EMAIL_URL or "consolemail://"))
EMAIL_TIMEOUT = 20
# How people reach the site, for links in messages: https://theodoi.noibo; unset: paths alone
SITE_URL = str(env.str("SITE_URL", default="")).strip().rstrip("/")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="nghiquyet@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "stream": sys.stderr}
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # Django's own console handler speaks under DEBUG only
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # A damaged PDF is told to whoever brought it; its every fault is no news for the server
        "pypdf": {"level": "ERROR"},
    },
}
