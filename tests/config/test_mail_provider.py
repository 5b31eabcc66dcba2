"""A mail provider that is not set up is named before anything is lost, and tells nothing without its secret."""

import subprocess
import sys

import pytest
from django.core.checks import run_checks

from config.embedded.defaults import PROJECT
from tests.config.launcher import manage, plain_environment

KEYS = {"POSTMARK_SERVER_TOKEN": "token", "WEBHOOK_SECRET": "name:password"}
GIVEN = {
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "DEBUG": "1",
    "MAIL_PROVIDER": "postmark",
}
ADDRESSES = (
    "from config import urls; print([route for each in urls.urlpatterns if 'mail' in (route := str(each.pattern))])"
)


@pytest.mark.parametrize(
    ("provider", "keys", "said"),
    [
        ("postmark", KEYS, []),
        ("postmrak", KEYS, ["MAIL_PROVIDER=postmrak can't be used: No module named 'anymail.backends.postmrak'"]),
        ("postmark", {"WEBHOOK_SECRET": "name:password"}, ["MAIL_PROVIDER=postmark can't be used: You must set "]),
        *(
            ("postmark", {**KEYS, "WEBHOOK_SECRET": secret}, ["MAIL_PROVIDER_KEYS has no WEBHOOK_SECRET of a name"])
            for secret in ("", "password", "name:", ":password")
        ),
        ("postmark", {"POSTMARK_SERVER_TOKEN": "token"}, ["MAIL_PROVIDER_KEYS has no WEBHOOK_SECRET of a name"]),
        ("postmrak", {}, ["MAIL_PROVIDER=postmrak can't be used: ", "MAIL_PROVIDER_KEYS has no WEBHOOK_SECRET of"]),
    ],
)
def test_what_is_missing_is_an_error_of_the_check(settings, provider, keys, said):
    settings.MAIL_PROVIDER, settings.ANYMAIL = provider, keys
    settings.EMAIL_BACKEND = f"anymail.backends.{provider}.EmailBackend"
    found = [
        each for each in run_checks(include_deployment_checks=True) if each.id in ("daybook.E010", "daybook.E011")
    ]
    assert [each.msg[: len(start)] for each, start in zip(found, said, strict=True)] == said


@pytest.mark.parametrize(
    ("keys", "addresses"),
    [("POSTMARK_SERVER_TOKEN=t,WEBHOOK_SECRET=name:password", ["messages/mail/"]), ("POSTMARK_SERVER_TOKEN=t", [])],
)
def test_nobody_tells_of_mail_without_the_secret(keys, addresses):
    result = manage("shell", "--no-imports", "-c", ADDRESSES, **GIVEN, MAIL_PROVIDER_KEYS=keys, SECRET_KEY="x" * 50)
    assert (result.stdout, result.stderr) == (f"{addresses}\n", "")


def test_a_provider_without_its_package_is_told_in_a_sentence():
    code = "import sys; sys.modules['anymail'] = None; import config.settings"
    env = plain_environment() | GIVEN | {"MAIL_PROVIDER_KEYS": "A=b", "SECRET_KEY": "x" * 50}
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, env=env, capture_output=True, text=True, check=False
    )
    assert result.stderr.splitlines()[-1] == (
        "django.core.exceptions.ImproperlyConfigured: MAIL_PROVIDER needs django-anymail:"
        ' pip install "django-anymail>=15.2,<16".'
    )
