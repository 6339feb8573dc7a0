"""A file appears whole or not at all."""

import pytest

from evaluation.domain.errors import Refused
from evaluation.printing.atomic_file import whole_file


def test_a_finished_file_takes_the_place_of_the_earlier_one(tmp_path):
    place = tmp_path / "cards.pdf"
    place.write_bytes(b"earlier")
    with whole_file(place) as file:
        file.write(b"later")
        assert place.read_bytes() == b"earlier"
    assert place.read_bytes() == b"later"


def test_a_fault_leaves_the_earlier_file_and_nothing_beside_it(tmp_path):
    place = tmp_path / "cards.pdf"
    place.write_bytes(b"earlier")
    with pytest.raises(ZeroDivisionError), whole_file(place) as file:
        file.write(b"half of it")
        raise ZeroDivisionError
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"cards.pdf": b"earlier"}


def test_a_place_that_cannot_be_written_is_refused_at_once(tmp_path):
    with pytest.raises(Refused, match="cannot be written: No such file or directory"), whole_file(tmp_path / "a" / "b"):
        pytest.fail("work was begun")


def test_a_folder_is_not_overwritten(tmp_path):
    with pytest.raises(Refused, match="is a folder"), whole_file(tmp_path):
        pytest.fail("work was begun")


def test_only_the_owner_may_read_codes(tmp_path):
    with whole_file(tmp_path / "cards.pdf") as file:
        file.write(b"codes")
    assert (tmp_path / "cards.pdf").stat().st_mode & 0o077 == 0
