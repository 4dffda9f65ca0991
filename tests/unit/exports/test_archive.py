"""Archives: what goes in comes out the same, and what comes from outside is believed only where it holds together."""

import hashlib
import io
import json
import struct
import zipfile
import zlib
from dataclasses import replace

import pytest

from pet.errors import InvalidInputError, PetError
from pet.exports import archive, catalogue, index, makers
from pet.exports.zipped import pack
from pet.language import PSEUDO
from tests.support import records

SHORT = ("framework.yaml", "result.json", "record.json")


@pytest.fixture(scope="module")
def harbour():
    """The archive of a small round, whole."""
    return archive.write(records.harbour())


def unpacked(data):
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


@pytest.fixture
def files():
    """The fewest files that an archive can hold."""
    return {name: makers.make(records.four_heads(), name) for name in SHORT}


def sealed(files, **fields):
    """An archive with these files and a manifest that knows them."""
    manifest = json.loads(archive._manifest(files, page="a4", language="en"))  # noqa: SLF001 -- the very one
    return pack({archive.MANIFEST: json.dumps(manifest | fields).encode(), **files})


def changed(files, name, **fields):
    """The same files, but for some values of one."""
    return {**files, name: json.dumps(json.loads(files[name]) | fields).encode()}


def refused(data):
    with pytest.raises(InvalidInputError) as caught:
        archive.read(data, source="round.zip")
    return [str(problem) for problem in caught.value.problems]


def test_an_archive_holds_every_file_and_says_what_it_is(harbour):
    held = unpacked(harbour)
    names = [file.name for file in catalogue.files(records.harbour()) if file.name != "archive.zip"]
    assert list(held) == ["manifest.json", *names]
    assert sum(name.endswith(".pdf") for name in names) >= 4
    assert all("/" not in name and " " not in name for name in names)
    manifest = json.loads(held["manifest.json"])
    assert manifest["format"] == "pet.archive/1"
    assert manifest["files"]["result.json"] == {
        "sha256": hashlib.sha256(held["result.json"]).hexdigest(),
        "size": len(held["result.json"]),
    }


def test_what_is_read_is_what_was_written_and_makes_the_same_bytes_again(harbour):
    found = archive.read(harbour)
    assert found.record == records.harbour()
    assert archive.rebuild(found) == dict(found.files)
    assert archive.write(found.record, page=found.page, language=found.language) == harbour


@pytest.mark.parametrize("name", ["riverside", "four_heads", "core", "too_few"])
def test_every_kind_of_record_comes_back(name):
    record = getattr(records, name)()
    short = {one: makers.make(record, one) for one in SHORT}
    assert archive.read(sealed(short)).record == record


def test_nobody_is_named_who_did_not_agree_to_be(harbour):
    """Names are those of the actions, of partners and of whoever is quoted; addresses there are none."""
    held = unpacked(harbour)
    for name in ("record.json", "result.json", "index.html", "manifest.json"):
        assert b"@" not in held[name].replace(b"@media", b"").replace(b"@context", b"")


def test_the_folder_that_somebody_packed_it_in_does_not_matter(files):
    plain = unpacked(sealed(files))
    assert archive.read(pack({f"autumn/{name}": content for name, content in plain.items()})).record


def test_an_archive_in_another_language_and_on_other_paper_says_so(files):
    found = archive.read(sealed(files, language=PSEUDO, page="letter"))
    assert (found.language, found.page) == (PSEUDO, "letter")


# --- what is not believed ----------------------------------------------------------------------------------------


def test_what_is_no_zip_is_no_archive():
    assert refused(b"%PDF-1.7") == ["This is not a zip file, or its end is missing."]
    assert refused(b"PK\x05\x06" + bytes(18))[0].startswith("This is no archive of PET")


def test_of_a_workbook_only_that_it_is_no_archive_is_said():
    workbook = pack({"xl/workbook.xml": b"<x/>", "xl/styles.xml": b"<x/>", "[Content_Types].xml": b"<x/>"})
    assert refused(workbook) == ["This is no archive of PET: it has no file “manifest.json”."]


