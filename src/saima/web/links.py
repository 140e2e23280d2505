"""Addresses of pages that a house may not have: empty instead of an error."""

from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse


def link(name: str, *args: object, **query: object) -> str:
    """The address of a page by its name; empty where there is no such page."""
    try:
        found = reverse(name, args=args)
    except NoReverseMatch:
        return ""
    return f"{found}?{urlencode(query)}" if query else found
