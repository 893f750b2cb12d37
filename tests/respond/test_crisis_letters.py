"""After a crisis those it touched get one letter, written by one and approved by another."""

from datetime import datetime, timedelta

import pytest

from tests.respond.conftest import Open
from wenguo.base.actor import Actor
from wenguo.customers.models import Customer
from wenguo.listen.models import Outgoing
from wenguo.people.models import Brand, User
from wenguo.respond import actions, queries
from wenguo.respond.actions import Review
from wenguo.respond.models import CrisisStep, Incident, Outreach

SUBJECT = {"zh": "关于热水中断", "en": "About the hot water"}
BODY = {"zh": "原因是锅炉老化，已更换。", "en": "The boiler was old; it has been replaced."}


@pytest.fixture
def incident(li_user: User, wang: Actor, hotel: Brand, open_one: Open, now: datetime) -> Incident:
    cases = [open_one(email=f"guest{n}@example.test", text=f"{n}号没有热水") for n in range(3)]
    row = actions.declare_incident(actor=wang, brand=hotel, title="热水", cases=cases, now=now)
    actions.declare_crisis(actor=wang, incident=row, reason="见报", now=now)
    return row


def close(incident: Incident, wang: Actor, now: datetime) -> None:
    for step in CrisisStep.objects.all():
        actions.settle_step(actor=wang, incident=incident, step_id=step.pk, now=now)
    actions.close_crisis(actor=wang, incident=incident, review=Review("锅炉老化"), lessons=[], now=now)


def test_letters_wait_for_the_end_of_the_crisis(incident: Incident, wang: Actor, now: datetime) -> None:
    with pytest.raises(actions.CrisisIsOpen):
        actions.draft_crisis_letters(actor=wang, incident=incident, subject=SUBJECT, body=BODY, now=now)
    assert Outreach.objects.count() == 0


def test_one_letter_each_after_four_eyes_and_none_against_a_wish(
    incident: Incident, wang: Actor, chen: Actor, now: datetime
) -> None:
    close(incident, wang, now)
    Customer.objects.filter(identities__value="guest0@example.test").update(do_not_contact=True)
    row = actions.draft_crisis_letters(actor=wang, incident=incident, subject=SUBJECT, body=BODY, now=now)
    with pytest.raises(actions.LettersWritten):
        actions.draft_crisis_letters(actor=wang, incident=incident, subject=SUBJECT, body=BODY, now=now)
    with pytest.raises(actions.SelfApproval):
        actions.approve_outreach(actor=wang, outreach=row, now=now)
    actions.approve_outreach(actor=chen, outreach=row, now=now)
    assert [actions.send_outreaches(now=now + timedelta(seconds=n)) for n in (0, 10)] == [2, 0]
    told = Outgoing.objects.filter(key__startswith="outreach-").order_by("recipient")
    assert [letter.recipient for letter in told] == ["guest1@example.test", "guest2@example.test"]


def test_stopped_letters_may_be_written_anew(incident: Incident, wang: Actor, now: datetime) -> None:
    close(incident, wang, now)
    first = actions.draft_crisis_letters(actor=wang, incident=incident, subject=SUBJECT, body=BODY, now=now)
    actions.stop_outreach(actor=wang, outreach=first, now=now)
    second = actions.draft_crisis_letters(actor=wang, incident=incident, subject=SUBJECT, body=BODY, now=now)
    crisis = queries.crisis_of(incident)
    assert crisis is not None
    assert queries.letters_of(crisis) == second
