"""Addresses of messages: the inbox, choices, and what was sent."""

from django.urls import path

from saima.web.pages import deliveries, inbox

urlpatterns = [
    path("messages/", inbox.inbox, name="inbox"),
    path("messages/choices/", inbox.message_choices, name="message_choices"),
    path("messages/<int:message>/", inbox.message_open, name="message_open"),
    path("deliveries/", deliveries.deliveries, name="deliveries"),
    path("deliveries/<int:delivery>/again/", deliveries.delivery_resend, name="delivery_resend"),
]
