"""A local endpoint speaks the protocol, well and badly; whatever it does, nothing is lost and nothing leaks."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.test import Client

from wenguo.base.actor import SYSTEM, Actor
from wenguo.base.errors import Invalid, NotAllowed
from wenguo.customers.domain.identities import CustomerFacts
from wenguo.listen.actions import receive
from wenguo.listen.models import Feedback
from wenguo.people.models import Brand, User
from wenguo.understand import actions
from wenguo.understand.models import ModelCall, Opinion

SECRET = "我是张女士，手机13812345678，房间漏水两次没人管，请退房费"
LABELS = '{"kind": "complaint", "categories": ["service.facility"], "urgency": 3, "risks": ["made-up"]}'


class QuietServer(ThreadingHTTPServer):
    """One that does not mind when a caller hangs up."""

    def handle_error(self, *_args: Any) -> None:
        pass


class Endpoint:
    """What it shall answer, and what it was asked."""

    def __init__(self) -> None:
        self.status = 200
        self.words = "房间漏水两次，要求退房费。联系 ⟦phone-1⟧"
        self.body: bytes | None = None
        self.delay = 0.0
        self.asked: list[dict[str, Any]] = []
        self.url = ""

    def answer(self) -> bytes:
        if self.body is not None:
            return self.body
        message = {"role": "assistant", "content": self.words}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        usage = {"prompt_tokens": 30, "completion_tokens": 12, "total_tokens": 42}
        told = {"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
        return json.dumps({**told, "usage": usage}).encode()


@pytest.fixture
def endpoint(settings: Any) -> Iterator[Endpoint]:
    """A server on this machine, set up as the installation's language model."""
    told = Endpoint()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            told.asked.append(json.loads(self.rfile.read(length)))
            time.sleep(told.delay)
            self.send_response(told.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Retry-After", "0")
            self.end_headers()
            self.wfile.write(told.answer())

        def log_message(self, *_args: Any) -> None:
            pass

    server = QuietServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.WENGUO_LLM_URL = f"http://127.0.0.1:{server.server_port}/v1"
    settings.WENGUO_LLM_MODEL = "test-model"
    settings.WENGUO_LLM_TIMEOUT = 5.0
    yield told
    server.shutdown()
    server.server_close()


@pytest.fixture
def feedback(hotel: Brand, now: datetime) -> Feedback:
    """张女士 says who she is."""
    return receive(
        actor=SYSTEM,
        brand=hotel,
        text=SECRET,
        channel="web",
        customer=CustomerFacts(name="张女士", email="zhang@example.test"),
        now=now,
        language="zh-hans",
    ).feedback


Ask = Callable[..., Opinion]


@pytest.fixture
def ask(feedback: Feedback, li: Actor, now: datetime) -> Ask:
    """小李 asks, and the job runs."""

    def ask_it(purpose: str = "summary", *, at: datetime = now) -> Opinion:
        opinion = actions.ask_opinion(
            actor=li, feedback=feedback, purpose=purpose, language="zh-hans", now=at
        )
        actions.form_opinion(opinion.pk, now=at)
        return Opinion.objects.get(pk=opinion.pk)

    return ask_it


def test_personal_data_are_masked_on_the_way_out_and_restored(endpoint: Endpoint, ask: Ask) -> None:
    opinion = ask()
    (sent,) = endpoint.asked
    told = json.dumps(sent, ensure_ascii=False)
    assert "13812345678" not in told
    assert "张女士" not in told
    assert "⟦phone-1⟧" in told
    assert (opinion.state, opinion.text) == ("ready", "房间漏水两次，要求退房费。联系 13812345678")
    call = ModelCall.objects.get()
    assert (call.purpose, call.outcome, call.tokens, call.model) == ("summary", "answered", 42, "test-model")


def test_a_second_opinion_keeps_only_codes_of_the_taxonomy(endpoint: Endpoint, ask: Ask) -> None:
    endpoint.words = LABELS
    opinion = ask("labels")
    assert (opinion.state, opinion.labels) == (
        "ready",
        {"kind": "complaint", "categories": ["service.facility"], "urgency": 3},
    )


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (429, None, "busy"),
        (500, None, "failed"),
        (401, None, "refused"),
        (200, b"not json", "failed"),
        (200, b"{}", "failed"),
        (200, b'{"choices": []}', "failed"),
    ],
)
def test_whatever_the_endpoint_does_wrong_is_told_and_nothing_else_breaks(
    endpoint: Endpoint, ask: Ask, *, status: int, body: bytes | None, outcome: str
) -> None:
    endpoint.status, endpoint.body = status, body
    opinion = ask()
    assert (opinion.state, opinion.reason, opinion.text) == ("failed", "no_answer", "")
    assert ModelCall.objects.get().outcome == outcome


