"""All settings, on one page. Everything that differs between machines comes from the environment.

Every value has a safe default for development. With DEBUG=0 the process refuses to start until the values that
have no safe default are given: SECRET_KEY and ALLOWED_HOSTS.
"""

from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config.embedded import defaults

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# Which process this is: "web", "worker", "beat", or "manage" for everything else.
PROCESS = env.str("DAYBOOK_PROCESS", default="manage")

# --- Safety -----------------------------------------------------------------------------------------------------

DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = env.str("SECRET_KEY", default="") or (defaults.secret_key() if DEBUG else "")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"] if DEBUG else [])
HTTPS = env.bool("HTTPS", default=not DEBUG)

if len(SECRET_KEY) < 32:
    raise ImproperlyConfigured("Set SECRET_KEY to a random text of at least 32 characters, or DEBUG=1.")
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("Set ALLOWED_HOSTS to the names this site answers to, separated by commas.")

# The shop's own address, for links in messages and for the payment provider to return to.
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [SITE_URL] if HTTPS else []
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_FAILURE_VIEW = "bookings.views.errors.csrf_failure"

# How many proxies in front of this process are ours; their X-Forwarded-For and -Proto are believed.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# The pay page adds its gateway's origin to form-action (checkout/views/pay.py).
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# --- Application ------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "config",
    "checkout",
    "bookings",
    "services",
    "django.contrib.postgres",
    "django.forms",
    "config.admin_app.OwnerAdminConfig",  # Django's admin, opening with the day's work
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "timezone_field",
    "phonenumber_field",
]

MIDDLEWARE = [
    "config.middleware.no_body_for_head",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "config.middleware.permissions_policy",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.one_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

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
                "bookings.context.business",
            ],
            "builtins": ["services.templatetags.display", "template_partials.templatetags.partials"],
        },
    }
]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
TIME_ZONE = "UTC"  # The clock of the machine; what people read is the business's or the location's zone.
USE_TZ = True

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]

# --- Data -------------------------------------------------------------------------------------------------------

DATABASE_URL = env.str("DATABASE_URL", default="") or defaults.database_url()
REDIS_URL = env.str("REDIS_URL", default="") or defaults.redis_url()

DATABASES = {"default": env.db_url_config(DATABASE_URL)}
if DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
    raise ImproperlyConfigured("DATABASE_URL must name a PostgreSQL database (postgres://...).")
_statement_timeout = {"web": 5_000, "worker": 30_000}.get(PROCESS, 0)
DATABASES["default"] |= {
    "ENGINE": "config.postgresql",
    "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=60),
    "CONN_HEALTH_CHECKS": True,
    "OPTIONS": DATABASES["default"].get("OPTIONS", {})
    | {
        "application_name": f"daybook-{PROCESS}",
        "options": f"-c timezone=UTC -c lock_timeout=3000 -c statement_timeout={_statement_timeout}"
        " -c idle_in_transaction_session_timeout=10000",
    },
}

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": env.str("CACHE_PREFIX", default="daybook"),
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
    }
}

# --- Background work (the timetable is in config/celery.py) -------------------------------------------------------

CELERY_BROKER_URL = REDIS_URL
if REDIS_URL.startswith("unix://"):  # kombu's own word for a socket
    _socket = urlsplit(REDIS_URL)
    CELERY_BROKER_URL = f"redis+socket://{_socket.path}?virtual_host={_socket.query.removeprefix('db=') or 0}"
CELERY_TASK_DEFAULT_QUEUE = env.str("QUEUE", default="celery")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT = 45
CELERY_TASK_TIME_LIMIT = 60
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_REDIRECT_STDOUTS = False  # what is printed is meant to be read whole: a log masks its links
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "global_keyprefix": env.str("QUEUE_PREFIX", default=""),
}
CELERY_TIMEZONE = "UTC"

# --- Static files -------------------------------------------------------------------------------------------------

STATIC_URL = "static/"
# Nothing is uploaded. Without an address of its own the test server would look for every page among files.
MEDIA_URL = "media/"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Serve straight from the sources (development and `manage.py up`), or what collectstatic gathered and hashed.
WHITENOISE_USE_FINDERS = env.bool("STATIC_FINDERS", default=DEBUG)
STATIC_ROOT = None if WHITENOISE_USE_FINDERS else env.path("STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))
_storage = "django.contrib.staticfiles.storage.StaticFilesStorage"
if not WHITENOISE_USE_FINDERS:
    _storage = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _storage},
}

# --- What leaves the house ----------------------------------------------------------------------------------------

vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
if vars()["EMAIL_BACKEND"] == "django.core.mail.backends.console.EmailBackend":
    EMAIL_BACKEND = "config.embedded.console_mail.EmailBackend"  # For a person to read: Django's prints base64.
# Mail by a provider's own API instead, such as postmark: README, "Deploy it".
if MAIL_PROVIDER := env.str("MAIL_PROVIDER", default=""):
    if find_spec("anymail") is None:
        raise ImproperlyConfigured('MAIL_PROVIDER needs django-anymail: pip install "django-anymail>=15.2,<16".')
    EMAIL_BACKEND, ANYMAIL = f"anymail.backends.{MAIL_PROVIDER}.EmailBackend", env.dict("MAIL_PROVIDER_KEYS")
    INSTALLED_APPS += ["anymail"]
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="bookings@daybook.example")

SMS_BACKEND = env.str("SMS_BACKEND", default="console")  # console, file or twilio
SMS_FILE = env.path("SMS_FILE", default=str(defaults.state_dir() / "sms.jsonl"))
TWILIO_ACCOUNT_SID = env.str("TWILIO_ACCOUNT_SID", default="")
TWILIO_AUTH_TOKEN = env.str("TWILIO_AUTH_TOKEN", default="")
TWILIO_FROM = env.str("TWILIO_FROM", default="")
TWILIO_URL = env.str("TWILIO_URL", default="https://api.twilio.com")

PAYMENT_GATEWAY = env.str("PAYMENT_GATEWAY", default="sandbox")  # sandbox, stripe or offline
STRIPE_SECRET_KEY = env.str("STRIPE_SECRET_KEY", default="").strip()
STRIPE_WEBHOOK_SECRET = env.str("STRIPE_WEBHOOK_SECRET", default="").replace(",", " ").split()  # one or more
STRIPE_API_BASE = env.str("STRIPE_API_BASE", default="https://api.stripe.com").rstrip("/")
STRIPE_PAGE = env.str("STRIPE_PAGE", default="https://checkout.stripe.com")  # the origin of the page to pay on
# The sandbox's page is served under another name than the shop, as a real provider's is.
SANDBOX_URL = env.str("SANDBOX_URL", default="http://localhost:8000").rstrip("/")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"without_links": {"()": "config.logs.WithoutLinks"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_links"]}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {"django": {"handlers": [], "propagate": True}, "stripe": {"level": "WARNING"}},
}
