"""What PDF/UA asks for beside the tags: furniture of a page that is read by nobody, and header cells that say of what.

Numbers in brackets are sections of ISO 32000-1.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pydyf  # type: ignore[import-untyped] # the writer inside WeasyPrint, which ships no types
from weasyprint.document import Document

Objects = Mapping[bytes, Any]


def tagged(_: Document, pdf: pydyf.PDF) -> None:
    """Mend the structure of a file just before it is written."""
    objects = {each.reference: each for each in pdf.objects}
    root = objects[pdf.catalog["StructTreeRoot"]]
    elements = list(_below(root, objects))
    _mark_margins_as_artifacts(root, objects, {id(each) for each in elements})
    headers = [each for each in elements if each["S"] == "/TH"]
    for header in headers:
        part = objects[objects[header["P"]]["P"]]
        header["A"]["Scope"] = "/Column" if part["S"] == "/THead" else "/Row"
    if headers:
        root["IDTree"] = _identifiers(pdf, headers)


def _below(element: Any, objects: Objects) -> Iterator[Any]:  # noqa: ANN401 - an object of an untyped writer
    for kid in element["K"]:
        found = objects.get(kid) if isinstance(kid, bytes) else None
        if isinstance(found, pydyf.Dictionary) and "S" in found:
            yield found
            yield from _below(found, objects)


def _mark_margins_as_artifacts(root: Any, objects: Objects, tagged_ids: set[int]) -> None:  # noqa: ANN401 - as above
    """What stands in the margins of each page is an artifact [14.8.2.2]: no tag of the structure holds it."""
    pages = [each for each in objects.values() if isinstance(each, pydyf.Dictionary) and each.get("Type") == "/Page"]
    numbers = objects[root["ParentTree"]]["Nums"]
    holders = {numbers[place]: numbers[place + 1] for place in range(0, len(numbers), 2)}
    for page in pages:
        held = holders[page["StructParents"]]
        loose = {number for number, element in enumerate(held) if id(objects[element]) not in tagged_ids}
        content = objects[page["Contents"]].stream
        numbered = [place for place, each in enumerate(content) if isinstance(each, pydyf.Dictionary)]
        for place in [place for place in numbered if content[place].get("MCID") in loose]:
            held[content[place]["MCID"]] = "null"
            content[place - 1 : place + 1] = ["/Artifact", pydyf.Dictionary({"Type": "/Pagination"})]


def _identifiers(pdf: pydyf.PDF, headers: list[Any]) -> bytes:
    """A name tree of the identifiers of header cells [14.7.2]: one leaf, in the order of its keys as bytes."""
    listed = sorted(headers, key=lambda header: header["ID"].data)
    names = pydyf.Array([part for header in listed for part in (header["ID"], header.reference)])
    leaf = pydyf.Dictionary({"Names": names, "Limits": pydyf.Array([listed[0]["ID"], listed[-1]["ID"]])})
    pdf.add_object(leaf)
    tree = pydyf.Dictionary({"Kids": pydyf.Array([leaf.reference])})
    pdf.add_object(tree)
    return bytes(tree.reference)
