"""The installation learns from its people: one version at a time, live only when it is better."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import SYSTEM
from wenguo.base.apart import apart
from wenguo.base.errors import Refused
from wenguo.base.live import announce
from wenguo.governance.actions import record
from wenguo.understand.actions import reader
from wenguo.understand.models import Category, Correction, ModelVersion

if TYPE_CHECKING:
    from wenguo.base.actor import Actor

State = ModelVersion.State
# A person's decision weighs more than a shipped text, an example given on purpose still more.
EXAMPLE_WEIGHT = 4.0
CHECK, LEARN = (f"wenguo.understand.analyzer.own_learn:{name}" for name in ("check_pairs", "learn"))


class AlreadyLearning(Refused):
    """Somebody was quicker."""

    code = "already_learning"
    message = _("A new version is being learned already.")


class NothingNew(Refused):
    """The live version has learned all there is."""

    code = "nothing_new"
    message = _("Nobody has decided anything new since the live version was learned.")


class NotReady(Refused):
    """Only what was judged and kept can go live."""

    code = "not_ready"
    message = _("This version cannot go live.")


def note_shipped(*, now: datetime) -> ModelVersion:
    """Enter the weights that came with this release, with their calibration. They go live where nothing was learned."""
    base = reader.shipped().version()
    known = ModelVersion.objects.filter(base_version=base, is_shipped=True).defer("content").first()
    if known is not None:
        return known
    sure = apart(CHECK, layer=None)
    with transaction.atomic():
        live = ModelVersion.objects.select_for_update().filter(state=State.LIVE).defer("content").first()
        if live is not None and live.is_shipped:
            ModelVersion.objects.filter(pk=live.pk).update(state=State.READY)
            live = None
        row, _is_new = ModelVersion.objects.get_or_create(
            base_version=base,
            is_shipped=True,
            defaults={
                "state": State.READY if live else State.LIVE,
                "created_at": now,
                "went_live_at": None if live else now,
                "figures": {"sure": sure},
            },
        )
    return row


def start_learning(*, actor: Actor, now: datetime) -> ModelVersion:
    """Begin a new version; ``finish_learning`` does the work. Raises AlreadyLearning, NothingNew."""
    actor.require("understand.taxonomy")
    shipped = note_shipped(now=now)
    if not _has_news(shipped.base_version):
        raise NothingNew
    try:
        with transaction.atomic():
            row = ModelVersion.objects.create(
                base_version=shipped.base_version,
                state=State.LEARNING,
                created_at=now,
                created_by_name=actor.name[:150],
            )
            record(actor, "model.learning_started", row, at=now)
    except IntegrityError as error:
        raise AlreadyLearning from error
    return row


def finish_learning(version_id: int, *, now: datetime) -> ModelVersion:
    """Learn from all that people decided, judge it, and let it go live if it is better. May be repeated."""
    row = ModelVersion.objects.defer("content").get(pk=version_id)
    if row.state != State.LEARNING:
        return row
    started = monotonic()
    live = ModelVersion.objects.filter(state=State.LIVE).first()
    last = Correction.objects.order_by("-id").values_list("id", flat=True).first() or 0
    learned, judged = _learn(live if live and live.base_version == row.base_version else None)
    row.decisions = judged
    row.last_correction_id = last
    row.figures = _figures(learned)
    if learned.layer is not None:
        own = _school("own")
        layer = own.renamed(learned.layer, str(row.pk))
        row.content = own.pack(layer)
        row.figures["sure"] = _sure(learned, apart(CHECK, layer=layer))
    row.seconds = round(monotonic() - started, 1)
    _settle(row, now=now)
    return row


def give_up_learning(version_id: int) -> None:
    """Learning broke off: free the place for the next try."""
    ModelVersion.objects.filter(pk=version_id, state=State.LEARNING).update(state=State.FAILED)


@transaction.atomic
def make_live(*, actor: Actor, version: ModelVersion, now: datetime) -> ModelVersion:
    """Let an earlier version read again (or a later one that was taken back). Raises NotReady."""
    actor.require("understand.taxonomy")
    if version.state == State.LIVE:
        return version
    if version.state != State.READY:
        raise NotReady
    _swap(version, now=now)
    record(actor, "model.made_live", version, at=now, version=str(version))
    return version


def _settle(row: ModelVersion, *, now: datetime) -> None:
    with transaction.atomic():
        if row.content is None:
            row.state = State.REJECTED
            row.save()
            record(SYSTEM, "model.rejected", row, at=now, version=str(row))
        else:
            row.state = State.READY
            row.save()
            _swap(row, now=now)
            record(SYSTEM, "model.went_live", row, at=now, version=str(row))
        announce("models", row.pk, brand_id=None)


def _swap(row: ModelVersion, *, now: datetime) -> None:
    ModelVersion.objects.filter(state=State.LIVE).update(state=State.READY)
    ModelVersion.objects.filter(pk=row.pk).update(state=State.LIVE, went_live_at=now)
    row.state, row.went_live_at = State.LIVE, now
    announce("models", row.pk, brand_id=None)


def _has_news(base_version: str) -> bool:
    """Whether there is anything that no version on these weights has been tried with."""
    tried = ModelVersion.objects.filter(
        base_version=base_version, is_shipped=False, state__in=[State.LIVE, State.READY, State.REJECTED]
    )
    seen = tried.order_by("-id").values_list("last_correction_id", "created_at").first()
    own = Category.objects.filter(is_own=True)
    if seen is None:
        return Correction.objects.exists() or own.filter(is_active=True).exists()
    return Correction.objects.filter(pk__gt=seen[0]).exists() or own.filter(changed_at__gt=seen[1]).exists()


def _learn(live: ModelVersion | None) -> tuple[Any, int]:
    known = live if live is not None and not live.is_shipped else None
    judged = _decisions(known.last_correction_id if known else 0)
    own = list(Category.objects.filter(is_own=True, is_active=True).order_by("id"))
    layer = _school("own").unpack(bytes(known.content)) if known and known.content else None
    codes = [category.code for category in own]
    if layer is not None and set(layer.own_labels("category")) - set(codes):
        # A category was given up: what was learned of it has to go, so everything is judged anew.
        layer, known = None, None
        judged = _decisions(0)
    fresh = frozenset({"category", "categories"})
    old = known.created_at if known else None
    for category in own:
        is_fresh = old is None or category.changed_at is None or category.changed_at > old
        judged += [
            _school("own_material").Judged(
                text,
                {"category": category.code, "categories": (category.code,)},
                fresh if is_fresh else frozenset(),
                EXAMPLE_WEIGHT,
            )
            for text in category.examples
        ]
    return apart(LEARN, judged=judged, live=layer, own_categories=codes), len(judged)


def _decisions(seen_until: int) -> list[Any]:
    """Every feedback that people judged, with the last word on each label; in the order of the first word."""
    rows = (
        Correction.objects.exclude(analysis__feedback__text="")
        .order_by("id")
        .values_list("id", "label", "after", "analysis__feedback_id", "analysis__feedback__text")
    )
    texts: dict[int, str] = {}
    decided: dict[int, dict[str, Any]] = {}
    fresh: dict[int, set[str]] = {}
    for pk, label, after, feedback_id, text in rows.iterator():
        texts[feedback_id] = text
        labels = {label: after} | ({"category": after[0]} if label == "categories" and after else {})
        decided.setdefault(feedback_id, {}).update(labels)
        if pk > seen_until:
            fresh.setdefault(feedback_id, set()).update(labels)
    material = _school("own_material")
    return [
        material.Judged(texts[pk], material.plain(labels), frozenset(fresh.get(pk, ())))
        for pk, labels in decided.items()
    ]


def _figures(learned: Any) -> dict[str, Any]:
    heads = []
    for report in learned.reports:
        told = asdict(report)
        told.pop("sure")
        heads.append(told | {"is_taken": report.is_taken})
    return {"heads": heads}


def _sure(learned: Any, checked: dict[str, Sequence[Any]]) -> dict[str, list[Any]]:
    """What confidence is worth: on the check texts, and on decisions judged by copies that had not seen them."""
    own = {report.head: report.sure for report in learned.reports if report.is_taken}
    return {head: [*pairs, *own.get(head, ())] for head, pairs in checked.items()}


def _school(module: str) -> Any:
    # By name, so that a web process which never learns carries none of it.
    return importlib.import_module(f"wenguo.understand.analyzer.{module}")
