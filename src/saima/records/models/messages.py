"""Messages: an inbox for everybody, and what was sent of it to other programs (S41, S77)."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saima.records.models.user import Person


class MessageWay(models.TextChoices):
    """How somebody wants the messages of a kind besides the inbox."""

    INBOX = "inbox", _("inbox only")
    DAILY = "daily", _("once a day")
    INSTANT = "instant", _("at once")


class Message(models.Model):
    """Something that a person is told; the sentence is made when it is shown.

    ``once`` names the event: the database lets it stand once for a person, so that nothing is told
    twice. ``data`` holds the facts; kind and facts give the sentence and the page that it leads to.
    ``waits``: it comes with the next digest of the day.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=32)
    once = models.CharField(max_length=160)
    data: Any = models.JSONField(default=dict, blank=True)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    waits = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.UniqueConstraint(fields=["person", "once"], name="told_once"),
        ]
        indexes = [
            models.Index(fields=["person", "read_at", "made_at"], name="inbox_of_a_person"),
            models.Index(fields=["made_at"], name="digests_to_make", condition=Q(waits=True)),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.once}"


class MessageChoice(models.Model):
    """How a person wants a kind of message; without a row the kind's own default holds."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="message_choices")
    kind = models.CharField(max_length=32)
    way = models.CharField(max_length=8, choices=MessageWay.choices)

    class Meta:
        verbose_name = _("choice of messages")
        verbose_name_plural = _("choices of messages")
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="one_choice_a_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.way}"


class DeliveryState(models.TextChoices):
    """How far a delivery has come.

    ``UNSURE``: the run ended between the start of sending and its answer. It is not sent again,
    because never twice is the promise; the page of deliveries shows it. ``DROPPED``: when it was
    to be sent, nobody was there to get it.
    """

    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")
    UNSURE = "unsure", _("not certain")
    DROPPED = "dropped", _("dropped")


class Delivery(models.Model):
    """One message, or one day's digest, on its way to a person by mail, or to a house channel.

    ``channel`` is the role that a channel of the house belongs to; such a delivery has no person.
    ``started_at`` marks the run that sends it now: only that run writes down how it went.
    """

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="deliveries", null=True
    )
    channel = models.CharField(max_length=32, blank=True)
    messages = models.ManyToManyField(Message, related_name="deliveries")
    once = models.CharField(max_length=200, unique=True)
    way = models.CharField(max_length=8, choices=MessageWay.choices)
    state = models.CharField(
        max_length=8, choices=DeliveryState.choices, default=DeliveryState.WAITING
    )
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=DeliveryState.SENT) | Q(ended_at__isnull=False),
                name="sent_says_when",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, channel="")
                | (Q(person__isnull=True) & ~Q(channel="")),
                name="delivered_to_one",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "next_at"], name="deliveries_to_do"),
            models.Index(fields=["state", "ended_at"], name="deliveries_done"),
        ]

    def __str__(self) -> str:
        return self.once
