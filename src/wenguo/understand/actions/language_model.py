"""The road to a language model, where one is set up: personal data are masked, budget and failures are watched.

Any endpoint that speaks the OpenAI protocol will do. Without one, everything else works as before.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wenguo.base.errors import Refused
from wenguo.understand.analyzer.entities import find_entities
from wenguo.understand.domain.language_model import BREAKS_AFTER, Call, is_affordable, is_resting
from wenguo.understand.domain.masking import mask
from wenguo.understand.models import ModelCall
from wenguo.understand.queries import has_language_model

if TYPE_CHECKING:
    from openai import OpenAI

Outcome = ModelCall.Outcome
# One more try, after the pause that the endpoint asks for; a person is waiting.
TRIES_AGAIN = 1


class NoLanguageModel(Refused):
    """No endpoint is set up, or the optional package is missing."""

    code = "no_language_model"
    message = _("No language model is set up. Everything else works without one.")


class BudgetUsedUp(Refused):
    """The day's tokens are spent."""

    code = "budget_used_up"
    message = _("Today's budget for the language model is used up. It is renewed at midnight.")


class ModelRests(Refused):
    """It failed several times in a row and is left alone for some minutes."""

    code = "model_rests"
    message = _("The language model has failed several times. It will be tried again in a few minutes.")


class NoAnswer(Refused):
    """The endpoint turned us away, failed, or did not answer in time."""

    code = "no_answer"
    message = _("The language model gave no usable answer. Nothing is lost; try again later.")


def complete(*, purpose: str, instructions: str, text: str, names: Iterable[str] = (), now: datetime) -> str:
    """Put one question and give the answer, personal data of ``text`` masked on the way out and restored.

    ``names`` are people who must not be named outside. Not to be called in a transaction: it waits for the network.
    Raises NoLanguageModel, BudgetUsedUp, ModelRests, NoAnswer.
    """
    _check(now)
    spans = [(entity.type, entity.start, entity.end) for entity in find_entities(text)]
    masked = mask(text, spans=spans, names=names)
    began = time.monotonic()
    answer, outcome, tokens = _ask(instructions, masked.text)
    ModelCall.objects.create(
        at=now,
        purpose=purpose,
        model=settings.WENGUO_LLM_MODEL[:100],
        outcome=outcome,
        tokens=tokens,
        took=timedelta(seconds=time.monotonic() - began),
    )
    if outcome != Outcome.ANSWERED:
        raise NoAnswer(outcome=outcome)
    return masked.restore(answer)


def _check(now: datetime) -> None:
    if not has_language_model():
        raise NoLanguageModel
    rows = ModelCall.objects.order_by("-at")[:BREAKS_AFTER]
    if is_resting([Call(row.at, has_failed=row.outcome != Outcome.ANSWERED) for row in rows], now=now):
        raise ModelRests
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    spent = ModelCall.objects.filter(at__gte=midnight).aggregate(sum=Sum("tokens"))["sum"] or 0
    if not is_affordable(spent=spent, budget=settings.WENGUO_LLM_TOKENS_PER_DAY):
        raise BudgetUsedUp


def _ask(instructions: str, text: str) -> tuple[str, str, int]:
    openai: Any = importlib.import_module("openai")
    client = _client(settings.WENGUO_LLM_URL, settings.WENGUO_LLM_KEY, settings.WENGUO_LLM_TIMEOUT)
    try:
        answer = client.chat.completions.create(
            model=settings.WENGUO_LLM_MODEL,
            messages=[{"role": "system", "content": instructions}, {"role": "user", "content": text}],
            temperature=0,
        )
        words = answer.choices[0].message.content or ""
        return words, Outcome.ANSWERED, answer.usage.total_tokens if answer.usage else 0
    except openai.APITimeoutError:
        return "", Outcome.LATE, 0
    except openai.RateLimitError:
        return "", Outcome.BUSY, 0
    except openai.InternalServerError:
        return "", Outcome.FAILED, 0
    except openai.APIStatusError:
        return "", Outcome.REFUSED, 0
    except (openai.OpenAIError, ValueError, IndexError, AttributeError, TypeError):
        # Not our protocol after all: no JSON, no choices. The shape of a stranger's answer is not ours to trust.
        return "", Outcome.FAILED, 0


@lru_cache(maxsize=4)
def _client(url: str, key: str, seconds: float) -> OpenAI:
    # By name, so that a house without a language model carries none of it (about 50 MB).
    module: Any = importlib.import_module("openai")
    client: OpenAI = module.OpenAI(
        base_url=url, api_key=key or "none", timeout=seconds, max_retries=TRIES_AGAIN
    )
    return client
