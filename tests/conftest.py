"""Settings and fixtures that hold for every test."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from pet.db.session import Database
from pet.settings import Settings
from tests.support.databases import ENGINES, PostgresqlMaker, SqliteMaker, opened

# The machine's speed is nobody's fault: no deadline. The same examples each run: a failure can be repeated.
hypothesis_settings.register_profile("pet", deadline=None, derandomize=True)
hypothesis_settings.load_profile("pet")

# On which engines tests of the database run, and those that run once more on the newest Python: docs/decisions/0022.
CHOSEN = tuple(os.environ.get("PET_TEST_ENGINES", " ".join(ENGINES)).split())
TWICE = tuple(os.environ.get("PET_TEST_TWICE_ENGINES", " ".join(CHOSEN)).split())
RUN_TWICE = frozenset({"services", "mail", "web"})
UrlMaker = Callable[..., AbstractContextManager[str]]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "engine(name): runs on this database engine alone, sqlite or postgresql"
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every test that uses a database runs on each engine, unless it is marked with the one it is about."""
    if "engine_name" in metafunc.fixturenames:
        marker = metafunc.definition.get_closest_marker("engine")
        chosen = TWICE if Path(metafunc.definition.path).parent.name in RUN_TWICE else CHOSEN
        metafunc.parametrize("engine_name", marker.args if marker else chosen, indirect=True)


@pytest.fixture
def engine_name(request: pytest.FixtureRequest) -> str:
    """The engine of this test's database: `sqlite` or `postgresql`."""
    return str(request.param)


@pytest.fixture(scope="session")
def sqlite_urls(tmp_path_factory: pytest.TempPathFactory) -> UrlMaker:
    return SqliteMaker(tmp_path_factory.mktemp("sqlite")).url


@pytest.fixture(scope="session")
def postgresql_urls() -> Iterator[UrlMaker]:
    maker = PostgresqlMaker()
    yield maker.url
    maker.stop()


@pytest.fixture
def database_urls(engine_name: str, request: pytest.FixtureRequest) -> UrlMaker:
    """Makes addresses of databases on this test's engine."""
    urls: UrlMaker = request.getfixturevalue(f"{engine_name}_urls")
    return urls


@pytest.fixture
def database(database_urls: UrlMaker, tmp_path: Path) -> Iterator[Database]:
    """A database with all tables and nothing in them; of another process it is opened by `database.url`."""
    with database_urls(tmp_path) as url, opened(url) as database:
        yield database


@pytest.fixture
def empty_database(database_urls: UrlMaker, tmp_path: Path) -> Iterator[Database]:
    """A database without tables."""
    folder = tmp_path / "empty"
    folder.mkdir()
    with database_urls(folder, empty=True) as url:
        database = Database(url)
        yield database
        database.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a site on this machine."""
    instance = tmp_path / "instance"
    instance.mkdir()
    return Settings(
        instance=instance,
        database_url=f"sqlite:///{instance / 'pet.sqlite3'}",
        secret_key="of the tests, and long enough for one",  # noqa: S106 -- of no site
        base_url="http://localhost",
    )


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """What time it is."""
        return self.now

    def move(self, **by: float) -> datetime:
        """Move on, such as `move(minutes=5)`, or back; gives the new time."""
        self.now += timedelta(**by)
        return self.now


@pytest.fixture
def clock() -> Clock:
    """A clock at nine on a Monday morning in UTC, which tests move."""
    return Clock(datetime(2026, 10, 5, 9, tzinfo=UTC))
