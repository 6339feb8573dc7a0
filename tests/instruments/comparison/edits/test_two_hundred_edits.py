"""Two hundred small edits of published questions, each in the class that a careful methodologist would set.

Another word, other people, another time, another place among the questions: none of these is paired or pooled until two
people have said that the question is the same. What nobody answering can notice is the same.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

import instruments
from instruments.comparison import Comparability, compare
from instruments.comparison.change import OTHER_NUMBERS
from instruments.model import Version
from tests.instruments.comparison.edits.structure import BEFORE, EDITS

FOLDER = Path(__file__).parent
LABELS = {"low_label", "high_label"}


@dataclass(frozen=True)
class Edit:
    """One edit of a sentence or a label: where, from what to what, and the class it must get."""

    kind: str
    of: str
    where: str
    before: str
    after: str
    expected: Comparability
    language: str = ""

    @property
    def name(self):
        """What the test of it is called."""
        return f"{self.kind}: {self.where}: {self.before} > {self.after}".replace("\\", "")


def edits_in(file):
    """Every edit of a file of groups."""
    for group in tomllib.loads((FOLDER / file).read_text(encoding="utf-8"))["group"]:
        about = {"kind": group["kind"], "expected": Comparability(group["class"])}
        about |= {"of": group.get("of", "common-ground/2"), "language": group.get("language", "")}
        for table in ("edits", "labels"):
            for where, changes in group.get(table, {}).items():
                for before, after in changes:
                    yield Edit(where=f"{table}.{where}", before=before, after=after, **about)


WORDS, TRANSLATED = list(edits_in("words.toml")), list(edits_in("translations.toml"))


def loaded(name):
    """A published version by its name."""
    instrument, number = name.split("/")
    return instruments.load(instrument, int(number))


def reworded(version, edit):
    """The version with the edit made in the lead-in or in the text of the item."""
    item = version.items_by_id[edit.where.partition(".")[2]]
    parts = [name for name in ("ask", "text") if edit.before in getattr(item, name)]
    assert parts, edit
    changed = {parts[0]: getattr(item, parts[0]).replace(edit.before, edit.after, 1)}
    return put(version, "items", item.model_copy(update=changed))


def labelled(version, edit):
    """The version with another label at an end, or for a value."""
    found = version.formats_by_id[edit.where.partition(".")[2]]
    if edit.before in LABELS:
        return put(version, "formats", found.model_copy(update={edit.before: edit.after}))
    options = tuple(
        one.model_copy(update={"label": edit.after}) if str(one.value) == edit.before else one for one in found.options
    )
    assert options != found.options, edit
    return put(version, "formats", found.model_copy(update={"options": options}))


def put(version, table, changed):
    """The version with one entry of a table in another form."""
    return version.having(**{table: tuple(changed if one.id == changed.id else one for one in getattr(version, table))})


def touched(version, edit):
    """The items whose answers an edit touches."""
    table, _, name = edit.where.partition(".")
    return [name] if table == "edits" else [item.id for item in version.items if item.format == name]


@pytest.mark.parametrize("edit", WORDS, ids=lambda edit: edit.name)
def test_other_words_get_their_class(edit):
    version = loaded(edit.of)
    comparison = compare(version, (labelled if edit.where.startswith("labels") else reworded)(version, edit))
    items = touched(version, edit)
    assert {str(comparison.item_comparability(item)) for item in items} == {str(edit.expected)}
    scores = [scale.id for scale in version.scales if set(items) & set(scale.items)]
    assert {str(comparison.scale_comparability(scale)) for scale in scores} <= {str(edit.expected)}


@pytest.mark.parametrize("edit", TRANSLATED, ids=lambda edit: edit.name)
def test_a_reworded_translation_gets_its_class_among_those_who_read_it(edit):
    version, key = loaded(edit.of), edit.where.partition(".")[2]
    words = instruments.translation(version.id, version.number, edit.language)
    assert edit.before in words.strings[key]
    said = {**words.strings, key: words.strings[key].replace(edit.before, edit.after, 1)}
    comparison = compare(version, version, translations=[(words, words.model_copy(update={"strings": said}))])
    (change,) = comparison.changes
    found = {str(comparison.item_comparability(item, language=edit.language)) for item in change.items}
    assert found == {str(edit.expected)}
    assert {comparison.item_comparability(item, language="en") for item in change.items} == {Comparability.SAME}


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit[0])
def test_another_structure_gets_its_class(edit):
    _said, version, scale, wave, expected = edit
    assert compare(BEFORE, version).scale_comparability(scale, wave=wave) is expected


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit[0])
def test_it_does_not_matter_which_of_the_two_came_first(edit):
    _said, version, scale, wave, expected = edit
    assert compare(version, BEFORE).scale_comparability(scale, wave=wave) is expected


def changed_versions() -> list[tuple[Version, Version]]:
    """Every two versions that an edit lies between, translations apart."""
    found = [(BEFORE, version) for _, version, _, _, expected in EDITS if expected is not Comparability.SAME]
    for edit in WORDS:
        version = loaded(edit.of)
        if edit.expected is not Comparability.SAME:
            found.append((version, (labelled if edit.where.startswith("labels") else reworded)(version, edit)))
    return found


def test_no_edit_that_is_not_the_same_is_published_without_a_reason():
    assert [new for old, new in changed_versions() if not compare(old, new).to_confirm] == []


def test_what_does_not_compare_compares_with_care_at_best_whatever_anybody_declares():
    changes = [change for old, new in changed_versions() for change in compare(old, new).changes]
    apart = [change for change in changes if change.comparability is Comparability.NOT]
    assert [change for change in apart if Comparability.SAME in change.may_be] == []
    assert [change for change in apart if change.rule in OTHER_NUMBERS and change.raises] == []


def test_there_are_two_hundred_edits_of_every_kind():
    kinds = {edit.kind for edit in (*WORDS, *TRANSLATED)}
    harmful = [each for each in (*WORDS, *TRANSLATED) if each.expected is Comparability.NOT]
    assert len(WORDS) + len(TRANSLATED) + len(EDITS) >= 250
    assert len(harmful) >= 150
    assert kinds >= {"opposite", "negation", "quantity", "target", "mistranslated", "typo", "punctuation", "synonym"}
