"""Page 1 as its reader has it: the headline, what follows, what may be quoted, how sure it is, all of its words."""

import re

from evaluation.reports import html, saying


def plain(page):
    """The words of a page, also those that stand for a figure."""
    return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)).split())


def page_1(report):
    """Page 1 by its parts."""
    say = report.language.say_all
    return {
        "headline": report.language.say(saying.headline(report)),
        "lede": say(saying.lede(report)),
        "quote": say(saying.quote(report)),
        "badge": report.badge.level,
        "all": plain(html.page(report, whole=False)),
    }
