"""The world of the stories."""

import pytest

from tests.stories.world import World, build


@pytest.fixture
def world(db: None) -> World:
    """The hotel with one of everything."""
    return build()
