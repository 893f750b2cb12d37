from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from wenguo.respond.models.clocks import Deadline

OPEN = models.Q(closed_at__isnull=True)
# Where no clock runs, a case comes after all that have one; a null could not be paged by key.
NEVER = datetime(2999, 1, 1, tzinfo=UTC)


def _open(name: str, *fields: str, include: Sequence[str] = ()) -> models.Index:
    return models.Index(fields=fields, name=name, condition=OPEN, include=include or None)


class Case(models.Model):
    """The handling of one or more feedbacks, from receipt to what was learnt. ``number`` is read aloud: WG-20481."""

    class Stage(models.TextChoices):
        RECEIVE = "receive", _("Receive")
        ASSESS = "assess", _("Assess")
        RESOLVE = "resolve", _("Resolve")
        FOLLOW_UP = "follow_up", _("Follow up")
        LEARN = "learn", _("Learn")

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        WAITING = "waiting", _("Waiting for the customer")
        RESOLVED = "resolved", _("Resolved")
        CLOSED = "closed", _("Closed")

    class Outcome(models.TextChoices):
        SOLVED = "solved", _("Solved as the customer wished")
        PARTLY = "partly", _("Solved in part")
        EXPLAINED = "explained", _("Explained and accepted")
        NOT_POSSIBLE = "not_possible", _("Not possible, alternatives given")
        NOT_REACHED = "not_reached", _("Customer not reached")

    class Cause(models.TextChoices):
        PRODUCT = "product", _("Product or material")
        PROCESS = "process", _("Process or rule")
        PERSON = "person", _("Human error")
        SYSTEM = "system", _("System failure")
        SUPPLIER = "supplier", _("Supplier or carrier")
        INFORMATION = "information", _("Missing or misleading information")
        CUSTOMER = "customer", _("Misunderstanding")
        OUTSIDE = "outside", _("Beyond our control")

    number = models.CharField(_("number"), max_length=20, unique=True)
    brand = models.ForeignKey("people.Brand", models.PROTECT, related_name="+")
    customer = models.ForeignKey("customers.Customer", models.PROTECT, null=True, related_name="cases")
    place = models.ForeignKey("people.Place", models.PROTECT, null=True, related_name="+")
    title = models.CharField(_("title"), max_length=200)
    excerpt = models.CharField(_("excerpt"), max_length=240)
    evidence = models.JSONField(_("evidence in the excerpt"), default=list)
    channel = models.CharField(_("channel"), max_length=10)
    kind = models.CharField(_("kind"), max_length=12)
    category = models.CharField(_("category"), max_length=60)
    risks = ArrayField(models.CharField(max_length=20), default=list)
    demands = ArrayField(models.CharField(max_length=20), default=list)
    intensity = models.PositiveSmallIntegerField(_("intensity"), default=3)
    urgency = models.PositiveSmallIntegerField(_("urgency"), default=2)
    priority = models.PositiveSmallIntegerField(_("priority"), default=50)
    # Why it stands there: [name, value, points]; and when that may change by itself.
    priority_parts = models.JSONField(_("why this priority"), default=list)
    rank_due_at = models.DateTimeField(_("scored again from"), default=NEVER)
    # 1 frontline, 2 specialists, 3 department lead, 4 executive.
    level = models.PositiveSmallIntegerField(_("level"), default=1)
    tags = ArrayField(models.CharField(max_length=40), verbose_name=_("tags"), default=list, blank=True)
    # How often it went from one team back to another; and what rules add to its priority.
    bounces = models.PositiveSmallIntegerField(_("times returned"), default=0)
    bonus = models.SmallIntegerField(_("added by rules"), default=0)
    reach = models.PositiveIntegerField(_("public reach"), default=0)
    language = models.CharField(_("language"), max_length=8, blank=True)
    # How much work it is, in ordinary cases; what somebody's capacity is counted in.
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices, default=Stage.RECEIVE)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.OPEN)
    team = models.ForeignKey("people.Team", models.PROTECT, null=True, related_name="+")
    assignee = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    assigned_because = models.JSONField(_("why assigned"), default=dict)
    # Set while its conversation is carried on under another number; such a case is closed and stays so.
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="absorbed")
    outcome = models.CharField(_("outcome"), max_length=16, choices=Outcome.choices, blank=True)
    cause = models.CharField(_("cause"), max_length=16, choices=Cause.choices, blank=True)
    resolution = models.TextField(_("what was done"), blank=True)
    # What stands in the brand's own fields, by their codes; as listen.domain.fields reads it.
    fields = models.JSONField(_("own fields"), default=dict, db_default={}, blank=True)
    opened_at = models.DateTimeField(_("opened at"))
    first_replied_at = models.DateTimeField(_("first replied at"), null=True)
    resolved_at = models.DateTimeField(_("resolved at"), null=True)
    closed_at = models.DateTimeField(_("closed at"), null=True)
    reopened = models.PositiveSmallIntegerField(_("times reopened"), default=0)
    next_due_at = models.DateTimeField(_("next deadline"), null=True)
    next_warn_at = models.DateTimeField(_("next deadline is near from"), null=True)
    due_rank_at = models.DateTimeField(_("place by deadline"), default=NEVER)
    changed_at = models.DateTimeField(_("changed at"))
    search = SearchVectorField(null=True)

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        # Each view of the queue reads one of these from its beginning; the brand rides along, so that counting needs
        # no rows. Whoever sees several brands is served by those that do not begin with the brand.
        indexes = [
            GinIndex(fields=["search"], name="case_search"),
            GinIndex(fields=["risks"], name="case_risks"),
            GinIndex(fields=["tags"], name="case_tags"),
            GinIndex(
                fields=["fields"],
                name="case_fields",
                opclasses=["jsonb_path_ops"],
                condition=~models.Q(fields={}),
            ),
            # The newest solved ones of a category, shown beside a case.
            models.Index(
                fields=["brand", "category", "-id"], condition=~models.Q(outcome=""), name="case_solved_alike"
            ),
            _open("case_open_priority", "brand", "-priority", "-id"),
            _open("case_open_all", "-priority", "-id", include=["brand"]),
            _open("case_open_mine", "assignee", "-priority", "-id", include=["brand"]),
            _open("case_open_team", "team", "-priority", "-id", include=["brand"]),
            _open("case_open_due", "brand", "due_rank_at", "id"),
            _open("case_open_due_all", "due_rank_at", "id", include=["brand"]),
            _open("case_open_newest", "brand", "-id"),
            _open("case_open_rank_due", "rank_due_at"),
            models.Index(fields=["brand", "category", "opened_at"], name="case_alike"),
            _open("case_open_warned", "next_warn_at", include=["brand", "priority", "id"]),
            models.Index(
                fields=["-priority", "-id"],
                condition=models.Q(status="waiting"),
                include=["brand"],
                name="case_waiting",
            ),
            models.Index(
                fields=["-priority", "-id"],
                condition=OPEN & models.Q(assignee__isnull=True),
                include=["brand"],
                name="case_unassigned",
            ),
            models.Index(
                fields=["-priority", "-id"],
                condition=OPEN & models.Q(level__gt=1),
                include=["brand"],
                name="case_escalated",
            ),
            models.Index(fields=["brand", "-id"], condition=~OPEN, name="case_closed"),
            models.Index(fields=["brand", "-id"], name="case_brand"),
            models.Index(fields=["customer", "-id"], name="case_customer"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status__in=["resolved", "closed"])
                | ~(models.Q(outcome="") | models.Q(cause=""))
                | models.Q(merged_into__isnull=False),
                name="resolved_case_has_outcome_and_cause",
            ),
            models.CheckConstraint(
                condition=models.Q(status="closed", closed_at__isnull=False)
                | (~models.Q(status="closed") & models.Q(closed_at__isnull=True)),
                name="closed_case_has_closing_time",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def shown_clock(self) -> "Deadline | None":
        """The deadline that a queue row shows: the next one running, else one that is paused."""
        # Filled by the queue, so that the clocks of a page cost one query, not fifty.
        clocks: list[Deadline] = getattr(self, "running_clocks", [])
        return min(clocks, key=lambda clock: (clock.state == "paused", clock.due_at), default=None)


class CaseFeedback(models.Model):
    """Which feedback a case handles. The unique key is why no feedback ever opens two cases."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="links")
    feedback = models.OneToOneField("listen.Feedback", models.PROTECT, related_name="case_link")

    def __str__(self) -> str:
        return f"{self.case_id} · {self.feedback_id}"


class CaseEvent(models.Model):
    """One step in the life of a case, append-only: the truth from which clocks and timelines are told."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="events")
    at = models.DateTimeField(_("at"))
    kind = models.CharField(_("kind"), max_length=30)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(_("who"), max_length=150)
    data = models.JSONField(_("data"), default=dict)

    class Meta:
        verbose_name = _("case event")
        verbose_name_plural = _("case events")
        indexes = [models.Index(fields=["case", "id"], name="case_event_case")]

    def __str__(self) -> str:
        return self.kind


class SavedView(models.Model):
    """A filter of the queue under a name, kept by one person."""

    owner = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=60)
    filters = models.JSONField(_("filters"), default=dict)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="saved_view_name_once")]

    def __str__(self) -> str:
        return self.name
