"""Who may do what: every route declares itself public or names an action, and one table says who may, and over what.

A route stops the application from starting where it declares nothing, and where its address names nothing that lies
in a chapter while it does not say that it keeps within scope by itself. The scope of a role is a matter of the
grant (everywhere, a study, a chapter), and the rows are filtered by it in the query. A page that never asked for the
scope of its reader is not sent.
"""

import enum
from collections.abc import Callable
from typing import Any, Final, NamedTuple, TypeVar

from flask import Flask
from werkzeug.routing import Rule as Route

from evaluation.models import Role, RoleGrant
from evaluation.store.accounts.role_scope import RoleScope, scope_of

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC: Final = "public"
SIGNED_IN: Final = "signed in"
"""Anybody with an account, whatever the role: their own account and the way out."""

_ORGANISERS = frozenset({Role.ORGANISER, Role.ADMINISTRATOR})
_EVALUATORS = frozenset({Role.EVALUATOR})
_RESEARCHERS = frozenset({Role.RESEARCHER})
_ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})


class Over(enum.Enum):
    """What an action is done to, which says of what scope a grant must be for it."""

    PLACE = "a chapter, a study or what belongs to one"
    PEOPLE = "people, each with whatever they may do"
    INSTANCE = "what all chapters share: the grant reaches everywhere"
    COMMON = "what all chapters share, and whoever has the role may read"


NAMING: Final[dict[Over, frozenset[str]]] = {
    Over.PLACE: frozenset({"experiment", "chapter", "study", "release", "job", "complaint"}),
    Over.PEOPLE: frozenset({"person", "grant", "invitation", "reset"}),
}
"""The parts of an address that name what an action is done to."""


class Permission(NamedTuple):
    """Which roles may, and what they do it to."""

    roles: frozenset[Role]
    over: Over
    step_up: bool = False
    """Whether it is dangerous in the wrong hands: then whoever presses has to have proved lately who they are."""


POLICY: Final[dict[str, Permission]] = {
    "experiment.see": Permission(_ORGANISERS | _EVALUATORS, Over.PLACE),
    "counts.see": Permission(_ORGANISERS, Over.PLACE),
    "experiment.add": Permission(_ORGANISERS, Over.PLACE),
    "experiment.record": Permission(_ORGANISERS, Over.PLACE),
    "experiment.freeze": Permission(_EVALUATORS, Over.PLACE),
    "wave.switch": Permission(_ORGANISERS, Over.PLACE),
    "cards.print": Permission(_ORGANISERS, Over.PLACE),
    "evening.hand_over": Permission(_ORGANISERS, Over.PLACE),
    "links.review": Permission(_ORGANISERS | _EVALUATORS, Over.PLACE),
    "paper.key": Permission(frozenset({Role.ORGANISER, Role.EVALUATOR}), Over.PLACE),
    "quality.see": Permission(_EVALUATORS, Over.PLACE),
    "plan.see": Permission(_EVALUATORS | _RESEARCHERS | _ADMINISTRATORS, Over.PLACE),
    "plan.write": Permission(_RESEARCHERS | _ADMINISTRATORS, Over.PLACE),
    "study.tell": Permission(_RESEARCHERS | _ADMINISTRATORS, Over.PLACE, step_up=True),
    "chapter.add": Permission(_ADMINISTRATORS, Over.PLACE, step_up=True),
    "study.add": Permission(_ADMINISTRATORS, Over.INSTANCE),
    "study.change": Permission(_ADMINISTRATORS, Over.PLACE),
    "address.change": Permission(_ADMINISTRATORS, Over.INSTANCE, step_up=True),
    "report.see": Permission(_EVALUATORS, Over.PLACE),
    "report.make": Permission(_EVALUATORS, Over.PLACE),
    "answers.bring": Permission(_EVALUATORS, Over.PLACE),
    "answers.store": Permission(_EVALUATORS, Over.PLACE, step_up=True),
    "release.make": Permission(_EVALUATORS, Over.PLACE, step_up=True),
    "release.answer": Permission(frozenset({Role.ORGANISER, Role.EVALUATOR}), Over.PLACE),
    "export.make": Permission(_EVALUATORS, Over.PLACE, step_up=True),
    "instrument.see": Permission(_RESEARCHERS | _EVALUATORS | _ORGANISERS, Over.COMMON),
    "instrument.figures": Permission(_RESEARCHERS | _EVALUATORS, Over.COMMON),
    "instrument.draft": Permission(_RESEARCHERS, Over.INSTANCE),
    "instrument.publish": Permission(_RESEARCHERS, Over.INSTANCE, step_up=True),
    "instrument.translate": Permission(_RESEARCHERS, Over.INSTANCE),
    "story.see": Permission(_EVALUATORS | _RESEARCHERS, Over.PLACE),
    "story.code": Permission(_EVALUATORS | _RESEARCHERS, Over.PLACE),
    "person.manage": Permission(_ADMINISTRATORS, Over.PEOPLE, step_up=True),
    "complaint.answer": Permission(_ADMINISTRATORS, Over.PLACE),
    "audit.see": Permission(_ADMINISTRATORS, Over.PEOPLE),
    "retention.run": Permission(_ADMINISTRATORS, Over.INSTANCE, step_up=True),
    "token.make": Permission(_EVALUATORS | _ADMINISTRATORS, Over.PEOPLE, step_up=True),
}
"""Administrators look after people, chapters and evenings, and read no answer and no report by that office.

Questionnaires are every chapter's: whoever drafts, translates or publishes them needs a grant for everywhere.
"""


