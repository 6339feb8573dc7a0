"""A part of an instrument drawn as participants see it, by their own pages."""

import re
from dataclasses import dataclass

from flask import g, render_template
from flask_babel import gettext as _

from evaluation.authoring.phone.shown_part import showing, shown_waves
from evaluation.questionnaire.length import length_of
from evaluation.questionnaire.localised_version import filled
from evaluation.questionnaire.questionnaire_html import AskedVersion, page_words, questionnaire_html
from evaluation.web.i18n import use_language
from instruments import Translation, Version, translated

PLACE = "Example Place"
MOST_SHOWN = 60
"""Questions of a wave that are shown around the one that is written; in a longer one it is shown alone."""


@dataclass(frozen=True, slots=True)
class ShownWords:
    """A version in one language, at the wave that was chosen, as far as a part is asked in it."""

    source: Version
    translation: Translation | None
    chosen_wave: str
    is_unchecked: bool
    """Whether it is a translation that nobody has signed."""

    @property
    def version(self) -> Version:
        """The version in that language."""
        return translated(self.source, self.translation) if self.translation else self.source

    @property
    def language(self) -> str:
        """That language."""
        return self.translation.language if self.translation else self.source.language

    def wave(self, table: str, name: str) -> str:
        """The wave in which a part is shown."""
        waves = shown_waves(self.source, table, name)
        return self.chosen_wave if self.chosen_wave in waves else waves[0]


def part_html(shown: ShownWords, table: str, name: str) -> str:
    """The questions that show a part; the style sheet leaves one of them alone on the page where one is enough."""
    wave = shown.wave(table, name)
    version, item = showing(shown.version, table, name, wave=wave)
    asked = version.questions(wave)
    place = next((number for number, one in enumerate(asked, start=1) if one.id == item), 0)
    if len(asked) > MOST_SHOWN:
        alone = [one for one in version.items if one.id == item] or list(asked[:MOST_SHOWN])
        version = version.having(items=tuple(alone))
    g.previewed_item = item
    asked_version = AskedVersion(
        version=version,
        wave=wave,
        language=shown.language,
        place=PLACE,
        is_draft=True,
        is_unchecked=shown.is_unchecked,
    )
    page = questionnaire_html(asked_version)
    return turned_to(page, place, of=len(asked)) if place else page


def agreement_html(shown: ShownWords) -> str:
    """What people agree to before the first question."""
    version, wave = shown.version, shown.wave("about", "instrument")
    use_language(shown.language, is_preview=True)
    after = _("the report is out")
    return render_template(
        "survey/agreeing/alone.html",
        version=version,
        wave=version.wave(wave),
        length=length_of(len(version.questions(wave))),
        statements=[filled(text, place=PLACE, release_day=after) for text in version.consent.statements],
        is_unchecked=shown.is_unchecked,
        **page_words(shown.language),
    )


def turned_to(page: str, place: int, *, of: int) -> str:
    """The participants' page as their script shows it at one question, which the style sheet leaves alone on it.

    There are Back and Listen with its number, Continue or, at the last one, Send; nothing of it does anything here.
    """
    last, number = place == of, str(place)
    page = page.replace("<body", '<body class="step"', 1).replace("<h1>", '<h1 class="v">', 1)
    page = re.sub(r'(<nav class="top"[^>]*) hidden>', r"\1 inert>", page, count=1)
    page = re.sub(
        r'(<span data-on="([^"]*)">)', lambda found: found[1] + found[2].replace("{n}", number), page, count=1
    )
    page = page.replace('<button type="button" hidden><svg', '<button type="button"><svg', 1)
    if place > 1:
        page = page.replace('<p id="intro"', '<p id="intro" hidden', 1)
    if last:
        return page
    page = page.replace('id="next" hidden', 'id="next"', 1).replace('id="send"', 'id="send" hidden', 1)
    return page.replace('value="1" hidden>', 'value="1">', 1)
