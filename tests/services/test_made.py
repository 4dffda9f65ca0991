"""Charts and reports are made once, whole or not at all, whoever comes, and the folder stays small."""

import multiprocessing
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from pet.charts import gallery
from pet.db.errors import UnavailableError
from pet.language import PSEUDO, use
from pet.record.model import Record
from pet.services import made
from pet.services.made import Shelf
from pet.services.results import Stored, without_comments
from tests.support.results import STRENGTH, Answers, framework, result

FRAMEWORK = framework(components=3, themes=1)


def stored(**options):
    found = result(FRAMEWORK, Answers(STRENGTH), **options)
    return Stored(round_id=1, result=found, framework=FRAMEWORK, sha256="of the document", identity="of both")


class Maker:
    """Makes bytes slowly and counts how often and how many at once."""

    def __init__(self, seconds=0.05):
        self.seconds, self.times, self.now, self.most = seconds, 0, 0, 0
        self._lock = threading.Lock()

    def __call__(self):
        with self._lock:
            self.times += 1
            self.now += 1
            self.most = max(self.most, self.now)
        time.sleep(self.seconds)
        with self._lock:
            self.now -= 1
        return b"made"


def kept(folder):
    return [file.name for file in folder.iterdir() if file.name != "locks"]


def together(work, number):
    with ThreadPoolExecutor(number) as pool:
        return [one.result() for one in [pool.submit(work, n) for n in range(number)]]


def test_it_is_made_once_and_read_after(tmp_path):
    shelf, make = Shelf(tmp_path / "made"), Maker(0)
    assert [shelf.get("a.svg", make) for _ in range(3)] == [b"made"] * 3
    assert make.times == 1
    assert Shelf(tmp_path / "made").get("a.svg", lambda: b"other") == b"made"


def test_threads_that_come_together_wait_for_the_one_who_makes_it(tmp_path):
    shelf, make = Shelf(tmp_path), Maker()
    assert together(lambda _n: shelf.get("a.pdf", make), 6) == [b"made"] * 6
    assert make.times == 1


def made_in_a_process(folder, log):
    def make():
        with log.open("a") as file:
            file.write("x")
        time.sleep(0.3)
        return b"made"

    return Shelf(folder).get("a.pdf", make)


def test_processes_that_come_together_make_it_once(tmp_path):
    log = tmp_path / "log"
    with multiprocessing.get_context("fork").Pool(3) as pool:
        found = pool.starmap(made_in_a_process, [(tmp_path / "made", log)] * 3)
    assert (found, log.read_text()) == ([b"made"] * 3, "x")


def test_what_fails_leaves_nothing_and_can_be_tried_again(tmp_path):
    def fail():
        raise RuntimeError("no ink")

    shelf = Shelf(tmp_path)
    with pytest.raises(RuntimeError, match="no ink"):
        shelf.get("a.pdf", fail)
    assert kept(tmp_path) == []
    assert shelf.get("a.pdf", lambda: b"made") == b"made"


