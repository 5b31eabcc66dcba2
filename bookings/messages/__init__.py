"""Everything that is said about a booking (domain.md section 9).

The verbs plan, in their own transaction; the tasks deliver and sweep, outside of any. This package knows
nothing of bookings.tasks: it wakes the worker by a task's name.
"""

from bookings.messages.claims import any_due
from bookings.messages.delivery import deliver
from bookings.messages.planning import plan, plan_text, readdress
from bookings.messages.reminders import drop_reminders, plan_reminder
from bookings.messages.resending import resend, send_again
from bookings.messages.sweeping import clock_agrees, sweep

__all__ = [
    "any_due",
    "clock_agrees",
    "deliver",
    "drop_reminders",
    "plan",
    "plan_reminder",
    "plan_text",
    "readdress",
    "resend",
    "send_again",
    "sweep",
]
