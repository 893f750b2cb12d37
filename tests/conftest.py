"""The cast and the few tools that every test shares."""

from collections.abc import Callable, Generator
from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection
from django.test import Client
from django.utils import translation
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django.plugin import DjangoDbBlocker, blocking_manager_key

from wenguo.base.actor import Actor
from wenguo.base.cast import ADMIN, CHEN, LI, OUTSIDER, WANG, CastMember
from wenguo.people.models import Brand, Membership, Place, Team, User
from wenguo.people.queries import actor_of
from wenguo.understand.queries import forget_names

# A Tuesday noon in Shanghai: business hours, far from any holiday, and past, since jobs read the real clock.
NOON = datetime(2026, 11, 17, 4, 0, tzinfo=UTC)


# What migrations put into the tables, as Django serialises it.
SEEDS = pytest.StashKey[str]()


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, pytestconfig: pytest.Config
) -> None:
    """The database of a test process, and a copy of its seeds."""
    with django_db_blocker.unblock():
        pytestconfig.stash[SEEDS] = connection.creation.serialize_db_to_string()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None, None, None]:
    """A test that commits leaves the database as migrations made it, whatever runs next.

    Django empties its tables, seeds included, and counts on such tests to come last; several processes keep no such
    order. The job tables are Procrastinate's, unknown to Django.
    """
    yield
    # The language that a page was asked in would stay with the thread, and so with whichever test comes next.
    translation.deactivate()
    # After the last test of a process its database is gone already.
    if nextitem is None or not _commits(item):
        return
    with item.config.stash[blocking_manager_key].unblock():
        call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
        connection.creation.deserialize_db_from_string(item.config.stash[SEEDS])
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
            # The seeds came back with their numbers; new rows are to be numbered after them.
            for statement in connection.ops.sequence_reset_sql(
                no_style(), apps.get_models(include_auto_created=True)
            ):
                cursor.execute(statement)
        connection.close()


def _commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    asked = {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(asked) or (marker is not None and marker.kwargs.get("transaction", False))


@pytest.fixture(autouse=True)
def no_names_kept() -> None:
    """Names of categories are kept for a while; those of the test before are not those of this one."""
    forget_names()


@pytest.fixture
def now() -> datetime:
    """The moment in which tests happen."""
    return NOON


@pytest.fixture
def hotel(db: None) -> Brand:
    """木棉酒店, the brand of the cast."""
    return Brand.objects.create(
        slug="hotel", name={"zh": "木棉酒店", "en": "Kapok Hotels"}, email="care@hotel.test"
    )


@pytest.fixture
def shop(db: None) -> Brand:
    """木棉生活, the other brand, where 外人 works."""
    return Brand.objects.create(
        slug="shop", name={"zh": "木棉生活", "en": "Kapok Living"}, email="care@shop.test"
    )


@pytest.fixture
def care_team(hotel: Brand) -> Team:
    """宾客关系组: takes every category of the hotel brand."""
    return Team.objects.create(
        brand=hotel, key="hotel-care", name={"zh": "宾客关系组", "en": "Guest relations"}
    )


@pytest.fixture
def lobby(hotel: Brand) -> Place:
    """西湖店, a place with a QR code."""
    return Place.objects.create(
        brand=hotel, slug="xihu", code="xihu2345", name={"zh": "西湖店", "en": "West Lake"}, city="杭州"
    )


def _user(member: CastMember, brands: list[Brand], teams: list[Team], *, leads: bool = False) -> User:
    user = User.objects.create_user(member.key, f"{member.key}@wenguo.test", "pass-word-1", name=member.name)
    user.role = member.role
    user.save(update_fields=["role"])
    user.brands.set(brands)
    for team in teams:
        Membership.objects.create(team=team, user=user, is_lead=leads)
    return user


@pytest.fixture
def li_user(hotel: Brand, care_team: Team) -> User:
    """小李, frontline agent of the hotel."""
    return _user(LI, [hotel], [care_team])


@pytest.fixture
def wang_user(hotel: Brand, shop: Brand, care_team: Team) -> User:
    """王主管, 小李's lead."""
    return _user(WANG, [hotel, shop], [care_team], leads=True)


@pytest.fixture
def chen_user(hotel: Brand, shop: Brand) -> User:
    """陈总, executive."""
    return _user(CHEN, [hotel, shop], [])


@pytest.fixture
def outsider_user(shop: Brand) -> User:
    """外人, agent of the other brand, who must see nothing of the hotel."""
    team = Team.objects.create(
        brand=shop, key="shop-aftersales", name={"zh": "网店售后组", "en": "Shop aftersales"}
    )
    return _user(OUTSIDER, [shop], [team])


@pytest.fixture
def admin_user(hotel: Brand, shop: Brand) -> User:
    """管理员, administrator of both brands."""
    return _user(ADMIN, [hotel, shop], [])


@pytest.fixture
def li(li_user: User) -> Actor:
    """小李 as an actor."""
    return actor_of(li_user)


@pytest.fixture
def wang(wang_user: User) -> Actor:
    """王主管 as an actor."""
    return actor_of(wang_user)


@pytest.fixture
def chen(chen_user: User) -> Actor:
    """陈总 as an actor."""
    return actor_of(chen_user)


@pytest.fixture
def outsider(outsider_user: User) -> Actor:
    """外人 as an actor."""
    return actor_of(outsider_user)


@pytest.fixture
def admin(admin_user: User) -> Actor:
    """管理员 as an actor."""
    return actor_of(admin_user)


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    """A browser without JavaScript in which this person is signed in."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def deliver_news(db: None) -> Callable[[], int]:
    """Run every waiting job that is due, and those that they defer, until none is left; gives how many ran."""

    def deliver() -> int:
        ran = 0
        while jobs := list(
            ProcrastinateJob.objects.filter(status="todo", scheduled_at__isnull=True).order_by("id")[:100]
        ):
            for job in jobs:
                app.tasks[job.task_name](**job.args)
                _forget(job.pk)
                ran += 1
        return ran

    return deliver


def _forget(job_id: int) -> None:
    # Procrastinate's Django models are read-only on purpose; a test may cut the corner.
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [job_id])
