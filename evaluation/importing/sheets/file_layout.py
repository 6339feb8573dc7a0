"""The layout of some files, and the waves of three times or more, which may have to be asked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.importing.answers_map import Edit, FileMap, OpenQuestion
from evaluation.importing.sheets.wave_words import waves_named
from evaluation.importing.sheets.wide_columns import WaveColumn

Kind = Literal["files", "rows", "columns", "order"]


@dataclass(frozen=True, kw_only=True)
class FileLayout:
    """The kind of layout; the wave of each sheet, the column of waves and its words, or the waves of columns."""

    kind: Kind
    files: tuple[FileMap, ...]
    wave_column: str = ""
    columns: Mapping[str, WaveColumn] = field(default_factory=dict)
    waves: Mapping[str, str] = field(default_factory=dict)
    questions: tuple[OpenQuestion, ...] = ()


def settled_waves(raw: Mapping[str, str]) -> tuple[dict[str, str], tuple[OpenQuestion, ...]]:
    """The wave of each word; where more than two are numbered, by the first reading of a question."""
    known = waves_named(set(raw.values()))
    if known is not None:
        if not {"pre", "post"} <= {known[wave] for wave in raw.values()}:
            raise Refused(
                Message("The waves are %(words)s: one has to be Before and one After.", words=", ".join(sorted(raw)))
            )
        return {word: known[wave] for word, wave in raw.items()}, ()
    ordered = sorted(raw, key=lambda word: raw[word])
    if len({raw[word] for word in ordered}) != 3 or not all(re.fullmatch(r"t\d", wave) for wave in raw.values()):
        raise Refused(
            Message(
                "The waves are %(words)s, and it cannot be told which are Before and After.", words=", ".join(ordered)
            )
        )
    names = sorted(set(raw.values()))
    waves = {word: dict(zip(names, ("pre", "post", "follow_up"), strict=True))[raw[word]] for word in ordered}
    later = [word for word in ordered if raw[word] == names[2]]
    middle = [word for word in ordered if raw[word] == names[1]]
    edits = (
        tuple(Edit(what="wave_word", of=word, value=waves[word]) for word in ordered),
        (
            *(Edit(what="wave_word", of=word, value="other") for word in middle),
            *(Edit(what="wave_word", of=word, value="post") for word in later),
        ),
    )
    values = {"waves": ", ".join(ordered), "one": middle[0], "other": later[0]}
    return waves, (OpenQuestion(id="waves", kind="which_waves", values=values, edits=edits),)
