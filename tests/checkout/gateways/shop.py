"""A shop of one address, the one that notices go to: it verifies them, keeps them and answers what it is told to."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.urls import include, path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from checkout.gateways import BadWebhook, Notice, gateway

notices: list[Notice] = []
answers: list[int] = []  # one for each notice to come; 200 when there is none left


@csrf_exempt
def webhook(request: HttpRequest, name: str) -> HttpResponse:
    try:
        notices.append(gateway(name).read_webhook(request.body, request.headers, timezone.now()))
    except BadWebhook:
        return HttpResponse(status=400)
    return HttpResponse(status=answers.pop(0) if answers else 200)


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponseNotFound()


urlpatterns = [
    path("", include("bookings.urls")),
    path("checkout/", include(([path("webhook/<str:name>/", webhook, name="webhook")], "checkout"))),
    path("sandbox/", include("checkout.sandbox.urls")),
]
