"""Files that came with words: checked by content, stripped of metadata, on disk before the row that names
them.
"""

from __future__ import annotations

import io
import os
import secrets
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, ImageSequence

from wenguo.base.errors import Invalid
from wenguo.base.news import publish
from wenguo.listen.domain.files import IMAGES, MAX_BYTES, MAX_FILES, safe_name, type_of, video_type_of
from wenguo.listen.events import FilesKept
from wenguo.listen.models import Attachment

if TYPE_CHECKING:
    from wenguo.people.models import Brand

# A few bytes may unfold into gigabytes of pixels; a 50-megapixel photo needs 150 MB.
MAX_PIXELS = 50_000_000
MAX_FRAMES = 300
DAMAGE = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    struct.error,
    IndexError,
    KeyError,
    TypeError,
    OverflowError,
)
# Decoding is memory-hungry: no more than two pictures at a time in one process.
_decoding = BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it arrived: the name is a claim, the content decides."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that may be kept: true type, honest name, content without metadata."""

    name: str
    content_type: str
    content: bytes


def check_files(uploads: Sequence[Upload], *, takes_video: bool = False) -> list[CheckedFile]:
    """The files as they will be kept, videos only where they were asked for.

    Raises Invalid, naming the file and the reason.
    """
    if len(uploads) > MAX_FILES:
        raise Invalid(_("At most five files can be sent at once."), attachments="too_many")
    return [_checked(upload, takes_video=takes_video) for upload in uploads]


def _checked(upload: Upload, *, takes_video: bool) -> CheckedFile:
    if not upload.content:
        raise Invalid(_("A file is empty."), attachments="empty")
    if len(upload.content) > MAX_BYTES:
        raise Invalid(_("A file is larger than 10 MB."), attachments="too_large")
    content_type = type_of(upload.content)
    if not content_type and takes_video:
        content_type = video_type_of(upload.content)
    if content_type == "image/heic":
        raise Invalid(
            _("HEIC photos cannot be shown everywhere. Send a screenshot or a JPEG."),
            attachments="heic",
        )
    if not content_type:
        raise Invalid(
            _(
                "This kind of file is not accepted. Send JPEG, PNG, WebP or GIF pictures, PDF, Word (DOCX) "
                "or plain text."
            ),
            attachments="type",
        )
    content = _without_metadata(upload.content) if content_type in IMAGES else upload.content
    return CheckedFile(safe_name(upload.name, content_type), content_type, content)


def _without_metadata(content: bytes) -> bytes:
    """The picture alone: no place where it was taken, no camera, nothing hidden behind it. Turned upright."""
    damaged = Invalid(_("A picture is damaged and cannot be read."), attachments="damaged")
    try:
        with _decoding, Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "WEBP", "GIF"]) as image:
            frames = getattr(image, "n_frames", 1)
            if image.width * image.height > MAX_PIXELS or frames > MAX_FRAMES:
                raise Invalid(_("A picture has too many pixels."), attachments="pixels")
            return _rewritten(image, frames)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Invalid(_("A picture has too many pixels."), attachments="pixels") from error
    except DAMAGE as error:
        raise damaged from error


def _rewritten(image: Image.Image, frames: int) -> bytes:
    kind = image.format or "PNG"
    profile = image.info.get("icc_profile")
    out = io.BytesIO()
    if frames > 1 and kind != "JPEG":
        _write_animation(image, kind, out)
        return out.getvalue()
    image.load()
    upright = ImageOps.exif_transpose(image)
    is_turned = image.getexif().get(0x0112, 1) not in {0, 1}
    options: dict[str, object] = {"icc_profile": profile} if profile else {}
    if kind == "JPEG":
        # Unturned photos keep their own quantisation: what is re-encoded looks as it did.
        source = upright if is_turned else image
        options |= {"quality": 92} if is_turned else {"quality": "keep"}
        source.save(out, "JPEG", exif=b"", comment=b"", **options)
    elif kind == "WEBP":
        upright.save(out, "WEBP", quality=92, exif=b"", xmp=b"", **options)
    else:
        clean = upright.copy()
        clean.info = {
            key: value for key, value in upright.info.items() if key in {"transparency", "background"}
        }
        clean.save(out, kind, **options)
    return out.getvalue()


def _write_animation(image: Image.Image, kind: str, out: io.BytesIO) -> None:
    pixels, frames, durations = 0, [], []
    for frame in ImageSequence.Iterator(image):
        pixels += frame.width * frame.height
        if pixels > MAX_PIXELS:
            raise Invalid(_("A picture has too many pixels."), attachments="pixels")
        durations.append(int(frame.info.get("duration", 100)))
        frames.append(frame.convert("RGBA"))
    first, *rest = frames
    first.save(out, kind, save_all=True, append_images=rest, duration=durations, loop=0)


def keep(files: Sequence[CheckedFile]) -> list[str]:
    """Put the files on disk, durable, named by their content; gives the SHA-256 of each. Doing it twice
    keeps one copy.
    """
    return [_keep(file.content) for file in files]


def _keep(content: bytes) -> str:
    digest = sha256(content).hexdigest()
    path = path_of(digest)
    if path.exists() and path.stat().st_size == len(content):
        return digest
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.parent / f".{secrets.token_hex(8)}"
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    _sync_folder(path.parent)
    return digest


def _sync_folder(folder: Path) -> None:
    # The rename itself is durable only when the folder is.
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def path_of(digest: str) -> Path:
    """Where the content with this SHA-256 lies."""
    return Path(settings.FILES_ROOT) / digest[:2] / digest[2:4] / digest


def store_rows(
    *,
    brand: Brand,
    feedback_id: int | None,
    files: Sequence[CheckedFile],
    digests: Sequence[str],
    now: datetime,
) -> list[Attachment]:
    """The rows of files that lie on disk, in order; their words will be read. In the caller's transaction."""
    if not files:
        return []
    rows = Attachment.objects.bulk_create(
        Attachment(
            brand=brand,
            feedback_id=feedback_id,
            name=file.name,
            content_type=file.content_type,
            size=len(file.content),
            sha256=digest,
            created_at=now,
        )
        for file, digest in zip(files, digests, strict=True)
    )
    publish(FilesKept(attachment_ids=tuple(row.pk for row in rows)))
    return rows


def store_attachments(
    *, brand: Brand, uploads: Sequence[Upload], now: datetime, takes_video: bool = False
) -> list[Attachment]:
    """Check and keep files that come with a message instead of a feedback; gives their rows, in order.

    Raises Invalid, naming the file and the reason.
    """
    files = check_files(uploads, takes_video=takes_video)
    digests = keep(files)
    with transaction.atomic():
        return store_rows(brand=brand, feedback_id=None, files=files, digests=digests, now=now)
