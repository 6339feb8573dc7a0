import shutil
from hashlib import sha256
from importlib.resources import files

import pytest

import instruments
from instruments.library import verify
from instruments.terms import ItemRole, Layout

FOLDER = files("instruments") / "published"
VERSIONS = [
    *(("about-you", 1), ("common-ground", 1), ("common-ground", 2)),
    *(("community-life", 1), ("community-life", 2), ("learning-module", 1)),
]


def test_every_published_file_is_as_its_sum_says():
    assert instruments.verify() == []


def test_the_published_versions_are_known_by_id_number_and_the_sum_of_their_file():
    expected = [(*one, sha256((FOLDER / one[0] / f"{one[1]}.toml").read_bytes()).hexdigest()) for one in VERSIONS]
    assert [(one.id, one.number, one.digest) for one in instruments.published()] == expected


@pytest.mark.parametrize("one", VERSIONS)
def test_a_bundled_file_is_byte_for_byte_canonical(one):
    text = (FOLDER / one[0] / f"{one[1]}.toml").read_bytes().decode()
    assert instruments.canonical_toml(instruments.parse(text)) == text


@pytest.mark.parametrize("one", VERSIONS)
def test_a_version_has_the_digest_it_is_published_under(one):
    digests = {(found.id, found.number): found.digest for found in instruments.published()}
    assert instruments.digest(instruments.load(*one)) == digests[one]


@pytest.mark.parametrize("one", [("common-ground", 99), ("nothing", 1), ("../published/common-ground", 1)])
def test_an_unpublished_version_is_refused_with_those_there_are(one):
    with pytest.raises(instruments.NoSuchVersion, match="there are about-you/1, common-ground/1, common-ground/2"):
        instruments.load(*one)


@pytest.fixture
def copied(tmp_path):
    return shutil.copytree(str(FOLDER), tmp_path / "published")


def test_an_untouched_copy_is_sound(copied):
    assert verify(copied) == []


def test_an_edited_file_is_named(copied):
    file = copied / "common-ground" / "1.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("Completely", "Wholly"), encoding="utf-8")
    assert verify(copied) == [
        "common-ground/1.toml differs from its sum in SHA256SUMS; a published file is never edited."
    ]


def test_an_absent_file_is_named(copied):
    (copied / "common-ground" / "1.cy.toml").unlink()
    assert verify(copied) == ["common-ground/1.cy.toml is listed in SHA256SUMS but absent."]


def test_an_unlisted_file_is_named(copied):
    (copied / "common-ground" / "3.toml").write_text("", encoding="utf-8")
    assert verify(copied) == ["common-ground/3.toml is not listed in SHA256SUMS."]


def test_a_listed_file_that_is_not_canonical_is_named(copied):
    text = (copied / "learning-module" / "1.toml").read_text(encoding="utf-8") + "# a remark\n"
    (copied / "learning-module" / "1.toml").write_text(text, encoding="utf-8")
    listed = (copied / "SHA256SUMS").read_text().splitlines()[:-1]
    sums = [*listed, f"{sha256(text.encode()).hexdigest()}  learning-module/1.toml"]
    (copied / "SHA256SUMS").write_text("\n".join(sums))
    assert verify(copied) == ["learning-module/1.toml is not in canonical form."]


# The waves follow the measurement plan: primaries first, the same outcome items in every wave.
WAVES = {
    "pre": "bt1 bt2 bt3 cg2 cg3 cg1 df1 df2 an1 ag1 ag2 pa1",
    "post": "bt1 bt2 bt3 cg2 cg3 cg1 df1 df2 an1 ag1 ag2 oo1 oo2 wm1 hp1 op1",
    "then": "bt1 cg2 an1 ag1",
    "follow_up": "bt1 bt2 bt3 cg2 cg3 cg1 df1 df2 ag1 ag2 ma1 tp1",
}


@pytest.mark.parametrize("wave", WAVES)
def test_common_ground_asks_in_each_wave_what_is_planned(common_ground, wave):
    assert [item.id for item in common_ground.questions(wave)] == WAVES[wave].split()


def test_after_asks_the_outcome_items_word_for_word_as_before(common_ground):
    before, after = common_ground.questions("pre"), common_ground.questions("post")
    assert after[:11] == before[:11]


def test_looking_back_asks_in_its_own_words(common_ground):
    assert all("before today" in item.ask for item in common_ground.questions("then"))


def test_a_wave_that_is_not_there_has_no_questions():
    assert instruments.load("learning-module", 1).questions("follow_up") == ()


def test_no_question_is_about_people_here(common_ground):
    assert [item.id for item in common_ground.items if "people here" in item.text] == []


