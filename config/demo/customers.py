"""Invented people. Addresses at example.com and numbers that are kept free for fiction reach nobody."""

from random import Random

from bookings.lifecycle import Details

NAMES = [
    "Ana Ruiz", "Tom Becker", "Jordi Puig", "Mei Tan", "Greta Lindqvist", "Omar Haddad", "Noor Aziz", "Rosa Gil",
    "Claire Dubois", "Jorge Sanz", "Aoife Byrne", "Mateo Lara", "Ingrid Solberg", "Paulo Nunes", "Yuki Mori",
    "Carmen Vidal", "Sam Okafor", "Elif Demir", "Hugo Blanco", "Marta Nowak", "Iker Etxeberria", "Chiara Conti",
    "Dmitri Orlov", "Saanvi Rao", "María del Carmen Fernández de Córdoba", "Prince",
]  # fmt: skip
PLACES = ["Calle del Olivar 7, 3º B", "Calle de Embajadores 52, 1º A", "Ronda de Atocha 21, bajo"]


def customer(rng: Random, *, at_home: bool, questions: list[str]) -> Details:
    """One of them; each has the same address and number every time."""
    number = rng.randrange(len(NAMES))
    first_name, _, last_name = NAMES[number].partition(" ")
    address = f"{first_name}.{last_name}".strip(".").lower().replace(" ", ".")
    ascii_address = address.translate(str.maketrans("áéíóúñ", "aeioun"))
    return Details(
        first_name=first_name,
        last_name=last_name,
        email=f"{ascii_address}@example.com",
        phone=f"+4477009001{number:02}",
        location_text=f"{rng.choice(PLACES)}, Madrid" if at_home else "",
        contact_time_zone="Europe/London" if number % 7 == 1 else None,
        send_sms_reminder=rng.random() < 0.6,
        answers=[{"label": label, "answer": rng.choice(_ANSWERS)} for label in questions],
    )


_ANSWERS = ["Back or neck, since a long flight.", "Nothing special.", "The left knee, after a half marathon."]
