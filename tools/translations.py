"""The Chinese texts of every room: collect the English sentences, compile the translations, find what is missing.

Needs no gettext programs, so that a machine with only Python can build the whole interface:

    python tools/translations.py extract [ROOM…]   new sentences into locale/zh_Hans/…/django.po, obsolete ones out
    python tools/translations.py compile           .po → .mo
    python tools/translations.py check             fails and lists what is untranslated, fuzzy, wrong or not extracted
"""

import re
import tokenize
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract as extract_messages
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

HOUSE = Path(__file__).resolve().parents[1] / "src" / "wenguo"
LOCALE = "zh_Hans"
# What a room's catalogue begins with; dates are left out so that two people's changes do not collide.
HEADER = (
    'msgid ""\nmsgstr ""\n"Language: zh_Hans\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    '"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
)
_ONE, _MANY = None, (1, 2)
_CONTEXT, _CONTEXT_MANY = ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS = {
    "_": _ONE,
    "gettext": _ONE,
    "gettext_lazy": _ONE,
    "gettext_noop": _ONE,
    "ngettext": _MANY,
    "ngettext_lazy": _MANY,
    "pgettext": _CONTEXT,
    "pgettext_lazy": _CONTEXT,
    "npgettext": _CONTEXT_MANY,
    "npgettext_lazy": _CONTEXT_MANY,
}
NAMED = re.compile(r"%\((\w+)\)[#0\- +]?\d*(?:\.\d+)?[sdifr]|(?<!\{)\{(\w+)[^{}]*\}(?!\})")
ANONYMOUS = re.compile(r"(?<!%)(?:%%)*%[sdifr]|(?<!\{)\{\}(?!\})")

Key = tuple[str | None, str]


class Unreadable(Exception):
    """A source file cannot be read as Python or as a template; its room is left as it is."""


def rooms() -> list[Path]:
    return sorted(path.parent for path in HOUSE.glob("*/apps.py"))


def po_path(room: Path) -> Path:
    return room / "locale" / LOCALE / "LC_MESSAGES" / "django.po"


def _sources(room: Path) -> Iterator[tuple[Path, bytes]]:
    for path in sorted(room.rglob("*.py")):
        if "migrations" not in path.parts and "static" not in path.parts:
            yield path, path.read_bytes()
    for pattern in ("templates/**/*.html", "templates/**/*.txt"):
        for path in sorted(room.glob(pattern)):
            code = templatize(path.read_text("utf-8"), origin=str(path))
            # Indentation of a template is no indentation of Python.
            yield path, "\n".join(line.lstrip() for line in code.split("\n")).encode()


def extract(room: Path) -> Catalog:
    """All sentences of a room, as they stand in its Python and its templates now."""
    found = Catalog(locale=LOCALE, charset="utf-8")
    for path, code in _sources(room):
        try:
            messages = list(
                extract_messages("python", BytesIO(code), KEYWORDS, ("Translators:",), {"encoding": "utf-8"})
            )
        except (SyntaxError, tokenize.TokenError) as problem:
            raise Unreadable(f"{path}: {problem}") from problem
        for _line, text, comments, context in messages:
            if text and text != ("", ""):
                found.add(text, auto_comments=comments, context=context)
    return found


def stored(room: Path) -> Catalog:
    """The translations of a room as they lie in its .po file."""
    path = po_path(room)
    if not path.exists():
        return Catalog(locale=LOCALE, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=LOCALE, charset="utf-8", abort_invalid=True)


def merge(room: Path) -> tuple[int, int]:
    """Bring new sentences into the room's file, drop obsolete ones, keep translations. Returns (all, missing)."""
    fresh, kept = extract(room), _messages(stored(room))
    for key, message in _messages(fresh).items():
        if key in kept and isinstance(kept[key].id, str) == isinstance(message.id, str):
            message.string = kept[key].string
            message.flags |= kept[key].flags & {"fuzzy"}
            message.user_comments = kept[key].user_comments
    path = po_path(room)
    body = BytesIO()
    write_po(body, fresh, width=0, no_location=True, omit_header=True, sort_output=True)
    text = HEADER + body.getvalue().decode().rstrip() + "\n"
    if len(fresh) and (not path.exists() or path.read_text("utf-8") != text):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    elif not len(fresh):
        path.unlink(missing_ok=True)
    return len(fresh), sum(not _is_translated(message) for message in _messages(fresh).values())


