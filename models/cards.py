"""A card for each head, made from measured figures: what it was trained on, how good it is, where it fails."""

from pathlib import Path
from typing import Any

_DATA = """\
Trained on our own corpus (`models/corpus/`, the story texts, Apache-2.0) without its held-out fifth, on labels of ours
for public texts (`models/labels/public.jsonl`: labels and fingerprints only, the texts are not in this repository) and
on short phrases of ours (`models/phrases.toml`). Confidence is calibrated on texts kept out of training, real ones in
full and our own at 0.3. The two-way polarity and the mood of a text, which every head also
reads, come from the wide table (see `sentiment.md`)."""
_WIDE = """\
Open licence: GoEmotions (Apache-2.0). No licence stated (collected for research; to be cleared by whoever
ships these weights), texts not in this repository, only weights derived from them:
ChnSentiCorp hotel, waimai_10k, online_shopping_10_cats, ACOS restaurant and laptop, SMP2020-EWECT. Whoever wants
weights from openly licensed sets alone runs `python -m models.train --only-open`; polarity is then clearly weaker on
Chinese reviews. Sets for research only or not for commerce (COCC, airline tweets, BQ, LCQMC, ATEC) are not used."""
_FAILS = {
    "sentiment": "Sarcasm without a telling word, lukewarm texts (the two-way reading must choose a side), dialect.",
    "category": "Texts that name several things; neighbours such as attitude and competence, function and defect.",
    "kind": "Complaints worded as questions; proposals with a grievance; status messages by staff.",
    "urgency": "Whether an open matter still waits (3) or is an account of the past (2) is often not said in words.",
    "polarity": "Mixed texts are rare in training and mostly read as the stronger side.",
}


def write(figures: dict[str, Any], folder: Path) -> None:
    """One file a head."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sentiment.md").write_text(_sentiment(figures), encoding="utf-8")
    for head in figures["own_held_out"]:
        (folder / f"{head}.md").write_text(_head(head, figures), encoding="utf-8")


def _sentiment(figures: dict[str, Any]) -> str:
    lines = [
        "# sentiment (two-way reading)", "", _WIDE, "",
        f"Measured on the held-out fifth of each set by the twin {figures['twin_version']} that never saw it.", "",
        "| set | n | accuracy | 95 % interval | macro-F1 | calibration error | share at 95 % accuracy |",
        "|---|---|---|---|---|---|---|",
    ]  # fmt: skip
    for name, row in figures["polarity"].items():
        low, high = row["accuracy_interval"]
        lines.append(
            f"| {name} | {row['n']} | {_percent(row['accuracy'])} | {_percent(low)}–{_percent(high)} "
            f"| {_percent(row['macro_f1'])} | {row['ece']:.3f} | {_percent(row['coverage_at_95'])} |"
        )
    return "\n".join([*lines, "", f"Known failures: {_FAILS['sentiment']}", ""])


def _head(head: str, figures: dict[str, Any]) -> str:
    lines = [f"# {head}", "", _DATA, "", f"Judged: twin {figures['twin_version']}.", ""]
    lines += ["| texts | n | figure | 95 % interval | other |", "|---|---|---|---|---|"]
    lines.append(_row("our held-out fifth", figures["own_held_out"][head]))
    if "public_held_out" in figures:
        lines.append(_row("public texts labelled by us, held out", figures["public_held_out"][head]))
    if "real_sample" in figures:
        lines.append(_row("120 real texts, development check", figures["real_sample"][head]))
    lines += ["", "| label | n | precision | recall | F1 |", "|---|---|---|---|---|"]
    for label, row in figures["own_held_out"][head]["per_class"].items():
        shown = " | ".join(_percent(row[name]) for name in ("precision", "recall", "f1"))
        lines.append(f"| {label} | {row['n']} | {shown} |")
    mistakes = figures["confusions"].get(head, [])
    if mistakes:
        told = "; ".join(f"{true} read as {said} ({count})" for true, said, count in mistakes)
        lines += ["", f"Commonest mistakes: {told}."]
    if head in _FAILS:
        lines += ["", f"Known failures: {_FAILS[head]}"]
    return "\n".join([*lines, ""])


def _row(name: str, row: dict[str, Any]) -> str:
    key = "micro_f1" if "micro_f1" in row else "accuracy"
    low, high = row[f"{key}_interval"]
    other = [f"macro-F1 {_percent(row['macro_f1'])}"]
    if "top_2" in row:
        other.append(f"top-2 {_percent(row['top_2'])}")
    if "ece" in row:
        other.append(
            f"calibration error {row['ece']:.3f}, share at 95 % accuracy {_percent(row['coverage_at_95'])}"
        )
    figure = f"{key.replace('_', '-')} {_percent(row[key])}"
    return f"| {name} | {row['n']} | {figure} | {_percent(low)}–{_percent(high)} | {'; '.join(other)} |"


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"
