import pytest

import instruments
from instruments.checklist import checklist, seconds
from instruments.comparison import compare
from instruments.translation import translation_digest

BUNDLED = instruments.translations("common-ground", 1)
SIGNED = frozenset(translation_digest(words) for words in BUNDLED)


def left(version, check, **given):
    return {one.id: one.left for one in checklist(version, **given)}[check]


def test_common_ground_lacks_only_the_signatures_of_its_translations(common_ground):
    checks = checklist(common_ground, translations=BUNDLED)
    assert [one.id for one in checks if not one.done] == ["translations"]


def test_with_its_translations_signed_everything_is_done(common_ground):
    assert all(one.done for one in checklist(common_ground, translations=BUNDLED, signed=SIGNED))


def test_a_draft_translation_needs_a_second_person(common_ground):
    assert left(common_ground, "translations", translations=BUNDLED) == (
        "cy: a second person needs to sign the translation.",
        "ar: a second person needs to sign the translation.",
    )


def test_an_absent_translation_is_named(common_ground):
    assert left(common_ground, "translations", translations=BUNDLED[:1], signed=SIGNED) == (
        "cy: there is no translation yet. Translate it, or take it out of the languages for now.",
    )


def test_an_incomplete_translation_is_named_even_when_signed(common_ground):
    words = BUNDLED[1].model_copy(update={"strings": {"title": "Tir cyffredin"}})
    given = {"translations": [BUNDLED[0], words], "signed": {*SIGNED, translation_digest(words)}}
    assert left(common_ground, "translations", **given)[0].startswith("cy: ")
    assert "words are missing, first consent.title." in left(common_ground, "translations", **given)[0]


def changed(version, item, **parts):
    items = tuple(one.model_copy(update=parts) if one.id == item else one for one in version.items)
    return version.having(items=items)


@pytest.mark.parametrize(
    ("check", "parts", "sentence"),
    [
        ("licences", {"licence": ""}, "bt1 cites no licence."),
        ("licences", {"licence": "", "source": " "}, "bt1 cites no source and no licence."),
        ("items", {"construct": " "}, "bt1 names no construct; write 'descriptive' if it measures none."),
        ("asked", {"waves": ()}, "bt1 is asked in no wave."),
        ("blanks", {"text": "people in {palce}?"}, "items.bt1.text: nothing fills in {palce} there."),
        ("blanks", {"text": "by {release_day}?"}, "items.bt1.text: nothing fills in {release_day} there."),
        (
            "scoring",
            {"construct": "hope"},
            "scales.bridging_trust.items: 'bt1' measures 'hope', the scale 'bridging_trust'.",
        ),
    ],
)
def test_what_is_left_to_do_is_said(common_ground, check, parts, sentence):
    assert sentence in left(changed(common_ground, "bt1", **parts), check)


def test_a_consent_without_a_statement_is_named(common_ground):
    (said,) = left(common_ground.having(consent=common_ground.consent.model_copy(update={"statements": ()})), "consent")
    assert said.startswith("consent: it has no statement, so people would agree to nothing.")


def test_a_scale_without_a_margin_is_named(common_ground):
    scales = (common_ground.scales[0].model_copy(update={"margin": None}), *common_ground.scales[1:])
    assert left(common_ground.having(scales=scales), "margins") == (
        "bridging_trust has no smallest change worth counting.",
    )


@pytest.mark.parametrize("wave", ["pretest", "pre", "post", "then", "follow_up"])
def test_every_bundled_wave_is_expected_to_take_under_three_minutes(common_ground, wave):
    assert 10 < seconds(common_ground, wave) < 180


def test_a_wave_that_takes_too_long_is_named(common_ground):
    long = tuple(item.model_copy(update={"text": item.text * 3}) for item in common_ground.items)
    assert any("'After' takes about" in sentence for sentence in left(common_ground.having(items=long), "length"))


def test_a_change_without_a_reason_is_named(common_ground):
    other = changed(common_ground, "bt1", text="other people in {place} from organisations other than your own?")
    assert left(other, "reasons", comparison=compare(common_ground, other)) == ("items.bt1.text: Some words changed.",)


def test_a_reason_settles_it(common_ground):
    other = changed(common_ground, "bt1", text="other people in {place} from organisations other than your own?")
    reasons = {change.key: "Same people meant" for change in compare(common_ground, other).to_confirm}
    assert left(other, "reasons", comparison=compare(common_ground, other), reasons=reasons) == ()


def test_changed_consent_needs_a_higher_number(common_ground):
    consent = common_ground.consent.model_copy(update={"agree": "I will take part"})
    other = common_ground.having(consent=consent)
    sentences = left(other, "reasons", comparison=compare(common_ground, other))
    assert "consent: its words changed; give it a higher number." in sentences


def test_a_translation_that_lost_a_blank_is_named_with_its_key_and_language(common_ground):
    welsh = next(one for one in BUNDLED if one.language == "cy")
    lost = {**welsh.strings, "items.bt2.text": welsh.strings["items.bt2.text"].replace("{place}", "yma")}
    found = left(common_ground, "translations", translations=[welsh.model_copy(update={"strings": lost})])
    assert "items.bt2.text: cy: {place} is lost; keep {place}, as the source has it." in found


def test_a_language_that_the_pages_have_no_words_in_is_named(common_ground):
    said = left(common_ground, "interface", interface_languages={"en", "cy"})
    assert [sentence.partition(":")[0] for sentence in said] == ["ar"]
    assert "Take it out of the languages for now." in said[0]
