"""What the database holds, held against what the site acknowledged."""

from sqlalchemy import select, text

from pet.db.models import Comment, Response


def stored(database, people):
    """Value and version of everything stored, by response and by kind and part."""
    ids = {person.public_id for person in people}
    kept = {public_id: {} for public_id in ids}
    with database.reading() as session:
        for public_id, ratings in session.execute(select(Response.public_id, Response.ratings)):
            if public_id in ids:
                kept[public_id].update(
                    {("rating", part): (held["rating"], held["v"]) for part, held in ratings.items()}
                )
        query = select(Response.public_id, Comment.part_id, Comment.text, Comment.v).join(
            Response, Response.id == Comment.response_id
        )
        for public_id, part, words, version in session.execute(query):
            if public_id in ids:
                kept[public_id]["comment", part] = (words, version)
    return kept


def losses(database, people):
    """Everything acknowledged that is not there, or is older than it was, or is not what was sent; half saves too."""
    kept = stored(database, people)
    return [
        f"{person.public_id}: {wrong}"
        for person in people
        for wrong in _wrong(person.acknowledged, person.sent(), kept[person.public_id])
    ]


def _wrong(acknowledged, sent, kept):
    """A save without a reply was carried out wholly, or not at all."""
    after = {**acknowledged, **{key: (value, _version(acknowledged, key) + 1) for key, value in sent.items()}}
    if kept not in (acknowledged, after):
        for key in sorted({*acknowledged, *kept}):
            if kept.get(key) != acknowledged.get(key):
                yield f"{key}: acknowledged {acknowledged.get(key)}, sent {sent.get(key)}, kept {kept.get(key)}"


def _version(acknowledged, key):
    return acknowledged.get(key, (None, 0))[1]


def unsound(database):
    """What the engine itself finds wrong with the file; PostgreSQL has no such question, so nothing."""
    if database.engine.dialect.name != "sqlite":
        return []
    with database.reading() as session:
        return [row for (row,) in session.execute(text("PRAGMA integrity_check")) if row != "ok"]
