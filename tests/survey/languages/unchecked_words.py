"""The drafts of the pages' words, spoken as though somebody had checked them."""

from evaluation.domain.languages import INTERFACE_LANGUAGES, UNCHECKED_LANGUAGES

THAT_OFFER = (
    "evaluation.store.instruments.published_versions",
    "evaluation.survey.delivery.page_cache",
    "evaluation.survey.locked_page",
    "evaluation.survey.notices",
    "evaluation.web.i18n",
)
"""Modules that say in which languages participants are spoken to."""


def offer_unchecked_words(monkeypatch) -> None:
    """Offer participants the languages of the drafts too."""
    for module in THAT_OFFER:
        monkeypatch.setattr(f"{module}.INTERFACE_LANGUAGES", (*INTERFACE_LANGUAGES, *UNCHECKED_LANGUAGES))
