"""What no command does or no file holds is said where somebody meets it: signing, and a signature."""

import json

import pytest

import instruments
from evaluation.domain.clock import now_utc
from evaluation.domain.errors import Refused
from evaluation.storage.database import open_database
from evaluation.store.instruments.publishing import sign

CHOSEN = "choose suppers.toml and suppers.cy.toml together"


@pytest.fixture
def welsh():
    return instruments.translation("common-ground", 1, "cy")


@pytest.fixture
def signed(run, sqlite_settings, welsh):
    run("list")
    database = open_database(sqlite_settings)
    with database.transaction() as db:
        sign(db, welsh, by="Rhian", now=now_utc())
    database.close()


def test_publishing_two_languages_says_where_the_second_person_signs(run, tmp_path, welsh):
    version = instruments.load("common-ground", 1).having(id="suppers", languages=("en", "cy"))
    own = welsh.model_copy(update={"instrument": "suppers"})
    (tmp_path / "suppers.toml").write_text(instruments.canonical_toml(version), encoding="utf-8")
    (tmp_path / "suppers.cy.toml").write_text(instruments.canonical_translation(own), encoding="utf-8")
    with pytest.raises(Refused, match=CHOSEN):
        run("publish", tmp_path / "suppers.toml", "--reason", "The first")


def test_an_export_says_that_it_holds_no_signature(run, signed, tmp_path):
    found = json.loads(run("export", "common-ground/1", "--output", tmp_path / "out.toml", "--json"))
    assert found["lost"] == ["Who signed cy: no file holds a signature, and its words are a draft again."]
