"""The questionnaire as one HTML document, the same bytes for everyone of one version, wave, language and place."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import render_template

from evaluation.i18n import SPOKEN, speak_in
from evaluation.questionnaire.circles import centres
from evaluation.questionnaire.words import direction, filled, language_name, value_names
from instruments import DECLINED, Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked: a version in the reader's language, at one wave, about one place."""

    version: Version
    wave: str
    language: str
    place: str
    languages: tuple[str, ...] = ()
    """The languages offered, this one among them."""
    is_example: bool = False
    is_draft: bool = False
    """A preview of a translation that nobody has signed: shown, never sent."""

    @property
    def title(self) -> str:
        """The wave's name, such as Before."""
        page = self.version.wave(self.wave)
        return page.title if page else self.wave


def questionnaire_html(
    asked: Asked,
    *,
    given: Mapping[str, str] | None = None,
    faults: Mapping[str, str] | None = None,
    action: str | None = None,
) -> str:
    """The document; `given` and `faults` show again what was sent and what cannot be kept.

    It posts to its own address unless `action` names another.
    """
    version = asked.version
    page = version.wave(asked.wave)
    speak_in(asked.language)
    return render_template(
        "survey/questionnaire.html",
        asked=asked,
        intro=page.intro if page else "",
        questions=[(item, version.format_of(item)) for item in version.questions(asked.wave)],
        given=given or {},
        faults=faults or {},
        action=action,
        say=lambda text: filled(text, place=asked.place),
        clip=lambda name: f"/clips/{version.id}/{version.number}/{asked.language}/{name}",
        names=value_names,
        centres=centres,
        DECLINED=DECLINED,
        **page_words(asked.language, asked.languages),
    )


def page_words(language: str, languages: tuple[str, ...] = ()) -> dict[str, object]:
    """What every participant page needs to know of its language."""
    return {
        "language": language,
        "interface": language if language in SPOKEN else "en",
        "dir": direction(language),
        "others": [(other, language_name(other), direction(other)) for other in languages if other != language],
    }
