"""Pages ask the database a fixed number of questions, however much there is."""

import pytest

from tests.bookings.views.asking import see
from tests.factories import BookingFactory, LocationFactory, ResourceFactory, ServiceFactory, next_monday

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


def busy_service(people):
    service = ServiceFactory(groups=[[ResourceFactory() for _ in range(people)], [ResourceFactory(room=True)]])
    service.locations.set([LocationFactory(), LocationFactory()])
    for group in service.requirement_groups.all()[:1]:
        for person in group.resources.all():
            BookingFactory(service=service, resource=person, confirmed=True)
    return service


@pytest.mark.parametrize("people", [1, 10])
def test_a_month_takes_eight_questions_at_most(client, people, django_assert_max_num_queries):
    service = busy_service(people)
    with django_assert_max_num_queries(8):
        see(client, service)


@pytest.mark.parametrize("people", [1, 10])
def test_a_days_times_take_six(client, people, django_assert_max_num_queries):
    service = busy_service(people)
    with django_assert_max_num_queries(6):
        see(client, service, target="slots", day=next_monday().isoformat(), was=next_monday().isoformat())


def test_an_empty_month_takes_eight_too(client, django_assert_max_num_queries):
    service = ServiceFactory(groups=[[ResourceFactory(hours="")]])
    with django_assert_max_num_queries(8):
        see(client, service)


@pytest.mark.parametrize("query", [{}, {"q": "service"}])
def test_the_board_takes_ten(client, query, django_assert_max_num_queries):
    people = [ResourceFactory() for _ in range(10)]
    for number in range(20):
        ServiceFactory(groups=[people[number % 5 : number % 5 + 4]])
    with django_assert_max_num_queries(10):
        client.get("/", query)
