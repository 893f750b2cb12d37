"""What we change: the list, one improvement, and its deeds."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localtime
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wenguo.base.errors import NotFound, Refused
from wenguo.base.http import Request
from wenguo.base.paging import page_of
from wenguo.improve import actions, queries
from wenguo.improve.domain.proof import Proof
from wenguo.improve.models import Improvement
from wenguo.improve.pages import shown
from wenguo.improve.pages.forms import FinishForm, ImprovementForm
from wenguo.kernel.clock import now

State = Improvement.State
# Cases shown at once; up to MOST unfold.
SHOWN, MOST = 10, 200


@require_GET
def improvements(request: Request) -> HttpResponse:
    """What hurts most, what is being changed, and whether what was changed worked."""
    request.actor.require("improve.read")
    state = request.GET.get("state", "")
    rows = queries.visible_improvements(request.actor)
    rows = rows.filter(state=state) if state in State.values else rows.exclude(state=State.DROPPED)
    page = page_of(rows, order=["-id"], cursor=request.GET.get("cursor"), size=30)
    proofs = _proofs(request, page.rows)
    open_categories = {row.category for row in page.rows if row.state != State.DONE}
    context = {
        "page": page,
        "rows": [_line(row, proofs.get(row.pk)) for row in page.rows],
        "tabs": _tabs(request, state),
        "candidates": _candidates(request, open_categories),
        "verdicts": shown.verdicts_chart([(row, proofs[row.pk]) for row in page.rows if row.pk in proofs]),
        "can_make": request.actor.can("improve.edit"),
        "brands": sorted({(row.brand.slug, str(row.brand)) for row in page.rows}),
        **_headline(request, proofs),
    }
    return render(request, "improve/improvements.html", context)


def _proofs(request: Request, rows: list[Improvement]) -> dict[int, Proof]:
    moment = now()
    found = {row.pk: queries.proof_of(row, now=moment) for row in rows if row.state == State.DONE}
    return {pk: proof for pk, proof in found.items() if proof is not None}


def _line(row: Improvement, proof: Proof | None) -> dict[str, Any]:
    is_late = row.state in {State.PLANNED, State.DOING} and row.due_date < localtime(now()).date()
    verdict = shown.verdict_of(proof) if row.state == State.DONE else None
    return {"it": row, "category": shown.category_name(row.category), "verdict": verdict, "is_late": is_late}


def _tabs(request: Request, state: str) -> list[dict[str, Any]]:
    tabs: list[tuple[str, Any]] = [("", _("All in hand")), *State.choices]
    tabs = [tab for tab in tabs if tab[0] != State.CHECKING]
    return [
        {"label": label, "href": f"?state={code}" if code else "?", "is_current": code == state}
        for code, label in tabs
    ]


def _candidates(request: Request, taken: set[str]) -> list[dict[str, Any]]:
    rows = queries.candidates(request.actor, now=now())
    most = max((n for _code, n, _last in rows), default=1)
    return [
        {
            "code": code,
            "name": shown.category_name(code),
            "n": n,
            "last": last,
            "share": round(n * 100 / most),
            "is_taken": code in taken,
        }
        for code, n, last in rows
    ]


def _headline(request: Request, proofs: dict[int, Proof]) -> dict[str, str]:
    verdicts = [proof.verdict for proof in proofs.values() if proof.verdict != "few"]
    kept, rest, worse = (verdicts.count(verdict) for verdict in ("kept", "unproven", "worse"))
    open_count = (
        queries.visible_improvements(request.actor).filter(state__in=[State.PLANNED, State.DOING]).count()
    )
    head = ngettext("%(n)d improvement in hand.", "%(n)d improvements in hand.", open_count) % {
        "n": open_count
    }
    if not verdicts:
        return {"head": head, "sub": _("None has been counted yet: two weeks after one is done we compare.")}
    words = {"n": len(verdicts), "kept": kept, "rest": rest, "worse": worse}
    return {
        "head": head,
        "sub": _("Of %(n)d counted: %(kept)d worked, %(rest)d not proven, %(worse)d got worse.") % words,
    }


@require_GET
def improvement(request: Request, improvement_id: int) -> HttpResponse:
    """One improvement with what led to it, its proof and whom we told."""
    row = queries.get_improvement(request.actor, improvement_id)
    return _show(request, row, FinishForm(initial=_initial(row)))


def _show(request: Request, row: Improvement, form: FinishForm, *, status: int = 200) -> HttpResponse:
    proof = queries.proof_of(row, now=now())
    notices = queries.notices_of(row)
    count = queries.linked_cases(request.actor, row).count()
    context = {
        "it": row,
        "category": shown.category_name(row.category),
        "steps": shown.steps_of(row, proof),
        "proof": proof,
        "proof_words": shown.proof_words(proof) if proof else "",
        "proof_chart": shown.proof_chart(proof, row) if proof else None,
        "verdict": shown.verdict_of(proof),
        "cases": list(queries.linked_cases(request.actor, row)[:MOST]),
        "case_count": count,
        "cases_more": count - SHOWN,
        "told": notices.count(),
        "form": form,
        "is_open": row.state in {State.PLANNED, State.DOING, State.CHECKING},
        "can_edit": request.actor.can("improve.edit"),
        "can_publish": request.actor.can("improve.publish"),
    }
    return render(request, "improve/improvement.html", context, status=status)


def _initial(row: Improvement) -> dict[str, str]:
    return {
        f"{name}_{language}": text.get(language, "")
        for name, text in (("you_said", row.you_said), ("we_did", row.we_did))
        for language in ("zh", "en")
    }


@require_http_methods(["GET", "POST"])
def improvement_new(request: Request) -> HttpResponse:
    """Make one from a category (the dashboard) or from cases (the queue)."""
    request.actor.require("improve.edit")
    today = localtime(now()).date()
    if request.method == "POST" and "number" in request.POST:
        chosen = ", ".join(request.POST.getlist("number")[:MOST])
        return redirect(f"{reverse('improvement-new')}?{urlencode({'cases': chosen})}")
    if request.method == "POST":
        form = ImprovementForm(request.POST, actor=request.actor, today=today)
        if form.is_valid():
            try:
                row = actions.make_improvement(actor=request.actor, now=now(), **form.values())
            except Refused as refusal:
                form.add_error(None, str(refusal.message))
            else:
                messages.success(request, _("The improvement is made. Its owner sees it on the list."))
                return redirect("improvement", row.pk)
        return render(request, "improve/improvement_new.html", {"form": form}, status=422)
    form = ImprovementForm(initial=_asked(request), actor=request.actor, today=today)
    return render(request, "improve/improvement_new.html", {"form": form})


def _asked(request: Request) -> dict[str, str]:
    category = request.GET.get("category", "")[:60]
    asked = {
        "category": category,
        "cases": request.GET.get("cases", "")[:8000],
        "brand": request.GET.get("brand", ""),
    }
    if request.actor.user_id is not None:
        asked["owner"] = str(request.actor.user_id)
    if category:
        asked["problem"] = _("Customers complain about “%(name)s”.") % {"name": shown.category_name(category)}
    return asked


@require_POST
def improvement_finish(request: Request, improvement_id: int) -> HttpResponse:
    """Done: fix the words for customers; they are told."""
    row = queries.get_improvement(request.actor, improvement_id)
    form = FinishForm(request.POST)
    if not form.is_valid():
        return _show(request, row, form, status=422)
    texts = {"you_said": form.text("you_said"), "we_did": form.text("we_did")}
    actions.finish(actor=request.actor, improvement=row, now=now(), **texts)
    messages.success(request, _("Done. Customers who agreed to hear from us are being told, each once."))
    return redirect("improvement", row.pk)


@require_POST
def improvement_deed(request: Request, improvement_id: int, deed: str) -> HttpResponse:
    """Start, publish, take down or drop."""
    row = queries.get_improvement(request.actor, improvement_id)
    facts: dict[str, Any] = {"actor": request.actor, "improvement": row, "now": now()}
    if deed == "drop":
        actions.drop(reason=request.POST.get("reason", ""), **facts)
    elif deed == "cases":
        actions.add_cases(case_numbers=request.POST.get("cases", "").replace("，", ",").split(","), **facts)
    else:
        deeds: dict[str, Callable[..., Any]] = {
            "start": actions.start,
            "publish": actions.publish,
            "unpublish": actions.unpublish,
        }
        if deed not in deeds:
            raise NotFound
        deeds[deed](**facts)
    return redirect("improvement", row.pk)
