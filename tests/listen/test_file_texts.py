"""The words in files: read by a process of its own, found by search, part of what was said."""

import io
import subprocess
import zipfile
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import typst
from docx import Document
from PIL import Image, ImageDraw, ImageFont

from wenguo.base.actor import NOBODY, Actor
from wenguo.base.errors import Invalid
from wenguo.listen import actions, queries
from wenguo.listen.actions import Upload, check_files
from wenguo.listen.domain import file_text
from wenguo.listen.domain.files import DOCX
from wenguo.listen.models import Attachment, Feedback, FileText
from wenguo.people.models import Brand
from wenguo.respond import actions as respond, queries as cases
from wenguo.respond.models import Case
from wenguo.understand import actions as understand
from wenguo.understand.models import Analysis, Correction

COMPLAINT = "投诉信：房间空调漏水，床垫全湿了，报修三次没有人来。请退还房费680元，否则我要去12315投诉。"
FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")


def letter(*paragraphs: str, cells: Sequence[str] = ()) -> bytes:
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if cells:
        row = document.add_table(1, len(cells)).rows[0]
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def pdf(text: str) -> bytes:
    return bytes(typst.compile(text.encode()))


def screenshot(*lines: str) -> bytes:
    image = Image.new("RGB", (900, 90 * len(lines) + 40), "white")
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(FONT), 36)
    for row, line in enumerate(lines):
        draw.text((30, 30 + row * 90), line, fill="black", font=font)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


needs_pictures = pytest.mark.skipif(
    not file_text.can_read_pictures() or not FONT.exists(),
    reason="needs the extra [ocr] and the font Noto Sans CJK",
)


@pytest.fixture
def files(settings: Any, tmp_path: Path) -> Path:
    settings.FILES_ROOT = tmp_path
    return tmp_path


def said(hotel: Brand, now: datetime, text: str, *uploads: Upload) -> Feedback:
    return actions.receive(
        actor=NOBODY, brand=hotel, channel="web", text=text, attachments=uploads, now=now
    ).feedback


def attachment_ids(feedback: Feedback) -> list[int]:
    return list(Attachment.objects.filter(feedback=feedback).order_by("id").values_list("pk", flat=True))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_plain_text_is_read_in_either_encoding(encoding: str) -> None:
    content = "聊天记录\r\n\r\n\r\n客服：  明天退款".encode(encoding)
    assert file_text.text_of(content, "text/plain") == ("text", "聊天记录\n\n客服： 明天退款")


def test_a_letter_is_read_with_its_tables_in_order() -> None:
    content = letter("第一段", "第二段", cells=["退款", "680元"])
    assert file_text.text_of(content, DOCX) == ("docx", "第一段\n第二段\n退款 680元")


def test_a_pdf_is_read_page_by_page() -> None:
    reader, text = file_text.text_of(
        pdf("Room 1208 was flooded #pagebreak() please refund 680 yuan today"), "application/pdf"
    )
    assert (reader, text) == ("pdf", "Room 1208 was flooded\n\nplease refund 680 yuan today")


@needs_pictures
def test_a_screenshot_is_read_line_by_line() -> None:
    reader, text = file_text.text_of(screenshot("订单一直没有发货", "再不退款我就投诉"), "image/png")
    assert (reader, text) == ("ocr", "订单一直没有发货\n再不退款我就投诉")


def test_invisible_characters_and_endless_texts_are_cut() -> None:
    assert file_text.tidied("退\u200b款\x00\u202e！") == "退款！"
    assert len(file_text.tidied("好" * 100_000)) == file_text.MAX_CHARACTERS


def test_a_word_file_is_known_by_its_content() -> None:
    (file,) = check_files([Upload("投诉.exe", letter("漏水"))])
    assert (file.name, file.content_type) == ("投诉.docx", DOCX)


