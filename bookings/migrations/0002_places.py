"""The last word on places: no class session and no course takes more people than it has places for, whoever writes.

It counts when a booking begins to take places, takes more of them, or comes to another session: under the lock of the
session or course, which the verbs have taken before (bookings/places.py). What an owner overrides, and what is marked
double booked, may be over; it counts for the others all the same (domain.md section 13).
"""

from django.db import migrations

CHECK = """
CREATE FUNCTION bookings_places_are_there() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE places integer; taken integer;
BEGIN
    IF NEW.kind = 'class' THEN
        SELECT capacity INTO places FROM bookings_session WHERE id = NEW.session_id FOR NO KEY UPDATE;
        SELECT coalesce(sum(total_participants), 0) INTO taken FROM bookings_booking
        WHERE session_id = NEW.session_id AND takes_places AND id <> NEW.id;
    ELSE
        SELECT coalesce(c.capacity, s.default_capacity) INTO places
        FROM services_schedule c JOIN services_service s ON s.id = c.service_id
        WHERE c.id = NEW.schedule_id FOR NO KEY UPDATE OF c;
        SELECT coalesce(sum(total_participants), 0) INTO taken FROM bookings_booking
        WHERE schedule_id = NEW.schedule_id AND takes_places AND id <> NEW.id;
    END IF;
    IF taken + NEW.total_participants > places THEN
        RAISE EXCEPTION 'nobody_is_booked_beyond_the_places: booking %, % of % places are taken', NEW.id, taken, places
            USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'nobody_is_booked_beyond_the_places';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER nobody_is_booked_beyond_the_places_at_first
AFTER INSERT ON bookings_booking FOR EACH ROW
WHEN (NEW.takes_places AND NEW.kind <> 'appointment' AND NOT NEW.double_booked
      AND NOT 'skip_availability_validation' = ANY (NEW.flow_control))
EXECUTE FUNCTION bookings_places_are_there();

CREATE TRIGGER nobody_is_booked_beyond_the_places
AFTER UPDATE ON bookings_booking FOR EACH ROW
WHEN (NEW.takes_places AND NEW.kind <> 'appointment' AND NOT NEW.double_booked
      AND NOT 'skip_availability_validation' = ANY (NEW.flow_control)
      AND (NOT OLD.takes_places OR OLD.double_booked
           OR NEW.total_participants > OLD.total_participants
           OR NEW.session_id IS DISTINCT FROM OLD.session_id
           OR NEW.schedule_id IS DISTINCT FROM OLD.schedule_id))
EXECUTE FUNCTION bookings_places_are_there();
"""
DROP = """
DROP TRIGGER nobody_is_booked_beyond_the_places ON bookings_booking;
DROP TRIGGER nobody_is_booked_beyond_the_places_at_first ON bookings_booking;
DROP FUNCTION bookings_places_are_there();
"""


class Migration(migrations.Migration):
    dependencies = [("bookings", "0001_initial")]
    operations = [migrations.RunSQL(CHECK, DROP)]
