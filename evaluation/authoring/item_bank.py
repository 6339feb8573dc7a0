"""The item bank: every item of every published version, to take into a draft with its response format."""

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug import Response

from evaluation.authoring.draft_scope import changing_draft, looking_at
from evaluation.domain.errors import Refused
from evaluation.store.instruments.published_versions import translations_of
from evaluation.store.instruments.version_list import listed_versions
from evaluation.web.access import action
from instruments import Item, ResponseFormat, Version

if TYPE_CHECKING:
    from evaluation.store.reports.reliability_seen import Seen

pages = Blueprint("bank", __name__)


@dataclass(frozen=True, slots=True)
class Banked:
    """An item of the newest published version that has it: how it is answered, in which languages, how it did."""

    item: Item
    format: ResponseFormat
    version: Version
    languages: tuple[str, ...]
    seen: "tuple[Seen, ...]"
    """How its scales hung together in our own answers; empty where too few people answered."""

    @property
    def scaled(self) -> bool:
        """Whether it is one of several items of a scale, which alone can hang together."""
        return any(self.item.id in scale.items and len(scale.items) > 1 for scale in self.version.scales)

    @property
    def name(self) -> str:
        """Where it comes from: common-ground/1."""
        return f"{self.version.id}/{self.version.number}"


@pages.get("/drafts/<uuid:draft>/bank")
@action("instrument.draft")
def shown(draft: uuid.UUID) -> str:
    """Items to take from, with a search."""
    from evaluation.store.reports.reliability_seen import ENOUGH  # noqa: PLC0415 - it loads pandas and scipy

    search = request.args.get("search", "").strip().casefold()[:100]
    with looking_at(draft) as scope:
        found = [one for one in _banked(scope.db) if search in _said(one)]
        return render_template(
            "authoring/bank.html",
            draft=scope.draft,
            version=scope.version,
            found=found,
            search=search,
            enough=ENOUGH,
        )


@pages.post("/drafts/<uuid:draft>/bank")
@action("instrument.draft")
def take(draft: uuid.UUID) -> Response:
    """Take an item into the draft, and its response format where the draft lacks it."""
    name = request.form.get("item", "")
    with changing_draft(draft) as scope:
        one = next((banked for banked in _banked(scope.db) if banked.item.id == name), None)
        if one is None:
            raise Refused(_("There is no such item in the bank."))
        version, taken = _with(scope.version, one)
        scope.keep(version)
    flash(_("%(name)s was taken from %(version)s.", name=" + ".join(taken), version=one.name))
    return redirect(url_for("authoring.editor.part", draft=draft, table="items", name=name), 303)


def _banked(db: Session) -> list[Banked]:
    """Every item once, as the newest version has it of the first instrument, by name, that asks it.

    A damaged version gives none; of its instrument nothing is told but the sound versions' own words.
    """
    from evaluation.store.reports.reliability_seen import consistency_seen  # noqa: PLC0415 - it loads pandas and scipy

    found: dict[str, Banked] = {}
    listed = listed_versions(db)
    damaged = {one.known.instrument for one in listed if one.damage}
    versions = [one.version for one in listed if one.version]
    seen = consistency_seen(db, [version for version in versions if version.id not in damaged])
    for version in versions:
        translations = () if version.id in damaged else translations_of(db, version)
        languages = (version.language, *(one.language for one in translations))
        for item in version.items:
            scales = [scale.id for scale in version.scales if item.id in scale.items]
            if item.id in found and found[item.id].version.id != version.id:
                continue
            reliabilities = tuple(seen[version.id, scale] for scale in scales if (version.id, scale) in seen)
            found[item.id] = Banked(item, version.format_of(item), version, languages, reliabilities)
    return list(found.values())


def _said(one: Banked) -> str:
    item = one.item
    return f"{item.id} {item.label} {item.ask} {item.text} {item.construct} {item.source}".casefold()


def _with(version: Version, one: Banked) -> tuple[Version, list[str]]:
    """The version with an item, after the one that it needs where that is lacking; what came along."""
    if one.item.id in version.items_by_id:
        raise Refused(_("The draft has an item called %(name)s already.", name=one.item.id))
    taken: list[str] = []
    wanted: str | None = one.item.id
    while wanted is not None and wanted not in (*version.items_by_id, *taken):
        taken.insert(0, wanted)
        found = one.version.items_by_id[wanted]
        wanted = found.follows or found.at_most
    for name in taken:
        version = _having(version, one.version.items_by_id[name], one.version)
    return version, taken


def _having(version: Version, item: Item, source: Version) -> Version:
    """The version with an item of another, and its response format where there is none."""
    form = source.format_of(item)
    there = version.formats_by_id.get(form.id)
    if there is not None and there != form:
        raise Refused(_("The draft has another response format called %(name)s.", name=form.id))
    kinds = {page.kind for page in version.waves}
    waves = tuple(kind for kind in item.waves if kind in kinds)
    return version.having(
        formats=version.formats if there else (*version.formats, form),
        items=(*version.items, item.model_copy(update={"waves": waves})),
    )
