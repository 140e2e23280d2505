"""Signing in and out; in the demo with one button for each role."""

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from saima.actions import audit
from saima.actions import signing_in as signing
from saima.actions.by import By
from saima.actions.refusals import Refused
from saima.web.by import address_of, by_of, now
from saima.web.navigation import first_page
from saima.web.readings.demo import demo_people
from saima.web.wording.refusals import told

BACKEND = "django.contrib.auth.backends.ModelBackend"


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Who are you?"""
    if request.method != "POST":
        if request.user.is_authenticated:
            return redirect(wanted(request, by_of(request)))
        return form(request)
    name, password = request.POST.get("username", ""), request.POST.get("password", "")
    try:
        person = signing.sign_in(name, password, now(), address_of(request))
    except Refused as refusal:
        return form(request, refusal, status=403 if refusal.code == "locked" else 400)
    auth.login(request, person, BACKEND)
    return redirect(wanted(request, By(person, now())))


def form(request: HttpRequest, refusal: Refused | None = None, status: int = 200) -> HttpResponse:
    """The sign-in page, with what went wrong."""
    language = get_language() or "zh-hans"
    problems = [told(problem, None, language) for problem in refusal.problems] if refusal else []
    context = {
        "problems": problems,
        "username": request.POST.get("username", ""),
        "next": request.POST.get("next", request.GET.get("next", "")),
        "demo": demo_people() if settings.DEMO else [],
    }
    return render(request, "saima/sign_in.html", context, status=status)


def wanted(request: HttpRequest, by: By) -> str:
    """Where the reader wanted to go, inside this site only; else what the post is there for."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    inside = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    begins = address == reverse("start")  # the bare address of the site is no wish
    return address if address and inside and not begins else first_page(by.standing)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave; nothing of the session is kept."""
    signing.sign_out(by_of(request))
    auth.logout(request)
    return redirect("sign_in")


@login_not_required
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the demo's people, without a password; there is no such page elsewhere."""
    people = {one.person.username: one.person for one in demo_people()} if settings.DEMO else {}
    person = people.get(request.POST.get("username", ""))
    if person is None:
        raise Http404
    auth.login(request, person, BACKEND)
    by = By(person, now(), address_of(request))
    audit.signed_in(by)
    return redirect(wanted(request, by))
