"""Everything the site is by default; the environment is read here and nowhere else.

The other modules of this package only override. `docs/development.md` lists the variables.
"""

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from wagtail.embeds.oembed_providers import vimeo, youtube

from hub.content_security import ADMIN_POLICY, PUBLIC_POLICY
from hub.logs import logging_settings


def env(name: str, default: str = "") -> str:
    """Return a variable of the environment; one that is set to nothing counts as not set."""
    return os.environ.get(f"HUB_{name}", "").strip() or default


def env_flag(name: str, *, default: bool = False) -> bool:
    """Return a variable that is on or off, and refuse what is neither."""
    value = env(name, "1" if default else "0").lower()
    if value not in {"1", "true", "yes", "on", "0", "false", "no", "off"}:
        raise ImproperlyConfigured(f"HUB_{name} is {value!r}; write 1 or 0.")
    return value in {"1", "true", "yes", "on"}


def env_list(name: str, default: str = "") -> list[str]:
    """Return a variable that holds several values between commas."""
    return [part.strip() for part in env(name, default).split(",") if part.strip()]


# Places ---------------------------------------------------------------------------------------

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(env("DATA_DIR", str(BASE_DIR / "var"))).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)  # SQLite makes its file, never the folder
BASE_URL = env("BASE_URL", "http://127.0.0.1:8000").rstrip("/")

# Identity and safety --------------------------------------------------------------------------

# Good enough to try things out; production refuses to start with it.
EXAMPLE_SECRET_KEY = "for-development-only-never-use-this-where-others-can-reach-it"  # noqa: S105
SECRET_KEY = env("SECRET_KEY", EXAMPLE_SECRET_KEY)
DEBUG = env_flag("DEBUG")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = [BASE_URL] if BASE_URL.startswith("https://") else []

# How many proxies of ours stand in front: only that many entries of X-Forwarded-For are believed.
TRUSTED_PROXIES = int(env("TRUSTED_PROXIES", "0"))
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SIGNED_COOKIE_LEGACY_SALT_FALLBACK = False  # what was signed for another cookie is not believed

HUB_CONTENT_SECURITY_POLICY = PUBLIC_POLICY
HUB_ADMIN_CONTENT_SECURITY_POLICY = ADMIN_POLICY

# Applications ---------------------------------------------------------------------------------

INSTALLED_APPS = [
    "frontend_schema",
    "search",
    "actions",
    "courses",
    "resources",
    "hub",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "wagtail_localize",
    "wagtail_localize.locales",  # stands in for wagtail.locales
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "hub.health.HealthMiddleware",
    "hub.tracing.TracingMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "hub.repeated_answers.RepeatedAnswersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hub.content_security.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "hub.urls"
WSGI_APPLICATION = "hub.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hub.accounts.context.frame",
            ],
        },
    },
]

# Storage of data ------------------------------------------------------------------------------

DATABASES = {
    "default": dj_database_url.parse(
        env("DATABASE_URL", f"sqlite:///{DATA_DIR / 'hub.sqlite3'}"),
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Writers wait for each other instead of failing, and never block a reader.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL",
    }
else:
    DATABASES["default"]["OPTIONS"] = {"connect_timeout": 3}  # readers wait no longer for a host
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env("REDIS_URL")


def cache_for(name: str, **options: Any) -> dict[str, Any]:
    """Return the settings of one cache: in Redis where there is one, else in each process."""
    if not REDIS_URL:
        memory = "django.core.cache.backends.locmem.LocMemCache"
        return {"BACKEND": memory, "LOCATION": name, "OPTIONS": options}
    timeouts = {"socket_connect_timeout": 0.15, "socket_timeout": 0.15}
    backend = "hub.redis_cache.RedisOrMemoryCache"
    return {"BACKEND": backend, "LOCATION": REDIS_URL, "OPTIONS": timeouts}


CACHES: dict[str, dict[str, Any]] = {
    "default": cache_for("default"),
    # Answers to readers (`hub.response_cache`); what older code made is not shown after an upgrade.
    "responses": {
        **cache_for("responses", MAX_ENTRIES=500),
        "KEY_PREFIX": f"responses:{env('RELEASE')}",
    },
}

# A content delivery network in front: for how long it may keep what is public, and how it drops it.
HUB_CDN_SECONDS = int(env("CDN_SECONDS", "0"))
WAGTAILFRONTENDCACHE: dict[str, dict[str, Any]] = {
    name: {"BACKEND": "hub.cdn.SurrogateKeyBackend", **parameters}
    for name, parameters in json.loads(env("CDN_PURGE", "{}")).items()
}

# Addresses of a cluster between commas; without one, the embedded engine answers alone.
HUB_ELASTICSEARCH_URL = env_list("ELASTICSEARCH_URL")
HUB_ELASTICSEARCH_INDEX = env("ELASTICSEARCH_INDEX", "hub")
HUB_SEARCH_LOG_DAYS = int(env("SEARCH_LOG_DAYS", "90"))
# Webhooks go to public addresses over HTTPS; for development, to this machine as well.
HUB_WEBHOOKS_TO_LOOPBACK = env_flag("WEBHOOKS_TO_LOOPBACK")
HUB_RETENTION_DAYS: dict[str, int] = json.loads(env("RETENTION_DAYS", "{}"))

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"

DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # the editor of a page with many blocks sends thousands

# People ---------------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
_VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATORS}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATORS}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATORS}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATORS}.NumericPasswordValidator"},
]
HUB_OPEN_SIGN_UP = env_flag("OPEN_SIGN_UP", default=True)
LOGIN_URL = "account_login"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "hub.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_FORMS = {
    "signup": "hub.accounts.forms.SignupForm",
    "request_login_code": "hub.accounts.forms.RequestLoginCodeForm",
    "reset_password": "hub.accounts.forms.ResetPasswordForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"  # what an administrator writes counts as confirmed
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 7  # and then an unconfirmed account is deleted
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # in the browser that signed up
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
# By address block (an IPv6 one is a /64), by what was typed as login ("key") and by account.
ACCOUNT_RATE_LIMITS = {
    "signup": "20/10m/ip",
    "confirm_email": "20/10m/ip,3/10m/key",
    "request_login_code": "20/10m/ip,3/10m/key",
    "login": "30/10m/ip",
    "login_failed": "20/10m/ip,5/10m/key",
    "reset_password": "20/10m/ip,3/10m/key",
    "reset_password_from_key": "20/10m/ip",
    "reauthenticate": "10/10m/user",
    "change_password": "5/10m/user",
}
MFA_ADAPTER = "hub.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Local Action Hub"
MFA_ALLOW_UNVERIFIED_EMAIL = True