def test_no_half_file_is_left_when_the_disk_is_full(tmp_path, monkeypatch):
    shelf = Shelf(tmp_path)

    def full(self, content):
        with self.open("wb") as file:
            file.write(content[:2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    assert shelf.get("a.pdf", lambda: b"made") == b"made"
    assert kept(tmp_path) == []


def test_a_folder_that_cannot_be_made_keeps_nobody_from_reading(tmp_path):
    (tmp_path / "made").write_text("a file is in the way")
    assert Shelf(tmp_path / "made").get("a.pdf", lambda: b"made") == b"made"


def test_the_oldest_are_swept_when_it_gets_too_much(tmp_path):
    shelf = Shelf(tmp_path, most_bytes=1000, swept_every=1)
    for n in range(12):
        shelf.get(f"{n:02}.svg", lambda: b"x" * 100)
        os.utime(tmp_path / f"{n:02}.svg", (n, n))
    left = sorted(file.name for file in tmp_path.glob("*.svg"))
    assert left == [f"{n:02}.svg" for n in range(2, 12)] or left == [f"{n:02}.svg" for n in range(3, 12)]
    assert sum(file.stat().st_size for file in tmp_path.glob("*.svg")) <= 1000


def test_the_half_of_a_file_goes_once_whoever_wrote_it_must_be_dead(tmp_path):
    half, younger = tmp_path / ".0123456789abcdef.part", tmp_path / ".fedcba9876543210.part"
    for file, age in ((half, 3700), (younger, 60)):
        file.write_bytes(b"half")
        os.utime(file, (time.time() - age,) * 2)
    Shelf(tmp_path).sweep()
    assert (half.exists(), younger.exists()) == (False, True)


def test_a_file_swept_while_somebody_wants_it_is_made_again(tmp_path):
    shelf = Shelf(tmp_path)
    shelf.get("a.svg", lambda: b"first")
    (tmp_path / "a.svg").unlink()
    assert shelf.get("a.svg", lambda: b"second") == b"second"


def test_a_chart_is_the_same_from_the_shelf_and_depends_on_what_it_is_made_of(tmp_path):
    shelf, found = Shelf(tmp_path), stored()
    radar = gallery.of(found.result, FRAMEWORK)["radar"].pictures
    once = made.chart(shelf, found, radar["page"], "svg")
    assert once == radar["page"].drawn("svg") == made.chart(shelf, found, radar["page"], "svg")
    assert made.chart(shelf, found, radar["phone"], "svg") != once
    assert made.chart(shelf, found, radar["page"], "png").startswith(b"\x89PNG")
    assert len(list(tmp_path.glob("*.*"))) == 3


def test_the_edition_follows_result_and_language():
    one = stored()
    other = Stored(round_id=1, result=one.result, framework=FRAMEWORK, sha256="x", identity="of another")
    with use(PSEUDO):
        marked = made.edition(one)
    assert len({made.edition(one), made.edition(other), marked}) == 3
    assert made.edition(one) == made.edition(stored())


def test_a_file_is_made_once_and_kept_under_all_that_it_is_made_of(tmp_path):
    shelf, found = Shelf(tmp_path), stored()
    record = Record(framework=FRAMEWORK, computed=found.result)
    whole = made.copy_of(record, found, "full-report.pdf", "a4")
    others = [
        made.copy_of(record, found, "brief.pdf", "a4"),
        made.copy_of(record, found, "full-report.pdf", "letter"),
        made.copy_of(replace(record, talk_note="We talked."), found, "full-report.pdf", "a4"),
        made.copy_of(record, replace(found, identity="of another"), "full-report.pdf", "a4"),
    ]
    with use(PSEUDO):
        others.append(made.copy_of(record, found, "full-report.pdf", "a4"))
    assert len({one.edition for one in [whole, *others]}) == 6
    assert (made.kept(shelf, whole), made.size(shelf, whole)) == (None, None)
    make = Maker(0)
    assert [made.file(shelf, found, whole, make) for _ in range(2)] == [b"made"] * 2
    assert (make.times, made.kept(shelf, whole), made.size(shelf, whole)) == (1, b"made", 4)
    assert whole.place.endswith(".pdf")


def test_what_is_made_is_for_the_owner_alone(tmp_path):
    folder = tmp_path / "made"
    folder.mkdir(mode=0o755)
    shelf = Shelf(folder)
    shelf.get("a.svg", lambda: b"made")
    assert {path.stat().st_mode & 0o777 for path in (folder, folder / "locks")} == {0o700}
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert len(files) == 2
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


def test_a_new_result_of_a_round_drops_what_was_made_from_the_one_before(tmp_path):
    shelf, first = Shelf(tmp_path), stored()
    radar = gallery.of(first.result, FRAMEWORK)["radar"].pictures["page"]
    elsewhere = replace(first, round_id=11, identity="e" * 64)
    second = replace(first, sha256="of another document", identity="f" * 64)
    made.chart(shelf, first, radar, "svg")
    made.chart(shelf, elsewhere, radar, "svg")
    assert len(kept(tmp_path)) == 2
    [earlier] = [name for name in kept(tmp_path) if name.startswith("1-")]
    made.drop_earlier(shelf, second)
    [left] = kept(tmp_path)
    made.chart(shelf, first, radar, "svg")  # by somebody who had begun before
    made.chart(shelf, second, radar, "svg")
    made.chart(shelf, second, radar, "png")
    assert len(kept(tmp_path)) == 3
    assert left in kept(tmp_path)
    assert earlier not in kept(tmp_path)


def test_leads_and_members_never_drop_each_others_charts(tmp_path):
    """Members may see a result without what people wrote; its charts are the same, under another name."""
    shelf, whole = Shelf(tmp_path), stored()
    wordless = without_comments(whole)
    pictures = [one.pictures["page"] for one in list(gallery.of(whole.result, FRAMEWORK).values())[:3]]
    seen = []
    for who in (whole, wordless, whole, wordless):
        for picture in pictures:
            made.chart(shelf, who, picture, "svg")
        seen.append(set(kept(tmp_path)))
    assert [len(one) for one in seen] == [3, 6, 6, 6]


def test_what_was_forgotten_stays_in_no_file(tmp_path):
    """A file of a new record drops all that was made from earlier ones, and none of the same record."""
    shelf, found = Shelf(tmp_path), stored()
    wordless = without_comments(found)
    before = Record(framework=FRAMEWORK, computed=found.result, talk_note="To be forgotten")
    after = replace(before, talk_note="")
    elsewhere = replace(found, round_id=11)

    def make(record, name, of=found):
        made.file(shelf, of, made.copy_of(record, of, name, "a4"), record.talk_note.encode)

    for name in ("actions.csv", "brief.pdf"):
        make(before, name)
    make(before, "actions.csv", wordless)
    make(before, "actions.csv", elsewhere)
    assert len(kept(tmp_path)) == 4
    make(after, "actions.csv")
    make(after, "actions.csv", wordless)
    assert sorted(file.read_bytes() for file in tmp_path.glob("r*")) == [b"", b"", b"To be forgotten"]
    made.drop_files(shelf, [1])
    assert [name.partition("-")[0] for name in kept(tmp_path)] == ["r11"]


def test_all_of_a_round_goes_and_nothing_of_another(tmp_path):
    shelf = Shelf(tmp_path)
    for name in ("1-a.svg", "r1-b.pdf", "11-c.svg", "r11-d.pdf", "other.txt"):
        shelf.get(name, lambda: b"made")
    assert shelf.rounds() == {1, 11}
    shelf.drop_all([1])
    assert sorted(kept(tmp_path)) == ["11-c.svg", "other.txt", "r11-d.pdf"]
    assert Shelf(tmp_path / "none").rounds() == frozenset()


def test_what_is_too_much_is_swept_when_a_process_begins(tmp_path, monkeypatch):
    monkeypatch.setattr(Shelf.__init__, "__kwdefaults__", Shelf.__init__.__kwdefaults__ | {"most_bytes": 100})
    (tmp_path / "made").mkdir()
    for n in range(3):
        (tmp_path / "made" / f"{n}.svg").write_bytes(b"x" * 60)
        os.utime(tmp_path / "made" / f"{n}.svg", (n, n))
    assert kept(made.shelf(tmp_path).folder) == ["2.svg"]


def test_nobody_waits_for_ever_for_what_somebody_else_makes(tmp_path):
    shelf, began, may_end = Shelf(tmp_path, patience=0.05), threading.Event(), threading.Event()

    def make():
        began.set()
        assert may_end.wait(timeout=30)
        return b"made"

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(shelf.get, "a.pdf", make)
        assert began.wait(timeout=30)
        with pytest.raises(UnavailableError):
            shelf.get("a.pdf", lambda: b"other")
        assert [shelf.get(f"{n}.svg", lambda: b"chart") for n in range(200)] == [b"chart"] * 200
        may_end.set()
        assert first.result(timeout=30) == b"made"


def test_a_file_that_goes_while_the_shelf_is_swept_stops_nothing(tmp_path):
    class Racing(Shelf):
        """Another process renames a half of a file right after the folder was listed."""

        def _files(self):
            found = super()._files()
            (self.folder / ".0123.part").unlink(missing_ok=True)
            return found

    shelf = Racing(tmp_path, most_bytes=10)
    for name in (".0123.part", "r1-old.pdf", "r1-new.pdf"):
        (tmp_path / name).write_bytes(b"123456")
    shelf.sweep()
    assert len(list(tmp_path.iterdir())) == 1
