import polib
import pytest

import instruments
from instruments.interchange import from_po, to_po
from instruments.problem import InvalidInstrument

WELSH = instruments.translation("common-ground", 1, "cy")


def entry(context, source, words, *, flags=""):
    return f'{flags}msgctxt "{context}"\nmsgid "{source}"\nmsgstr "{words}"\n\n'


def test_a_po_file_has_every_word_under_its_key(common_ground):
    catalogue = polib.pofile(to_po(common_ground, "pl"))
    assert {one.msgctxt: one.msgid for one in catalogue} == instruments.words_of(common_ground)
    assert {one.msgstr for one in catalogue} == {""}


def test_out_and_in_again_is_the_same_translation(common_ground):
    found, left = from_po(to_po(common_ground, "cy", translation=WELSH), common_ground, "cy")
    assert (found.strings, left) == (WELSH.strings, ())


def test_what_comes_in_is_a_draft(common_ground):
    found, _ = from_po(to_po(common_ground, "cy", translation=WELSH), common_ground, "cy", name="cy.po")
    assert (found.status, found.note) == ("draft", "From cy.po; not yet checked.")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (entry("items.bt9.text", "x", "y"), "This version has no words there."),
        (
            entry("items.cg2.text", "I had much in common.", "y"),
            "The words to translate have changed since; translate them anew.",
        ),
        (
            entry("items.cg2.text", "I have a lot in common with people in {place}.", "y", flags="#, fuzzy\n"),
            "It is marked as uncertain.",
        ),
    ],
)
def test_an_entry_that_cannot_be_used_is_written_down(small, text, why):
    found, left = from_po(to_po(small, "cy") + text, small, "cy")
    assert (dict(found.strings), [one.why for one in left]) == ({}, [why])


def test_script_in_a_translation_is_taken_out(small):
    text = entry(
        "items.cg2.text", "I have a lot in common with people in {place}.", "Mae <script>x</script>gen i yn {place}"
    )
    assert dict(from_po(text, small, "cy")[0].strings) == {"items.cg2.text": "Mae gen i yn {place}"}


def test_a_text_that_is_the_name_of_a_file_is_not_opened(tmp_path, small):
    file = tmp_path / "secret.po"
    file.write_text(entry("items.cg2.text", "I have a lot in common with people in {place}.", "secret"))
    with pytest.raises(InvalidInstrument, match="cannot be read as a PO file"):
        from_po(str(file), small, "cy", name="cy.po")


def test_a_language_nobody_could_mean_is_refused(small):
    with pytest.raises(InvalidInstrument, match="is no language tag"):
        from_po("", small, "../x", name="x.po")


def test_a_very_long_file_is_refused(small):
    with pytest.raises(InvalidInstrument, match="more than 2,000,000 characters"):
        from_po("#" * 2_000_001, small, "cy", name="x.po")


def headed(text, **headers):
    """A PO file with other headers."""
    catalogue = polib.pofile(text)
    catalogue.metadata.update({name.replace("_", "-"): value for name, value in headers.items()})
    return str(catalogue)


def test_a_file_of_another_language_is_refused_and_both_are_named(common_ground):
    welsh = to_po(common_ground, "cy", translation=WELSH)
    with pytest.raises(InvalidInstrument, match=r"words\.po: the file is in the language 'cy', and 'es' is wanted"):
        from_po(welsh, common_ground, "es", name="words.po")


@pytest.mark.parametrize("found", ["cy", "cy_GB", "CY", "cy-GB", ""])
def test_a_language_written_in_another_way_is_the_same(common_ground, found):
    welsh = headed(to_po(common_ground, "cy", translation=WELSH), Language=found)
    assert from_po(welsh, common_ground, "cy")[0].strings == WELSH.strings


@pytest.mark.parametrize("found", ["c", "cyx", "pt_BR"])
def test_a_language_that_only_begins_alike_is_another(common_ground, found):
    with pytest.raises(InvalidInstrument, match=f"'{found}', and 'cy' is wanted"):
        from_po(headed(to_po(common_ground, "cy"), Language=found), common_ground, "cy")


def test_a_file_of_another_instrument_is_refused_though_they_share_most_texts(common_ground):
    """Of the 66 texts of the module 64 are those of the other instrument."""
    module = to_po(instruments.load("learning-module", 1), "cy")
    with pytest.raises(InvalidInstrument, match="holds the words of learning-module, not of common-ground"):
        from_po(module, common_ground, "cy")


def test_an_earlier_version_of_the_instrument_is_taken_in(common_ground):
    later = common_ground.having(number=2)
    assert from_po(to_po(common_ground, "cy", translation=WELSH), later, "cy")[0].strings == WELSH.strings


def test_a_file_of_which_no_or_few_texts_are_here_gives_nothing(common_ground):
    other = "".join(entry(f"items.x{n}.text", f"Another question {n}?", "Cwestiwn arall?") for n in range(9))
    with pytest.raises(InvalidInstrument, match="of the 9 texts in the file, 0 are texts of common-ground 1"):
        from_po(other, common_ground, "cy")
    other += entry("title", "Common ground", "Tir cyffredin")
    with pytest.raises(InvalidInstrument, match="of the 10 texts in the file, 1 are texts of common-ground 1"):
        from_po(other, common_ground, "cy")


def test_a_file_of_several_faults_names_them_all(common_ground):
    module = headed(to_po(instruments.load("learning-module", 1), "cy"), Language="es")
    with pytest.raises(InvalidInstrument) as refused:
        from_po(module, common_ground, "cy")
    assert len(refused.value.sentences) == 2
