"""Boards that are kept: computed, shown for objections, sealed; what is sealed stays (S39-S44)."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saima.records.models.append_only import AppendOnly
from saima.records.models.plans import PlanVersion
from saima.records.models.user import Person


class BoardState(models.TextChoices):
    """How far a board has come."""

    DRAFT = "draft", _("draft")
    SHOWN = "shown", _("shown for objections")
    SEALED = "sealed", _("sealed")
    WITHDRAWN = "withdrawn", _("withdrawn")


OPEN_BOARD = (BoardState.DRAFT, BoardState.SHOWN)
SEALED_TOGETHER = ("sealed_at", "sealed_by", "seal", "previous_seal", "sequence")


def sealed_or_not() -> Q:
    """A sealed board has everything that sealing gives, any other has nothing of it."""
    all_there = Q(**{f"{name}__isnull": False for name in SEALED_TOGETHER})
    none_there = Q(**{f"{name}__isnull": True for name in SEALED_TOGETHER})
    return Q(all_there, state=BoardState.SEALED) | (~Q(state=BoardState.SEALED) & none_there)


class Board(models.Model):
    """The ranking of one period under one plan version, from what was recorded by ``as_of``.

    ``edition`` counts what is published of a period, ``draft`` the attempts at an edition: a draft
    that a later one replaces is withdrawn and stays. ``reason`` says why it was computed,
    ``seal_reason`` why it was sealed, ``withdrawal`` why it was withdrawn. ``objections_until`` is
    the last day to object. ``seal`` is the digest of its bundle with everything in it, made by
    ``digest`` (empty from before there was a choice: sha256); ``previous_seal`` that of the board
    sealed before it in the same plan (64 zeros at the first), ``sequence`` counts them. Triggers
    refuse to change what was computed and to touch a board that is sealed or withdrawn
    (migration 0008).
    """

    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="boards")
    plan = models.CharField(_("plan"), max_length=64)
    period = models.CharField(_("period"), max_length=7)
    edition = models.PositiveIntegerField(_("edition"))
    draft = models.PositiveIntegerField(_("draft"))
    state = models.CharField(
        _("state"), max_length=9, choices=BoardState.choices, default=BoardState.DRAFT
    )
    as_of = models.DateTimeField(_("as of"))
    computed_at = models.DateTimeField(_("computed at"))
    computed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=500)
    shown_at = models.DateTimeField(_("shown at"), null=True)
    shown_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    objections_until = models.DateField(_("objections until"), null=True)
    sealed_at = models.DateTimeField(_("sealed at"), null=True)
    sealed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    seal_reason = models.CharField(_("reason of the seal"), max_length=500, blank=True)
    sequence = models.PositiveIntegerField(_("number of the seal"), null=True)
    seal = models.CharField(_("seal"), max_length=64, null=True, unique=True)  # noqa: DJ001
    previous_seal = models.CharField(_("seal before"), max_length=64, null=True)  # noqa: DJ001
    digest = models.CharField(_("digest"), max_length=8, null=True)  # noqa: DJ001 - as the seal
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)
    withdrawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawal = models.CharField(_("reason of the withdrawal"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("board")
        verbose_name_plural = _("boards")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "period", "edition", "draft"], name="one_board_per_draft"
            ),
            models.UniqueConstraint(
                fields=["plan", "period", "edition"],
                condition=~Q(state=BoardState.WITHDRAWN),
                name="one_board_per_edition",
            ),
            models.UniqueConstraint(
                fields=["plan", "period"],
                condition=Q(state__in=OPEN_BOARD),
                name="one_open_board_per_period",
            ),
            models.UniqueConstraint(fields=["plan", "sequence"], name="one_board_per_seal"),
            models.CheckConstraint(condition=Q(edition__gte=1, draft__gte=1), name="board_counts"),
            models.CheckConstraint(condition=~Q(reason=""), name="board_says_why"),
            models.CheckConstraint(condition=sealed_or_not(), name="board_sealed_by_somebody"),
            models.CheckConstraint(
                condition=~Q(state=BoardState.SEALED) | ~Q(seal_reason=""),
                name="board_sealed_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[BoardState.SHOWN, BoardState.SEALED])
                | Q(shown_at__isnull=False, shown_by__isnull=False, objections_until__isnull=False),
                name="board_was_shown",
            ),
            models.CheckConstraint(
                condition=~Q(state=BoardState.WITHDRAWN)
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawal="")),
                name="board_withdrawal_says_why",
            ),
        ]
        indexes = [models.Index(fields=["plan", "period", "state"], name="boards_of_a_period")]

    def __str__(self) -> str:
        return f"{self.plan} {self.period} {self.edition}.{self.draft}"

    @property
    def digest_name(self) -> str:
        """What made the seal, as it is printed."""
        return "SM3" if self.digest == "sm3" else "SHA-256"

    def takes_objections(self, today: date) -> bool:
        """Whether a unit may object to it on ``today``."""
        return (
            self.state == BoardState.SHOWN
            and self.objections_until is not None
            and today <= self.objections_until
        )


class BoardTotal(AppendOnly):
    """One unit's row of a board, for lists; ``base`` are the points before bonus and deduction."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="totals")
    unit = models.CharField(_("unit"), max_length=64)
    group = models.CharField(_("group"), max_length=64)
    base = models.DecimalField(_("points"), max_digits=19, decimal_places=9, null=True)
    total = models.DecimalField(_("total"), max_digits=19, decimal_places=9, null=True)
    rank = models.DecimalField(_("rank"), max_digits=7, decimal_places=1, null=True)
    field = models.PositiveIntegerField(_("size of the field"))
    overall_rank = models.DecimalField(_("overall rank"), max_digits=7, decimal_places=1, null=True)
    overall_field = models.PositiveIntegerField(_("units ranked in all"))
    previous_rank = models.DecimalField(_("rank before"), max_digits=7, decimal_places=1, null=True)
    eligible = models.BooleanField(_("eligible for awards"), default=True)
    reason = models.CharField(_("why not ranked"), max_length=64, blank=True)
    reason_indicator = models.CharField(_("indicator in the way"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("total")
        verbose_name_plural = _("totals")
        constraints = [
            models.UniqueConstraint(fields=["board", "unit"], name="one_total_per_unit"),
            models.CheckConstraint(
                condition=Q(total__isnull=False, rank__isnull=False, reason="")
                | (Q(total__isnull=True, rank__isnull=True) & ~Q(reason="")),
                name="ranked_or_reason",
            ),
        ]
        indexes = [models.Index(fields=["board", "group", "rank"], name="totals_of_a_group")]

    def __str__(self) -> str:
        return f"{self.board_id} {self.unit}"


class BoardBundle(AppendOnly):
    """The bytes of a sealed board: inputs, plan, every intermediate value, and its manifest."""

    board = models.OneToOneField(Board, on_delete=models.PROTECT, related_name="bundle")
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    content = models.BinaryField(_("content"))

    class Meta:
        verbose_name = _("bundle")
        verbose_name_plural = _("bundles")

    def __str__(self) -> str:
        return self.sha256
