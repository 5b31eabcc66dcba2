"""Reading a phone number as people type it: local ones by the business's region, others with + and country."""

import phonenumbers
from babel import Locale
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from phonenumbers import PhoneNumberType, ValidationResult

_LANDLINES = (PhoneNumberType.FIXED_LINE, PhoneNumberType.TOLL_FREE, PhoneNumberType.PREMIUM_RATE)


def read_phone(typed: str, region: str, *, for_texts: bool) -> str:
    """E.164. Raises ValidationError with a sentence that names the fix.

    `for_texts`: a landline is refused too, because no text would reach it.
    """
    try:
        number = phonenumbers.parse(typed, region)
    except phonenumbers.NumberParseException as error:
        raise ValidationError(_("Write the number in digits, such as %(example)s.") % _example(region)) from error
    if not phonenumbers.is_valid_number(number):
        raise ValidationError(_why_wrong(number, region))
    if for_texts and phonenumbers.number_type(number) in _LANDLINES:
        raise ValidationError(_("This is a landline, which gets no texts. Give a mobile number."))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def local_numbers(region: str) -> str:
    """Which numbers are read without a country code."""
    country = Locale.parse(get_language() or "en", sep="-").territories.get(region, region)
    words = {"country": country, "code": phonenumbers.country_code_for_region(region)}
    return _("Numbers from %(country)s work without +%(code)s.") % words


def _why_wrong(number: phonenumbers.PhoneNumber, region: str) -> str:
    digits = len(phonenumbers.national_significant_number(number))
    example = _example(region)
    reason = phonenumbers.is_possible_number_with_reason(number)
    counted = {"digits": digits} | example
    if reason == ValidationResult.TOO_SHORT:
        sentence = ngettext(
            "Too short: this number has %(digits)s digit. One like %(example)s works.",
            "Too short: this number has %(digits)s digits. One like %(example)s works.",
            digits,
        )
        return sentence % counted
    if reason == ValidationResult.TOO_LONG:
        return _("Too long: this number has %(digits)s digits. One like %(example)s works.") % counted
    return _("No phone has this number. One like %(example)s works, or one with + and the country.") % example


def _example(region: str) -> dict[str, str]:
    found = phonenumbers.example_number_for_type(region, PhoneNumberType.MOBILE)
    if found is None:
        return {"example": "+34 612 34 56 78"}
    return {"example": phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.NATIONAL)}