def test_every_file_that_is_missing_changed_or_strange_is_named(files):
    held = unpacked(sealed(files))
    del held["result.json"]
    held["record.json"] += b" "
    held["more.txt"] = b"more"
    assert refused(pack(held)) == [
        "result.json: missing.",
        "more.txt: The manifest does not know this file.",
        "record.json: This file is not as it was when the archive was made.",
    ]


@pytest.mark.parametrize(
    "name", ["../record.json", "a/b", "/etc/passwd", "C:evil", "..\\evil", ".hidden", "bell\x07"]
)
def test_names_that_lead_elsewhere_are_refused(files, name):
    held = {**unpacked(sealed(files)), name: b"x"}
    assert any("This name cannot be used" in problem for problem in refused(pack(held)))


def test_a_file_that_is_in_it_twice_is_refused(files):
    data = io.BytesIO(sealed(files))
    with zipfile.ZipFile(data, "a") as packed, pytest.warns(UserWarning, match="Duplicate"):
        packed.writestr("record.json", b"{}")
    assert any("in it twice" in problem for problem in refused(data.getvalue()))
    data = io.BytesIO(sealed(files))
    with zipfile.ZipFile(data, "a") as packed:
        packed.writestr("RECORD.json", b"{}")
    assert any("in it twice" in problem for problem in refused(data.getvalue()))


def bomb(size, number=1):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        for n in range(number):
            packed.writestr(f"{n}.txt", bytes(size))
    return data.getvalue()


def test_a_bomb_is_not_unpacked():
    assert refused(bomb(10 * 1024**2)) == ["0.txt: This file would grow too much when it is unpacked."]
    assert refused(bomb(1024**2, 99) + b"")[0].startswith("This is no archive")  # small ones may grow
    assert refused(bomb(2 * 1024**2, 99)) == ["Unpacked it would be too large: 192 MB at most."]
    assert refused(bomb(1, 101)) == ["It holds too many files: 100 at most."]
    assert refused(bomb(1, 4000)) == ["It holds too many files: 100 at most."]


def test_what_lies_about_its_size_is_damaged(files):
    data = bytearray(sealed(files))
    entry = data.rfind(b"PK\x01\x02")
    (size,) = struct.unpack_from("<L", data, entry + 24)
    struct.pack_into("<L", data, entry + 24, size - 1)
    assert any("damaged" in problem for problem in refused(bytes(data)))


def test_no_more_is_unpacked_than_a_file_says(monkeypatch):
    """A bomb that says it is small: without a limit `zipfile` unpacks it whole, and only then looks how much it is."""
    unpacked = []
    inflate = zipfile.zlib.decompressobj

    class Counting:
        def __init__(self, *given):
            self.real = inflate(*given)

        def decompress(self, *given):
            found = self.real.decompress(*given)
            unpacked.append(len(found))
            return found

        def __getattr__(self, name):
            return getattr(self.real, name)

    monkeypatch.setattr(zipfile.zlib, "decompressobj", Counting)
    data = bytearray(bomb(8 * 1024**2))
    for signature, size, crc in ((b"PK\x01\x02", 24, 16), (b"PK\x03\x04", 22, 14)):
        entry = data.find(signature)
        struct.pack_into("<L", data, entry + size, 10)
        struct.pack_into("<L", data, entry + crc, zlib.crc32(bytes(10)))
    assert refused(bytes(data))
    assert sum(unpacked) < 64 * 1024


def test_a_second_end_that_names_another_list_is_refused(files):
    """A ZIP64 end before the plain one is the one that `zipfile` believes: a list of millions of files in few bytes."""
    data = sealed(files)
    end = data.rfind(b"PK\x05\x06")
    count, listed, at = struct.unpack_from("<HLL", data, end + 10)
    larger = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, listed, at)
    larger += struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    plain = struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, count, count, listed + len(larger), at, 0)
    problem = "Something stands before or after what is packed in this zip file."
    assert refused(data[:end] + larger + plain) == [problem]


