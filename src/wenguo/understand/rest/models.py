"""The models by API: learn, go back, read the history again, how sure they must be."""

from datetime import datetime
from typing import Any

from ninja import Field, Router, Schema, Status

from wenguo.base.http import Request
from wenguo.kernel.clock import now
from wenguo.understand import actions, jobs, queries
from wenguo.understand.models import ModelVersion, Rereading

router = Router(tags=["understanding"])


class ModelOut(Schema):
    """A version. ``heads`` tells label by label what it reaches on decisions it has not seen and on check texts."""

    id: int
    name: str
    state: str
    is_shipped: bool
    created_at: datetime
    created_by_name: str
    went_live_at: datetime | None
    decisions: int
    seconds: float
    heads: list[dict[str, Any]]


class LevelOut(Schema):
    """From ``at`` on a label applies by itself; shares are of 1."""

    label: str
    at: float
    share: float
    accuracy: float | None
    judged: int
    recent_share: float | None


class UnderstandingOut(Schema):
    """What is wished for, and what comes of it."""

    wanted_accuracy: float
    learns_nightly: bool
    new_decisions: int
    levels: list[LevelOut]


class UnderstandingIn(Schema):
    """What to wish for."""

    wanted_accuracy: float = Field(ge=0.5, le=0.99)
    learns_nightly: bool = True


class RereadingOut(Schema):
    """History that is, or was, read again."""

    id: int
    state: str
    started_by_name: str
    created_at: datetime
    finished_at: datetime | None
    total: int
    done: int
    changed: int


@router.get("/models", response=list[ModelOut])
def list_models(request: Request) -> list[dict[str, Any]]:
    """Every version of the models, newest first."""
    request.actor.require("understand.taxonomy")
    return [_model(row) for row in queries.visible_versions(request.actor)[:200]]


@router.post("/models", response={202: ModelOut})
def learn_model(request: Request) -> Status[dict[str, Any]]:
    """Learn a new version from what people decided; it goes live only if it is better."""
    version = actions.start_learning(actor=request.actor, now=now())
    jobs.learn_version.later(version_id=version.pk)
    return Status(202, _model(version))


@router.get("/models/{int:model_id}", response=ModelOut)
def get_model(request: Request, model_id: int) -> dict[str, Any]:
    """One version."""
    request.actor.require("understand.taxonomy")
    return _model(queries.get_version(request.actor, model_id))


@router.post("/models/{int:model_id}/live", response=ModelOut)
def make_model_live(request: Request, model_id: int) -> dict[str, Any]:
    """Let this version read from now on: the way back."""
    request.actor.require("understand.taxonomy")
    version = queries.get_version(request.actor, model_id)
    return _model(actions.make_live(actor=request.actor, version=version, now=now()))


@router.get("/understanding", response=UnderstandingOut)
def get_understanding(request: Request) -> dict[str, Any]:
    """From which confidence labels apply by themselves."""
    request.actor.require("understand.taxonomy")
    return _understanding(request)


@router.put("/understanding", response=UnderstandingOut)
def set_understanding(request: Request, body: UnderstandingIn) -> dict[str, Any]:
    """Wish for another accuracy."""
    actions.set_rule(
        actor=request.actor,
        wanted_accuracy=body.wanted_accuracy,
        learns_nightly=body.learns_nightly,
        now=now(),
    )
    return _understanding(request)


@router.post("/rereadings", response={202: RereadingOut})
def start_rereading(request: Request) -> Status[Rereading]:
    """Read the history again with the live version."""
    run = actions.start_rereading(actor=request.actor, now=now())
    jobs.reread.later(rereading_id=run.pk)
    return Status(202, run)


@router.get("/rereadings/{int:rereading_id}", response=RereadingOut)
def get_rereading(request: Request, rereading_id: int) -> Rereading:
    """How far it is."""
    request.actor.require("understand.taxonomy")
    return queries.get_rereading(request.actor, rereading_id)


@router.delete("/rereadings/{int:rereading_id}", response=RereadingOut)
def stop_rereading(request: Request, rereading_id: int) -> Rereading:
    """Leave it at what was read so far."""
    request.actor.require("understand.taxonomy")
    run = queries.get_rereading(request.actor, rereading_id)
    return actions.stop_rereading(actor=request.actor, rereading=run, now=now())


def _model(row: ModelVersion) -> dict[str, Any]:
    names = set(ModelOut.model_fields) - {"name", "heads"}
    told = {name: getattr(row, name) for name in names}
    return {**told, "name": str(row), "heads": row.figures.get("heads", [])}


def _understanding(request: Request) -> dict[str, Any]:
    rule = queries.rule()
    return {
        "wanted_accuracy": rule.wanted_accuracy,
        "learns_nightly": rule.learns_nightly,
        "new_decisions": queries.new_decisions(),
        "levels": [
            {
                "label": one.label,
                "at": one.level.at,
                "share": one.level.share,
                "accuracy": one.level.accuracy,
                "judged": one.level.judged,
                "recent_share": one.recent,
            }
            for one in queries.passing_of(request.actor, now=now())
        ],
    }
