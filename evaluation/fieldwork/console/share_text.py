"""How people are sent to an evening's address: the address, and words to send it with in the evening's languages."""

from dataclasses import dataclass
from urllib.parse import quote

from babel import Locale
from babel.dates import format_date
from sqlalchemy.orm import Session

from evaluation.fieldwork.console.facts_tonight import facts_tonight
from evaluation.fieldwork.evening_state import EveningNow
from evaluation.fieldwork.print_pack.print_facts import PrintFacts
from evaluation.models import State
from evaluation.printing.markup import print_locale, print_translations
from evaluation.store.studies.remove_experiment import has_begun
from evaluation.store.studies.studies import local
from evaluation.store.studies.wave_windows import Window, window_of
from evaluation.web.app import services


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedAddress:
    """The address of an evening as people are sent it."""

    url: str
    site: str
    """Its site, as it is typed."""
    words: tuple[tuple[str, str], ...]
    """What is sent with it, in each language."""
    reminds: bool
    """Whether the words tell the days of the follow-up, so that people are reminded of it."""

    @property
    def text(self) -> str:
        """All of it, with the address."""
        return "\n".join([*(said for _language, said in self.words), self.url])

    @property
    def whatsapp(self) -> str:
        """Where WhatsApp offers to send it."""
        return f"https://wa.me/?text={quote(self.text)}"

    @property
    def sms(self) -> str:
        """What a phone opens its text messages with."""
        return f"sms:?&body={quote(self.text)}"


def share_of(db: Session, now: EveningNow) -> SharedAddress:
    """The address of an evening, with words for where it stands."""
    facts = facts_tonight(db, now)
    if now.state is State.CANCELLED:
        kept = has_begun(db, now.experiment.id)
        words = tuple((language, _of_cancelled(facts, language, kept=kept)) for language in facts.languages)
    else:
        written = [(language, _said(now, facts, language)) for language in facts.languages]
        words = tuple((language, said) for language, said in written if said)
    reminds = now.state in {State.CLOSED, State.FROZEN} and _days_to_come(now) is not None
    return SharedAddress(url=facts.join_url, site=facts.site, words=words, reminds=reminds)


def _said(now: EveningNow, facts: PrintFacts, language: str) -> str:
    """What is sent with the address; nothing where people would be sent to questions that nobody is asked."""
    translations = print_translations(language)
    _, ngettext = translations.gettext, translations.ngettext
    if any(wave.kind == "follow_up" for wave in now.windowed):
        return _("%(title)s: some time has passed. Please answer a few questions once more:") % {"title": facts.title}
    after = _of_after(now, facts, language)
    if after:
        return after
    if facts.answering is None:
        return ""
    length = ngettext("about %(num)s minute", "about %(num)s minutes", facts.answering) % {"num": facts.answering}
    return _("%(title)s: please answer a few questions before we begin, %(length)s, without your name:") % {
        "title": facts.title,
        "length": length,
    }


def _of_cancelled(facts: PrintFacts, language: str, *, kept: bool) -> str:
    _ = print_translations(language).gettext
    if not kept:
        return _("%(title)s has been cancelled. There is nothing for you to answer.") % {"title": facts.title}
    return _(
        "%(title)s has been cancelled. What was answered is kept. Have you answered? With the code on your card or "
        "receipt you can take your answers back here:"
    ) % {"title": facts.title}


def _of_after(now: EveningNow, facts: PrintFacts, language: str) -> str:
    """What is sent once Before has closed: After where it is open, and else when to come back; empty until then."""
    _ = print_translations(language).gettext
    if now.state is State.AFTER_OPEN:
        said = (
            _("%(title)s: please answer After, with the same card or on the same phone:")
            if facts.by_card or facts.both_ways
            else _("%(title)s: please answer After, on the same phone or computer:")
        )
    elif now.state is State.BETWEEN and now.last_unit and now.last_unit.day:
        day = format_date(now.last_unit.day, "long", print_locale(language))
        return _("%(title)s: Before has closed. After opens here in the last unit, on %(day)s:") % {
            "title": facts.title,
            "day": day,
        }
    elif now.state is State.BETWEEN:
        said = _("%(title)s: Before has closed. Later After opens here:")
    elif now.state in {State.CLOSED, State.FROZEN} and (days := _days_to_come(now)):
        return _of_follow_up(facts, language, days)
    elif now.state in {State.CLOSED, State.FROZEN}:
        said = _("%(title)s: After has closed, thank you. If the result is made public, it stands here:")
    else:
        said = ""
    return said % {"title": facts.title}


def _days_to_come(now: EveningNow) -> Window | None:
    """The planned days of the follow-up, once the evening is over and as long as they are not."""
    days = window_of(now.experiment, "follow_up") if now.follow_up else None
    return days if days and days.last >= local(services().clock(), now.experiment.study).date() else None


def _of_follow_up(facts: PrintFacts, language: str, days: Window) -> str:
    _ = print_translations(language).gettext
    locale = Locale.parse("en_GB" if language == "en" else language, sep="_")
    said = (
        _(
            "%(title)s: thank you. From %(first)s to %(last)s please answer a few questions once more here, with the "
            "same card. Keep it until then:"
        )
        if facts.by_card
        else _(
            "%(title)s: thank you. From %(first)s to %(last)s please answer a few questions once more here, on the "
            "same phone or computer:"
        )
    )
    first, last = (format_date(day, "long", locale) for day in (days.first, days.last))
    return said % {"title": facts.title, "first": first, "last": last}
