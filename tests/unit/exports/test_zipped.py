"""A zip holds names and contents, and nothing about when and where it was made."""

import time
import zipfile
from io import BytesIO

import pytest

from pet.exports import zipped

FILES = {"b.txt": b"second in the alphabet, first in here", "folder/ä.xml": "<a>é</a>".encode(), "empty": b""}


def _written_now(files: dict[str, bytes], moment: time.struct_time) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, date_time=moment[:6]), content)
    return packed.getvalue()


def test_what_is_packed_comes_out_again_in_its_order():
    found = zipped.unpack(zipped.pack(FILES))

    assert found == FILES
    assert list(found) == list(FILES)


def test_no_part_has_a_date_or_a_system():
    with zipfile.ZipFile(BytesIO(zipped.pack(FILES))) as archive:
        told = {(entry.date_time, entry.create_system, entry.external_attr) for entry in archive.infolist()}
        kinds = {entry.compress_type for entry in archive.infolist()}

    assert told == {(zipped.WRITTEN_ON, 3, 0o644 << 16)}
    assert kinds == {zipfile.ZIP_DEFLATED}


def test_what_was_written_at_two_moments_is_the_same_afterwards():
    monday, friday = (
        _written_now(FILES, time.gmtime(1_000_000_000)),
        _written_now(FILES, time.gmtime(1_700_000_000)),
    )

    assert monday != friday
    assert zipped.repack(monday) == zipped.repack(friday) == zipped.pack(FILES)


def test_what_is_no_zip_is_refused():
    with pytest.raises(zipfile.BadZipFile):
        zipped.repack(b"not a zip")
