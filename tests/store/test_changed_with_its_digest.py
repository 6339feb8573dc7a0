"""A published text and its digest are both changed with SQL so that they agree: nobody uses it, whatever the way in."""

import pytest
from click.testing import CliRunner
from sqlalchemy import event

import instruments
from evaluation.cli import weaving
from evaluation.domain.errors import Refused
from evaluation.models import PublishedTranslation
from evaluation.participants_app import participants_app
from evaluation.store.instruments.published_versions import live_translations, translations_of, version_of
from evaluation.web.app import Services
from tests.authoring.two_versions import second
from tests.mounted import Mounted
from tests.store.text_and_digest import tamper

REPORTED = "was published under the SHA-256"


class Researcher:
    """Publishes a version of their own on the command line, and holds an evening of it."""

    def __init__(self, settings, folder):
        self.folder = folder
        self.environment = {"WEAVING_HOME": str(settings.home), "WEAVING_DATABASE_URL": settings.database_url}
        version = second(bt2="Most people in {place} can be trusted.").having(id="own", number=1)
        (folder / "own.toml").write_text(instruments.canonical_toml(version), encoding="utf-8")
        self.say("instrument", "publish", folder / "own.toml", "--reason", "First.")
        self.say("study", "add", "A study")
        self.say("chapter", "add", "Kestle")
        self.evening = self.add_evening()

    def say(self, *words):
        """Say something on the command line; what went wrong is raised."""
        done = CliRunner().invoke(weaving, list(map(str, words)), env=self.environment)
        if done.exception is not None:
            raise done.exception
        return done.stdout

    def add_evening(self):
        """Add an evening that asks the version; its two words."""
        about = ["--chapter", "kestle", "--title", "Hall", "--kind", "weaving_trust", "--instrument", "own/1"]
        return self.say("experiment", "add", *about).split("slug")[1].split()[0]


@pytest.fixture
def researcher(settings, database, tmp_path):  # `database` has the tables that the commands find
    return Researcher(settings, tmp_path)


WAYS = {
    "exported": lambda one: one.say("instrument", "export", "own/1", "--output", one.folder / "out.toml"),
    "exported in other words": lambda one: one.say(
        "instrument", "export", "own/1", "--format", "po", "--language", "cy", "--output", one.folder / "out.po"
    ),
    "compared": lambda one: one.say("instrument", "diff", "own/1", "common-ground/1"),
    "asked at a new evening": lambda one: one.add_evening(),
    "opened": lambda one: one.say("wave", "open", one.evening, "pre"),
    "named by check": lambda one: one.say("check"),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_version_changed_with_its_digest_is_not(researcher, database, way):
    tamper(database)
    with pytest.raises(Refused, match=f"own/1 {REPORTED}"):
        WAYS[way](researcher)


@pytest.mark.parametrize("way", [way for way in WAYS if way != "named by check"])
def test_a_version_that_nobody_changed_is(researcher, way):
    WAYS[way](researcher)


def test_the_log_is_asked_once_a_process_and_a_change_is_seen_all_the_same(researcher, database):
    asked = []
    with database.reading() as db:
        event.listen(database.reader, "before_cursor_execute", lambda *sent: asked.append("audit_entry" in sent[2]))
        version_of(db, "own", 1)
        assert asked
        asked.clear()
        version_of(db, "own", 1)
        assert not any(asked)
    tamper(database)
    with database.reading() as db, pytest.raises(Refused, match=REPORTED):
        version_of(db, "own", 1)


def test_a_participant_is_not_asked_a_changed_version(researcher, settings, database, clock):
    researcher.say("wave", "open", researcher.evening, "pre")
    client = participants_app(Services(settings, database, clock)).test_client()
    assert client.get(f"/{researcher.evening}").status_code == 200
    tamper(database)
    for app in (client, participants_app(Services(settings, database, clock)).test_client()):
        page = app.get(f"/{researcher.evening}")
        assert (page.status_code, "nobody is asked them and nothing is stored" in page.text) == (503, True)


@pytest.mark.parametrize("address", ["own/1", "own/1/files/toml", "own/1/files/po/cy"])
@pytest.mark.usefixtures("researcher")
def test_no_page_gives_out_a_changed_version(settings, database, clock, address):
    browser = Mounted(settings, database, clock).person("a@example.org", "researcher")
    assert browser.get(f"/staff/instruments/{address}").status_code == 200
    tamper(database)
    page = browser.get(f"/staff/instruments/{address}")
    assert (page.status_code, REPORTED in page.text) == (422, True)


def test_an_evening_that_cannot_open_holds_up_no_other(researcher, database, clock):
    """The clock that opens waves on their days goes past it."""
    from evaluation.store.evening.schedule import keep_windows
    from evaluation.store.studies.lookup import experiment_named
    from evaluation.store.studies.wave_windows import Window, plan_window

    sound = researcher.say(
        "experiment", "add", "--chapter", "kestle", "--title", "B", "--kind", "weaving_trust",
    ).split("slug")[1].split()[0]  # fmt: skip
    today = clock().date()
    with database.transaction() as db:
        for words in (researcher.evening, sound):
            plan_window(experiment_named(db, words), "follow_up", window=Window(today, today))
    tamper(database)
    with database.transaction() as db:
        assert [(each.slug, move) for each, _, move in keep_windows(db, now=clock())] == [(sound, "opened")]


@pytest.mark.usefixtures("researcher")
def test_a_translation_changed_with_its_digest_is_read_by_nobody(settings, database, clock):
    version, words = published_with_welsh(settings, database, clock)
    with database.transaction() as db:
        assert set(live_translations(db, version)) == {"cy"}
    tamper(database, "published_translation", old=words[:12], new="Dim byd o'r f")
    sign_again(database, clock)
    with database.reading() as db:
        assert live_translations(db, version) == {}
        with pytest.raises(Refused, match="What was said when two/1 was published"):
            translations_of(db, version)


def published_with_welsh(settings, database, clock):
    """A version published together with its signed Welsh, and a few of the Welsh words."""
    from evaluation.store.instruments.publication_digest import digests
    from evaluation.store.instruments.publishing import Why, publish, sign
    from evaluation.web.audit_log import COMMAND_LINE, write_down

    version = instruments.load("common-ground", 1).having(id="two", languages=("en", "cy"))
    welsh = instruments.translation("common-ground", 1, "cy").model_copy(update={"instrument": "two"})
    with database.transaction() as db:
        sign(db, welsh, by="a", now=clock(), draft=version)
        why = Why(by="somebody", reason="First.", reasons={})
        row = publish(db, version, translations=[welsh], why=why, now=clock())
        about = {"instrument": "two", "number": 1, **digests(db, row)}
        now, deed = clock(), "instrument.publish"
        write_down(db, settings, actor=COMMAND_LINE, action=deed, subject="two/1", now=now, details=about)
    return version, welsh.strings["items.bt2.text"]


def sign_again(database, clock):
    """Put a signature beside the changed words."""
    from evaluation.models import TranslationSignature

    with database.transaction() as db:
        changed = db.query(PublishedTranslation).one()
        db.add(TranslationSignature(digest=changed.digest, signed_by="a", signed_at=clock()))
