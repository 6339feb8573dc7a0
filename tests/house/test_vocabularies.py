"""Every word of a vocabulary is known wherever its like are named, and no vocabulary is listed twice."""

import ast
import pathlib
import re

import pytest
from sqlalchemy import CheckConstraint, String

from evaluation.models.base import Base
from evaluation.store.studies import waves
from evaluation.web import labels
from instruments import WaveKind
from tests.house.parsed import nodes_of, parsed
from tests.house.vocabularies import PLACES, ROOT, VOCABULARIES

pytestmark = pytest.mark.unit


def _file(place):
    return str((place if isinstance(place, pathlib.Path) else pathlib.Path(place.__file__)).relative_to(ROOT))


def _plain(words):
    return {str(getattr(word, "value", word)) for word in words}


@pytest.mark.parametrize(("name", "place"), PLACES, ids=[f"{name}-{place.purpose}" for name, place in PLACES])
def test_every_word_is_known_wherever_its_like_are_named(name, place):
    home, words = _file(VOCABULARIES[name].home), _plain(VOCABULARIES[name].words)
    named = _plain(place.words)
    lacking, unknown = words - named - {*place.left_out}, {*named, *place.left_out} - words
    assert not lacking, (
        f"The {name} {lacking} stands in {home}: name it in {_file(place.module)}, for {place.purpose}, "
        "or say in tests/house/vocabularies.py why it does not stand there."
    )
    assert not (both := named & {*place.left_out}), (
        f"{_file(place.module)} names {both}: tests/house/vocabularies.py says why it does not."
    )
    assert not unknown, f"{_file(place.module)} names the {name} {unknown}, which {home} does not define."


KNOWN = re.compile(r"(\w+) IN \((.*)\)")
COLUMNS = [
    (table.name, *found.groups())
    for table in Base.metadata.sorted_tables
    for check in table.constraints
    if isinstance(check, CheckConstraint) and (found := KNOWN.fullmatch(str(check.sqltext)))
    if isinstance(table.columns[found[1]].type, String)
]


@pytest.mark.parametrize(("table", "column", "words"), COLUMNS)
def test_every_word_finds_room_in_its_column(table, column, words):
    room = Base.metadata.tables[table].columns[column].type.length
    long = [word for word in ast.literal_eval(f"({words},)") if len(word) > room]
    assert not long, f"{long} is longer than the {room} letters of {table}.{column}: widen it, with a migration."


def test_what_a_wave_is_called_in_a_refusal_is_what_staff_read():
    read = {kind: str(words) for kind, words in labels.WAVE_LABELS.items()}
    assert read == waves.WAVE_WORDS


def _lists(path):
    """Words that stand together in one list, set or mapping of a module, with the line."""
    lists = (ast.Dict, ast.List, ast.Set, ast.Tuple)
    for node in (each for each in nodes_of(parsed(path.read_text(encoding="utf-8"))) if isinstance(each, lists)):
        kept = node.keys if isinstance(node, ast.Dict) else node.elts
        words = {one.value for one in kept if isinstance(one, ast.Constant) and isinstance(one.value, str)}
        if words:
            yield node.lineno, words


ALSO_ORDINARY = {"move of a wave"}
"""Vocabularies whose words are also keys of other things: open, close."""


def _listed_anew(folder):
    paths = [path for path in sorted(folder.rglob("*.py")) if not {"migrations", "demonstration"} & {*path.parts}]
    found = {path: list(_lists(path)) for path in paths}
    for name, each in VOCABULARIES.items():
        allowed = {_file(each.home), *(_file(place.module) for place in each.places)}
        for path in paths:
            lines = [line for line, words in found[path] if words >= _plain(each.words)]
            if lines and name not in ALSO_ORDINARY and str(path.relative_to(folder.parent)) not in allowed:
                yield f"{path.name}, line {lines[0]}, lists every {name}: take them from {_file(each.home)}."


@pytest.mark.parametrize("package", ["analysis", "evaluation", "instruments"])
def test_no_vocabulary_is_listed_anew(package):
    assert list(_listed_anew(ROOT / package)) == []


def test_a_list_made_anew_is_noticed(tmp_path):
    (tmp_path / "evaluation").mkdir()
    (tmp_path / "evaluation" / "careless.py").write_text(f"KINDS = {[str(wave) for wave in WaveKind]}\n")
    found = list(_listed_anew(tmp_path / "evaluation"))
    assert found == ["careless.py, line 1, lists every wave: take them from instruments/terms.py."]
