from django.http import HttpResponse

from config.middleware import permissions_policy


def test_sensors_are_off_in_every_answer(rf):
    answer = permissions_policy(lambda request: HttpResponse())(rf.get("/"))
    assert answer.headers["Permissions-Policy"].startswith("accelerometer=(), camera=(), geolocation=()")