def compile_room(room: Path) -> None:
    """Write the .mo file that Django reads, if the .po is newer."""
    source = po_path(room)
    target = source.with_suffix(".mo")
    if not source.exists():
        target.unlink(missing_ok=True)
    elif not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
        draft = target.with_suffix(".mo.new")
        with draft.open("wb") as file:
            write_mo(file, stored(room))
        draft.replace(target)


def faults(room: Path) -> Iterator[str]:
    """Everything that keeps a room from being complete in Chinese, one sentence each."""
    present, translated = _messages(extract(room)), _messages(stored(room))
    for key in present.keys() - translated.keys():
        yield f"not extracted: {key[1]!r} (run tools/translations.py extract)"
    for key in translated.keys() - present.keys():
        yield f"no longer used: {key[1]!r} (run tools/translations.py extract)"
    for key in present.keys() & translated.keys():
        yield from message_faults(translated[key])


def message_faults(message: Message) -> Iterator[str]:
    """Faults of one translated sentence."""
    texts = [message.id] if isinstance(message.id, str) else list(message.id)
    name = repr(texts[0])
    if any(ANONYMOUS.search(text) for text in texts):
        yield f"unnamed placeholder: {name}"
    if not _is_translated(message):
        yield f"untranslated: {name}"
        return
    if message.fuzzy:
        yield f"fuzzy: {name}"
    wanted = _placeholders(texts[-1])
    for string in _strings(message):
        if _placeholders(string) != wanted:
            yield f"placeholders differ: {name} → {string!r}"


def conflicts() -> Iterator[str]:
    """Sentences that two rooms translate differently; Django would show only one of the two, whichever loads first."""
    seen: dict[Key, dict[str, str]] = defaultdict(dict)
    for room in rooms():
        for key, message in _messages(stored(room)).items():
            if _is_translated(message):
                seen[key][room.name] = str(message.string)
    for (_context, text), by_room in sorted(seen.items(), key=lambda item: item[0][1]):
        if len(set(by_room.values())) > 1:
            told = ", ".join(f"{room}: {string}" for room, string in by_room.items())
            yield f"two translations of {text!r} (use pgettext or agree): {told}"


def _messages(catalog: Catalog) -> dict[Key, Message]:
    return {(m.context, m.id if isinstance(m.id, str) else m.id[0]): m for m in catalog if m.id}


def _strings(message: Message) -> list[str]:
    if message.string is None or isinstance(message.string, str):
        return [message.string or ""]
    return list(message.string)


def _is_translated(message: Message) -> bool:
    return all(_strings(message))


def _placeholders(text: str) -> set[str]:
    return {first or second for first, second in NAMED.findall(text)}


@click.group(help=__doc__)
def main() -> None:
    settings.configure(USE_I18N=True)


@main.command("extract")
@click.argument("names", nargs=-1)
def extract_command(names: tuple[str, ...]) -> None:
    """Bring new sentences into the .po files (of all rooms, or of those named)."""
    is_broken = False
    for room in rooms():
        if names and room.name not in names:
            continue
        try:
            total, missing = merge(room)
        except Unreadable as problem:
            click.echo(f"{room.name}: left as it is, {problem}", err=True)
            is_broken = True
            continue
        click.echo(f"{room.name}: {total} sentences, {missing} to translate")
    raise SystemExit(1 if is_broken else 0)


@main.command("compile")
def compile_command() -> None:
    """Make the .mo files."""
    for room in rooms():
        compile_room(room)


@main.command("check")
@click.argument("names", nargs=-1)
def check_command(names: tuple[str, ...]) -> None:
    """Fail when a sentence is missing, fuzzy, mismatched or not extracted."""
    problems = [
        f"{room.name}: {fault}"
        for room in rooms()
        if not names or room.name in names
        for fault in sorted(faults(room))
    ]
    problems += conflicts()
    for problem in problems:
        click.echo(problem, err=True)
    click.echo(f"{len(problems)} problems" if problems else "All texts are translated.")
    raise SystemExit(1 if problems else 0)


if __name__ == "__main__":
    main()
