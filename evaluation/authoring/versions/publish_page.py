"""Publishing: the list of what has to be done, every change word by word with its class, and a person's reasons."""

import uuid
from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug import Response

from evaluation.authoring.draft_conflicts import Merged, merged, who_changed
from evaluation.authoring.draft_scope import DraftScope, changing_draft, looking_at, writer
from evaluation.authoring.draft_summary import summary_of
from evaluation.authoring.faults_in_words import faults_in_words
from evaluation.authoring.sections.items import cited_items, uncited_items, without_items
from evaluation.domain.errors import Refused
from evaluation.models import InstrumentVersion
from evaluation.store.evening.asked_version import WaitingForOlder, waiting_for_older
from evaluation.store.instruments.confirmed_classes import confirm_class, confirmations_in
from evaluation.store.instruments.confirmed_reasons import keep_reasons, reasons_before, reasons_in, reasons_shown
from evaluation.store.instruments.declared_changes import classes_in, keep_classes
from evaluation.store.instruments.ended_drafts import DROPPED, end_draft
from evaluation.store.instruments.publication_digest import digests
from evaluation.store.instruments.publishing import Why, compared, publish
from evaluation.store.instruments.translations.back_translations import kept_back_translations
from evaluation.store.instruments.translations.draft_translations import translations_in, writers_of
from evaluation.store.instruments.translations.translator_notes import notes_in
from evaluation.web.access import action
from evaluation.web.scope import log_action
from instruments import InvalidInstrument, Version
from instruments.asking.identifying import identifying_items
from instruments.comparison import Comparison

pages = Blueprint("publishing", __name__)


@pages.get("/drafts/<uuid:draft>/publish")
@action("instrument.publish")
def review(draft: uuid.UUID) -> str:
    """What is left to do, what changed, and what that means for answers given before."""
    with looking_at(draft) as scope:
        return _page(scope)


@pages.post("/drafts/<uuid:draft>/reasons")
@action("instrument.draft")
def reasons(draft: uuid.UUID) -> Response | tuple[str, int]:
    """Keep the reasons given so far, each for the change that its form showed; where somebody else gave another one
    meanwhile, both are shown.
    """
    before, shown = _given("before."), _given("change.")
    with changing_draft(draft) as scope:
        comparison = _by_rule(scope)
        now = reasons_shown(scope.draft, comparison, shown=before)
        given = {**_given("reason."), **_again(scope, comparison)}
        found = merged({**now, **before}, now, yours=given)
        torn = {conflict.name for conflict in found.conflicts}
        said = {key: text for key, text in found.values.items() if key not in torn and text != now.get(key, "")}
        keep_reasons(scope.draft, said, digests={**comparison.digests, **shown}, writer=writer())
        _declare(scope, comparison, shown)
        if torn:
            return _page(scope, found=found), 409
    flash(_("The reasons are kept."))
    return redirect(url_for(".review", draft=draft, saved="reasons"), 303)


@pages.post("/drafts/<uuid:draft>/citation")
@action("instrument.draft")
def cite(draft: uuid.UUID) -> Response | tuple[str, int]:
    """Give each question that cites none this source and licence, and take out the identifying ones that are ticked."""
    try:
        with changing_draft(draft) as scope:
            scope.keep(_cited(scope.version))
    except InvalidInstrument as needed:
        return _given_back(draft, Refused(*faults_in_words(needed)))
    except Refused as refusal:
        return _given_back(draft, refusal)
    return redirect(url_for(".review", draft=draft), 303)


