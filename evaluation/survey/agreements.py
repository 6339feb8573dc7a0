"""What somebody agreed to, as the page that they saw says: its consent's version and language, or that nobody knows."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from evaluation.models import Consent
from evaluation.questionnaire.localised_version import filled
from evaluation.store.responses.consents import Agreement
from evaluation.store.responses.join_page import Asking, JoinPage
from evaluation.store.responses.promised_days import changeable_until
from evaluation.survey.delivery.page_cache import page_cache_here
from instruments import Version


def agreement_of(sent: Mapping[str, str], version: Version, *, languages: Collection[str], now: datetime) -> Agreement:
    """The agreement that a page of a version sent.

    What no page of this questionnaire can have shown is unknown, never the first version: nothing begins by it.
    """
    shown, language = sent.get("consent", ""), sent.get("lang", "")
    number = int(shown) if shown.isascii() and shown.isdecimal() and len(shown) < 7 else 0
    return Agreement(
        consent_version=number if 0 < number <= version.consent.version else None,
        language=language if language in languages else "",
        early="early" in sent,
        now=now,
        parental="parental" in sent,
    )


def agreed_at(sent: Mapping[str, str], wave: Asking, *, now: datetime) -> datetime:
    """When somebody agreed: now, or as long ago as the script says of what was begun on a phone without signal.

    Nobody began before the wave was open.
    """
    return now if wave.opened_at is None else max(min(wave.opened_at, now), long_ago(sent, now))


def began_after_closing(sent: Mapping[str, str], wave: Asking, *, now: datetime) -> bool:
    """Whether the script says that something was begun without signal when its wave had closed already.

    Closing is what ends beginning: whoever comes later answers the next wave. Where no time is told nobody knows, and
    it is taken as begun before.
    """
    begun = long_ago(sent, now)
    return wave.closed_at is not None and begun < now and begun > wave.closed_at


def long_ago(sent: Mapping[str, str], now: datetime) -> datetime:
    """When something was done on a phone: now, or as many milliseconds ago as it says, since its clock may be wrong."""
    ago = sent.get("ago", "")
    return now - timedelta(milliseconds=int(ago)) if ago.isascii() and ago.isdecimal() and len(ago) < 11 else now


def carried_over(agreement: Agreement, earlier: Consent) -> Agreement:
    """The agreement of somebody who goes straight on to a page that asks for none: what they agreed to before."""
    return replace(
        agreement, consent_version=earlier.words, language=earlier.language, parental=earlier.parental_consent
    )


def statements_of(version: Version, evening: JoinPage, *, by_parent: bool) -> list[str]:
    """The statements of a version's consent, as they are told at a meeting of its kind.

    `by_parent` tells that somebody under 16 reads them whose parent or carer has agreed.
    """
    statements = version.consent.statements_of(is_online=evening.is_online, by_parent=by_parent)
    day = format_date(changeable_until(evening.date), "long") if evening.date else _("the report is out")
    return [filled(text, place=evening.place, release_day=day) for text in statements]


def said_of_modules(db: Session, evening: JoinPage, wave: Asking, language: str, *, by_parent: bool) -> list[str]:
    """What the consent says of the modules of a wave, in which may be what the law guards most, such as religion.

    It stands open on every page that agrees: nobody who agreed to Before has been told of it.
    """
    if not wave.modules:
        return []
    asks = page_cache_here().version
    own = statements_of(asks(db, replace(wave, modules=()), language), evening, by_parent=by_parent)
    whole = statements_of(asks(db, wave, language), evening, by_parent=by_parent)
    return [said for said in whole if said not in own]