def test_what_is_encrypted_or_packed_otherwise_is_refused(files):
    data = bytearray(sealed(files))
    struct.pack_into("<H", data, data.find(b"PK\x01\x02") + 8, 1)
    assert refused(bytes(data))[0] == "manifest.json: This file is encrypted."
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_BZIP2) as other:
        other.writestr("manifest.json", b"{}")
    assert refused(packed.getvalue())[0] == "manifest.json: This file is packed in a way that is not known."


@pytest.mark.parametrize("cut", [10, 200, -1, -30])
def test_half_an_archive_is_refused(files, cut):
    assert refused(sealed(files)[:cut])


@pytest.mark.parametrize(
    ("before", "after"), [(b"MZ", b""), (b"", b"\0"), (b"", b"PK\x05\x06"), (b"PK\x03\x04" + b"\0" * 30, b"")]
)
def test_what_stands_before_or_after_the_zip_is_refused(files, before, after):
    assert refused(before + sealed(files) + after)
    archive.read(sealed(files))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_framework_that_would_not_be_the_same_bytes_again_is_refused(files, encoding):
    other = files["framework.yaml"].decode().encode(encoding)
    problem = "framework.yaml: must be in UTF-8, without a byte order mark."
    assert refused(sealed({**files, "framework.yaml": other})) == [problem]


def test_only_what_is_asked_for_is_made():
    wanted = {"full-report.pdf", "record.json"}
    assert set(makers.make_all(records.too_few(), only=wanted)) == wanted
    told = []
    assert list(makers.make_all(records.harbour(), only=["themes.csv"], progress=told.append)) == [
        "themes.csv"
    ]
    assert told[-1] == pytest.approx(1.0)


def test_the_note_of_a_talk_is_on_the_page_where_no_action_was_agreed():
    record = replace(records.four_heads(), actions=(), talk_note="We had seen it differently.")
    page = index.build(record, []).decode()
    assert "<p>We had seen it differently.</p>" in page
    assert "<h2>What the conversation changed</h2>" in page
    assert "What was agreed" not in page
    assert '<section id="actions">' not in index.build(replace(record, talk_note=""), []).decode()


def test_a_later_archive_wants_a_later_pet(files):
    with pytest.raises(PetError, match=r"pet\.archive/2, and this version of PET knows pet\.archive/1"):
        archive.read(sealed(files, format="pet.archive/2"))
    with pytest.raises(PetError, match=r"pet\.record/2, and this version of PET knows pet\.record/1"):
        archive.read(sealed(changed(files, "record.json", format="pet.record/2")))


def test_everything_wrong_with_the_manifest_is_told(files):
    assert refused(sealed(files, format="zip", page="a3", language="nonsense", more=1, program=2)) == [
        "manifest.json: format: must be “pet.archive/1”.",
        "manifest.json: more: unknown.",
        "manifest.json: page: must be one of: a4, letter.",
        "manifest.json: program: must be a text.",
        "manifest.json: language: must be the code of a language, such as “en”.",
    ]


