"""What may be given: the matrix, limits, the chain, deputies, budgets and laws, each with a form of its own."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wenguo.base.errors import NotAllowed, NotFound, Refused
from wenguo.base.http import Request
from wenguo.kernel.clock import now
from wenguo.people import queries as people
from wenguo.respond import actions, queries
from wenguo.respond.domain.amends import DEFAULT_CELLS
from wenguo.respond.domain.authority import DEFAULT_LIMITS
from wenguo.respond.domain.giving import REACH
from wenguo.respond.models import Compensation
from wenguo.respond.pages.amends_settings_forms import (
    BudgetForm,
    CellForm,
    ChainForm,
    DeputyForm,
    LawForm,
    LimitForm,
    ReachForm,
    SettingForm,
)
from wenguo.understand import queries as understanding

FORMS: dict[str, type[SettingForm]] = {
    "cell": CellForm,
    "limit": LimitForm,
    "reach": ReachForm,
    "chain": ChainForm,
    "deputy": DeputyForm,
    "budget": BudgetForm,
    "law": LawForm,
}


def _set_budget(month: date, **values: Any) -> object:
    return actions.set_budget(month=month, **values)


def _set_chain(**values: Any) -> object:
    form = values.pop("form")
    return actions.set_chain(
        steps=form.steps(), actor=values["actor"], brand=values["brand"], now=values["now"]
    )


def _set_law(**values: Any) -> object:
    form = values.pop("form")
    return actions.set_legal_minimum(actor=values["actor"], now=values["now"], **form.law())


ACTIONS: dict[str, Callable[..., object]] = {
    "cell": actions.set_matrix_cell,
    "limit": actions.set_authority_limit,
    "reach": actions.set_reach_limit,
    "deputy": actions.set_deputy,
    "budget": _set_budget,
}
# These read more than one value of the form at a time.
WHOLE: dict[str, Callable[..., object]] = {"chain": _set_chain, "law": _set_law}


@require_GET
def amends_settings(request: Request) -> HttpResponse:
    """Everything that is set, for all brands of the reader."""
    return _page(request, {})


@require_POST
def amends_set(request: Request, part: str) -> HttpResponse:
    """Save one form."""
    request.actor.require("respond.authority")
    kind = FORMS.get(part)
    if kind is None:
        raise NotFound
    form = kind(request.POST, actor=request.actor, prefix=part)
    if form.is_valid():
        act = WHOLE.get(part)
        values = {"actor": request.actor, "now": now(), **form.cleaned_data}
        try:
            act(form=form, **values) if act else ACTIONS[part](**values)
            messages.success(request, _("Saved. It holds from now on."))
            return redirect("amends-settings")
        except (NotFound, NotAllowed):
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
    return _page(request, {part: form})


@require_POST
def amends_unset(request: Request, part: str, rule_id: int) -> HttpResponse:
    """Back to what is built in, or the deputy's time is over."""
    request.actor.require("respond.authority")
    if part == "deputy":
        row = queries.get_deputy(request.actor, rule_id)
        actions.end_deputy(actor=request.actor, deputy=row, now=now())
    else:
        actions.unset_amends_rule(actor=request.actor, part=part, rule_id=rule_id, now=now())
    messages.success(request, _("Removed."))
    return redirect("amends-settings")


def _page(request: Request, given: dict[str, forms.Form]) -> HttpResponse:
    request.actor.require("respond.authority")
    actor = request.actor
    brands = list(people.visible_brands(actor))
    context = {
        "forms": {part: given.get(part) or kind(actor=actor, prefix=part) for part, kind in FORMS.items()},
        "matrix": _matrix(),
        "cells": [(brand, row) for brand in brands for row in queries.cells_of(brand)],
        "limits": [
            (brand, row, people.role_name(row.role)) for brand in brands for row in queries.limits_of(brand)
        ],
        "default_limits": [(people.role_name(row.role), row) for row in DEFAULT_LIMITS],
        "reaches": [
            (brand, row, people.role_name(row.role))
            for brand in brands
            for row in queries.reach_limits_of(brand)
        ],
        "default_reaches": [(people.role_name(role), reach and reach.days) for role, reach in REACH.items()],
        "chains": [
            (brand, [(people.role_name(step.role), step.hours) for step in queries.chain_of(brand)])
            for brand in brands
        ],
        "budgets": queries.budgets(actor),
        "months": [(brand, queries.budget_of(brand, currency="CNY", now=now())) for brand in brands],
        "deputies": list(queries.deputies(actor)[:50]),
        "laws": [
            (law, [understanding.name_of("category", code) for code in law.categories])
            for law in queries.legal_minimums(now=now(), all_of_them=True)
        ],
        "moment": now(),
        "open_part": next(iter(given), ""),
    }
    status = 422 if given else 200
    return render(request, "respond/amends_settings.html", context, status=status)


def _matrix() -> list[tuple[str, list[tuple[str, Any]]]]:
    """The built-in matrix: a row for each fault, a cell for each harm."""
    harms = dict(Compensation.Harm.choices)
    return [
        (
            str(label),
            [(str(harms[cell.harm]), cell) for cell in DEFAULT_CELLS if cell.fault == fault],
        )
        for fault, label in Compensation.Fault.choices
    ]
