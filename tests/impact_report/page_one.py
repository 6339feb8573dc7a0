"""Page 1 as its reader has it: the headline, what follows, what may be quoted, how sure it is, all of its words."""

import re

from evaluation.impact_report.formats import html
from evaluation.impact_report.text import sentences


def plain(page):
    """The words of a page, also those that stand for a figure."""
    return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)).split())


def page_1(report):
    """Page 1 by its parts."""
    say = report.language.say_all
    return {
        "headline": report.language.say(sentences.headline(report)),
        "lede": say(sentences.lede(report)),
        "quote": say(sentences.quote(report)),
        "badge": report.badge.level,
        "all": plain(html.page(report, whole=False)),
    }