# smtp://user:password@host:587 goes out with STARTTLS; without a value, mail is printed.
# Not Django 6.1's MAILERS yet: Wagtail 8 asks for a connection with username=None, and MAILERS
# would take that as "no log-in".
_MAIL = urlsplit(env("EMAIL_URL"))
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _MAIL.hostname else 'console'}.EmailBackend"
EMAIL_HOST = _MAIL.hostname or "localhost"
EMAIL_PORT = _MAIL.port or 587
EMAIL_HOST_USER = unquote(_MAIL.username or "")
EMAIL_HOST_PASSWORD = unquote(_MAIL.password or "")
EMAIL_USE_TLS = True
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", "Local Action Hub <hub@localhost>")

# Languages and time ---------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = WAGTAILADMIN_PERMITTED_LANGUAGES = [
    ("en", _("English")),
    ("fr", _("French")),
    ("es", _("Spanish")),
    ("ar", _("Arabic")),
]
USE_I18N = WAGTAIL_I18N_ENABLED = True
USE_TZ = True
TIME_ZONE = env("TIME_ZONE", "UTC")

# Where a text is read when it is missing in the language asked for, in this order.
HUB_LOCALE_CHAINS: dict[str, list[str]] = json.loads(
    env("LOCALE_CHAINS", '{"fr": ["en"], "es": ["en"], "ar": ["fr", "en"]}')
)
# Languages a file may be in beyond those of the pages.
HUB_ASSET_LANGUAGES = env_list("ASSET_LANGUAGES", "pt,ru,zh,sw,de,it,uk,tr")

# Wagtail --------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Local Action Hub"
WAGTAILADMIN_BASE_URL = BASE_URL
# One door, rate limited and with an optional second factor; hub/urls.py closes Wagtail's own.
WAGTAIL_FRONTEND_LOGIN_URL = "hub_door"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False  # the admin asks no other server
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILSEARCH_BACKENDS: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "wagtail.search.backends.database"}
}
WAGTAILEMBEDS_FINDERS = [
    {"class": "wagtail.embeds.finders.oembed", "providers": [youtube, vimeo]},
]

# A shared password is kept in plain text and cannot be withdrawn from one person.
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}

_MEGABYTE = 1024 * 1024
WAGTAILDOCS_DOCUMENT_FORM_BASE = "hub.media.forms.CheckedDocumentForm"
WAGTAILDOCS_EXTENSIONS = [
    *("csv", "docx", "epub", "odp", "ods", "odt", "pdf", "pptx", "txt", "xlsx", "zip"),
    *("m4a", "mp3", "mp4", "vtt"),  # recordings and their captions
]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 25 * _MEGABYTE
WAGTAILDOCS_SERVE_METHOD = "serve_view"  # so that privacy is asked at every download
WAGTAILIMAGES_IMAGE_FORM_BASE = "hub.media.forms.CheckedImageForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpeg", "jpg", "png", "webp"]  # SVG can hold script
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * _MEGABYTE
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000

# A page that goes to translation stays unseen until its translator publishes it.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False

# Logs and figures -----------------------------------------------------------------------------

HUB_METRICS_TOKEN = env("METRICS_TOKEN")
LOGGING = logging_settings(level=env("LOG_LEVEL", "INFO"), style=env("LOG_STYLE", "line"))
