"""Everything that is written in a file, without regard to what it is."""

import json
import re
from xml.etree import ElementTree as ET

from tests.instruments.interchange.elements.sheet_files import csv_rows, sheets
from tests.instruments.interchange.elements.view import skeleton

PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
OF_THE_TOOLS = (
    *("Yes", "No", "Male", "Female", "Uncertain", "Increase", "Same", "Decrease", "True", "False", "Other"),
    *("Other (describe)", "None", "Refuse to answer", "Don't know"),
)
"""Words that a tool shows without writing them into its files."""


def written(path):
    """The letters of every text in a file, and of the words its tool adds."""
    kind = path.parent.name
    if kind in {"formr", "xlsform"}:
        texts = [cell for rows in sheets(path).values() for row in rows for cell in row]
    elif kind == "redcap":
        texts = [cell for row in csv_rows(path) for cell in row]
    elif kind == "limesurvey":
        texts = [each.text or "" for each in ET.parse(path).iter()]
    else:
        texts = list(_texts(json.loads(path.read_text(encoding="utf-8-sig"))))
    return "\n".join(skeleton(PICTURE.sub("", text)) for text in (*texts, *OF_THE_TOOLS))


def _texts(value):
    if isinstance(value, dict | list):
        yield from value if isinstance(value, dict) else ()
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)
    else:
        yield str(value)


def said(found):
    """Every line that a draft and its translations say to somebody who answers, but for our standard texts."""
    version = found.version_draft
    texts = [text for item in version.items for text in (item.ask, item.text, *item.preface, item.not_applicable)]
    texts += [
        option.label for shown in version.formats for option in shown.options if str(option.value) != option.label
    ]
    texts += [end for shown in version.formats for end in (shown.low_label, shown.high_label)]
    strings = [pair for each in found.translations for pair in each.strings.items()]
    texts += [text for key, text in strings if not key.startswith(("consent.", "waves."))]
    return [line for text in texts for line in text.split("\n") if skeleton(line).isalnum()]
