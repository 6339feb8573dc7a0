"""Listen: a recording of the question, where its version has one."""

import wave

import pytest
from playwright.sync_api import expect
from sqlalchemy import update

import instruments
from evaluation.models import InstrumentVersion, Wave
from tests.journeys.pages import join


def spoken(hall):
    """The evening asks a version whose first question has a recording; a tenth of a second of silence lies there."""
    version = instruments.load("common-ground", 1)
    items = tuple(item.model_copy(update={"clip": "bt1.wav"} if item.id == "bt1" else {}) for item in version.items)
    recorded = version.model_copy(update={"number": 90, "items": items})
    with hall.database.transaction() as db:
        row = InstrumentVersion(
            instrument=recorded.id,
            number=recorded.number,
            digest=instruments.digest(recorded),
            body=instruments.canonical_toml(recorded),
            published_at=hall.clock(),
        )
        db.add(row)
        db.flush()
        db.execute(update(Wave).values(instrument_version_id=row.id))
    folder = hall.settings.home / "clips" / "common-ground" / "90" / "en"
    folder.mkdir(parents=True)
    with wave.open(str(folder / "bt1.wav"), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"\x00\x00" * 800)


@pytest.mark.browser
def test_listen_plays_the_recording_of_the_question(live, phone):
    spoken(live)
    with phone() as context:
        page = context.new_page()
        join(page, live.words)
        with page.expect_response("**/clips/common-ground/90/en/bt1.wav") as heard:
            page.get_by_role("button", name="Listen").click()
        assert (heard.value.status, heard.value.headers["content-type"]) in {(200, "audio/x-wav"), (206, "audio/x-wav")}


@pytest.mark.browser
def test_a_question_without_a_recording_offers_none(live, phone):
    spoken(live)
    with phone() as context:
        page = context.new_page()
        join(page, live.words)
        expect(page.locator("fieldset#bt1[data-clip]")).to_be_attached()
        expect(page.locator("fieldset#bt2[data-clip]")).not_to_be_attached()


def test_a_recording_is_handed_out_and_nothing_beside_the_folder(live):
    spoken(live)
    (live.settings.home / "clips" / "secret.txt").write_text("no")
    client = live.app.test_client()
    with client.get("/clips/common-ground/90/en/bt1.wav") as found:
        assert found.data[:4] == b"RIFF"
    beside = [
        client.get(f"/clips/common-ground/90/{way}/secret.txt").status_code for way in ("..", "%2e%2e%2f..", "en")
    ]
    assert beside == [404, 404, 404]


@pytest.mark.browser
def test_where_there_is_neither_a_recording_nor_a_voice_listen_says_so(live, phone):
    with phone() as context:
        context.add_init_script("speechSynthesis.getVoices = () => []")
        page = context.new_page()
        join(page, live.words)
        page.get_by_role("button", name="Listen").dblclick()
        expect(page.get_by_role("status")).to_have_text("This phone has no voice for this language.")
        page.get_by_role("button", name="Continue").click()
        expect(page.get_by_text("This phone has no voice for this language.")).to_be_hidden()


@pytest.mark.browser
def test_a_recording_that_does_not_play_is_said_too(live, phone):
    spoken(live)
    with phone() as context:
        context.add_init_script("speechSynthesis.getVoices = () => []")
        context.route("**/clips/**", lambda route: route.abort())
        page = context.new_page()
        join(page, live.words)
        page.get_by_role("button", name="Listen").click()
        expect(page.get_by_text("This phone has no voice for this language.")).to_be_visible()
