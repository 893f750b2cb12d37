"""``wenguo deadline``: when something is due, and why. Needs no database and no Django."""

import json
from pathlib import Path
from typing import Any

import click

from wenguo.kernel.deadlines import computing, rules
from wenguo.kernel.deadlines.computing import Result
from wenguo.kernel.deadlines.history import Happening, read_events
from wenguo.kernel.deadlines.lines import Language, words
from wenguo.kernel.deadlines.packs import BadPack, NoPack, Pack, choose, pack_ids, read_pack, shipped
from wenguo.kernel.deadlines.rules import Counted, Ground, NoRule, Rule

Shown = dict[str, Any]


@click.command()
@click.option("--pack", "pack_id", help="A pack of deadlines, such as cn.bank-insurance.")
@click.option("--rule", "rule_text", help="A bare rule, such as “7 working_days”.")
@click.option("--list", "is_list", is_flag=True, help="Name the packs.")
@click.option("--received", help="When it was received: ISO; without an offset, local time of the calendar.")
@click.option(
    "--events", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="JSON of what happened."
)
@click.option(
    "--pack-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A pack of your own (TOML).",
)
@click.option("--calendar", help=f"Whose days: {', '.join(rules.CALENDARS)}; a pack has its own.")
@click.option("--hours", help="Business hours: 09:00-18:00 or 09:00-12:00,13:30-18:00.")
@click.option(
    "--roll", type=click.Choice(["none", "forward"]), help="Whether a last day of rest moves forward."
)
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="en", show_default=True, help="Language of the lines."
)
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
def deadline(**asked: Any) -> None:
    """Compute a deadline by a rule or by a pack, and explain it.

    UNITS of a rule: minutes, hours, business_hours, working_days, calendar_days, months. The day it starts is not
    counted for days and months. The last day ends at 23:59:59 local time, or at the close of business with --hours.
    """
    try:
        shown = _answer(asked)
    except (NoRule, NoPack, BadPack) as fault:
        raise click.UsageError(str(fault)) from None
    if asked["is_json"]:
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    else:
        click.echo(_told(shown))


def _answer(asked: dict[str, Any]) -> Shown:
    chosen = [name for name in ("pack_id", "rule_text", "is_list", "pack_file") if asked[name]]
    if len(chosen) != 1 and chosen != ["pack_id", "pack_file"]:
        raise click.UsageError("give one of --pack, --rule and --list")
    if asked["is_list"]:
        return {"packs": [_pack_row(pack, asked["lang"]) for pack in _newest()]}
    if not asked["received"]:
        raise click.UsageError("give --received, the moment it was received")
    return _by_rule(asked) if asked["rule_text"] else _by_pack(asked)


def _by_rule(asked: dict[str, Any]) -> Shown:
    ground = _ground(asked, "cn")
    rule = rules.parse_rule(asked["rule_text"], roll=asked["roll"] or "none")
    start = rules.parse_moment(asked["received"], zone=ground.zone)
    counted = rules.count(rule, start=start, ground=ground)
    explain = [words(one, asked["lang"]) for one in counted.lines]
    row = {
        "name": asked["rule_text"].strip(),
        **_counted_row(counted),
        "unit": rule.unit,
        "amount": rule.amount,
    }
    row |= {"roll": rule.roll, "explain": explain}
    return {"pack": None, "rule": row["name"], "received": start.isoformat(), "steps": [row], **row}