def _cited(version: Version) -> Version:
    """A version with what was typed and ticked for many of its questions at once, which is said."""
    source, licence = (request.form.get(name, "").strip() for name in ("source", "licence"))
    ticked = request.form.getlist("identifying")
    gone = [item.id for item in identifying_items(version) if item.id in ticked]
    if not (source or licence or gone):
        raise Refused(_("Write where the questions are from and under which licence, or tick what is to be taken out."))
    kept = without_items(version, gone)
    cited = cited_items(kept, source=source, licence=licence)
    if gone:
        flash(ngettext("%(num)s question was taken out.", "%(num)s questions were taken out.", len(gone)))
    if changed := sum(one != other for one, other in zip(kept.items, cited.items, strict=True)):
        said = ngettext(
            "%(num)s question has what you wrote of where it is from.",
            "%(num)s questions have what you wrote of where they are from.",
            changed,
        )
        flash(said)
    return cited


@pages.post("/drafts/<uuid:draft>/publish")
@action("instrument.publish")
def publish_draft(draft: uuid.UUID) -> Response | tuple[str, int]:
    """Publish, for good; refused with all that is left to do, or where the draft changed since the review."""
    try:
        row, waiting = _published(draft)
    except Refused as refusal:
        return _given_back(draft, refusal)
    flash(_("%(name)s is published, for good.", name=f"{row.instrument}/{row.number}"))
    flash(_("From now on organisers can choose it for a new experiment, under “Questionnaire”."))
    if waiting.titles:
        flash(_of_waiting(waiting))
    return redirect(url_for("authoring.versions.shown", instrument=row.instrument, number=row.number), 303)


def _of_waiting(waiting: WaitingForOlder) -> str:
    """Which experiments still ask an older version, and where that is changed."""
    names = _("%(names)s and %(count)s more", names=waiting.first, count=waiting.more) if waiting.more else ""
    said: str = ngettext(
        "%(num)d experiment that nobody has answered yet asks an older version: %(names)s. Its page says what to do.",
        "%(num)d experiments that nobody has answered yet ask an older version: %(names)s. The page of each says what "
        "to do.",
        len(waiting.titles),
        names=names or waiting.first,
    )
    return said


def _published(draft: uuid.UUID) -> tuple[InstrumentVersion, WaitingForOlder]:
    """The version that a draft is published as, and the experiments that still wait to ask an older one."""
    with changing_draft(draft) as scope:
        if request.form.get("counter") != str(scope.draft.counter):
            raise Refused(_("The draft was changed since you reviewed it. Look at the changes again."))
        comparison = _by_rule(scope)
        why = Why(
            by=writer().name,
            reason=request.form.get("reason", ""),
            reasons=reasons_in(scope.draft, comparison),
            classes=classes_in(scope.draft, comparison),
            confirmations=confirmations_in(scope.draft, comparison),
        )
        translations = translations_in(scope.db, scope.draft, scope.version)
        writers = {one.language: writers_of(scope.db, scope.draft, language=one.language) for one in translations}
        row = publish(
            scope.db, scope.version, translations=translations, writers=writers,
            notes=notes_in(scope.draft, scope.version),
            back_translations=kept_back_translations(scope.db, scope.draft, scope.version), why=why, now=writer().now,
        )  # fmt: skip
        details = {"instrument": row.instrument, "number": row.number, "draft": str(scope.draft.id)}
        if why.confirmations:
            details["confirmed"] = ", ".join(why.confirmations)
        log_action(scope.db, row, "instrument published", **details, **digests(scope.db, row))
        end_draft(scope.db, scope.draft, now=writer().now, published_as=row.number)
        waiting = waiting_for_older(scope.db, row)
    return row, waiting


@pages.post("/drafts/<uuid:draft>/confirm")
@action("instrument.publish")
def confirm(draft: uuid.UUID) -> Response | tuple[str, int]:
    """Confirm, as the second person and with a reason, that a change compares against the rule."""
    try:
        _confirm(draft)
    except Refused as refusal:
        return _given_back(draft, refusal)
    flash(_("It is confirmed: two people have said that these answers compare."))
    return redirect(url_for(".review", draft=draft, saved="confirm"), 303)


