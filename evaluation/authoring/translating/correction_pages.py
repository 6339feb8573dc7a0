"""A published version's translation, side by side with its source, and the correction of a typo in it by two people."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug import Response

from evaluation.authoring.draft_scope import require_language, writer
from evaluation.authoring.translating.text_form import A_PAGE, holds, sent_texts
from evaluation.domain.errors import Refused
from evaluation.questionnaire.localised_version import direction, language_name
from evaluation.store.instruments.published_versions import corrections_of, version_of
from evaluation.store.instruments.translations.back_translations import back_translations_with
from evaluation.store.instruments.translations.corrections import (
    corrected,
    let_go,
    proposal_of,
    propose_correction,
    sign_correction,
    signed_translation,
    writers_of_published,
)
from evaluation.store.instruments.translations.translation_numbers import number_in_use
from evaluation.store.instruments.translations.translator_notes import notes_with
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.scope import log_action
from instruments import Translation, Version, translation_digest, words_of

pages = Blueprint("correcting", __name__)
ADDRESS = "/<instrument>/<int:number>/translations/<language>"
LONGEST_NUMBER = 6


@pages.get(ADDRESS)
@action("instrument.translate")
def shown(instrument: str, number: int, language: str) -> str:
    """Every text beside its source, a hundred to a page, what waits to be signed, and what was corrected before."""
    require_language(language)
    with services().database.reading() as db:
        return _page(db, version_of(db, instrument, number), language)


@pages.post(ADDRESS)
@action("instrument.translate")
def propose(instrument: str, number: int, language: str) -> Response | tuple[str, int]:
    """Propose the texts that were changed as a correction; what cannot be taken is given back with why."""
    require_language(language)
    texts, reason = sent_texts("words."), request.form.get("reason", "").replace("\r\n", "\n")
    of = request.form.get("of", "")[:LONGEST_NUMBER]
    try:
        with services().database.transaction() as db:
            version = version_of(db, instrument, number)
            made = propose_correction(
                db, version, language=language, number=int(of) if of.isdecimal() else 0,
                texts=_changed(texts), reason=reason, writer=writer(),
            )  # fmt: skip
            about = {"texts": ", ".join(made.texts), "reason": made.reason}
            log_action(db, _named(version, language), "correction proposed", **about)
    except Refused as refusal:
        with services().database.reading() as db:
            version = version_of(db, instrument, number)
            return _page(db, version, language, typed=texts, reason=reason, faults=refusal.faults), 422
    flash(_("The correction is proposed. It is asked once a second person has signed it."))
    return redirect(url_for(".shown", instrument=instrument, number=number, language=language), 303)


@pages.post(ADDRESS + "/let-go")
@action("instrument.translate")
def let_go_unsigned(instrument: str, number: int, language: str) -> Response:
    """Take a proposal away: one's own, or another's that is not right."""
    with services().database.transaction() as db:
        version = version_of(db, instrument, number)
        texts = let_go(db, version, language=language)
        log_action(db, _named(version, language), "correction let go", **texts)
    flash(_("The correction was let go. The words stay as they are."))
    return redirect(url_for(".shown", instrument=instrument, number=number, language=language), 303)


@pages.post(ADDRESS + "/sign-correction")
@action("instrument.translate")
def sign(instrument: str, number: int, language: str) -> Response:
    """Sign a correction as a second person; from then on people are asked in its words."""
    with services().database.transaction() as db:
        version = version_of(db, instrument, number)
        row = sign_correction(db, version, language=language, shown=request.form.get("shown", ""), signer=writer())
        about = {"translation": row.number, "sha256": row.digest, "reason": row.reason, "proposer": row.proposer}
        log_action(db, _named(version, language), "translation corrected", **about)
        made = row.number
    flash(_("Signed. From now on people are asked in translation %(number)s.", number=made))
    return redirect(url_for(".shown", instrument=instrument, number=number, language=language), 303)


def _changed(texts: Mapping[str, str]) -> dict[str, str]:
    """The texts that are other than they were shown, so that nobody takes back what another proposes."""
    before = sent_texts("before.")
    return {key: text for key, text in texts.items() if text != before.get(key, "")}


def _named(version: Version, language: str) -> str:
    return f"{version.id}/{version.number} {language}"


def _page(
    db: Session,
    version: Version,
    language: str,
    *,
    typed: Mapping[str, str] | None = None,
    reason: str = "",
    faults: Sequence[str] = (),
) -> str:
    translation = signed_translation(db, version, language=language)
    waiting = proposal_of(db, version, language=language)
    is_mine = waiting is not None and waiting.proposed_by == writer().id
    return render_template(
        "authoring/translating/correction.html",
        version=version,
        target=language,
        language_name=language_name(language),
        dir=direction(language),
        in_use=number_in_use(db, version, language=language),
        sources=words_of(version),
        said=translation.strings,
        mine=waiting.texts if waiting and is_mine else {},
        typed=typed or {},
        reason=reason or (waiting.reason if waiting and is_mine else ""),
        faults=faults,
        waiting=waiting,
        shown=translation_digest(corrected(translation, waiting)) if waiting else "",
        is_mine=is_mine,
        may_sign=not is_mine and writer().id not in writers_of_published(db, version, language=language),
        corrections=[one for one in corrections_of(db, version) if one.language == language],
        back=back_translations_with(db, version, language=language),
        notes=notes_with(db, version),
        **_listed(version, translation, typed),
    )


def _listed(version: Version, translation: Translation, typed: Mapping[str, str] | None) -> dict[str, object]:
    """The keys of the texts to show: a hundred of those in which something is found, or those that were typed into."""
    search, page = request.args.get("search", "").strip()[:100], max(0, request.args.get("page", 0, type=int))
    sources, said = words_of(version), translation.strings
    found = [key for key, source in sources.items() if key in said and holds(search, key, source, said[key])]
    keys = [key for key in sources if key in typed] if typed else found[page * A_PAGE : (page + 1) * A_PAGE]
    return {"search": search, "page": page, "keys": keys, "more": len(found) > (page + 1) * A_PAGE}
