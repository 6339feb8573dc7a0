"""Who may do what: every route declares itself public or names an action, and one table says which roles may.

A route that declares nothing stops the application from starting. How far a role reaches is a matter of the grant
(everywhere, a study, a chapter), and the rows are filtered by it in the query.
"""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from flask import Flask

from evaluation.models import Role, RoleGrant
from evaluation.store.accounts import Scope, scope_of

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC: Final = "public"
SIGNED_IN: Final = "signed in"
"""Anybody with an account, whatever the role: their own account and the way out."""

_ORGANISERS = frozenset({Role.ORGANISER, Role.ADMINISTRATOR})
_EVALUATORS = frozenset({Role.EVALUATOR})
_RESEARCHERS = frozenset({Role.RESEARCHER})
_ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
_EVERYBODY = frozenset(Role)

POLICY: Final[dict[str, frozenset[Role]]] = {
    "experiment.see": _ORGANISERS | _EVALUATORS,
    "experiment.add": _ORGANISERS,
    "experiment.record": _ORGANISERS,
    "experiment.freeze": _EVALUATORS,
    "wave.switch": _ORGANISERS,
    "cards.print": _ORGANISERS,
    "evening.hand_over": _ORGANISERS,
    "links.review": _ORGANISERS | _EVALUATORS,
    "paper.key": frozenset({Role.ORGANISER, Role.EVALUATOR}),
    "quality.see": _EVALUATORS,
    "chapter.add": _ADMINISTRATORS,
    "report.see": _EVALUATORS,
    "report.make": _EVALUATORS,
    "release.make": _EVALUATORS,
    "release.answer": frozenset({Role.ORGANISER, Role.EVALUATOR}),
    "export.make": _EVALUATORS,
    "instrument.see": _RESEARCHERS | _EVALUATORS | _ORGANISERS,
    "instrument.draft": _RESEARCHERS,
    "instrument.publish": _RESEARCHERS,
    "instrument.translate": _RESEARCHERS,
    "story.see": _EVALUATORS | _RESEARCHERS,
    "story.code": _EVALUATORS | _RESEARCHERS,
    "person.manage": _ADMINISTRATORS,
    "audit.see": _ADMINISTRATORS,
    "retention.run": _ADMINISTRATORS,
    "token.make": _EVALUATORS | _ADMINISTRATORS,
}
"""Administrators look after people, chapters and evenings, and read no answer and no report by that office."""


class UndeclaredRouteError(Exception):
    """A route that says neither that it is public nor which action it is: the application does not start."""


def public(view: View) -> View:
    """Declare that anybody may see this page."""
    return declare(view, PUBLIC)


def signed_in(view: View) -> View:
    """Declare that anybody with an account may see this page: it shows what is their own."""
    return declare(view, SIGNED_IN)


def action(name: str) -> Callable[[View], View]:
    """Declare which action of the policy table this page is."""
    if name not in POLICY:
        raise UndeclaredRouteError(f"{name!r} is not an action of the policy table.")
    return lambda view: declare(view, name)


def declaration_of(app: Flask, endpoint: str) -> str | None:
    """What the view behind an endpoint has declared."""
    declared: str | None = getattr(app.view_functions[endpoint], "__access__", None)
    return declared


def require_declared(app: Flask) -> None:
    """Refuse to start where a route has declared nothing."""
    silent = sorted({rule.endpoint for rule in app.url_map.iter_rules() if declaration_of(app, rule.endpoint) is None})
    if silent:
        raise UndeclaredRouteError(
            f"These routes say neither that they are public nor which action they are: {', '.join(silent)}. "
            "Put @public or @action(...) on their views."
        )


def reach(grants: list[RoleGrant], name: str) -> Scope:
    """How far these grants reach for an action; an empty scope where they allow it nowhere."""
    return scope_of(grants, frozenset(POLICY[name]))


def declare(view: View, what: str) -> View:
    """Declare a view that was written elsewhere."""
    view.__access__ = what  # type: ignore[attr-defined]
    return view