def test_an_endpoint_that_hangs_is_given_up(endpoint: Endpoint, ask: Ask, settings: Any) -> None:
    settings.WENGUO_LLM_TIMEOUT = 0.2
    endpoint.delay = 1.0
    assert ask().reason == "no_answer"
    assert ModelCall.objects.get().outcome == "late"


@pytest.mark.parametrize("words", ["I cannot help with that.", '{"kind": "rant"}'])
def test_an_answer_that_is_no_label_is_unusable(endpoint: Endpoint, ask: Ask, words: str) -> None:
    endpoint.words = words
    opinion = ask("labels")
    assert (opinion.state, opinion.reason, opinion.labels) == ("failed", "unusable", {})


def test_after_five_failures_the_endpoint_rests(endpoint: Endpoint, ask: Ask, now: datetime) -> None:
    endpoint.status = 400
    for _turn in range(5):
        assert ask().reason == "no_answer"
    asked = len(endpoint.asked)
    assert ask(at=now + timedelta(minutes=1)).reason == "model_rests"
    assert len(endpoint.asked) == asked
    endpoint.status = 200
    assert ask(at=now + timedelta(minutes=6)).state == "ready"


def test_the_budget_of_a_day_is_kept(endpoint: Endpoint, ask: Ask, now: datetime, settings: Any) -> None:
    settings.WENGUO_LLM_TOKENS_PER_DAY = 40
    assert ask().state == "ready"
    assert ask().reason == "budget_used_up"
    assert ask(at=now + timedelta(days=1)).state == "ready"


def test_an_answered_question_is_not_put_twice(endpoint: Endpoint, ask: Ask, now: datetime) -> None:
    opinion = ask()
    actions.form_opinion(opinion.pk, now=now)
    assert len(endpoint.asked) == 1


def test_without_a_model_asking_is_refused_and_nothing_is_stored(
    feedback: Feedback, li: Actor, now: datetime
) -> None:
    with pytest.raises(actions.NoLanguageModel):
        actions.ask_opinion(actor=li, feedback=feedback, purpose="summary", language="en", now=now)
    assert Opinion.objects.count() == 0


def test_who_may_not_correct_may_not_ask_and_what_is_asked_must_exist(
    endpoint: Endpoint, feedback: Feedback, chen: Actor, li: Actor, now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        actions.ask_opinion(actor=chen, feedback=feedback, purpose="summary", language="en", now=now)
    with pytest.raises(Invalid):
        actions.ask_opinion(actor=li, feedback=feedback, purpose="gossip", language="en", now=now)
    assert (Opinion.objects.count(), endpoint.asked) == (0, [])


def test_the_page_asks_shows_the_answer_and_lets_a_label_be_taken_over(
    endpoint: Endpoint,
    feedback: Feedback,
    li_user: User,
    signed_in: Callable[[User], Client],
    deliver_news: Callable[[], int],
) -> None:
    client, address = signed_in(li_user), f"/feedback/{feedback.pk}"
    deliver_news()
    endpoint.words = '{"kind": "praise", "urgency": 1}'
    answer = client.post(f"{address}/opinions", {"purpose": "labels"})
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert "问过了" in client.get(address).content.decode()
    deliver_news()
    page = client.get(address).content.decode()
    assert "采用" in page
    assert '<input type="hidden" name="value" value="praise">' in page


def test_without_a_model_the_page_says_nothing_about_one(
    feedback: Feedback, li_user: User, signed_in: Callable[[User], Client]
) -> None:
    assert "语言模型" not in signed_in(li_user).get(f"/feedback/{feedback.pk}").content.decode()
