"""Nothing leaves the house twice, and what nobody can know is said to be unknown."""

import smtplib
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.test import override_settings

from wenguo.base.actor import Actor
from wenguo.base.errors import NotAllowed
from wenguo.listen import actions
from wenguo.listen.actions.transports import by_smtp
from wenguo.listen.domain.delivery import Delivery
from wenguo.listen.models import Outgoing
from wenguo.people.models import Brand


@pytest.fixture
def queue(hotel: Brand, now: datetime) -> Callable[..., Outgoing]:
    """Queue a reply to 张女士."""

    def put(key: str = "message-1") -> Outgoing:
        return actions.send(
            brand=hotel,
            customer=None,
            key=key,
            recipient="zhang@example.test",
            subject="您的反馈\nBcc: everybody@example.test",
            body="张女士,您好。",
            language="zh-hans",
            now=now,
        )

    return put


def fate(message: Outgoing) -> str:
    message.refresh_from_db()
    return message.state


def test_the_same_key_makes_one_message(queue: Callable[..., Outgoing]) -> None:
    assert queue().pk == queue().pk
    assert Outgoing.objects.count() == 1


def test_a_queued_message_is_sent_by_its_news(
    queue: Callable[..., Outgoing], deliver_news: Callable[[], int]
) -> None:
    message = queue()
    deliver_news()
    assert fate(message) == "sent"


def test_two_workers_never_claim_one_message(queue: Callable[..., Outgoing], now: datetime) -> None:
    message = queue()
    assert [actions.claim(message.pk, now=now), actions.claim(message.pk, now=now)] == [True, False]
    assert actions.claim_due(now=now) == []


def test_a_claim_without_an_answer_becomes_unknown_and_is_not_sent_again(
    queue: Callable[..., Outgoing], now: datetime
) -> None:
    message = queue()
    actions.claim(message.pk, now=now)
    assert actions.give_up_lost_claims(now=now + timedelta(minutes=3)) == 1
    assert fate(message) == "unknown"
    assert actions.claim_due(now=now + timedelta(days=1)) == []


def test_a_late_answer_does_not_overwrite_unknown(queue: Callable[..., Outgoing], now: datetime) -> None:
    message = queue()
    actions.claim(message.pk, now=now)
    actions.give_up_lost_claims(now=now + timedelta(minutes=3))
    actions.send_claimed(message.pk, transport=lambda _message: Delivery("sent"), now=now)
    assert fate(message) == "unknown"


def test_a_mail_server_that_is_down_is_tried_again_later_and_given_up_after_six(
    queue: Callable[..., Outgoing], now: datetime
) -> None:
    message = queue()
    waits = []
    moment = now
    while actions.claim(message.pk, now=moment):
        actions.send_claimed(message.pk, transport=lambda _message: Delivery("later", "down"), now=moment)
        message.refresh_from_db()
        waits.append(int((message.not_before_at - moment).total_seconds() // 60))
        moment = message.not_before_at
    assert waits == [2, 4, 8, 16, 32, 0]
    assert fate(message) == "failed"


def test_smtp_sends_one_mail_with_a_stable_id_and_no_smuggled_header(queue: Callable[..., Outgoing]) -> None:
    message = queue()
    assert by_smtp(message).result == "sent"
    [sent] = mail.outbox
    assert sent.subject == "您的反馈 Bcc: everybody@example.test"
    assert sent.to == ["zhang@example.test"]
    assert sent.extra_headers["Message-ID"].endswith("@wenguo>")


@override_settings(
    EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=9
)
def test_no_connection_is_safe_to_repeat(queue: Callable[..., Outgoing]) -> None:
    assert by_smtp(queue()).result == "later"


@pytest.mark.parametrize(
    ("error", "result"),
    [
        (smtplib.SMTPDataError(451, b"greylisted"), "later"),
        (smtplib.SMTPDataError(550, b"spam"), "refused"),
        (smtplib.SMTPRecipientsRefused({"zhang@example.test": (550, b"unknown")}), "refused"),
        (smtplib.SMTPServerDisconnected("gone"), "unknown"),
        (TimeoutError(), "unknown"),
    ],
)
def test_each_answer_of_a_mail_server_has_its_fate(
    queue: Callable[..., Outgoing], monkeypatch: pytest.MonkeyPatch, error: Exception, result: str
) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise error

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    assert by_smtp(queue()).result == result


def test_a_person_settles_an_unknown_message_once(
    queue: Callable[..., Outgoing], admin: Actor, now: datetime
) -> None:
    message = queue()
    actions.claim(message.pk, now=now)
    actions.give_up_lost_claims(now=now + timedelta(minutes=3))
    actions.settle_outgoing(actor=admin, message=message, decision="again", now=now)
    assert fate(message) == "waiting"
    with pytest.raises(actions.AlreadySettled):
        actions.settle_outgoing(actor=admin, message=message, decision="drop", now=now)
    assert fate(message) == "waiting"


def test_an_agent_may_not_settle(queue: Callable[..., Outgoing], li: Actor, now: datetime) -> None:
    message = queue()
    with pytest.raises(NotAllowed):
        actions.settle_outgoing(actor=li, message=message, decision="drop", now=now)
    assert fate(message) == "waiting"
