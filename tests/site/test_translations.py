"""The tool that keeps the Chinese complete finds every kind of gap."""

import gettext
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from django.conf import settings

from tools import translations


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A room with one sentence in Python, one in a template, one with a plural."""
    place = tmp_path / "lobby"
    (place / "templates" / "lobby").mkdir(parents=True)
    (place / "pages.py").write_text(
        'title = _("Welcome")\ncount = ngettext("%(count)d guest", "%(count)d guests", n) % {"count": n}\n'
    )
    (place / "templates" / "lobby" / "hall.html").write_text(
        '<p>\n    {% translate "Please ring." %}\n  {% blocktranslate trimmed %}\n  Dear {{ name }},\n  hello\n'
        "  {% endblocktranslate %}\n</p>"
    )
    return place


def fill(room: Path, **texts: str) -> None:
    path = translations.po_path(room)
    text = path.read_text("utf-8")
    for english, chinese in texts.items():
        text = text.replace(f'"{english}"\nmsgstr ""', f'"{english}"\nmsgstr "{chinese}"')
    path.write_text(text, "utf-8")


def test_sentences_come_from_python_and_templates(room):
    assert translations.merge(room) == (4, 4)
    assert {key[1] for key in translations._messages(translations.stored(room))} == {
        "Welcome",
        "%(count)d guest",
        "Please ring.",
        "Dear %(name)s, hello",
    }


def test_translations_are_kept_and_obsolete_ones_dropped(room):
    translations.merge(room)
    fill(room, Welcome="欢迎光临")
    (room / "pages.py").write_text('title = _("Welcome")\nbye = _("Goodbye")\n')
    assert translations.merge(room) == (4, 3)
    kept = translations._messages(translations.stored(room))
    assert kept[None, "Welcome"].string == "欢迎光临"
    assert (None, "%(count)d guest") not in kept


def test_a_second_extraction_changes_nothing(room):
    translations.merge(room)
    before = translations.po_path(room).stat().st_mtime_ns
    translations.merge(room)
    assert translations.po_path(room).stat().st_mtime_ns == before


def test_a_file_that_cannot_be_read_leaves_the_translations_alone(room):
    translations.merge(room)
    before = translations.po_path(room).read_text("utf-8")
    (room / "pages.py").write_text('title = _("Welcome"\n')
    with pytest.raises(translations.Unreadable):
        translations.merge(room)
    assert translations.po_path(room).read_text("utf-8") == before


def test_what_is_compiled_is_what_django_reads(room):
    translations.merge(room)
    fill(room, Welcome="欢迎光临")
    translations.compile_room(room)
    with translations.po_path(room).with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert compiled.gettext("Welcome") == "欢迎光临"
    assert compiled.gettext("Please ring.") == "Please ring."


def test_missing_and_obsolete_sentences_are_faults(room):
    translations.merge(room)
    (room / "pages.py").write_text('title = _("Goodbye")\n')
    told = " ".join(translations.faults(room))
    assert "not extracted: 'Goodbye'" in told
    assert "no longer used: 'Welcome'" in told
    assert "untranslated: 'Please ring.'" in told


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        (Message("Welcome", "欢迎"), []),
        (Message("Welcome"), ["untranslated: 'Welcome'"]),
        (Message("Welcome", "欢迎", flags=["fuzzy"]), ["fuzzy: 'Welcome'"]),
        (
            Message("Dear %(name)s", "亲爱的 %(nome)s"),
            ["placeholders differ: 'Dear %(name)s' → '亲爱的 %(nome)s'"],
        ),
        (Message("{n} of {m}", "{m} 之 {n}"), []),
        (Message("{n} of {m}", "{n}"), ["placeholders differ: '{n} of {m}' → '{n}'"]),
        (Message("%s guests", "%s 位客人"), ["unnamed placeholder: '%s guests'"]),
        (Message("100%% sure", "百分之百确定"), []),
        (Message(("%(n)d guest", "%(n)d guests"), ("%(n)d 位客人",)), []),
        (Message(("%(n)d guest", "%(n)d guests"), ("",)), ["untranslated: '%(n)d guest'"]),
    ],
)
def test_each_fault_of_a_sentence_is_found(message, fault):
    assert list(translations.message_faults(message)) == fault


def test_the_tool_and_django_agree_on_the_languages():
    assert dict(settings.LANGUAGES).keys() == {"zh-hans", "en"}
