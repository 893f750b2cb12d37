"""What responding does regularly."""

from datetime import date

from wenguo.base.jobs import job
from wenguo.kernel.clock import now
from wenguo.respond import actions


@job(queue="clocks", every="* * * * * */5")
def raise_alarms() -> None:
    """Deadlines that are near or over; whatever happened while nobody worked is found by the next run."""
    actions.raise_alarms(now=now())


@job(every="* * * * * */20")
def rerank() -> None:
    """Cases whose score may be another by now, so that the queue stands in the right order."""
    actions.rerank(now=now())


@job(queue="clocks", every="* * * * * */10")
def chase_escalations() -> None:
    """What nobody took in time goes to the next person or level."""
    actions.chase_escalations(now=now())


@job(queue="clocks", every="* * * * * */30")
def chase_experts() -> None:
    """Opinions that are still owed after the time by which they were wanted."""
    actions.chase_experts(now=now())


@job(every="* * * * *")
def hand_over_shifts() -> None:
    """What cannot wait goes from those whose shift is over to those who are there."""
    actions.hand_over_shifts(now=now())


@job(queue="clocks", every="* * * * * */5")
def raise_promise_alarms() -> None:
    """Promises that are near or over; whatever happened while nobody worked is found by the next run."""
    actions.raise_promise_alarms(now=now())


@job(queue="clocks", every="* * * * *")
def pass_on_overdue_approvals() -> None:
    """Requests that nobody decided in time go to the next in the chain."""
    actions.pass_on_overdue(now=now())


@job(every="* * * * * */10")
def send_outreaches() -> None:
    """The next turn of each approved outreach."""
    actions.send_outreaches(now=now())


@job(every="* * * * * */20")
def read_moods() -> None:
    """How customers felt when they wrote again."""
    actions.read_moods(now=now())


@job(every="* * * * *")
def send_page_notices() -> None:
    """Letters to customers whose page changed, gathered and not too often."""
    actions.send_page_notices(now=now())


@job(every="* * * * *")
def ask_follow_ups() -> None:
    """Whether all is well: what is to be asked by now, and what nobody answered."""
    actions.ask_follow_ups(now=now())


@job(every="7 * * * *")
def suggest_care() -> None:
    """Key moments, planned contacts and win-backs of the day."""
    actions.suggest_care(now=now())


@job(every="* * * * *")
def route_unassigned() -> None:
    """Cases that found no hands, now that a shift may have begun or somebody may have become free."""
    actions.route_unassigned(now=now())


@job(every="*/5 * * * *")
def remind_partners() -> None:
    """Others who were asked about a case and still owe an answer."""
    actions.remind_partners(now=now())


@job(every="*/5 * * * *")
def forget_absent() -> None:
    """Who was at a case and is no longer."""
    actions.forget_absent(now=now())


@job(every="* * * * * */20")
def send_notices() -> None:
    """Letters to those who want to be written to at once."""
    actions.send_notices(now=now())


@job(every="23 3 * * *")
def forget_notices() -> None:
    """Notices of a quarter ago."""
    actions.forget_notices(now=now())


@job(every="*/10 * * * *")
def send_digests() -> None:
    """One letter for everybody who has not seen what waits on their bell."""
    actions.send_digests(now=now())


@job()
def recount_clocks(*, first_day: str, because: str, after: int) -> None:
    """Deadlines that may reach a day whose calendar was corrected, some hundred at a time."""
    following = actions.recount_clocks(
        first_day=date.fromisoformat(first_day), because=because, now=now(), after=after
    )
    if following is not None:
        recount_clocks.later(first_day=first_day, because=because, after=following)
