"""What is asked on the page about columns: who came, words that are not known; and junk codes stay apart there too."""

import csv
import html
import io
import json
import re

from tests.bring.google_files import AGREE

WORDS = ("Pekao", "Trovit", "Mulandi", "Shefar", "Oberon")


def one_file(wave, extra=()):
    """Thirty people of whom every third waited; how they trust, and two questions in words of no language."""
    text = io.StringIO()
    write = csv.writer(text)
    write.writerow(["Your code", "Group", "I trust people here", "One", "Two"])
    for number in range(30):
        group = "waiting list" if number % 3 == 0 else "came"
        cells = (AGREE[min(4, number % 4 + (wave == "After"))], WORDS[number % 5], WORDS[(number + 2) % 5])
        write.writerow([f"ZEBRA-{4000 + number}", group, *cells])
    write.writerows(extra)
    return f"{wave}.csv", text.getvalue().encode()


def files(**options):
    return [one_file(wave, **options) for wave in ("Before", "After")]


def said_on(page):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def figures(bringer, at):
    report = bringer.made(at)
    with bringer.client.get(f"{report}/report.json") as got:
        return json.loads(got.data)


def test_the_page_asks_who_came_and_the_report_compares(bringer):
    at = bringer.brought(files())
    assert "Did everybody in “Group” come?" in said_on(bringer.page(at))
    facts = figures(bringer, at)
    assert facts["flow"]["comparison"]["chapters"]["All"]["pairs"] == 10


def test_the_page_asks_about_words_that_are_not_known(bringer):
    said = said_on(bringer.page(bringer.brought(files())))
    assert "answers that have an order? They are not known, and 2 questions have them: “One”, “Two”." in said
    assert said.count("its answers were not understood") == 2


def test_what_people_write_without_a_code_joins_nobody_on_the_page(bringer):
    strangers = [["none", "came", AGREE[0], WORDS[0], WORDS[1]], ["Forgot", "came", AGREE[1], WORDS[0], WORDS[1]]]
    said = said_on(bringer.page(bringer.brought(files(extra=strangers))))
    assert "Joined: 30 both times, 2 before only, 2 after only." in said
