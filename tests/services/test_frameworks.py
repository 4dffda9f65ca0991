"""Published frameworks are kept as they were and read once."""

import hashlib

import pytest
from sqlalchemy import func, select

from pet.db.models import FrameworkVersion
from pet.errors import InvalidInputError, PetError
from pet.frameworks import loader
from pet.services import frameworks
from pet.services.recent import Recent
from tests.support.factories import NOW, builtin_source, framework_source, make_round
from tests.support.statements import noted


def test_a_published_framework_is_kept_byte_for_byte(database):
    source = framework_source()
    with database.writing() as session:
        version_id = frameworks.publish(session, source, now=NOW).id
    with database.reading() as session:
        version = session.get(FrameworkVersion, version_id)
        assert version.source.encode() == source
        assert (version.key, version.version) == ("invented", 1)
        assert version.sha256 == hashlib.sha256(source).hexdigest()
        assert version.created_at == NOW


@pytest.mark.parametrize("key", loader.builtin_keys())
def test_what_is_published_is_what_is_loaded(database, key):
    with database.writing() as session:
        version = frameworks.publish(session, builtin_source(key), now=NOW)
        assert frameworks.load(version) == loader.builtin(key)


def test_the_same_file_is_one_version_and_another_is_another(database):
    with database.writing() as session:
        first = frameworks.publish(session, framework_source(), now=NOW).id
    with database.writing() as session:
        again = frameworks.publish(session, framework_source(), now=NOW).id
        other = frameworks.publish(session, framework_source(version=2), now=NOW).id
        assert session.scalar(select(func.count()).select_from(FrameworkVersion)) == 2
    assert (again == first, other == first) == (True, False)


def test_the_same_text_in_another_encoding_is_the_same_version(database):
    source = framework_source()
    with database.writing() as session:
        first = frameworks.publish(session, source, now=NOW)
        wide = frameworks.publish(session, source.decode().encode("utf-16"), now=NOW)
        marked = frameworks.publish(session, b"\xef\xbb\xbf" + source, now=NOW)
        assert [wide.id, marked.id] == [first.id, first.id]


def test_a_faulty_file_is_refused_with_every_problem_and_nothing_is_kept(database):
    faulty = framework_source().replace(b"Theme 1.1.1", b"").replace(b"Theme 1.2.1", b"")
    with database.writing() as session:
        with pytest.raises(InvalidInputError) as refused:
            frameworks.publish(session, faulty, now=NOW)
        assert session.scalar(select(func.count()).select_from(FrameworkVersion)) == 0
    assert [problem.where for problem in refused.value.problems] == [
        "components[0].areas[0].themes[0].title",
        "components[0].areas[1].themes[0].title",
    ]


def test_a_framework_is_read_once_per_process(database):
    source = framework_source(version=77)
    with database.writing() as session:
        round_id = make_round(session, source=source).id
    with database.reading() as session:
        first = frameworks.of_round(session, round_id)
    with noted(database) as statements, database.reading() as session:
        assert frameworks.of_round(session, round_id) is first
    assert len(statements) == 1
    assert "source" not in statements[0]


def test_only_so_many_frameworks_are_kept_in_memory(database, monkeypatch):
    loaded = []

    def load(source):
        loaded.append(real(source))
        return loaded[-1]

    real = loader.load
    monkeypatch.setattr(frameworks, "_read", Recent(2))
    with database.writing() as session:
        versions = [
            frameworks.publish(session, framework_source(version=number), now=NOW) for number in (1, 2, 3)
        ]
    monkeypatch.setattr(loader, "load", load)
    assert [frameworks.load(versions[n]).version for n in (0, 1, 2, 1, 2, 0, 2)] == [1, 2, 3, 2, 3, 1, 3]
    assert [framework.version for framework in loaded] == [1, 2, 3, 1]


def test_what_is_not_there_is_said(database):
    with database.reading() as session:
        with pytest.raises(PetError, match="There is no such round"):
            frameworks.of_round(session, 1)
        with pytest.raises(PetError, match="not here any more"):
            frameworks.of_version(session, 1, "0" * 64)
