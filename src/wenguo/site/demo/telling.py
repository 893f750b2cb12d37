"""The two brands of the story are told at the same time, each by a process of its own: half the waiting."""

import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import IO

from wenguo.site.demo.calendar import HOW_MANY, plan
from wenguo.site.demo.company import BRANDS, found_before
from wenguo.site.demo.crowd import make_crowd
from wenguo.site.demo.play import Player
from wenguo.site.demo.texts import texts_of
from wenguo.site.supervisor import processes

SEED = 2026
# What a telling process says for each feedback; the last line is what it remembers of the spikes.
HEARD = "."
# By spike, the cases it opened.
Spikes = dict[str, list[int]]


class BrokenOff(Exception):
    """One of the tellers ended before its story did."""


@dataclass(frozen=True, slots=True)
class Story:
    """Which story: the same ``seed`` tells the same one, moved to ``now``, of about ``how_many`` feedbacks."""

    now: datetime
    seed: int = SEED
    how_many: int = HOW_MANY


def tell_brand(story: Story, brand: str, *, heard: Callable[[], None]) -> Spikes:
    """Play one brand's ninety days; ``heard`` is called for each feedback."""
    rng = Random(story.seed)  # noqa: S311 — a story, not a secret
    texts = {slug: texts_of(slug) for slug in BRANDS}
    said = plan(texts, now=story.now, rng=rng, how_many=story.how_many)
    player = Player(
        company=found_before(),
        brand=brand,
        crowd=make_crowd(rng),
        texts=texts,
        rng=Random(f"{story.seed}-{brand}"),  # noqa: S311 — a story, not a secret
        until=story.now,
        progress=heard,
    )
    player.run([one for one in said if one.brand == brand])
    return player.spikes


def tell_in_turn(story: Story, heard: Callable[[], None]) -> Spikes:
    """All brands one after the other, in this process."""
    spikes: Spikes = {}
    for brand in BRANDS:
        spikes |= tell_brand(story, brand, heard=heard)
    return spikes


def tell_at_once(story: Story, heard: Callable[[], None]) -> Spikes:
    """Each brand by a process of its own. Raises BrokenOff when one of them fails; the others are stopped then."""
    spikes: Spikes = {}
    with contextlib.ExitStack() as stack:
        # The threads end last: when all tellers are stopped, nothing more is to be read.
        pool = stack.enter_context(ThreadPoolExecutor(len(BRANDS)))
        told = [stack.enter_context(_teller(story, brand)) for brand in BRANDS]
        for remembered in pool.map(lambda lines: _follow(lines, heard), told):
            spikes |= remembered
    return spikes


@contextlib.contextmanager
def _teller(story: Story, brand: str) -> Iterator[IO[str]]:
    command = [sys.executable, "-m", "wenguo", "tell", brand, "--now", story.now.isoformat()]
    command += ["--seed", str(story.seed), "--feedback", str(story.how_many)]
    ours, theirs = os.pipe()
    with os.fdopen(ours, encoding="utf-8") as lines:
        with os.fdopen(theirs, "wb") as output:
            process = processes.spawn(command, output=output)
        try:
            yield lines
        finally:
            processes.stop(process)


def _follow(lines: IO[str], heard: Callable[[], None]) -> Spikes:
    last = ""
    for line in lines:
        last = line.strip()
        if last == HEARD:
            heard()
    try:
        remembered: Spikes = json.loads(last)
    except ValueError as reason:
        raise BrokenOff(last) from reason
    return remembered