@pytest.mark.parametrize(
    "content",
    [
        packed({"a.txt": b"words"}),
        packed({"[Content_Types].xml": b"x", "xl/workbook.xml": b"x"}),
        packed({"[Content_Types].xml": b"x", "word/document.xml": b"x", "word/vbaProject.bin": b"x"}),
        packed({"[Content_Types].xml": b"x", "word/document.xml": b"\0" * (101 * 1024 * 1024)}),
        b"PK\x03\x04 broken",
    ],
    ids=["any archive", "a table", "macros", "a bomb", "damaged"],
)
def test_other_archives_are_not_accepted(content: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        check_files([Upload("a.docx", content)])
    assert refused.value.fields == {"attachments": "type"}


def test_a_feedback_is_found_and_understood_by_its_letter(
    files: Path, hotel: Brand, chen: Actor, now: datetime
) -> None:
    feedback = said(hotel, now, "见附件", Upload("信.docx", letter(COMPLAINT)))
    understand.analyse(feedback.pk, now=now)
    assert Analysis.objects.get(feedback=feedback, is_current=True).kind != "complaint"

    actions.read_files(attachment_ids(feedback), now=now)
    understand.follow_files(feedback.pk, now=now)

    found = Analysis.objects.get(feedback=feedback, is_current=True)
    assert (found.kind, found.polarity) == ("complaint", "negative")
    assert "refund" in found.demands
    assert found.labels["evidence"] == {}
    assert [row.pk for row in queries.search_feedback(chen, "床垫全湿")] == [feedback.pk]


def test_reading_again_changes_nothing(files: Path, hotel: Brand, now: datetime) -> None:
    feedback = said(hotel, now, "见附件", Upload("信.docx", letter(COMPLAINT)))
    for _round in range(2):
        actions.read_files(attachment_ids(feedback), now=now)
        understand.follow_files(feedback.pk, now=now)
    assert FileText.objects.count() == 1
    assert Analysis.objects.filter(feedback=feedback).count() == 1


def test_what_a_person_decided_stands_when_the_files_are_read_later(
    files: Path, hotel: Brand, li: Actor, now: datetime
) -> None:
    feedback = said(hotel, now, "见附件", Upload("信.docx", letter(COMPLAINT)))
    understand.analyse(feedback.pk, now=now)
    understand.correct(actor=li, feedback=feedback, label="kind", value="question", now=now)
    actions.read_files(attachment_ids(feedback), now=now)
    understand.follow_files(feedback.pk, now=now)
    assert Analysis.objects.get(feedback=feedback, is_current=True).kind == "question"
    assert Correction.objects.count() == 1


def test_long_words_of_the_customer_keep_their_kind_and_gain_the_demands_of_the_file(
    files: Path, hotel: Brand, now: datetime
) -> None:
    words = "前台的小姑娘特别热情，早餐也很好吃，房间干净，下次出差还会来住的。"
    feedback = said(hotel, now, words, Upload("信.docx", letter(COMPLAINT)))
    actions.read_files(attachment_ids(feedback), now=now)
    understand.follow_files(feedback.pk, now=now)
    found = Analysis.objects.get(feedback=feedback, is_current=True)
    assert (found.kind, found.labels["files"]) == ("praise", 1)
    assert "refund" in found.demands


def test_a_case_is_opened_by_a_letter_and_found_by_it(
    files: Path, hotel: Brand, li: Actor, chen: Actor, now: datetime
) -> None:
    feedback = said(hotel, now, "见附件", Upload("信.docx", letter(COMPLAINT)))
    actions.read_files(attachment_ids(feedback), now=now)
    understand.follow_files(feedback.pk, now=now)
    respond.answer_feedback(feedback.pk, now=now)
    respond.find_by_files(attachment_ids(feedback), feedback_id=feedback.pk)
    case = Case.objects.get()
    assert [row.pk for row in cases.search_cases(chen, "床垫全湿")] == [case.pk]


def test_a_dying_reader_costs_only_the_files_it_had_not_answered_for(
    files: Path, hotel: Brand, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_args: Any, **_options: Any) -> Any:
        half = b'{"reader": "text", "text": "first"}\n{"reader": "pdf", "te'
        return subprocess.CompletedProcess([], -9, half, b"")

    feedback = said(hotel, now, "两个附件", Upload("a.txt", b"first"), Upload("b.txt", b"second"))
    monkeypatch.setattr(subprocess, "run", die)
    actions.read_files(attachment_ids(feedback), now=now)
    states = list(FileText.objects.order_by("attachment_id").values_list("state", "text"))
    assert states == [("read", "first"), ("unreadable", "")]


def test_a_reader_that_hangs_is_ended(
    files: Path, hotel: Brand, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hang(*_args: Any, **_options: Any) -> Any:
        raise subprocess.TimeoutExpired([], 240, None)

    feedback = said(hotel, now, "一个附件", Upload("a.txt", b"first"))
    monkeypatch.setattr(subprocess, "run", hang)
    actions.read_files(attachment_ids(feedback), now=now)
    assert FileText.objects.get().state == "unreadable"


def test_damaged_files_are_told_apart_from_empty_ones(files: Path, hotel: Brand, now: datetime) -> None:
    uploads = [
        Upload("a.pdf", b"%PDF-1.7 broken"),
        Upload("b.pdf", pdf("#rect()")),
        Upload("c.txt", b"words"),
    ]
    feedback = said(hotel, now, "三个附件", *uploads)
    actions.read_files(attachment_ids(feedback), now=now)
    states = list(FileText.objects.order_by("attachment_id").values_list("state", flat=True))
    assert states == ["unreadable", "empty", "read"]


def test_the_sweep_finds_lost_files_of_the_last_days(files: Path, hotel: Brand, now: datetime) -> None:
    feedback = said(hotel, now, "一个附件", Upload("a.txt", b"first"))
    ids = attachment_ids(feedback)
    assert actions.unread_files(now=now + timedelta(days=6)) == ids
    assert actions.unread_files(now=now + timedelta(days=8)) == []
    actions.read_files(ids, now=now)
    assert actions.unread_files(now=now) == []
