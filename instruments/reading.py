"""TOML and JSON texts as plain tables, or a sentence that says why they are none."""

import json
import tomllib
from collections.abc import Callable
from typing import Any

from instruments.messages import PlainMessage
from instruments.problem import InvalidInstrument, Problem

LONGEST_DOCUMENT = 4_000_000
"""Characters a document may have; a thousand items need about half a million."""


def toml_table(text: str, *, name: str) -> dict[str, Any]:
    """What a TOML text holds; raises InvalidInstrument where it cannot be read."""
    return _table(text, name, tomllib.loads, "TOML")


def json_table(text: str, *, name: str) -> dict[str, Any]:
    """What a JSON text holds; raises InvalidInstrument where it cannot be read or is no table."""
    return _table(text, name, json.loads, "JSON")


def _table(text: str, name: str, loads: Callable[[str], Any], kind: str) -> dict[str, Any]:
    if len(text) > LONGEST_DOCUMENT:
        raise _refusal(PlainMessage("the text is longer than %(most)s characters.", most=f"{LONGEST_DOCUMENT:,}"), name)
    try:
        table = loads(text.replace("\r\n", "\n"))
    except RecursionError:
        raise _refusal(PlainMessage("the %(kind)s is nested too deeply to read.", kind=kind), name) from None
    except (tomllib.TOMLDecodeError, json.JSONDecodeError) as error:
        raise _refusal(PlainMessage("this is not %(kind)s: %(error)s.", kind=kind, error=str(error)), name) from None
    except ValueError:
        raise _refusal(PlainMessage("a number in it has too many digits to read."), name) from None
    if not isinstance(table, dict):
        raise _refusal(PlainMessage("this is to be a table of keys, not a list or a single value."), name)
    return table


def _refusal(sentence: str, name: str) -> InvalidInstrument:
    return InvalidInstrument([Problem("", sentence)], name=name)
