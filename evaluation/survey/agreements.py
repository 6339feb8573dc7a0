"""What somebody agreed to, as the page that they saw says: its consent's version and language, or that nobody knows."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from evaluation.models import Consent
from evaluation.store.responses.consents import Agreement
from instruments import Version


def agreement_of(sent: Mapping[str, str], version: Version, *, languages: Collection[str], now: datetime) -> Agreement:
    """The agreement that a page of a version sent.

    What no page of this questionnaire can have shown is recorded as unknown, never as the first version.
    """
    shown, language = sent.get("consent", ""), sent.get("lang", "")
    number = int(shown) if shown.isascii() and shown.isdecimal() and len(shown) < 7 else 0
    return Agreement(
        words=number if 0 < number <= version.consent.version else None,
        language=language if language in languages else "",
        early="early" in sent,
        now=now,
        parental="parental" in sent,
    )


def carried_over(agreement: Agreement, earlier: Consent) -> Agreement:
    """The agreement of somebody who goes straight on to a page that asks for none: what they agreed to before."""
    return replace(agreement, words=earlier.words, language=earlier.language, parental=earlier.parental_consent)
