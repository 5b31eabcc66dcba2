"""A connection that was kept is asked for its health without a query, and a dead one is found out."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def terminate():
    """Ends the test's connection as a restarted server would."""
    other = connection.copy()
    yield lambda pid: other.cursor().execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    other.close()
    connection.close()


def test_a_quiet_connection_is_usable_and_nothing_is_asked(django_assert_num_queries):
    connection.ensure_connection()
    with django_assert_num_queries(0):
        assert connection.is_usable()


def test_one_that_the_server_ended_is_not(terminate):
    connection.ensure_connection()
    terminate(connection.connection.info.backend_pid)
    assert not connection.is_usable()


def test_a_page_after_the_servers_restart_works(client, business, terminate):
    client.get("/")
    terminate(connection.connection.info.backend_pid)
    connection.health_check_enabled, connection.health_check_done = True, False
    assert client.get("/").status_code == 200