ACTION = records.four_heads().actions[0].as_document()


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"title": 7}, "title: must be a text."),
        ({"opened_on": "yesterday"}, "opened_on: must be a day such as 2026-11-22."),
        ({"closed_on": "2026-02-30"}, "closed_on: must be a day such as 2026-11-22."),
        ({"closed_on": "1899-12-31"}, "closed_on: must be a day such as 2026-11-22."),
        ({"as_of": "9999-12-31"}, "as_of: must be a day such as 2026-11-22."),
        ({"actions": [ACTION] * 201}, "actions: There are too many: 200 at most."),
        ({"became": [ACTION] * 201}, "became: There are too many: 200 at most."),
        ({"closed_on": "2026-08-01"}, "closed_on: lies before the day on which the round opened."),
        ({"form": "half"}, "form: This framework has no such form."),
        ({"mystery": 1}, "mystery: unknown."),
        ({"title": "x" * 201}, "title: This text is too long: 200 characters at most."),
        ({"actions": [ACTION | {"status": "begun"}]}, "actions[0].status: must be one of: planned, under_way, done, dropped."),
        ({"actions": [ACTION | {"status": "done"}]}, "actions[0].ended_on: must be there where an action was done or dropped, and nowhere else."),
        ({"actions": [ACTION | {"what": " "}]}, "actions[0].what: missing."),
        ({"actions": [ACTION | {"what": "x" * 501}]}, "actions[0].what: This text is too long: 500 characters at most."),
        ({"actions": [ACTION | {"theme": "no.such"}]}, "actions[0].theme: The framework has no such theme."),
        ({"agenda": {"meeting": 75, "themes": [], "note": ""}}, "agenda.meeting: must be one of: 45, 60, 90, 120."),
        ({"agenda": {"meeting": 90, "themes": [], "note": "x" * 2_001}}, "agenda.note: This text is too long: 2000 characters at most."),
        ({"agenda": {"meeting": 90, "themes": [["no.such", 5]] * 9, "note": ""}}, "agenda.themes: There are too many: 8 at most."),
        ({"agenda": {"meeting": 90, "themes": [["no.such", 5]] * 2, "note": ""}}, "agenda.themes: Something is in it twice."),
        ({"became_of": "x" * 201}, "became_of: This text is too long: 200 characters at most."),
        ({"agenda": {"meeting": 90, "themes": [["no.such", 5]], "note": ""}}, "agenda.themes[0]: The framework has no such theme."),
        ({"agenda": {"meeting": 90, "themes": [[5, "x"]], "note": ""}}, "agenda.themes[0][0]: must be a text."),
    ],
)  # fmt: skip
def test_a_record_is_read_strictly(files, fields, problem):
    assert problem in refused(sealed(changed(files, "record.json", **fields)))


def test_a_result_of_another_framework_is_refused(files):
    other = {**files, "result.json": makers.make(records.core(), "result.json")}
    assert "framework: The result is of another framework than the one in the archive." in refused(
        sealed(other)
    )
    result = json.loads(files["result.json"])
    result["themes"].reverse()
    result["gaps"] = [
        {"theme": "no.such", "breakdown": "partner", "group": "x", "higher": None, "steps": None}
    ]
    assert refused(sealed({**files, "result.json": json.dumps(result).encode()})) == [
        "themes: These are not those of the framework, in its order.",
        "gaps[0].theme: The framework has nothing of this name.",
        "gaps[0].group: No such group is shown.",
    ]


def test_a_record_without_its_framework_s_file_has_no_archive():
    names = {file.name for file in catalogue.files(records.plain())}
    assert not names & {"framework.yaml", "archive.zip"}
    with pytest.raises(KeyError):
        makers.make(records.plain(), "archive.zip")


def test_what_fits_the_record_is_offered_and_progress_reaches_the_end():
    assert "change.csv" in {file.name for file in catalogue.files(records.riverside())}
    assert "change.csv" not in {file.name for file in catalogue.files(records.harbour())}
    few = {file.name for file in catalogue.files(records.too_few())}
    assert "slides.pptx" not in few
    assert "full-report.pdf" in few
    told = []
    made = makers.make_all(records.too_few(), progress=told.append)
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1.0)
    assert set(made) == few - {"archive.zip"}


def test_every_file_has_a_title_that_is_not_its_name():
    assert [file.name for file in catalogue.ALL if catalogue.title(file.name) == file.name] == []
    assert catalogue.of("none") is None


def test_the_page_is_whole_by_itself(harbour):
    html = unpacked(harbour)["index.html"].decode()
    assert "<script" not in html
    assert "http://" not in html.replace("http://www.w3.org", "")
    assert "https://" not in html
    assert 'src="data:image/svg+xml;base64,' in html
    assert "Meet every second month" in html
    assert '<a href="full-report.pdf">' in html


def test_what_somebody_wrote_stays_text_on_the_page():
    record = replace(records.harbour(), talk_note="<script>alert(1)</script>")
    assert b"&lt;script&gt;alert(1)" in index.build(record, ["themes.csv"])
