"""What people see while Weaving is started again: the product's own words, and that they may try again."""

import gettext
from pathlib import Path

import pytest
from lxml import html

from tests.deployment.conftest import SHIPPED, free_port, nginx_before

WORDS = Path(__file__).parents[2] / "evaluation" / "translations"
PAGES = {
    "page.html": "This takes a little longer just now. Wait a few seconds, then try again.",
    "sent.html": "Something did not work here. Nothing is lost: go back and send it again.",
}


@pytest.fixture
def nothing_behind(tmp_path):
    """The front server before nothing at all."""
    with nginx_before(f"http://127.0.0.1:{free_port()}", tmp_path) as front:
        yield front


def said_in(page, language):
    root = html.fromstring(page)
    return [each.text for each in root.xpath(f"//section[@lang='{language}' or not(@lang) and '{language}'='en']/p")]


def test_whoever_opens_a_page_reads_that_it_takes_a_moment_and_it_is_asked_for_again(nothing_behind):
    for path in ("/words", "/staff/login"):
        status, headers, page = nothing_behind.ask("GET", path)
        assert (status, headers["Retry-After"], headers["Content-Type"]) == (503, "5", "text/html; charset=utf-8")
        assert PAGES["page.html"] in said_in(page, "en")
        assert html.fromstring(page).xpath("//meta[@http-equiv='refresh']/@content") == ["5"]


def test_whoever_sent_a_form_is_told_to_go_back_and_nothing_is_asked_for_again(nothing_behind):
    status, headers, page = nothing_behind.ask("POST", "/words", "a=b")
    assert (status, "no-store" in headers["Cache-Control"]) == (503, True)
    assert said_in(page, "en") == [PAGES["sent.html"]]
    assert not html.fromstring(page).xpath("//meta[@http-equiv='refresh']")


def test_the_pages_have_no_address_of_their_own(nothing_behind):
    assert [nothing_behind.ask("GET", f"/one-moment/{name}")[0] for name in PAGES] == [404, 404]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["cy", "ar"])
def test_their_words_are_those_of_the_product(name, language):
    words = gettext.translation("survey", WORDS, [language])
    page = (SHIPPED.parent / "one-moment" / name).read_text("utf-8")
    assert said_in(page, language)[0] == words.gettext(PAGES[name])
    assert words.gettext("One moment") in page


@pytest.mark.parametrize("name", PAGES)
def test_nothing_in_them_comes_from_elsewhere(name):
    page = html.parse(SHIPPED.parent / "one-moment" / name)
    assert not page.xpath("//script | //img | //link[not(starts-with(@href, 'data:'))]")


def test_caddy_and_the_compose_file_have_them_too():
    assert all(f"/one-moment/{name}" in (SHIPPED.parent / "Caddyfile").read_text() for name in PAGES)
    assert "./one-moment:/usr/local/share/weaving/one-moment:ro" in (SHIPPED.parent / "compose.yaml").read_text()
