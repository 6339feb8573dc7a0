"""Joins that were made anew after a report had been told of another one of the same people.

Undone and made again, or made crosswise, a join would bring somebody into the next report as though they were new: four
such and one person more are five that differ, and the two reports tell that one's answers.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.models import Experiment, Link, Release, ReportPage


def joined_anew(db: Session, experiments: Collection[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Standing joins of somebody who had been joined before, where a report was made since that first time."""
    joins = db.scalars(select(Link).where(Link.experiment_id.in_(experiments), Link.joined)).all()
    undone = defaultdict(list)
    for link in joins:
        if link.undone_at is not None:
            undone[link.earlier_id].append(link.made_at)
            undone[link.later_id].append(link.made_at)
    if not undone:
        return frozenset()
    reports = _reports(db, experiments)
    standing = (link for link in joins if link.undone_at is None)
    return frozenset(
        link.id
        for link in standing
        if (before := [*undone[link.earlier_id], *undone[link.later_id]])
        and any(min(before) <= report <= link.made_at for report in reports)
    )


def _reports(db: Session, experiments: Collection[uuid.UUID]) -> list[datetime]:
    """When reports and releases of the studies of these experiments were made."""
    studies = select(Experiment.study_id).where(Experiment.id.in_(experiments))
    drafts = db.scalars(select(ReportPage.made_at).where(ReportPage.study_id.in_(studies)))
    releases = db.scalars(select(Release.frozen_at).where(Release.study_id.in_(studies)))
    return [*drafts, *releases]