class UndeclaredRouteError(Exception):
    """A route that says too little of who may use it and over what scope: the application does not start."""


class ScopeNotAskedError(Exception):
    """A page about chapters or people was made without asking for its reader's scope: it is not sent."""


def public(view: View) -> View:
    """Declare that anybody may see this page."""
    return declare(view, PUBLIC)


def signed_in(view: View) -> View:
    """Declare that anybody with an account may see this page: it shows what is their own."""
    return declare(view, SIGNED_IN)


def action(name: str, *, keeps_within_scope: bool = False) -> Callable[[View], View]:
    """Declare which action of the policy table this page is.

    `keeps_within_scope` says of a page whose address names no chapter, experiment or person that it shows and takes
    only what lies within its reader's scope.
    """
    if name not in POLICY:
        raise UndeclaredRouteError(f"{name!r} is not an action of the policy table.")

    def declared(view: View) -> View:
        view.__keeps_within_scope__ = keeps_within_scope  # type: ignore[attr-defined]
        return declare(view, name)

    return declared


def declaration_of(app: Flask, endpoint: str) -> str | None:
    """What the view behind an endpoint has declared."""
    declared: str | None = getattr(app.view_functions[endpoint], "__access__", None)
    return declared


def over_what(declared: str | None) -> Over | None:
    """What the action of a declaration is done to; None of a public page and of one's own account."""
    permission = POLICY.get(declared or "")
    return permission.over if permission else None


def asks_for_proof(declared: str | None) -> bool:
    """Whether the action of a declaration takes a recent proof of who is there."""
    permission = POLICY.get(declared or "")
    return permission is not None and permission.step_up


def require_declared(app: Flask) -> None:
    """Refuse to start where a route has declared nothing, or does not say over what scope."""
    silent = sorted({rule.endpoint for rule in app.url_map.iter_rules() if declaration_of(app, rule.endpoint) is None})
    if silent:
        raise UndeclaredRouteError(
            f"These routes say neither that they are public nor which action they are: {', '.join(silent)}. "
            "Put @public or @action(...) on their views."
        )
    if boundless := sorted(route.rule for route in app.url_map.iter_rules() if not _says_over_what(app, route)):
        raise UndeclaredRouteError(
            f"These addresses name nothing that lies in a chapter, and no person: {', '.join(boundless)}. Where their "
            "views filter by scope, say so with @action(..., keeps_within_scope=True)."
        )


def scope_of_grants(grants: list[RoleGrant], name: str) -> RoleScope:
    """The scope of these grants for an action; an empty scope where they allow it nowhere."""
    return scope_of(grants, frozenset(POLICY[name].roles))


def allows(scope: RoleScope, name: str) -> bool:
    """Whether a scope is enough for an action at all: what all chapters share takes that of everywhere."""
    return scope.everywhere if POLICY[name].over is Over.INSTANCE else bool(scope)


def declare(view: View, what: str) -> View:
    """Declare a view that was written elsewhere."""
    view.__access__ = what  # type: ignore[attr-defined]
    return view


def _says_over_what(app: Flask, route: Route) -> bool:
    naming = NAMING.get(over_what(declaration_of(app, route.endpoint)) or Over.COMMON)
    view = app.view_functions[route.endpoint]
    return naming is None or bool(route.arguments & naming) or bool(getattr(view, "__keeps_within_scope__", False))
