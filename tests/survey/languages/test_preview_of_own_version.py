"""A version that was published here can be looked at like one that comes with the program."""

import pytest
from lxml import html

import instruments
from evaluation.store.instruments.publishing import Why, publish, sign


@pytest.fixture
def suppers(sqlite_hall):
    """A questionnaire of somebody's own, in English and in Welsh that is signed."""
    version = instruments.load("common-ground", 1).having(id="suppers", languages=("en", "cy"))
    welsh = instruments.translation("common-ground", 1, "cy").model_copy(update={"instrument": "suppers"})
    with sqlite_hall.database.transaction() as db:
        sign(db, welsh, by="Rhian", now=sqlite_hall.clock(), draft=version)
        publish(db, version, translations=[welsh], why=Why(by="Ada", reason="New", reasons={}), now=sqlite_hall.clock())


@pytest.mark.parametrize("language", ["en", "cy"])
def test_it_is_shown_in_its_languages(suppers, phone, language):
    page = phone.get(f"/preview/suppers/1/pre/{language}")
    assert (page.status_code, html.fromstring(page.data).get("lang")) == (200, language)


@pytest.mark.parametrize(
    "address", ["suppers/2/pre/en", "suppers/1/nowhere/en", "suppers/1/pre/ar", "lunches/1/pre/en"]
)
def test_what_there_is_not_is_not_found(suppers, phone, address):
    assert phone.get(f"/preview/{address}").status_code == 404
