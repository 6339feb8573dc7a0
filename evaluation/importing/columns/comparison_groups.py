"""Columns that tell who came and who is compared with them: whatever they are called, it is asked."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from evaluation.importing.answers_map import AnswersMap, ColumnMap, Edit, OpenQuestion
from evaluation.importing.columns.asked_columns import cells_by_wave
from evaluation.importing.grids import Grid
from evaluation.importing.sheets.column_headings import words_of
from evaluation.importing.sheets.file_layout import FileLayout
from evaluation.importing.values.cell_values import plain
from evaluation.importing.values.set_questions import listed

COMPARISON = (
    r"\b(controls?|comparisons?|comparators?|wait(ing)?[ -]?list(ed)?|wait[ -]?listed|placebo|untreated"
    r"|(treatment as|as|care as) usual|usual care|tau|no (workshop|treatment|intervention|training|course|programme)"
    r"|(did not|didn't|never|not) (come|came|attend(ed)?|take part|treated|invited|participate)"
    r"|non[ -]?(attend(ers?|ees?|ing)|participants?)|stayed away"
    r"|grŵp rheoli|grwp rheoli|rheolydd|cymhariaeth|cymharu|rhestr aros|heb (ddod|fynychu|gymryd rhan)"
    r"|(ni|na) ddaeth(on)?|ddim wedi (dod|mynychu)"
    r"|kontroll\w*|vergleich\w*|wartelist\w*|wartegrupp\w*|nicht (gekommen|teilgenommen|dabei)"
    r"|témoins?|temoins?|contrôle|liste d'attente|lista de espera|comparación|comparacion"
    r"|kontroln\w*|porównawcz\w*)\b"
)
WAITING = r"(\W*|(group|grŵp) \w+\W*|\w\W+)(waiting|aros|am aros|wartend)\W*"
"""Words that tell a comparison group only where nothing else is said."""
CAME = r"(did (you|they) (come|attend|take part)|came|come|attended|took part|treated|treatment|intervention|mynychu)"
STAYED = r"((in )?(the )?(control|comparison|waiting list|grŵp rheoli|kontroll\w*)( group)?|waitlist)"
YES = frozenset({"yes", "y", "true", "1", "ie", "do", "oes", "ydw", "ja", "oui", "si", "sí", "tak"})
NO = frozenset({"no", "n", "false", "0", "na", "naddo", "nac oes", "nac ydw", "nein", "non", "nie"})
MOST_WORDS = 8
MOST_VALUES = 6
ARM = re.compile(
    r"[\s_(]*\barm[ _]?(?P<number>\d+)\s*(?::\s*(?P<name>[^)]+))?\)?\s*$|_arm_(?P<raw>\d+)$", re.IGNORECASE
)
"""The arm at the end of the name of a REDCap event: "Before (Arm 2: Waiting)", before_arm_2."""


def comparison_asked(
    made: AnswersMap, grids: Sequence[Grid], layout: FileLayout, *, items: Collection[str] = ()
) -> AnswersMap:
    """The map with a question for the first column that may tell who came; it is no column of answers."""
    names = dict.fromkeys(name for grid in grids for name in grid.heading)
    for name in names:
        column = made.column(name)
        free = column is None or column.role == "arm" or (column.role == "left_out" and not column.note)
        if name == layout.wave_column:
            words = _arms_of_events(name, grids)
        elif free and name not in layout.columns and name.casefold() not in items:
            words = _groups(name, made, grids)
        else:
            continue
        side = _comparison(name, words)
        if side and not (column is not None and column.role == "arm" and _understood(words)):
            return _asked(made, name, words, side, events=name == layout.wave_column)
    return made


def _groups(name: str, made: AnswersMap, grids: Sequence[Grid]) -> dict[str, str]:
    """The groups that the cells of a column name, by cell; nothing where they are no groups."""
    cells = Counter(cell for grid in grids for cell in grid.cells(name) if cell.strip())
    words = {cell: plain(cell) for cell in cells}
    values = set(words.values())
    if not 2 <= len(values) <= MOST_VALUES or any(len(value.split()) > MOST_WORDS for value in values):
        return {}
    together = [{plain(cell) for cell in cells if cell.strip()} for cells in cells_by_wave(grids, made, name).values()]
    if not any(len(found) > 1 for found in together):
        return {}
    shown: dict[str, str] = {}
    for cell, _ in cells.most_common():
        shown.setdefault(words[cell], cell.strip())
    return {cell: shown[words[cell]] for cell in cells}


def _arms_of_events(name: str, grids: Sequence[Grid]) -> dict[str, str]:
    """The arm that each word of a column of waves names besides the wave; nothing where there is one arm alone."""
    found = {}
    for cell in dict.fromkeys(cell for grid in grids for cell in grid.cells(name) if cell):
        arm = ARM.search(cell)
        if arm is None:
            return {}
        number = arm["number"] or arm["raw"]
        found[cell] = (arm["name"] or f"Arm {number}").strip()
    return found if len(set(found.values())) > 1 else {}


def _comparison(heading: str, words: Mapping[str, str]) -> set[str]:
    """The groups among these that did not come, by their words, or by a heading over Yes and No."""
    groups = set(words.values())
    found = {
        each for each in groups if re.search(COMPARISON, plain(each)) or re.fullmatch(WAITING, plain(each)) is not None
    }
    if found and found != groups:
        return found
    said = words_of(heading)
    yes, no = ({each for each in groups if plain(each) in words} for words in (YES, NO))
    if yes and no and yes | no == groups:
        if re.fullmatch(STAYED, said):
            return yes
        return no if re.fullmatch(CAME + r"( .*)?", said) and len(said.split()) <= MOST_WORDS else set()
    arms = {each for each in groups if re.fullmatch(r"Arm \d+", each)}
    return {max(arms)} if arms == groups and len(arms) > 1 else set()


def _understood(words: Mapping[str, str]) -> bool:
    """Whether an analysis knows which arm did not come without being told."""
    known = [word for word in words if word.casefold() in {"control", "comparison", "waiting"}]
    return len(known) == 1 and len(set(words.values())) == len(words)


def _asked(made: AnswersMap, name: str, words: Mapping[str, str], side: Collection[str], *, events: bool) -> AnswersMap:
    stayed = " / ".join(sorted(side))
    arms = {cell: stayed if group in side else group for cell, group in words.items()}
    edits = (
        *(() if events else (Edit(what="role", of=name, value="arm"),)),
        *(Edit(what="arm_word", of=cell, value=arm) for cell, arm in arms.items()),
        Edit(what="comparison", of=name, value=stayed),
    )
    values = {"column": name, "word": stayed, "words": listed(list(dict.fromkeys(words.values())))}
    one_group = () if events else (Edit(what="role", of=name, value="left_out"),)
    question = OpenQuestion(id="came", kind="comparison_group", values=values, column=name, edits=(edits, one_group))
    others = [column for column in made.columns if column.name != name or events]
    own = [] if events else [ColumnMap(name=name, role="left_out", note="says who came")]
    return replace(made, columns=(*others, *own), questions=(*made.questions, question))
