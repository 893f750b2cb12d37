"""Files are checked by content, stripped of what they hide, and stored by hash."""

import io
import zlib
from datetime import datetime
from typing import Any

import pytest
from PIL import Image

from wenguo.base.actor import NOBODY, Actor
from wenguo.base.errors import Invalid, NotFound
from wenguo.listen import actions, queries
from wenguo.listen.actions import Upload, check_files
from wenguo.listen.domain.files import safe_name
from wenguo.listen.models import Attachment, Feedback
from wenguo.people.models import Brand


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 20), **options: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#0f766e").save(out, kind, **options)
    return out.getvalue()


def with_place() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Spy Camera"
    exif.get_ifd(0x8825)[2] = (30.0, 15.0, 0.0)
    return picture(exif=exif)


def bomb() -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    header = (60_000).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_pictures_are_kept_as_what_they_are(kind: str) -> None:
    (file,) = check_files([Upload("../../etc/照片.exe", picture(kind))])
    assert file.content_type == f"image/{kind.lower()}"
    with Image.open(io.BytesIO(file.content)) as image:
        assert (image.format, image.size) == (kind, (40, 20))


def test_where_a_photo_was_taken_is_removed_and_it_stands_upright() -> None:
    (file,) = check_files([Upload("a.jpg", with_place())])
    assert b"Spy Camera" not in file.content
    with Image.open(io.BytesIO(file.content)) as image:
        assert dict(image.getexif()) == {}
        assert image.size == (20, 40)


def test_what_is_hidden_behind_a_picture_is_removed() -> None:
    for kind in ("JPEG", "PNG", "GIF", "WEBP"):
        (file,) = check_files([Upload("a", picture(kind) + b"<script>alert(1)</script>")])
        assert b"script" not in file.content


@pytest.mark.parametrize(
    ("code", "content"),
    [
        ("empty", b""),
        ("too_large", b"\xff\xd8\xff" + b"0" * 10 * 1024 * 1024),
        ("heic", b"\x00\x00\x00\x18ftypheic" + b"\0" * 40),
        ("type", b"MZ\x90\x00\x03"),
        ("type", b"PK\x03\x04\x00\x00"),
        ("damaged", picture()[:60]),
        ("damaged", picture("PNG")[:40]),
        ("damaged", b"GIF89a"),
        ("damaged", b"RIFF\x00\x00\x00\x00WEBP"),
        ("pixels", bomb()),
    ],
)
def test_a_file_is_refused_with_the_reason(code: str, content: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        check_files([Upload("a.jpg", content)])
    assert refused.value.fields == {"attachments": code}


def test_an_html_page_is_only_ever_plain_text() -> None:
    (file,) = check_files([Upload("page.html", b"<html><script>alert(1)</script>")])
    assert (file.content_type, file.name) == ("text/plain", "page.txt")


def test_a_sixth_file_is_refused() -> None:
    with pytest.raises(Invalid):
        check_files([Upload("a.png", picture("PNG"))] * 6)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("照片.HEIC", "照片.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\x\\evil.exe", "evil.jpg"),
        ('a"\r\nSet-Cookie: x.png', "a Set-Cookie x.jpg"),
        ("\u202egpj.exe", "gpj.jpg"),
        ("", "file.jpg"),
        ("...", "file.jpg"),
        ("x" * 400, "x" * 120 + ".jpg"),
    ],
)
def test_a_file_name_is_made_harmless(given: str, kept: str) -> None:
    assert safe_name(given, "image/jpeg") == kept


def test_a_photo_comes_with_its_feedback_and_only_its_brand_may_open_it(
    li: Actor, outsider: Actor, hotel: Brand, now: datetime
) -> None:
    feedback = actions.receive(
        actor=NOBODY,
        brand=hotel,
        text="",
        channel="web",
        now=now,
        attachments=[Upload("房间.png", picture("PNG"))],
    ).feedback
    (row,) = queries.attachments_of([feedback.pk])[feedback.pk]
    assert actions.path_of(row.sha256).stat().st_size == row.size
    assert queries.get_attachment(li, row.token) == row
    with pytest.raises(NotFound):
        queries.get_attachment(outsider, row.token)
    with pytest.raises(NotFound):
        queries.get_attachment(NOBODY, row.token)


def test_one_bad_file_refuses_the_whole_feedback(li: Actor, hotel: Brand, now: datetime) -> None:
    files = [Upload("a.png", picture("PNG")), Upload("b.exe", b"MZ\x00")]
    with pytest.raises(Invalid):
        actions.receive(actor=li, brand=hotel, text="x", channel="api", now=now, attachments=files)
    assert (Feedback.objects.count(), Attachment.objects.count()) == (0, 0)
