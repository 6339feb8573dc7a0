"""The cells of the matrix: every route, by every kind of account, about what is theirs and what is others'."""

import itertools
from dataclasses import dataclass

from evaluation.models import Role
from tests.people.matrix.declared import IN_A_CHAPTER, STAFF, Of, allowed

SCOPES = ("everywhere", "study", "chapter")
ROLES = [f"{role.value} of {scope}" for role, scope in itertools.product(Role, SCOPES)]
OUTSIDE = ["nobody", "disabled", "without a role"]
ACCOUNTS = [*ROLES, *OUTSIDE]
OTHER = {
    ("units.plan", "experiment"): "module",
    ("units.keep", "experiment"): "module",
    ("units.plan_all", "experiment"): "module",
    ("removing.remove_undo", "experiment"): "removed",
    ("pack.download", "job"): "pack",
    ("pack.take_back", "job"): "pack",
    ("reports.stop", "job"): "waiting",
    ("accounts.end_session", "digest"): "session",
    ("tokens.end", "token"): "api_token",
    ("tokens.end_of_person", "token"): "api_token",
    ("webhooks.remove_of_person", "webhook"): "webhook",
    ("webhooks.remove", "webhook"): "webhook",
    ("webhooks.start", "webhook"): "webhook",
    ("wall.screen", "made_of"): "evening_key",
    ("wall.count", "made_of"): "evening_key",
}
"""What an address is filled with where its part is not called as the object is."""
FIXED = {
    "number": 1, "part": "cards", "token": "x",
    "stamp": "x", "table": "items", "item": "x", "digest": "x", "ending": "md", "wanted": "toml",
    "brought": "5b0b7c1e-0000-4000-8000-000000000000",  # what nobody brought
}  # fmt: skip
NAMES = {
    "releases.file": "report.html",
    "reports.download": "report.pdf",
    "authoring.psychometrics.of_scale": "bridging_trust",
    "staff_layout.asset": "staff.css",
}
SECRETS = {"key", "proof", "secret"}
IN_WORDS = {"accounts.invitation", "resets.use", "example.enter"}
"""Pages whose address works once: one that does not work says so."""
OF_SOMEBODY_ELSE = {"accounts.end_session", "tokens.end", "webhooks.remove", "webhooks.start"}
"""Pages of one's own account that are asked for what is another's."""
OBJECTS = {
    *("experiment", "chapter", "study", "release", "job", "person", "grant", "invitation", "reset", "link"),
    *("batch", "key", "complaint"),
}
"""The parts of an address that name an object of a place."""


@dataclass(frozen=True)
class Cell:
    """One account at one address: `where` the object lies, and `mixed` the part that names one of elsewhere."""

    endpoint: str
    method: str
    rule: object
    account: str
    where: str = "own"
    mixed: str = ""

    @property
    def role(self):
        return None if self.account in OUTSIDE else Role(self.account.partition(" of ")[0])

    @property
    def scope(self):
        return self.account.partition(" of ")[2]

    @property
    def expected(self):
        """`in`, `refused`, or `login` where somebody has to sign in first; `any` of one's own account and of what is
        open to all.
        """
        of = STAFF[self.endpoint][0]
        if of is Of.OPEN or self.endpoint in IN_WORDS:
            return "any"
        if of is Of.SECRET:
            return "in" if self.where == "own" else "refused"
        if self.account in {"nobody", "disabled"}:
            return "login"
        if of is Of.MINE:
            return "refused" if self.endpoint in OF_SOMEBODY_ELSE else "any"
        is_in = allowed(self.endpoint, role=self.role, scope=self.scope, where=self.where)
        return "in" if is_in else "refused"

    def __str__(self):
        mixed = f" with {self.mixed} of elsewhere" if self.mixed else ""
        return f"{self.method} {self.rule.rule} by {self.account}, {self.where}{mixed}"


def cells_of(app):
    """Every cell of an application."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.endpoint, rule.rule)):
        of = STAFF[rule.endpoint][0]
        wheres = ("own", "sibling", "foreign") if of in {*IN_A_CHAPTER, Of.STUDY, Of.INNER} else ("own",)
        wheres = ("own", "foreign") if of is Of.SECRET else wheres
        for method, account in itertools.product(sorted(rule.methods & {"GET", "POST"}), ACCOUNTS):
            yield from (Cell(rule.endpoint, method, rule, account, where) for where in wheres)
            named = sorted(rule.arguments & OBJECTS)
            if of in IN_A_CHAPTER and len(named) > 1:
                yield from (
                    Cell(rule.endpoint, method, rule, account, "own", mixed=name)
                    for name in named
                    if name != "experiment"
                )


def address_of(cell, world):
    """The address of a cell, filled with what the world holds."""
    place = world.places[cell.where]
    values = {}
    for name in cell.rule.arguments:
        at = world.faraway if name == cell.mixed else place
        values[name] = _value(cell, name, at, world)
    return "/staff" + cell.rule.build(values, append_unknown=False)[1]


def _value(cell, name, place, world):
    if name in SECRETS:
        return _secret(cell, name, place, world)
    if (cell.endpoint, name) in OTHER or name in OBJECTS:
        return place[OTHER.get((cell.endpoint, name), name)]
    if name in world.shared:
        return world.shared["thrown_away" if cell.endpoint == "authoring.history.take_up" else name]
    if name == "name":
        return NAMES.get(cell.endpoint, "bt1")
    converter = cell.rule._converters[name]
    return FIXED.get(name) or (min(converter.items) if hasattr(converter, "items") else "pre")


def _secret(cell, name, place, world):
    """What lets in by itself: that of the place, or one that nobody was given."""
    if name == "key" and not cell.endpoint.startswith("evening."):
        return place["key"]
    known = {"key": place["evening_key secret"], "proof": place["evening_key proof"]}
    known["secret"] = world.secrets.get(cell.endpoint)
    return known[name] if cell.where == "own" else "x" * 32
