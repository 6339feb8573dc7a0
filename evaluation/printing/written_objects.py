"""The objects of a PDF as bytes that are made once, though its writer asks for them again to identify the file."""

import pydyf  # type: ignore[import-untyped] # the writer inside WeasyPrint, which ships no types


class WrittenObject(pydyf.Object):  # type: ignore[misc] # as above
    """An object that stands in for another with the same number and keeps what it was when it took its place."""

    def __init__(self, of: pydyf.Object) -> None:
        super().__init__()
        self.number, self.generation, self.free = of.number, of.generation, of.free
        self._data, self._compressible = bytes(of.data), bool(of.compressible)

    @property
    def data(self) -> bytes:
        """The bytes of the object."""
        return self._data

    @property
    def compressible(self) -> bool:
        """Whether it may stand among others in one compressed stream."""
        return self._compressible


def write_objects(pdf: pydyf.PDF) -> None:
    """Turn all objects of a file into bytes; nothing in them changes after this."""
    pdf.objects = [each if each.free == "f" else WrittenObject(each) for each in pdf.objects]