def _by_pack(asked: dict[str, Any]) -> Shown:
    lang: Language = asked["lang"]
    packs = shipped()
    if asked["pack_file"]:
        own = read_pack(asked["pack_file"].read_text("utf-8"))
        packs, asked["pack_id"] = (own,), asked["pack_id"] or own.id
    newest = choose(
        asked["pack_id"], on=rules.parse_moment("2200-01-01", zone=rules.DEFAULT_ZONE).date(), packs=packs
    )
    ground = _ground(asked, newest.calendar)
    received = rules.parse_moment(asked["received"], zone=ground.zone)
    pack = choose(asked["pack_id"], on=received.date(), packs=packs)
    results = computing.compute(pack, received, events=_events(asked, ground), ground=ground)
    return {
        "pack": pack.id,
        "version": pack.version,
        "title": pack.title.get(lang, ""),
        "received": received.isoformat(),
        "calendar": asked["calendar"] or pack.calendar,
        "enabled": pack.is_enabled,
        "steps": [
            _step_row(pack, one, one.counted, one.limit, lang) for one in results if one.counted and one.limit
        ],
        "waiting": [_waiting_row(one, lang) for one in results if one.counted is None],
    }


def _events(asked: dict[str, Any], ground: Ground) -> list[Happening]:
    path: Path | None = asked["events"]
    return read_events(path.read_text("utf-8"), zone=ground.zone) if path else []


def _ground(asked: dict[str, Any], default: str) -> Ground:
    hours = rules.parse_hours(asked["hours"]) if asked["hours"] else None
    return rules.ground_of(asked["calendar"] or default, hours=hours)


def _counted_row(counted: Counted) -> Shown:
    return {
        "due_at": counted.due_at.isoformat(),
        "raw_due": counted.raw_due.isoformat(),
        "rolled": counted.is_rolled,
        "provisional": counted.is_provisional,
    }


def _step_row(pack: Pack, result: Result, counted: Counted, limit: Rule, lang: Language) -> Shown:
    step = result.step
    return {
        "name": step.name,
        "label": step.label[lang],
        **_counted_row(counted),
        "unit": limit.unit,
        "amount": limit.amount,
        "roll": limit.roll,
        "state": result.state,
        "anchor": step.anchor,
        "starts_at": result.starts_at.isoformat() if result.starts_at else None,
        "audience": step.audience,
        "extends": step.extends or None,
        "variant": step.is_variant,
        "enabled": pack.is_enabled and step.is_enabled,
        "reason": (step.reason or pack.reason).get(lang, ""),
        "confidence": step.confidence,
        "deliverable": step.deliverable.get(lang, ""),
        "required_content": [part[lang] for part in step.content],
        "explain": [words(one, lang) for one in result.lines],
    }


def _waiting_row(result: Result, lang: Language) -> Shown:
    step = result.step
    return {
        "name": step.name,
        "label": step.label[lang],
        "unit": step.unit,
        "amount": step.limit,
        "anchor": step.anchor,
        "state": result.state,
        "explain": [words(one, lang) for one in result.lines],
    }


def _newest() -> list[Pack]:
    last = rules.parse_moment("2200-01-01", zone=rules.DEFAULT_ZONE).date()
    return [choose(name, on=last, packs=shipped()) for name in pack_ids(shipped())]


def _pack_row(pack: Pack, lang: Language) -> Shown:
    return {
        "id": pack.id,
        "title": pack.title[lang],
        "instrument": pack.instrument[lang],
        "version": pack.version,
        "jurisdiction": pack.jurisdiction,
        "audience": pack.audience,
        "enabled": pack.is_enabled,
        "reason": pack.reason.get(lang, ""),
        "confidence": pack.confidence,
        "steps": [step.name for step in pack.steps],
    }


def _told(shown: Shown) -> str:
    if "packs" in shown:
        wide = max(len(row["id"]) for row in shown["packs"])
        off = "  [off] "
        return "\n".join(
            f"{row['id']:<{wide}}  {row['title']}{off + row['reason'] if not row['enabled'] else ''}"
            for row in shown["packs"]
        )
    parts = []
    for row in [*shown["steps"], *shown.get("waiting", ())]:
        parts.append(f"{row.get('label') or row['name']}: {row.get('due_at') or row['state']}")
        parts.extend(f"  {sentence}" for sentence in row["explain"])
    return "\n".join(parts)
