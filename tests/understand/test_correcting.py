"""Every label of the taxonomy is set right in one step, and what people decided is kept as evidence."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client

from wenguo.base.actor import NOBODY, Actor
from wenguo.base.errors import Invalid
from wenguo.listen.actions import receive
from wenguo.listen.models import Feedback
from wenguo.people.models import Brand, User
from wenguo.understand import actions
from wenguo.understand.domain.readings import corrected
from wenguo.understand.models import Analysis, Correction

SignIn = Callable[[User], Client]


@pytest.fixture
def late(hotel: Brand, now: datetime) -> Feedback:
    """An analysed complaint."""
    feedback = receive(
        actor=NOBODY, brand=hotel, text="快递晚到三天，客服一直不回复，我要退款！", channel="web", now=now
    ).feedback
    actions.analyse(feedback.pk, now=now)
    return feedback


@pytest.mark.parametrize(
    ("label", "value", "stored"),
    [
        ("kind", "question", "question"),
        ("categories", ["price.refund", "service.attitude"], ["price.refund", "service.attitude"]),
        ("polarity", "mixed", "mixed"),
        ("intensity", "1", 1),
        ("emotions", ["anger", "anxiety"], ["anger", "anxiety"]),
        ("urgency", 4, 4),
        ("demands", [], []),
        ("risks", ["media"], ["media"]),
        ("need", "vent", "vent"),
        ("need", "none", None),
        ("style", "aggressive", "aggressive"),
        ("style", "none", None),
    ],
)
def test_each_label_can_be_set_right(
    label: str, value: Any, stored: Any, li: Actor, late: Feedback, now: datetime
) -> None:
    analysis = actions.correct(actor=li, feedback=late, label=label, value=value, now=now)
    assert analysis.labels[label] == stored
    assert analysis.labels["confidence"][label] == 1.0
    assert Correction.objects.get().after == ("none" if stored is None else stored)


def test_the_first_of_the_categories_is_the_main_one(li: Actor, late: Feedback, now: datetime) -> None:
    codes = ["price.refund", "logistics.delay"]
    analysis = actions.correct(actor=li, feedback=late, label="categories", value=codes, now=now)
    assert (analysis.category, analysis.categories, analysis.confidence) == ("price.refund", codes, 1.0)


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("categories", []),
        ("categories", ["price.refund", "service.attitude", "logistics.delay", "digital.bug"]),
        ("categories", ["quality"]),
        ("emotions", ["anger", "joy", "trust", "fear"]),
        ("emotions", "hunger"),
        ("need", "money"),
        ("style", 3),
        ("kind", "none"),
    ],
)
def test_what_is_no_label_is_refused_and_changes_nothing(
    label: str, value: Any, li: Actor, late: Feedback, now: datetime
) -> None:
    with pytest.raises(Invalid):
        actions.correct(actor=li, feedback=late, label=label, value=value, now=now)
    assert (Analysis.objects.count(), Correction.objects.count()) == (1, 0)


def test_the_strength_follows_a_corrected_polarity_unless_somebody_set_it() -> None:
    labels = {"polarity": "negative", "intensity": 1, "confidence": {}}
    turned = corrected(labels, "polarity", value="positive")
    assert (turned["polarity"], turned["intensity"]) == ("positive", 4)
    assert corrected(labels, "intensity", value=5)["polarity"] == "positive"
    decided = {**labels, "confidence": {"intensity": 1.0}}
    assert corrected(decided, "polarity", value="positive")["intensity"] == 1


def test_corrections_are_evidence_that_nobody_rewrites(li: Actor, late: Feedback, now: datetime) -> None:
    actions.correct(actor=li, feedback=late, label="kind", value="question", now=now)
    with pytest.raises(ProgrammingError, match="append-only"), transaction.atomic():
        Correction.objects.update(after="praise")
    Correction.objects.update(corrected_by=None)
    assert Correction.objects.get().after == "question"


def test_ticked_values_are_taken_as_a_list_behind_the_main_category(
    late: Feedback, li_user: User, signed_in: SignIn
) -> None:
    client = signed_in(li_user)
    url = f"/feedback/{late.pk}/labels"
    main = Analysis.objects.get(is_current=True).category
    ticked = {"label": "categories", "main": main, "value": ["brand.image", "policy.rule"]}
    client.post(url, ticked)
    client.post(url, {"label": "risks"})
    client.post(url, {"label": "emotions", "value": ["anger", "fear"]})
    now = Analysis.objects.get(is_current=True)
    assert now.categories == [main, "brand.image", "policy.rule"]
    assert (now.risks, now.labels["emotions"]) == ([], ["anger", "fear"])


def test_only_those_who_may_correct_get_menus(
    late: Feedback, li_user: User, chen_user: User, signed_in: SignIn
) -> None:
    url = f"/feedback/{late.pk}/labels"
    mine = signed_in(li_user).get(url).content.decode()
    theirs = signed_in(chen_user).get(url).content.decode()
    # A category in doubt brings a form of its own with the two likeliest.
    assert mine.count("<form") - mine.count("label-best") == 11
    assert theirs.count("<form") == 0
