"""XML and JSON of other tools, read without ever following what they point to."""

import json
from typing import Any
from xml.etree.ElementTree import Element

from instruments.interchange.imported import refusal
from instruments.messages import PlainMessage

MOST_MARKS = 500_000
"""Elements a file may have; each takes the memory of a hundred characters once it is read."""


def xml_of(name: str, content: bytes) -> Element:
    """The root of an XML file; one that declares a document type or an entity is refused, and so is a damaged one."""
    try:
        from defusedxml import DefusedXmlException  # noqa: PLC0415 - an extra
        from defusedxml.ElementTree import ParseError, fromstring  # noqa: PLC0415
    except ImportError:
        raise refusal(
            name, PlainMessage("reading XML needs 'defusedxml': install the 'files' extra of this software.")
        ) from None
    if content.count(b"<") > 2 * MOST_MARKS:
        raise refusal(name, PlainMessage("it holds more than %(most)s elements.", most=f"{MOST_MARKS:,}"))
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        raise refusal(
            name, PlainMessage("it declares a document type or an entity, which no questionnaire needs.")
        ) from None
    except (ParseError, ValueError, LookupError) as error:
        raise refusal(name, PlainMessage("it is not well-formed XML: %(fault)s.", fault=str(error)[:200])) from None
    return root


def json_of(name: str, text: str) -> Any:  # noqa: ANN401 - any JSON value
    """What a JSON text holds; a damaged or too deeply nested one is refused."""
    if text.count("{") + text.count("[") > MOST_MARKS:
        raise refusal(name, PlainMessage("it holds more than %(most)s elements.", most=f"{MOST_MARKS:,}"))
    try:
        return json.loads(text)
    except RecursionError:
        raise refusal(name, PlainMessage("the JSON is nested too deeply to read.")) from None
    except json.JSONDecodeError as error:
        raise refusal(name, PlainMessage("it is not JSON: %(fault)s.", fault=error)) from None
    except ValueError:
        raise refusal(name, PlainMessage("a number in it has too many digits to read.")) from None
