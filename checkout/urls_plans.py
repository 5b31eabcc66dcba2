"""The plans on sale, and the way to one."""

from django.urls import path

from checkout.views import plan_pay, plans

app_name = "plans"

urlpatterns = [
    path("", plans.plans, name="plans"),
    path("pay/<uuid:token>/", plan_pay.pay, name="pay"),
    path("done/<uuid:token>/", plan_pay.done, name="done"),
    path("done/<uuid:token>/status/", plan_pay.done_status, name="done_status"),
    path("<slug:slug>/", plans.plan, name="plan"),
]
