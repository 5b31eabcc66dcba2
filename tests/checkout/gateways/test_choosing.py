"""Which gateway is used."""

import subprocess
import sys

import pytest

from checkout.gateways import gateway, online_gateway


def test_the_setting_names_the_gateway(settings):
    settings.PAYMENT_GATEWAY = "sandbox"
    assert gateway() is online_gateway() is gateway("sandbox")


def test_offline_has_no_online_payment(settings):
    settings.PAYMENT_GATEWAY = "offline"
    assert online_gateway() is None


def test_an_old_payments_gateway_is_found_when_the_setting_has_changed(settings):
    settings.PAYMENT_GATEWAY = "offline"
    assert gateway("sandbox").name == "sandbox"


def test_a_gateway_that_does_not_exist_is_said(settings):
    with pytest.raises(LookupError, match="'barter'"):
        gateway("barter")


def test_the_origin_is_scheme_and_host(settings):
    settings.SANDBOX_URL = "https://pay.example:8443/behind"
    assert gateway("sandbox").origin == "https://pay.example:8443"


def test_a_companys_library_is_read_when_it_is_needed():
    code = "import django, sys; django.setup(); import config.urls; print('stripe' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.splitlines()[-1] == "False"
