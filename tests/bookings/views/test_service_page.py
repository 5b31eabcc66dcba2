"""The page of one service: month, times, people, party, zones."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from bookings.models import Hold
from tests.bookings.views.asking import at, clocks, labels, post, see
from tests.factories import (
    BookingFactory,
    HoursExceptionFactory,
    LocationFactory,
    PolicyFactory,
    ResourceFactory,
    ServiceFactory,
    hour,
    next_monday,
)


def monday():
    return next_monday().isoformat()


def test_it_opens_on_the_first_day_that_has_space(client, anna):
    first = next_monday() + timedelta(days=70)
    HoursExceptionFactory(schedule=anna.schedule, first_on=timezone.now().date(), last_on=first - timedelta(days=1))
    response = see(client, ServiceFactory(groups=[[anna]]))
    assert (response.context["day"], clocks(response)[0]) == (first, "09:00")


def test_times_stand_under_morning_afternoon_and_evening(client, business):
    service = ServiceFactory(groups=[[ResourceFactory(hours="mon 10:00-21:00")]], duration_minutes=180)
    response = see(client, service, day=monday())
    assert [part.title for part in response.context["parts"]] == ["Morning, 1 free", "Afternoon, 2 free"]


def test_times_past_midnight_stand_on_their_own_day(client, business):
    service = ServiceFactory(groups=[[ResourceFactory(hours="mon 22:00-02:00")]])
    tuesday = (next_monday() + timedelta(days=1)).isoformat()
    assert clocks(see(client, service, day=monday())) == ["22:00", "23:00"]
    assert clocks(see(client, service, day=tuesday)) == ["00:00", "01:00"]


def test_the_last_time_of_the_day_ends_with_the_hours(client, massage):
    assert clocks(see(client, massage, day=monday()))[-1] == "16:00"


def test_a_chosen_person_narrows_the_times(client, anna, ben):
    service = ServiceFactory(groups=[[anna, ben]])
    response = see(client, service, who=ben.pk, month=f"{next_monday():%Y-%m}", day=next_monday() + timedelta(days=1))
    assert clocks(response) == ["10:00", "11:00", "12:00", "13:00"]


def test_everybody_is_listed_with_their_first_time(client, anna, ben):
    service = ServiceFactory(groups=[[anna, ben]])
    people = see(client, service, day=monday()).context["people"]
    assert [row["name"] for row in people] == ["Anyone", "Anna", "Ben"]


def test_with_one_person_there_is_nobody_to_choose(client, massage):
    assert see(client, massage).context["people"] == []


def test_a_full_day_is_told_from_a_closed_one(client, massage):
    for start in range(9, 17):
        BookingFactory(service=massage, confirmed=True, starts_at=hour(f"{start:02}:00"))
    page = see(client, massage, day=monday())
    assert page.context["reason"] == "full"
    sunday = see(client, massage, day=next_monday() + timedelta(days=6))
    assert sunday.context["reason"] == "closed"


def test_a_day_that_is_not_open_yet_says_when_it_opens(client, anna):
    service = ServiceFactory(groups=[[anna]], policy=PolicyFactory(earliest_minutes=7 * 1440))
    day = next_monday() + timedelta(days=14)
    reason = see(client, service, day=day.isoformat()).context["reason"]
    assert reason.startswith("opens ")
    assert reason.endswith("09:00")


def test_ones_own_hold_is_free_for_oneself_and_taken_for_others(client, massage):
    post(client, massage, t=at("10:00"))
    assert Hold.objects.count() == 1
    mine, theirs = (clocks(see(each, massage, day=monday())) for each in (client, Client()))
    assert ("10:00" in mine, "10:00" in theirs) == (True, False)


def test_the_price_follows_the_party(client, anna):
    service = ServiceFactory(groups=[[anna]], policy=PolicyFactory(max_participants=4))
    slip = see(client, service, target="slip", n=3, t=at("10:00")).context["slip"]
    assert slip["sum"] == ("Price", "€120.00")


def test_a_party_beyond_the_policy_is_the_largest_allowed(client, anna):
    service = ServiceFactory(groups=[[anna]], policy=PolicyFactory(max_participants=4))
    assert see(client, service, n=400).context["asked"].people == 4


def test_the_slip_says_until_when_cancelling_is_free(client, anna):
    policy = PolicyFactory(customer_may_cancel=True, cancel_cutoff_minutes=60)
    service = ServiceFactory(groups=[[anna]], policy=policy)
    slip = see(client, service, target="slip", t=at("10:00")).context["slip"]
    assert slip["cancel"].endswith("09:00</time>.")


def test_a_time_that_is_not_free_is_not_chosen(client, massage):
    BookingFactory(service=massage, confirmed=True)
    assert see(client, massage, t=at("10:00")).context["slip"]["brief"] == "Choose a time"


def test_each_place_has_its_own_zone(client, business):
    madrid, lisbon = LocationFactory(position=0), LocationFactory(position=1, time_zone="Europe/Lisbon")
    service = ServiceFactory(groups=[[ResourceFactory()]])
    service.locations.set([madrid, lisbon])
    assert see(client, service, where=lisbon.pk).context["zone_label"].startswith("Lisbon time")
    assert see(client, service).context["zone_label"].startswith("Madrid time")


def test_a_reader_elsewhere_is_offered_their_own_zone(client, massage):
    client.cookies["tz"] = "America%2FNew_York"
    url, city = see(client, massage, day=monday()).context["switch"]
    assert city == "New York"
    assert clocks(client.get(url))[:2] == ["03:00", "04:00"]


def test_where_the_readers_date_is_another_it_says_so(client, massage):
    shown = labels(see(client, massage, day=monday(), tz="Pacific/Auckland"))
    page = see(client, massage, day=monday(), tz="Pacific/Auckland").content.decode()
    assert shown[-1][2] == 1
    assert "+1 day" in page


def test_htmx_gets_the_times_alone(client, massage):
    response = see(client, massage, target="slots", day=monday())
    assert response.content.decode().lstrip().startswith('<section id="slots"')
    assert response["HX-Push-Url"] == f"/services/massage/?day={monday()}"


def test_the_day_that_was_chosen_before_is_put_back_out_of_band(client, massage):
    tuesday = next_monday() + timedelta(days=1)
    page = see(client, massage, target="slots", day=tuesday.isoformat(), was=monday()).content.decode()
    assert page.count('hx-swap-oob="true"') == 3


def test_back_in_the_browser_gets_the_whole_page(client, massage):
    headers = {"HX-Request": "true", "HX-Target": "slots", "HX-History-Restore-Request": "true"}
    response = client.get("/services/massage/", {"day": monday()}, headers=headers)
    assert "<!doctype html>" in response.content.decode()[:40]


def test_pieces_and_pages_are_kept_apart_and_by_nobody(client, massage):
    response = see(client, massage)
    assert "HX-Request" in response["Vary"]
    assert response["Cache-Control"] == "no-store"


def test_a_service_that_is_not_booked_online_says_to_call(client, massage):
    massage.online_booking = False
    massage.save()
    assert "Call +34 910 12 34 56" in see(client, massage).content.decode()


def test_a_hidden_service_is_no_page(client, massage):
    massage.hidden = True
    massage.save()
    assert see(client, massage).status_code == 404
