import signal

import pytest
import redis

from config.embedded.redis_server import RedisServer


@pytest.fixture
def server(place):
    made = RedisServer(place)
    made.start()
    yield made
    made.stop()


def test_what_was_queued_is_there_after_a_restart(server, place):
    redis.Redis.from_url(place.redis_url()).rpush("queue", "task")
    server.stop()
    server.start()
    assert redis.Redis.from_url(place.redis_url()).lrange("queue", 0, -1) == [b"task"]


def test_it_answers_in_a_path_with_a_space_to_us_alone(server, place):
    assert " " in str(place.redis_socket)
    assert server.answers()
    assert place.redis_socket.stat().st_mode & 0o077 == 0


def test_it_starts_over_the_socket_of_a_killed_one(server):
    server.process.send_signal(signal.SIGKILL)
    server.process.wait()
    server.start()
    assert server.answers()
