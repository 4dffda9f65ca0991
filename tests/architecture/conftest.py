"""One world of `tests.support.matrix_world` on each engine, for all tests of who may see and do what."""

import pytest

from pet.db.session import Database
from pet.settings import Settings
from tests.support.client import make_app
from tests.support.factories import NOW
from tests.support.matrix_world import make_world


@pytest.fixture(scope="session")
def sqlite_world(sqlite_urls, tmp_path_factory):
    yield from _world(sqlite_urls, tmp_path_factory.mktemp("sqlite-world"))


@pytest.fixture(scope="session")
def postgresql_world(postgresql_urls, tmp_path_factory):
    yield from _world(postgresql_urls, tmp_path_factory.mktemp("postgresql-world"))


def _world(urls, folder):
    with urls(folder) as url:
        database = Database(url)
        yield make_world(make_app(site_settings(folder), database, lambda: NOW), database)
        database.close()


@pytest.fixture
def worlds(request):
    """The world on an engine, as in `worlds("sqlite")`; a test that changes something puts it back."""
    return lambda engine: request.getfixturevalue(f"{engine}_world")


@pytest.fixture
def site(tmp_path):
    """Another site over the database of a world, whose views are not put aside."""
    return lambda world: make_app(site_settings(tmp_path), world.database, lambda: NOW)


def site_settings(folder):
    """Settings of a site that keeps its files here."""
    return Settings(
        instance=folder,
        database_url="sqlite:///nowhere",
        secret_key="of the tests, and long enough for one",  # noqa: S106 -- of no site
        base_url="http://localhost",
    )
