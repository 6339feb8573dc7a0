"""A desk with two researchers, and a draft of the second version of common-ground."""

import re

import pytest
from click.testing import CliRunner

import instruments
from evaluation.cli import weaving
from evaluation.domain.errors import Refused
from evaluation.models import Draft
from evaluation.storage.database import open_database
from evaluation.store.instruments.drafts import Writer, add_draft, version_in
from evaluation.store.instruments.published_versions import translations_of, version_of
from tests.first_version import only_first_version
from tests.staff_pages import desk_of, post

RESEARCHER = "researcher"


@pytest.fixture(scope="module", autouse=True)
def publishing_the_second_version():
    """These tests publish the version after the first themselves."""
    with only_first_version():
        yield


@pytest.fixture
def desk(sqlite_settings, clock):
    opened = open_database(sqlite_settings)
    yield desk_of(sqlite_settings, opened, clock)
    opened.close()


@pytest.fixture
def researcher(desk):
    """A client signed in as a researcher."""
    return desk.as_person(desk.person(RESEARCHER, email="first@example.org"))


@pytest.fixture
def second_researcher(desk):
    """Another client signed in as another researcher."""
    return desk.as_person(desk.person(RESEARCHER, email="second@example.org"))


@pytest.fixture
def draft(desk, clock):
    """A draft begun from common-ground/1 with its translations; the id is that of the row."""
    with desk.services.database.transaction() as db:
        version = version_of(db, "common-ground", 1)
        writer = Writer("-", "somebody", clock())
        return add_draft(db, version, based_on=1, translations=translations_of(db, version), writer=writer)


@pytest.fixture
def drafted(desk, draft):
    """The version that the draft holds now."""

    def read():
        with desk.services.database.reading() as db:
            return version_in(db, db.get(Draft, draft.id))

    return read


@pytest.fixture
def send():
    """Send the form of a part as a browser does: all that the page holds, and what was changed in it."""

    def send_form(client, address, page, **changed):
        return post(client, address, **{**fields_of(page), **changed})

    return send_form


def fields_of(page: str) -> dict[str, object]:
    """What the form of a part holds."""
    from lxml import html

    (form,) = html.fromstring(page).xpath('//form[@class="part"]')
    found = {}
    for name in form.fields:
        if name and name != "csrf_token":
            values = [
                field.get("value") for field in form.xpath(f'.//input[@type="checkbox"][@name="{name}"][@checked]')
            ]
            is_checks = form.xpath(f'.//input[@type="checkbox"][@name="{name}"]')
            found[name] = values if is_checks else re.sub(r"^\n", "", form.fields[name] or "")
    return found


@pytest.fixture
def run(sqlite_settings, monkeypatch):
    """A verb of `weaving instrument` in this home: what it prints; what it refuses is raised."""
    monkeypatch.setenv("WEAVING_HOME", str(sqlite_settings.home))

    def run_verb(*arguments):
        done = CliRunner().invoke(weaving, ["instrument", *map(str, arguments)])
        if isinstance(done.exception, Refused):
            raise done.exception
        assert done.exit_code == 0, done.output
        return done.stdout

    return run_verb


@pytest.fixture
def second(tmp_path):
    """A second version of common-ground in a file: one word added, offered in English alone."""

    def write(**parts):
        first = instruments.load("common-ground", 1)
        items = tuple(
            item.model_copy(update={"text": item.text.replace("whose", "here whose")}) if item.id == "bt2" else item
            for item in first.items
        )
        version = first.having(**{"number": 2, "languages": ("en",), "items": items, **parts})
        file = tmp_path / "second.toml"
        file.write_text(instruments.canonical_toml(version), encoding="utf-8")
        return file

    return write
