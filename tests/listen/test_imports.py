"""A file is read to its end whatever is in it, its counts add up, and reading it again adds nothing."""

import io
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed
from wenguo.listen import actions, queries
from wenguo.listen.domain.mapping import guess_mapping
from wenguo.listen.models import Feedback, FileImport
from wenguo.people.models import Brand, Place, User

CSV = (
    "编号,内容,评分,日期,门店,手机号\n"
    "a1,水壶漏水,1,2026-11-01 10:00,西湖店,13800138000\n"
    "a2,,5,2026-11-01,,\n"
    "a3,很好,11,2026-11-01,,\n"
    "a4,还行,3,昨天,,\n"
    "a1,水壶漏水,1,2026-11-01 10:00,西湖店,13800138000\n"
    "a5,服务周到,5,,,\n"
)


@pytest.fixture
def read_in(wang: Actor, hotel: Brand, now: datetime) -> Callable[..., FileImport]:
    """Upload, map as guessed, start and run."""

    def run(content: bytes = CSV.encode(), name: str = "reviews.csv") -> FileImport:
        uploaded = actions.upload_import(
            actor=wang, brand=hotel, channel="review", name=name, content=io.BytesIO(content), now=now
        )
        started = actions.start_import(
            actor=wang, file_import=uploaded, mapping=uploaded.mapping, opens_cases=False, now=now
        )
        actions.run_import(started.pk, now=now)
        started.refresh_from_db()
        return started

    return run


def counts(one: FileImport) -> tuple[int, int, int, int]:
    return one.done_rows, one.created_rows, one.duplicate_rows, one.bad_rows


def test_columns_are_guessed_in_both_languages() -> None:
    assert guess_mapping(["编号", "内容", "评分", "门店"]) == {
        "text": "内容",
        "rating": "评分",
        "external_id": "编号",
        "place": "门店",
    }


def test_the_counts_add_up_and_bad_rows_are_named(lobby: Place, read_in: Callable[..., FileImport]) -> None:
    done = read_in()
    assert done.state == "done"
    assert counts(done) == (6, 2, 1, 3)
    assert [(row.line, row.code) for row in queries.import_problems(done).order_by("line")] == [
        (3, "no_text"),
        (4, "rating"),
        (5, "moment"),
    ]


def test_a_row_becomes_a_feedback_with_its_facts(lobby: Place, read_in: Callable[..., FileImport]) -> None:
    read_in()
    feedback = Feedback.objects.get(external_id="a1")
    assert (feedback.text, feedback.rating, feedback.place, feedback.channel) == (
        "水壶漏水",
        1,
        lobby,
        "review",
    )
    assert feedback.occurred_at == datetime(2026, 11, 1, 2, 0, tzinfo=UTC)
    assert feedback.customer is not None
    assert [identity.value for identity in feedback.customer.identities.all()] == ["13800138000"]


def test_reading_the_same_file_again_adds_nothing(read_in: Callable[..., FileImport]) -> None:
    read_in()
    assert counts(read_in()) == (6, 0, 3, 3)


def test_rows_without_a_number_are_known_by_their_content(read_in: Callable[..., FileImport]) -> None:
    lines = "text\n好\n不好\n好\n".encode()
    assert counts(read_in(lines)) == (3, 2, 1, 0)
    assert counts(read_in(lines, "again.csv")) == (3, 0, 3, 0)


def test_it_goes_on_where_it_stopped(
    wang: Actor, hotel: Brand, now: datetime, read_in: Callable[..., FileImport]
) -> None:
    content = ("text\n" + "".join(f"第{n}条\n" for n in range(1, 1201))).encode()
    uploaded = actions.upload_import(
        actor=wang, brand=hotel, channel="review", name="a.csv", content=io.BytesIO(content), now=now
    )
    actions.start_import(
        actor=wang, file_import=uploaded, mapping={"text": "text"}, opens_cases=False, now=now
    )

    def die_after_the_first_batch(_file_import: FileImport) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        actions.run_import(uploaded.pk, now=now, progress=die_after_the_first_batch)
    uploaded.refresh_from_db()
    assert (uploaded.state, uploaded.done_rows) == ("running", 500)
    actions.run_import(uploaded.pk, now=now)
    actions.run_import(uploaded.pk, now=now)
    uploaded.refresh_from_db()
    assert (uploaded.state, counts(uploaded)) == ("done", (1200, 1200, 0, 0))
    assert Feedback.objects.count() == 1200


def test_each_batch_is_one_piece_of_news(read_in: Callable[..., FileImport]) -> None:
    read_in(("text\n" + "".join(f"第{n}条\n" for n in range(1, 702))).encode())
    jobs = ProcrastinateJob.objects.filter(args__event="listen.FeedbackImported").order_by("id")
    assert [len(job.args["payload"]["feedback_ids"]) for job in jobs] == [500, 201]
    assert {(job.queue_name, job.priority) for job in jobs} == {("bulk", -10)}


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [("a.exe", b"MZ", "format"), ("a.csv", b"", "empty"), ("a.xlsx", b"no", "damaged")],
)
def test_a_hopeless_file_is_refused_with_its_reason(
    wang: Actor, hotel: Brand, now: datetime, name: str, content: bytes, code: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        actions.upload_import(
            actor=wang, brand=hotel, channel="review", name=name, content=io.BytesIO(content), now=now
        )
    assert refusal.value.fields == {"file": code}
    assert FileImport.objects.count() == 0


def test_an_agent_imports_nothing(li: Actor, hotel: Brand, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        actions.upload_import(
            actor=li, brand=hotel, channel="review", name="a.csv", content=io.BytesIO(b"text\n1\n"), now=now
        )
    assert FileImport.objects.count() == 0


def test_the_pages_lead_from_file_to_counts(
    wang_user: User, hotel: Brand, signed_in: Callable[[User], Client], deliver_news: Callable[[], int]
) -> None:
    client = signed_in(wang_user)
    upload = io.BytesIO(CSV.encode())
    upload.name = "reviews.csv"
    answer = client.post("/settings/imports", {"brand": hotel.pk, "channel": "review", "file": upload})
    page = client.get(answer["Location"]).content.decode()
    assert "水壶漏水" in page
    mapped = {"text": "内容", "rating": "评分", "external_id": "编号"}
    assert client.post(answer["Location"], mapped).status_code == 302
    deliver_news()
    assert FileImport.objects.get().state == "done"
    assert "昨天" not in client.get(answer["Location"]).content.decode()


def test_another_brands_import_is_not_found(
    outsider_user: User, read_in: Callable[..., FileImport], signed_in: Callable[[User], Client]
) -> None:
    done = read_in()
    outsider_user.role = "lead"
    outsider_user.save(update_fields=["role"])
    client = signed_in(outsider_user)
    assert client.get(f"/settings/imports/{done.pk}").status_code == 404
    assert client.get(f"/api/v1/imports/{done.pk}").status_code == 404
