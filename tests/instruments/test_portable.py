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
    assert {one.msgctxt: one.msgid for one in catalogue} == instruments.strings_of(common_ground)
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
    found, left = from_po(text, small, "cy")
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
