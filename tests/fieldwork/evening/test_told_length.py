"""How long answering takes is told from what is asked, on everything that is printed, read out or shown in the hall."""

import pytest

from evaluation.fieldwork.print_pack.pack_pdf import SHEETS_FIRST, _markup
from evaluation.fieldwork.print_pack.print_facts import print_facts
from evaluation.models import Experiment
from evaluation.store.instruments.modules import choose_modules
from evaluation.store.paper.print_packs import PrintedPart
from evaluation.store.studies.lookup import experiment_named

LONGER = {"pre": ["about-you"], "post": ["community-life"]}


@pytest.fixture
def longer(evening):
    """The evening with a module at either wave."""
    with evening.database.transaction() as db:
        for wave, modules in LONGER.items():
            choose_modules(db, experiment_named(db, evening.words), wave=wave, names=modules)
    return evening


def printed(evening, clock, language="en"):
    with evening.database.reading() as db:
        facts = print_facts(db, db.get_one(Experiment, evening.id), base_url="http://localhost")
    whole = SHEETS_FIRST[PrintedPart.WHOLE]
    return " ".join(_markup(facts.only_in(language), at=clock(), two_stacks=False, sections=whole).split())


@pytest.mark.parametrize(("language", "said"), [("en", "It takes about 2 minutes"), ("cy", "Mae’n cymryd tua 2 funud")])
def test_poster_and_script_tell_the_length_of_before(evening, clock, language, said):
    assert printed(evening, clock, language).count(said) == 2


def test_poster_and_script_count_a_module(longer, clock):
    assert printed(longer, clock).count("It takes about 3 minutes") == 2


def test_the_screen_tells_the_length_of_what_is_asked_now(longer, organiser):
    shown = [organiser.get(f"/experiments/{longer.id}/screen").text]
    longer.open("post")
    shown.append(organiser.get(f"/experiments/{longer.id}/screen").text)
    assert ["17 short questions, about 3 minutes" in shown[0], "20 short questions, about 4 minutes" in shown[1]] == [
        True,
        True,
    ]
