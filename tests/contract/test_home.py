"""The ground that every contract test stands on."""


def test_a_verb_and_a_page_meet_the_same_home(home):
    study = home.json("study", "add", "Weaving Trust")
    assert study.keys() >= {"id", "slug"}
    assert home.browser().get("/health").status_code == 200
    refused = home.weaving("chapter", "add", "Leicester", "--study", "no-such", expect=2)
    assert refused.err.strip()
    assert "Traceback" not in refused.err
