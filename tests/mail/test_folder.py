"""Letters in a folder: for trying PET, read in a browser."""

import threading
from datetime import UTC, datetime, timedelta

import html5lib
import pytest

from pet.mail import folder as folders
from pet.mail.message import packed
from pet.mail.outcome import Fate
from pet.mail.transport import transport_of
from tests.mail.test_smtp import message

AT = datetime(2026, 10, 5, 9, tzinfo=UTC)


def put(folder, *numbers, **fields):
    with transport_of(f"folder:{folder}") as transport:
        return [
            transport.send(
                packed(
                    message(
                        message_id=f"<{number}@example.org>",
                        subject=f"Letter {number}",
                        written_at=AT + timedelta(minutes=number),
                        **fields,
                    )
                )
            )
            for number in numbers
        ]


def test_a_letter_is_there_three_times_and_in_the_list(tmp_path):
    assert [one.fate for one in put(tmp_path, 1)] == [Fate.TAKEN]
    files = sorted(tmp_path.iterdir())
    assert [file.suffix for file in files] == [".eml", ".html", ".txt", ".html"]
    eml, page, text, index = files
    assert text.read_text() == message().text
    assert page.read_text().strip() == message().html
    assert b"Subject: Letter 1" in eml.read_bytes()
    assert f'<a href="{page.name}">Letter 1</a>' in index.read_text()
    assert f'<a href="{text.name}">as plain text</a>' in index.read_text()
    assert [file.stat().st_mode & 0o077 for file in files] == [0] * 4


def test_the_newest_comes_first(tmp_path):
    put(tmp_path, 2, 1)
    put(tmp_path, 3)
    index = (tmp_path / "index.html").read_text()
    places = [index.index(f">Letter {number}<") for number in (3, 2, 1)]
    assert places == sorted(places)


def test_the_list_is_html_whatever_stands_in_a_letter(tmp_path):
    put(tmp_path, 1, to_name="<b>Pat</b> & co")
    index = (tmp_path / "index.html").read_text()
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(index)
    assert parser.errors == []
    assert "<b>" not in index


def test_a_letter_that_is_sent_twice_is_there_once(tmp_path):
    put(tmp_path, 1)
    put(tmp_path, 1)
    assert len(list(tmp_path.glob("*.eml"))) == 1


def test_nobody_reads_half_a_file(tmp_path):
    file, found, done = tmp_path / "page", set(), threading.Event()
    folders.write(file, b"x" * 1_000_000)

    def read():
        while not done.is_set():
            found.add(len(file.read_bytes()))

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(30):
        folders.write(file, b"x" * 1_000_000)
    done.set()
    reader.join()
    assert found == {1_000_000}
    assert [one.name for one in tmp_path.iterdir()] == ["page"]


def test_a_folder_that_cannot_be_written_is_tried_later(tmp_path):
    (tmp_path / "file").touch()
    (outcome,) = put(tmp_path / "file" / "letters", 1)
    assert (outcome.fate, outcome.unreachable) == (Fate.LATER, True)
    assert outcome.reason


@pytest.mark.parametrize("error", [OSError(28, "No space left on device")])
def test_half_a_letter_is_taken_away_again(tmp_path, monkeypatch, error):
    def fail(_descriptor):
        raise error

    monkeypatch.setattr(folders.os, "fsync", fail)
    (outcome,) = put(tmp_path / "letters", 1)
    assert (outcome.fate, outcome.reason) == (Fate.LATER, "No space left on device")
