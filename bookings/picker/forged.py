"""A form that can't have come from our page: an unknown person or place, too many people, no time."""

from django.http import QueryDict
from django.utils.translation import gettext as _

from bookings.picker.asked import number_of
from bookings.picker.party import wrong_party
from bookings.picker.scene import Scene


def forged(data: QueryDict, scene: Scene) -> str:
    """What is wrong with it, as a sentence; nothing where all is well."""
    people, who, where = (data.get(name, "") for name in ("n", "who", "where"))
    if who and (scene.who is None or who != str(scene.who.id)):
        return _("The person you chose does not offer this here. Choose again.")
    if where and (scene.place is None or where != str(scene.place.id)):
        return _("This is not offered at that place. Choose again.")
    if people and not 1 <= (number_of(people) or 0) <= scene.service.policy.max_participants:
        return _("One booking is for %(most)s people at most.") % {"most": scene.service.policy.max_participants}
    if wrong := wrong_party(scene.asked, scene.service):
        return wrong
    return "" if scene.asked.start else _("Choose a time first.")
