"""One behaviour for all gateways: what is sent arrives as it is, once, and has a name."""

import json
import re

import pytest

from bookings.messages.sms.console import ConsoleGateway
from bookings.messages.sms.file import FileGateway
from bookings.messages.sms.twilio import TwilioGateway
from tests.bookings.messages.sms.provider import listening

TO = "+34612345678"


@pytest.fixture
def console(capsys):
    def arrived():
        found = re.findall(r"--- text to (\S+) \(\S+\)\n(.*?)\n---\n", capsys.readouterr().out, re.DOTALL)
        return [tuple(text) for text in found]

    return ConsoleGateway(), arrived


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "sms.jsonl"

    def arrived():
        lines = [json.loads(line) for line in path.read_text().splitlines()]
        return [(line["to"], line["text"]) for line in lines]

    return FileGateway(path), arrived


@pytest.fixture
def twilio():
    with listening() as provider:
        yield TwilioGateway(provider.url, "AC1", "secret", "+12025550199"), lambda: provider.texts


@pytest.fixture(params=["console", "file", "twilio"])
def gateway(request):
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize("text", ["Tomorrow 10:00", "Café: 20 €, 10 % & more = “fine” + ñ", "two\nlines"])
def test_a_text_arrives_as_it_is(gateway, text):
    sender, arrived = gateway
    sender.send(TO, text, "message-1")
    assert arrived() == [(TO, text)]


def test_each_text_has_its_own_name_that_fits_its_column(gateway):
    sender, _ = gateway
    names = {sender.send(TO, "one", "message-1").id, sender.send(TO, "two", "message-2").id}
    assert len(names) == 2
    assert all(0 < len(name) <= 80 for name in names)
