"""Scripts and styles are answered whole, in part or not at all, as HTTP asks for them."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

ICONS = "wenguo/icons.svg"


@pytest.fixture
def whole() -> bytes:
    """The file of icons as it lies on the disk."""
    path = finders.find(ICONS)
    assert path
    return Path(str(path)).read_bytes()


def test_a_static_file_is_answered_whole_and_not_as_a_stream(client: Client, whole: bytes) -> None:
    answer = client.get(f"/static/{ICONS}")

    assert (answer.status_code, answer.streaming, answer.content) == (200, False, whole)
    assert answer["Content-Type"].startswith("image/svg+xml")


def test_a_part_of_it_is_answered_as_that_part(client: Client, whole: bytes) -> None:
    answer = client.get(f"/static/{ICONS}", headers={"Range": "bytes=4-9"})

    assert (answer.status_code, answer.content) == (206, whole[4:10])


def test_what_has_not_changed_is_not_sent_again(client: Client) -> None:
    seen = client.get(f"/static/{ICONS}")

    dated = client.get(f"/static/{ICONS}", headers={"If-Modified-Since": seen["Last-Modified"]})

    assert (dated.status_code, dated.content) == (304, b"")
