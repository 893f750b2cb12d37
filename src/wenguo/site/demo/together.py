"""Colleagues at one case: watched, with an expert panel, and one letter that tells of two matters."""

from datetime import datetime, timedelta

from wenguo.base.errors import Invalid
from wenguo.people.queries import actor_of
from wenguo.respond import actions as respond, queries
from wenguo.respond.actions import Opinion
from wenguo.respond.models import Case
from wenguo.site.demo.company import Company

# The owner asks in their own name; the answer is an expert's, in a house's plain words.
QUESTIONS = {
    "huangli": "这类投诉以往怎么处理最稳妥？客人的要求合理吗？",
    "wang": "这个金额的补偿你怎么看？",
}
OPINION = Opinion(
    "客人所述与门店记录一致，责任在我们。",
    "high",
    "今天内致电致歉，按规则给出补偿，并请门店当面确认整改。",
)


def work_together(company: Company, *, now: datetime) -> None:
    """The most pressing open case of the hotel has a panel, and one with two matters is split, if there is one."""
    rows = Case.objects.filter(brand=company.brands["hotel"], status="open", assignee__isnull=False)
    found = list(rows.exclude(kind="praise").select_related("assignee").order_by("-priority", "-id")[:60])
    if found:
        _panel(company, found[0], now)
    for case in found[1:]:
        if _split(case, now=now - timedelta(minutes=20)):
            return


def _split(case: Case, *, now: datetime) -> bool:
    idea = queries.split_idea(case)
    chosen = [one for one in idea.sentences if one.is_suggested]
    whole = queries.feedback_in(case, chosen[0].feedback_id) if chosen else None
    if whole is None or case.assignee is None:
        return False
    try:
        respond.split(
            actor=actor_of(case.assignee),
            case=case,
            feedback=whole,
            spans=[(one.start, one.end) for one in chosen if one.feedback_id == whole.pk],
            category=idea.category,
            now=now,
        )
    except Invalid:
        # Nothing but a few marks would be left of it; another letter tells of two matters better.
        return False
    return True


def _panel(company: Company, case: Case, now: datetime) -> None:
    if case.assignee is None:
        return
    owner = actor_of(case.assignee)
    asked_at = now - timedelta(hours=3)
    asks = {}
    for key, question in QUESTIONS.items():
        expert = company.people[key]
        if expert.pk != owner.user_id and expert.pk not in queries.recused_ids(case):
            respond.watch(actor=actor_of(expert), case=case, now=asked_at)
            asks[key] = respond.invite_expert(
                actor=owner,
                case=case,
                expert=expert,
                question=question,
                due_at=now + timedelta(hours=2),
                now=asked_at,
            )
    if "huangli" in asks:
        answered_at = now - timedelta(minutes=40)
        knows = actor_of(company.people["huangli"])
        respond.give_opinion(actor=knows, ask=asks["huangli"], opinion=OPINION, now=answered_at)
