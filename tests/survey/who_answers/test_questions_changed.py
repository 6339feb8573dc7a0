"""Questions that somebody changed after they were published are noticed when they are read, and asked of nobody."""

import json
import shutil
from hashlib import sha256

import pytest
from click.testing import CliRunner
from sqlalchemy import text

import instruments
from evaluation.cli import weaving
from evaluation.domain.errors import Refused
from evaluation.models import InstrumentVersion, PublishedTranslation, Response, TranslationSignature
from evaluation.store.instruments import intact_texts
from evaluation.store.instruments.intact_texts import NotAsPublished, altered_texts
from evaluation.store.instruments.published_versions import live_translations, version_of
from evaluation.store.instruments.versions_in_use import version_in_use
from instruments import library
from tests.authoring.two_versions import second

TAMPERED = "How much do you hate…"


def tamper(database, *, digest=False):
    """Change the published text past the triggers, as somebody with the file or the owner's role can."""
    with database.transaction() as db:
        postgresql = db.get_bind().dialect.name == "postgresql"
        on = " ON instrument_version" if postgresql else ""
        for verb in ("update", "delete"):
            db.execute(text(f"DROP TRIGGER instrument_version_no_{verb}{on}"))
        row = db.query(InstrumentVersion).one()
        row.body = row.body.replace("How much do you trust…", TAMPERED)
        if digest:
            row.digest = sha256(row.body.encode()).hexdigest()


@pytest.fixture(autouse=True)
def _nothing_at_hand():
    """A process that has read nothing yet."""
    intact_texts.version_of_text.cache_clear()
    yield
    for kept in (library.load, library.translation, library.translations, library._listed, library.published):
        kept.cache_clear()


@pytest.mark.parametrize("digest", [False, True])
def test_a_version_changed_in_the_database_is_read_by_nobody(hall, digest):
    tamper(hall.database, digest=digest)
    with hall.database.reading() as db, pytest.raises(NotAsPublished, match=r"common-ground/1 (is not|was published)"):
        version_of(db, "common-ground", 1)


@pytest.mark.parametrize("digest", [False, True])
def test_a_participant_is_never_shown_what_was_not_published(sqlite_hall, phone, digest):
    tamper(sqlite_hall.database, digest=digest)
    page = phone.get(f"/{sqlite_hall.words}")
    assert page.status_code == 503
    assert "nobody is asked them and nothing is stored" in page.text
    assert "Please tell the host" in page.text


def test_who_is_answering_when_the_text_is_changed_sends_to_the_questions_that_were_published(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    tamper(sqlite_hall.database)
    assert TAMPERED not in phone.get(phone.at).text
    assert phone.send({"bt1": "7"}).status_code == 303
    with sqlite_hall.database.reading() as db:
        assert [response.answers for response in db.query(Response)] == [{"bt1": 7}]


@pytest.fixture
def run(sqlite_settings, monkeypatch):
    monkeypatch.setenv("WEAVING_HOME", str(sqlite_settings.home))
    return lambda *arguments: CliRunner().invoke(weaving, arguments)


@pytest.mark.parametrize(
    "verb",
    [("export", "common-ground/1", "--output", "/nowhere"), ("diff", "common-ground/1", "common-ground/1")],
    ids=["export", "diff"],
)
def test_the_commands_about_instruments_say_so(sqlite_hall, run, verb):
    tamper(sqlite_hall.database)
    done = run("instrument", *verb)
    assert isinstance(done.exception, Refused)
    assert "common-ground/1 is not the text that was published" in str(done.exception)


def test_the_list_names_it_among_the_others(sqlite_hall, run):
    tamper(sqlite_hall.database)
    done = run("instrument", "list")
    assert done.exit_code == 0
    assert "common-ground/1 is not the text that was published" in done.stdout
    assert "learning-module" in done.stdout


@pytest.mark.parametrize("digest", [False, True])
def test_check_names_it(sqlite_hall, run, digest):
    assert _found(run("check", "--json")) == "as it should be"
    tamper(sqlite_hall.database, digest=digest)
    assert "common-ground/1" in _found(run("check", "--json"))


def _found(done):
    rows = json.loads(done.stdout)
    return next(row["found"] for row in rows if row["what"] == "published versions")


def test_check_holds_a_version_of_ones_own_against_the_audit_log(sqlite_database, run, tmp_path):
    file = tmp_path / "own.toml"
    file.write_text(instruments.canonical_toml(second().having(id="own", number=1)), encoding="utf-8")
    assert run("instrument", "publish", str(file), "--reason", "First.").exit_code == 0
    tamper(sqlite_database, digest=True)
    with sqlite_database.reading() as db:
        assert [fault[:26] for fault in altered_texts(db)] == ["own/1 was published under "]


@pytest.mark.parametrize(("body", "live"), [("trust", {"cy"}), ("hate", set())])
def test_a_signed_translation_that_was_changed_is_not_offered(sqlite_database, clock, body, live):
    beside, version = instruments.translation("common-ground", 1, "cy"), instruments.load("common-ground", 1)
    digest = instruments.translation_digest(beside)
    words = instruments.canonical_translation(beside)
    with sqlite_database.transaction() as db:
        row = version_in_use(db, "common-ground", 1, now=clock())
        db.add(TranslationSignature(digest=digest, signed_by="a", signed_at=clock()))
        db.add(
            PublishedTranslation(
                instrument_version_id=row.id, language="cy", digest=digest, published_at=clock(), writers=[],
                body=words if body == "trust" else words.replace("ymddiried", "casáu"),
            )
        )  # fmt: skip
        db.flush()
        assert set(live_translations(db, version)) == live


@pytest.mark.parametrize("name", ["1.toml", "1.cy.toml"])
def test_an_edited_file_of_the_package_is_not_loaded(tmp_path, monkeypatch, name):
    copied = shutil.copytree(str(library.PUBLISHED), tmp_path / "published")
    file = copied / "common-ground" / name
    file.write_text(file.read_text(encoding="utf-8").replace("trust", "hate").replace("ymddiried", "casáu"))
    monkeypatch.setattr(library, "PUBLISHED", copied)
    for kept in (library.load, library.translation, library._listed, library.published):
        kept.cache_clear()
    with pytest.raises(instruments.Altered, match=rf"common-ground/{name}: differs from its sum in SHA256SUMS"):
        instruments.load("common-ground", 1)
        instruments.translation("common-ground", 1, "cy")
