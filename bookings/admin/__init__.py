"""Where the owner sees bookings and acts on them. State is read-only here; acts are the verbs' own pages."""

from bookings.admin import alerts, bookings, contacts, feeds, messages, namespaces, opt_outs, rules, sessions, words

__all__ = [
    "alerts",
    "bookings",
    "contacts",
    "feeds",
    "messages",
    "namespaces",
    "opt_outs",
    "rules",
    "sessions",
    "words",
]
