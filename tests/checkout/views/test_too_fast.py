"""A form that came faster than people type is asked for once more; nobody's answer was wrong."""

import re

import pytest
from django.utils import timezone

from checkout.forms.guard import stamp
from tests.checkout.walk import pick_of, send, words
from tests.factories import ServiceFactory

pytestmark = pytest.mark.django_db


def said(response) -> tuple[str, list[str]]:
    """(heading, the lines about single answers) of the summary."""
    summary = words(response).partition('id="errors"')[2].partition("</div>")[0]
    heading = re.search("<h2>(.*?)</h2>", summary)
    return heading[1] if heading else "", re.findall("<li>", summary)


def fast(client, **answers):
    return send(client, pick_of(ServiceFactory()), shown=stamp(timezone.now()), **answers)


def test_alone_it_is_the_heading_and_no_answer_counts_as_wrong(client):
    response = fast(client)
    assert response.status_code == 422
    assert said(response) == ("That was quicker than we can follow. Send it again.", [])


def test_beside_a_wrong_answer_only_that_one_is_counted(client):
    response = fast(client, email="hannah@")
    assert said(response) == ("One answer needs another look", ["<li>"])
    assert words(response).count("<p>That was quicker than we can follow. Send it again.</p>") == 1


def test_what_was_typed_is_said_to_be_there_still(client):
    assert words(fast(client)).count("<p>What you typed is still here, and your time is still held.</p>") == 1