def test_every_outcome_item_names_the_place(common_ground):
    outcomes = [item for item in common_ground.items if item.role in {ItemRole.PRIMARY, ItemRole.SECONDARY}]
    assert [item.id for item in outcomes if "{place}" not in item.text] == []


@pytest.mark.parametrize("one", VERSIONS)
def test_every_item_cites_its_source_adaptation_and_licence(one):
    items = instruments.load(*one).items
    assert [item.id for item in items if not (item.source and item.adaptation and item.licence)] == []


@pytest.mark.parametrize("one", VERSIONS)
def test_what_scores_says_that_it_is_not_yet_validated(one):
    version = instruments.load(*one)
    assert (version.status_note == "not yet validated") == bool(version.scales)


def test_about_you_is_told_of_ten_people_or_more_and_offers_the_equality_questions_of_gov_uk():
    about = instruments.load("about-you", 1)
    assert about.suppress_below == 10
    assert [item.id for item in about.items] == [
        *("age_band", "host_or_guest", "organisation_kind", "religion", "ethnic_group"),
    ]
    religions = [option.value for option in about.formats_by_id["religions"].options]
    assert religions == ["none", "christian", "buddhist", "hindu", "jewish", "muslim", "sikh", "other"]
    assert [option.label for option in about.formats_by_id["ethnic_groups"].options] == [
        *("Asian or Asian British", "Black, African, Black British or Caribbean"),
        *("Mixed or multiple ethnic groups", "White", "Another ethnic group"),
    ]


def test_community_life_is_in_the_words_of_the_survey_under_its_licence():
    asked = instruments.load("community-life", 2)
    assert [item.id for item in asked.items] == ["cl_belong", "cl_pull", "cl_get_on", "cl_trust"]
    assert {item.licence for item in asked.items} == {"Open Government Licence v3.0"}
    assert all(item.source.startswith("Community Life Survey") for item in asked.items)
    assert asked.scales == ()


MODULES = [("about-you", 1), ("community-life", 2)]


@pytest.mark.parametrize(("name", "number"), MODULES)
def test_a_module_has_a_whole_draft_in_welsh_and_in_arabic(name, number):
    version = instruments.load(name, number)
    assert [(each.language, each.status) for each in instruments.translations(name, number)] == [
        *(("ar", "draft"), ("cy", "draft")),
    ]
    assert [instruments.missing(version, each) for each in instruments.translations(name, number)] == [(), ()]


@pytest.mark.parametrize(("name", "number"), MODULES)
def test_a_module_says_where_it_begins_why_it_asks_and_that_questions_may_be_left_out(name, number):
    for page in instruments.load(name, number).waves:
        assert ("help us" in page.intro, "You can leave out any" in page.intro) == (True, True)


def test_trust_is_asked_from_0_to_10_with_the_low_end_first(common_ground):
    found = common_ground.formats_by_id["trust11"]
    assert (found.layout, [option.value for option in found.choices]) == (Layout.STRIP, list(range(11)))


def test_the_circles_overlap_as_the_seven_pictures_of_aron_aron_and_smollan(common_ground):
    assert [option.overlap for option in common_ground.formats_by_id["circles7"].options] == [0, 10, 20, 30, 55, 65, 85]


def test_talks_with_other_organisations_cannot_pass_all_talks(common_ground):
    assert common_ground.items_by_id["oo2"].at_most == "oo1"


def test_the_learning_module_shares_the_outcome_items_of_common_ground(common_ground):
    module = instruments.load("learning-module", 1)
    theirs = [common_ground.items_by_id[item.id] for item in module.items]
    mine = [(item.id, item.ask, item.text, module.format_of(item)) for item in module.items]
    assert mine == [(item.id, item.ask, item.text, common_ground.format_of(item)) for item in theirs]


def test_the_scoring_key_holds_the_two_primaries_first_with_their_margins(common_ground):
    rows = instruments.scoring_key(common_ground)
    assert [(row["id"], row["margin"]) for row in rows if row["primary"]] == [
        ("bridging_trust", 0.5),
        ("common_ground", 0.3),
    ]
    assert [row["primary"] for row in rows] == [True, True, False, False, False, False]


def test_the_scoring_key_scores_nervousness_as_better_when_lower(common_ground):
    row = next(row for row in instruments.scoring_key(common_ground) if row["id"] == "anxiety")
    assert row == {
        "id": "anxiety",
        "label": "Nervousness",
        "items": ["an1"],
        "minimum": 1,
        "maximum": 7,
        "reverse": [],
        "minimum_answered": 2 / 3,
        "margin": 0.3,
        "direction": "lower",
        "primary": False,
        "missing": [],
    }


def test_the_consent_says_its_words(common_ground):
    assert common_ground.consent.statements[:3] == (
        "We don't ask your name.",
        "Nobody at this meeting sees your answers.",
        "A code joins your two forms.",
    )
