"""Pages that say what was not found or went wrong, and where to go from there."""

from django.http import HttpRequest, HttpResponse
from django.http.response import Http404
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404; a message raised by one of our pages is shown, a resolver's is not."""
    reason = exception.args[0] if isinstance(exception, Http404) and exception.args else ""
    shown = reason if isinstance(reason, str) else ""
    return render(request, "saima/not_found.html", {"reason": shown}, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500."""
    return render(request, "saima/broken.html", status=500)


def denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403; the reason where an action gave one."""
    reason = str(exception.args[0]) if exception.args else ""
    return render(request, "saima/denied.html", {"reason": reason}, status=403)


def expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that was left open for too long, or did not come from this site."""
    del reason
    return render(request, "saima/expired.html", status=403)
