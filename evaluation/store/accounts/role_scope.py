"""The scope of roles, and the conditions that keep a query within one."""

import uuid
from dataclasses import dataclass

from sqlalchemy import ColumnElement, false, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from evaluation.models import Chapter, Experiment, RoleGrant


@dataclass(frozen=True, slots=True)
class RoleScope:
    """The scope of somebody's power to do one thing: everywhere, some studies, some chapters and those within."""

    everywhere: bool = False
    studies: frozenset[uuid.UUID] = frozenset()
    chapters: frozenset[uuid.UUID] = frozenset()

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.studies) or bool(self.chapters)


def scope_of(grants: list[RoleGrant], roles: frozenset[str]) -> RoleScope:
    """The scope of those grants whose role is one of `roles`."""
    held = [grant for grant in grants if grant.role in roles]
    return RoleScope(
        everywhere=any(grant.study_id is None for grant in held),
        studies=frozenset(grant.study_id for grant in held if grant.study_id and not grant.chapter_id),
        chapters=frozenset(grant.chapter_id for grant in held if grant.chapter_id),
    )


def within(scope: RoleScope) -> ColumnElement[bool]:
    """The condition that an experiment lies within a scope, for the query itself."""
    return _scope_condition(scope, study=Experiment.study_id, chapter=Experiment.chapter_id)


def chapters_within(scope: RoleScope) -> ColumnElement[bool]:
    """The condition that a chapter lies within a scope."""
    return _scope_condition(scope, study=Chapter.study_id, chapter=Chapter.id)


def _scope_condition(
    scope: RoleScope, *, study: InstrumentedAttribute[uuid.UUID], chapter: InstrumentedAttribute[uuid.UUID]
) -> ColumnElement[bool]:
    """The condition that one of these columns names what lies within a scope."""
    if scope.everywhere:
        return true()
    if not scope:
        return false()
    return or_(study.in_(scope.studies), chapter.in_(with_inner(scope.chapters)))


def with_inner(chapters: frozenset[uuid.UUID]) -> ColumnElement[uuid.UUID]:
    """These chapters and every one within them."""
    inner = select(Chapter.id).where(Chapter.id.in_(chapters)).cte("within", recursive=True)
    inner = inner.union(select(Chapter.id).join(inner, Chapter.parent_id == inner.c.id))
    return select(inner.c.id)  # type: ignore[return-value]