def _confirm(draft: uuid.UUID) -> None:
    key, reason = request.form.get("key", ""), request.form.get("reason", "").replace("\r\n", "\n")
    with changing_draft(draft) as scope:
        comparison = _by_rule(scope)
        change = request.form.get("change", "")
        first = confirm_class(scope.draft, key, comparison=comparison, change=change, reason=reason, writer=writer())
        about = {
            "instrument": scope.draft.instrument,
            "change": key,
            "reason": reason.strip(),
            "declared_by": first.name,
        }
        log_action(scope.db, scope.draft, "comparability confirmed", **about)


@pages.post("/drafts/<uuid:draft>/drop")
@action("instrument.draft")
def drop(draft: uuid.UUID) -> Response | tuple[str, int]:
    """Throw a draft away, once the box says that it is meant."""
    if request.form.get("sure") != "yes":
        return _given_back(draft, Refused(_("Tick the box to say that the draft may go.")))
    with changing_draft(draft) as scope:
        log_action(scope.db, scope.draft, DROPPED, instrument=scope.draft.instrument)
        end_draft(scope.db, scope.draft, now=writer().now)
    flash(_("The draft was thrown away. It stands under “Drafts thrown away”, with its history."))
    return redirect(url_for("authoring.overview.listed"), 303)


def _declare(scope: DraftScope, comparison: Comparison, shown: dict[str, str]) -> None:
    """Keep the classes that are declared of the changes that the form showed, and write down those that are new."""
    seen = {key: text for key, text in _given("class.").items() if shown.get(key, "") in _now(comparison, key)}
    given, reasons = {key: text for key, text in seen.items() if text}, reasons_in(scope.draft, comparison)
    for key, found in keep_classes(scope.draft, given, comparison, reasons=reasons, writer=writer()).items():
        about = {"instrument": scope.draft.instrument, "change": key, "class": found, "reason": reasons.get(key, "")}
        log_action(scope.db, scope.draft, "comparability declared", **about)


def _by_rule(scope: DraftScope) -> Comparison:
    """What changed since the newest version, in the classes of the rule."""
    translations = translations_in(scope.db, scope.draft, scope.version)
    return compared(scope.db, scope.version, translations=translations) or Comparison(scope.version, scope.version, ())


def _again(scope: DraftScope, comparison: Comparison) -> dict[str, str]:
    """The reasons of other changes that somebody confirms for those that are there, and wrote no other in place of."""
    written, outdated = _given("reason."), reasons_before(scope.draft, comparison)
    return {key: outdated[key] for key in _given("again.") if key in outdated and not written.get(key)}


def _now(comparison: Comparison, key: str) -> tuple[str, str]:
    """The digests under which a class may be declared: the one of the change as it is, or none."""
    return "", comparison.digests.get(key, "")


def _given(prefix: str) -> dict[str, str]:
    return {
        name.removeprefix(prefix): text.replace("\r\n", "\n").strip()
        for name, text in request.form.items()
        if name.startswith(prefix)
    }


def _given_back(draft: uuid.UUID, refusal: Refused) -> tuple[str, int]:
    """The page again, with why something was not done, and the reason that was typed where it was typed."""
    with looking_at(draft) as scope:
        return _page(scope, faults=refusal.faults), 422


def _page(scope: DraftScope, *, found: Merged | None = None, faults: Sequence[str] = ()) -> str:
    summary = summary_of(scope.db, scope.draft, scope.version)
    yours = {conflict.name: conflict.yours for conflict in found.conflicts} if found else {}
    return render_template(
        "authoring/versions/publish.html",
        draft=scope.draft,
        version=scope.version,
        summary=summary,
        found=found,
        who=who_changed(scope, found, "reasons"),
        yours=yours,
        faults=faults,
        uncited=uncited_items(scope.version),
        identifying=identifying_items(scope.version),
        typed_reason=(request.form.get("key", ""), request.form.get("reason", "")) if faults else ("", ""),
    )
