"""From an empty home to an evening that a phone opens: every press and every field counted, through the real server."""

import re
from urllib.request import urlopen

import pytest
from click.testing import CliRunner
from passlib.totp import TOTP
from playwright.sync_api import expect

from evaluation.cli import weaving
from evaluation.storage.settings import written_address
from evaluation.web.hosts.lan_address import lan_address
from tests.first_hour.counted_person import CountedPerson
from tests.serving import serving

pytestmark = pytest.mark.browser
MOST = 20
PHONE = {"viewport": {"width": 375, "height": 667}, "user_agent": "Mozilla/5.0 (Linux; Android 15) Chrome/130 Mobile"}


class Organiser(CountedPerson):
    """Somebody at a laptop with a phone that makes codes."""

    def scans_and_types_the_code(self):
        """Scanning is one, and so is typing what the app shows."""
        self.interactions += 2
        key = self.page.locator(".secret").first.inner_text().replace("-", "").strip()
        self.page.get_by_label("Six figures").fill(TOTP(key=key, format="base32").generate().token)


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def address(home, monkeypatch):
    """A server that listens to the network, and the address at which its empty home is set up."""
    if not lan_address():
        pytest.skip("This machine is on no network.")
    monkeypatch.setenv("WEAVING_HOME", str(home))
    with serving(home, "--host", "0.0.0.0", "--no-worker") as server:
        base = server.base.replace("0.0.0.0", "127.0.0.1")
        urlopen(f"{base}/health", timeout=60).close()  # it has printed an address of its own by now
        said = CliRunner().invoke(weaving, ["setup", "--json"]).output
        yield base + re.search(r"/staff/setup/[\w-]+", said)[0]


@pytest.fixture
def organiser(chromium, address):
    context = chromium.new_context(locale="en-GB", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(30_000)
    who = Organiser(context.new_page())
    who.opens(address)
    yield who
    context.close()


def become_administrator(organiser):
    organiser.types("Your name", "Mererid Pugh")
    organiser.types("E-mail address", "mererid@threerivers.example")
    organiser.types("A password", "wharf lantern otter nine")
    organiser.presses("Go on")
    organiser.presses("Show the code to scan")
    organiser.scans_and_types_the_code()
    organiser.presses("Done")
    organiser.presses(re.compile("^Later"), role="link")


def set_up(organiser):
    organiser.page.get_by_role("heading", name="Set up Weaving").wait_for()
    organiser.interactions += 2
    organiser.page.locator("#organisation").fill("Three Rivers Alliance")
    organiser.page.locator("#contact").fill("hello@threerivers.example")
    organiser.interactions += 2
    organiser.page.locator("#study").fill("Organising Together")
    organiser.page.locator("#chapters").fill("Alder Vale")
    organiser.presses("Finish and plan a first evening")


def plan_an_evening(organiser):
    organiser.types("What is it called?", "Mill Hall")
    organiser.presses("Make")
    organiser.presses("Open Before")
    expect(organiser.page.get_by_role("button", name="Close Before").first).to_be_visible()


def test_an_organiser_comes_from_nothing_to_an_evening_that_a_phone_opens(organiser, home, chromium, record_property):
    become_administrator(organiser)
    set_up(organiser)
    plan_an_evening(organiser)
    join = organiser.page.locator("svg[role=img] title").first.text_content()
    shown = re.search(r"http://[\d.]+:\d+/[a-z-]+", organiser.page.content())[0]
    assert lan_address() in shown, join
    phone = chromium.new_context(**PHONE)
    opened = phone.new_page()
    assert opened.goto(shown).status == 200
    expect(opened.get_by_role("button").first).to_be_visible()
    assert "Three Rivers Alliance" in opened.content()
    phone.close()
    assert written_address(home).startswith(f"http://{lan_address()}:")
    record_property("organiser", organiser.figures(MOST))
    assert (organiser.interactions <= MOST, organiser.dead_ends) == (True, []), organiser.interactions


def test_the_page_says_by_itself_when_a_phone_has_opened_the_address(organiser, chromium):
    become_administrator(organiser)
    expect(organiser.page.get_by_text("Waiting for a phone to open it")).to_be_visible()
    tried = organiser.page.locator("aside .secret").inner_text().strip()
    phone = chromium.new_context(**PHONE)
    opened = phone.new_page()
    assert opened.goto(tried).status == 200
    expect(opened.get_by_role("heading", name="It works")).to_be_visible()
    phone.close()
    expect(organiser.page.get_by_text(re.compile("A phone opened it at"))).to_be_visible()


def test_chapters_are_added_in_place_and_what_participants_see_follows_the_typing(organiser):
    become_administrator(organiser)
    page = organiser.page
    page.locator("#organisation").fill("Three Rivers Alliance")
    expect(page.locator("aside .who")).to_have_text("Three Rivers Alliance")
    for name in ("Alder Vale", "Dunmere"):
        page.locator("#chapters").fill(name)
        page.keyboard.press("Enter")
    page.get_by_role("button", name="Remove Alder Vale").click()
    expect(page.locator(".chips li span")).to_have_text(["Dunmere"])
    expect(page.locator("#chapters")).to_be_focused()
    assert page.url.endswith("/staff/setup")


def test_the_fault_that_no_chapter_was_named_goes_once_one_is_added(organiser):
    become_administrator(organiser)
    page = organiser.page
    page.locator("#organisation").fill("Three Rivers Alliance")
    organiser.presses("Finish and plan a first evening")
    fault = page.get_by_text("Name at least one chapter.")
    expect(fault).to_have_count(2)
    page.locator("#chapters").fill("Alder Vale")
    page.get_by_role("button", name="Add").click()
    expect(fault).to_have_count(0)
    expect(page.locator("#chapters")).not_to_have_attribute("aria-invalid", "true")
    expect(page.get_by_role("alert")).to_be_visible()


def test_the_address_leads_nowhere_once_it_is_used(organiser, address, chromium):
    become_administrator(organiser)
    somebody = chromium.new_context().new_page()
    assert somebody.goto(address).status == 404
    assert "Traceback" not in somebody.content()
    somebody.context.close()


def test_an_address_of_this_computer_alone_is_warned_of_as_it_is_typed(organiser):
    become_administrator(organiser)
    warning = organiser.page.get_by_text("Phones cannot open this address.")
    expect(warning).to_be_hidden()
    organiser.page.locator("#public").fill("http://127.0.0.1:8111")
    expect(warning).to_be_visible()
    organiser.page.locator("#public").fill("http://192.0.2.1:8111")
    expect(warning).to_be_hidden()


def test_an_address_of_this_computer_alone_is_kept_at_the_second_press(organiser, home):
    become_administrator(organiser)
    organiser.page.locator("#public").fill("http://localhost:8743")
    set_up(organiser)
    expect(organiser.page.get_by_role("alert")).to_contain_text("Phones cannot open http://localhost:8743.")
    expect(organiser.page.locator("#public")).to_have_value("http://localhost:8743")
    expect(organiser.page.locator("#organisation")).to_have_value("Three Rivers Alliance")
    assert written_address(home) == ""
    organiser.presses("Finish and plan a first evening")
    expect(organiser.page.get_by_text("All is set up.")).to_be_visible()
    assert written_address(home) == "http://localhost:8743"
