"""What is offered, by whom, where, when they work, at what price."""

from services.models.business import Business
from services.models.category import Category
from services.models.location import Location
from services.models.policy import LateCancel, Policy
from services.models.question import Question, QuestionKind
from services.models.requirement import RequirementGroup
from services.models.resource import Resource, ResourceKind
from services.models.schedule import HoursException, Schedule, WeeklyHours
from services.models.service import LocationType, Rate, Service, ServiceKind
from services.models.timetable import WeeklyRule
from services.models.variant import Variant

__all__ = [
    "Business",
    "Category",
    "HoursException",
    "LateCancel",
    "Location",
    "LocationType",
    "Policy",
    "Question",
    "QuestionKind",
    "Rate",
    "RequirementGroup",
    "Resource",
    "ResourceKind",
    "Schedule",
    "Service",
    "ServiceKind",
    "Variant",
    "WeeklyHours",
    "WeeklyRule",
]
