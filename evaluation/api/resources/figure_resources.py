"""Releases that are out, and their figures."""

import uuid

from evaluation.api.operations import Operations, Paged
from evaluation.api.paging import part_of
from evaluation.api.problems import ProblemError
from evaluation.api.release_figures import (
    SEEING,
    ReleasedFigure,
    figures_of_release,
    release_out,
    releases_out,
    when_released,
)
from evaluation.api.resource_models import FigureList, FigureRepresentation, ReleaseList, ReleaseRepresentation
from evaluation.store.accounts.api_tokens import TokenScope
from evaluation.store.releases.listing import ListedRelease
from evaluation.store.releases.releases import ReleaseStanding
from evaluation.web.app import services

operation = Operations(TokenScope.READ_FIGURES)


@operation("/releases", action=SEEING, answers=ReleaseList, query=Paged, keeps_within_scope=True)
def list_releases(query: Paged) -> ReleaseList:
    """Releases that are out."""
    with services().database.reading() as db:
        part, following = part_of(releases_out(db), query, named=lambda each: str(each.release.id))
    return ReleaseList(items=[_represented(each) for each in part], next=following)


@operation("/releases/<uuid:release>", action=SEEING, answers=ReleaseRepresentation)
def get_release(release: uuid.UUID) -> ReleaseRepresentation:
    """One release."""
    with services().database.reading() as db:
        found = release_out(db, release)
    if found is None:
        raise ProblemError(404)
    return _represented(found)


@operation("/releases/<uuid:release>/figures", action=SEEING, answers=FigureList, query=Paged)
def list_figures(query: Paged, release: uuid.UUID) -> FigureList:
    """The figures of a release, as it prints them."""
    with services().database.reading() as db:
        found = release_out(db, release)
        if found is None:
            raise ProblemError(404)
        rows = figures_of_release(db, found)
    part, following = part_of(rows, query, named=lambda row: row.key)
    return FigureList(items=[_figure(row) for row in part], next=following)


def _represented(listed: ListedRelease) -> ReleaseRepresentation:
    of = listed.release
    return ReleaseRepresentation(
        id=of.id,
        study=of.study_id,
        number=of.number,
        scope=of.scope,
        title=of.title,
        is_public=of.public,
        is_superseded=listed.standing is ReleaseStanding.SUPERSEDED,
        frozen_at=of.frozen_at,
        released_at=when_released(listed),
        aggregates_sha256=of.aggregates_sha256,
    )


def _figure(row: ReleasedFigure) -> FigureRepresentation:
    return FigureRepresentation(key=row.key, value=row.value, text=row.text, not_given_because=row.not_given_because)
