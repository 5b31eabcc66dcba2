from functools import cache

import factory
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Permission


@cache
def hashed(password):
    """Half a second of work, as it should be; the same for everybody here, so it is done once."""
    return make_password(password)


class UserFactory(factory.django.DjangoModelFactory):
    """UserFactory(staff=True, permissions=["bookings.view_booking"]) may sign in to the admin and do just that."""

    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    class Params:
        staff = factory.Trait(is_staff=True)

    username = factory.Sequence(lambda n: f"user{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.com")
    password = factory.LazyFunction(lambda: hashed("a long enough password"))

    @factory.post_generation
    def permissions(self, create, names, **kwargs):
        for name in names or ():
            app, codename = name.split(".")
            self.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))


class OwnerFactory(UserFactory):
    is_staff = True
    is_superuser = True
