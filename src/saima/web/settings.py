"""Settings of the site; everything that differs between places comes from the environment.

``SAIMA_VAR`` (folder for database, key and generated files, default ``var``), ``DATABASE_URL``,
``SECRET_KEY``, ``ALLOWED_HOSTS`` (comma separated), ``SAIMA_HTTPS`` (1: behind TLS), ``DEBUG``,
``SAIMA_OPEN_BOARDS`` (1: boards are read without signing in), ``SAIMA_PUBLIC_BOARDS`` (1: sealed
boards are published under /public/ for everybody), ``SAIMA_SEAL_DIGEST`` (``sha256`` or ``sm3``:
what names the seals to come), ``SAIMA_MAIL_URL``, ``SAIMA_CHANNELS``, ``SAIMA_SITE_ADDRESS``,
``SAIMA_DIGEST_HOUR`` (messages by mail and chat, docs/running.md; the demo sends none),
``SAIMA_DAILY`` (0: cron calls ``saima daily``, not the site). Set by the demo alone:
``SAIMA_DEMO`` (1: a button signs in as anybody) and ``SAIMA_NOW`` (the moment it starts at).
"""

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from saima.web.setup.clock import shift
from saima.web.setup.database import database
from saima.web.setup.digest import seal_digest
from saima.web.setup.outgoing import channels, digest_hour, mail_url
from saima.web.setup.secret import secret_key

HERE = Path(__file__).resolve().parent
VAR = Path(os.environ.get("SAIMA_VAR", "var")).resolve()

DEBUG = os.environ.get("DEBUG") == "1"
SECRET_KEY = os.environ.get("SECRET_KEY") or secret_key(VAR / "secret_key")
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

DEMO = os.environ.get("SAIMA_DEMO") == "1"
OPEN_BOARDS = DEMO or os.environ.get("SAIMA_OPEN_BOARDS") == "1"
PUBLIC_BOARDS = os.environ.get("SAIMA_PUBLIC_BOARDS") == "1"
DAILY = not DEMO and os.environ.get("SAIMA_DAILY") != "0"
SEAL_DIGEST = seal_digest(os.environ.get("SAIMA_SEAL_DIGEST"))
CLOCK_SHIFT = shift(os.environ.get("SAIMA_NOW") if DEMO else None)

MAIL_URL = "" if DEMO else mail_url(os.environ)
CHANNELS = {} if DEMO else channels(os.environ)
SITE_ADDRESS = os.environ.get("SAIMA_SITE_ADDRESS", "").rstrip("/")
DIGEST_HOUR = digest_hour(os.environ)
LETTERS = "saima.web.letters.letter_of"
"""Who writes what is sent: the words are the web's, the sending is an action."""

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "ninja",
    "saima.records",
    "saima.web",
    "saima.jobs",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "saima.web.setup.headers.content_policy",
    "saima.web.setup.moment.at_one_moment",
    "saima.web.setup.public.nobody_known",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "saima.web.setup.language.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "saima.web.setup.signing_in.keep_awake",
    "saima.web.setup.signing_in.SignInNeeded",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
]
ROOT_URLCONF = "saima.web.urls"
WSGI_APPLICATION = "saima.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "saima.web.navigation.jobs",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "saima.web.templatetags.saima",
                "saima.web.templatetags.live",
            ],
        },
    }
]

DATABASES = {"default": database(os.environ.get("DATABASE_URL"), VAR / "saima.sqlite3")}
AUTH_USER_MODEL = "records.Person"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "sign_in"
SESSION_COOKIE_NAME = "saima_session"
SESSION_COOKIE_AGE = 30 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [HERE / "locale"]
LANGUAGE_COOKIE_NAME = "saima_language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
"""A grid of 60 units x 80 indicators without scripts sends up to three fields a cell."""

TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
CHART_CACHE = VAR / "charts"

HTTPS = os.environ.get("SAIMA_HTTPS") == "1"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "saima.web.pages.errors.expired"
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = HTTPS
X_FRAME_OPTIONS = "DENY"
