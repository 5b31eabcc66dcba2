"""The plans on sale, and the page of one: what it is, and who buys it."""

from http import HTTPStatus
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bookings.context import current_business
from bookings.errors import TryAgain
from bookings.limits import limited
from bookings.members import member_of
from bookings.visitors import new_visitor, remember, visitor_of
from checkout.errors import PlanNotWaiting, PlanWithdrawn
from checkout.forms.details import details_of_member
from checkout.forms.plan import BuyForm
from checkout.models import Plan
from checkout.operations.buying import buy_plan
from checkout.operations.picked import checkout_token
from checkout.plans_shop import facts_of, how_it_works, on_sale, row_of
from checkout.views.personal import SeeOther, personal
from services import wording


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    business = current_business(request)
    rows = [row_of(plan, business) for plan in on_sale()]
    gone = str(PlanWithdrawn.sentence) if "gone" in request.GET else ""
    response = render(request, "checkout/plans.html", {"rows": rows, "gone": gone})
    response["Cache-Control"] = "no-cache"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@limited("plan", per_minute=30)
@personal
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    wanted = on_sale().filter(slug=slug).first()
    if wanted is None:
        raise Http404
    member = member_of(request)
    if request.method == "POST":
        return _buy(request, wanted)
    initial = details_of_member(member) if member else None
    return _page(request, wanted, BuyForm(now=timezone.now(), initial=initial))


def _buy(request: HttpRequest, plan: Plan) -> HttpResponse:
    now = timezone.now()
    form = BuyForm(request.POST, now=now)
    form.check_member(member_of(request))
    if not form.is_valid():
        return _page(request, plan, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        checkout = buy_plan(plan, form.details(), token=_token(form.client_token, plan), now=now)
    except TryAgain as error:
        form.add_error(None, str(error))
        return _page(request, plan, form, status=HTTPStatus.SERVICE_UNAVAILABLE)
    response = SeeOther(reverse("plans:pay", args=[checkout.token]))
    remember(response, visitor_of(request) or new_visitor())
    return response


def _token(sent: UUID, plan: Plan) -> UUID:
    """Of one form for one plan; not to be guessed from what the form shows."""
    return checkout_token(UUID(int=sent.int ^ plan.pk))


def _page(request: HttpRequest, plan: Plan, form: BuyForm, *, status: int = HTTPStatus.OK) -> HttpResponse:
    business = current_business(request)
    services = plan.seen  # type: ignore[attr-defined]
    context = {
        "plan": plan,
        "form": form,
        "services": services,
        "facts": facts_of(plan, business),
        "price": (_("Price"), wording.money(plan.price, business.currency)),
        "how": how_it_works(plan, services),
        "again": str(PlanNotWaiting.sentence) if "again" in request.GET and not form.is_bound else "",
    }
    return render(request, "checkout/plan.html", context, status=status)
