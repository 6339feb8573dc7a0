"""The objects of a PDF as bytes that are made once."""

import io

import pydyf
import pytest

from evaluation.printing.written_objects import write_objects


class Asked(pydyf.Stream):
    """A stream that counts how often it is made into bytes."""

    times = 0

    @property
    def data(self):
        """Its bytes."""
        self.times += 1
        return super().data


def file_of(asked, *, written, compress):
    """A file with a page, a stream and a text, once its objects are bytes or else as ever."""
    pdf = pydyf.PDF()
    pdf.info["Title"] = pydyf.String("Said")
    pdf.add_object(asked)
    pdf.add_page(pydyf.Dictionary({"Type": "/Page", "Parent": pdf.pages.reference, "Contents": asked.reference}))
    if written:
        write_objects(pdf)
    output = io.BytesIO()
    pdf.write(output, version=b"1.7", identifier=b"known", compress=compress)
    return output.getvalue()


def content():
    """A drawing of one line."""
    return Asked([b"0 0 m", b"9 9 l", b"S"], compress=True)


@pytest.mark.parametrize("compress", [False, True])
def test_a_file_is_the_same_as_if_its_writer_had_made_the_bytes(compress):
    assert file_of(content(), written=True, compress=compress) == file_of(content(), written=False, compress=compress)


def test_bytes_are_made_once_though_a_writer_asks_twice():
    once, twice = content(), content()
    file_of(once, written=True, compress=True)
    file_of(twice, written=False, compress=True)
    assert (once.times, twice.times) == (1, 2)
