"""Staff addresses that name no chapter, experiment or person: who gets in, what is shown, what can be sent there."""

import itertools

import pytest

from evaluation.models import Experiment, Role
from evaluation.staff_app import HOME
from evaluation.store.instruments.drafts import Writer, add_draft
from evaluation.store.instruments.published_versions import version_of
from evaluation.store.instruments.versions_in_use import version_in_use
from evaluation.store.studies.chapters import add_chapter
from evaluation.store.studies.experiments import add_experiment
from evaluation.store.studies.studies import add_study
from evaluation.web.access import NAMING, PUBLIC, SIGNED_IN, declaration_of
from tests.staff_pages import token_in

STAFF = {Role.ORGANISER, Role.EVALUATOR, Role.ADMINISTRATOR}
EVALUATORS, ADMINISTRATORS, RESEARCHERS = {Role.EVALUATOR}, {Role.ADMINISTRATOR}, {Role.RESEARCHER}
WITHIN_SCOPE = {
    "home.home": STAFF,
    "experiments.listed": STAFF,
    "experiments.by_chapter": STAFF,
    "calendar.mine": STAFF,
    "calendar.make": STAFF,
    "calendar.end": STAFF,
    "beginning.new": {Role.ORGANISER, Role.ADMINISTRATOR},
    "reports.overview": EVALUATORS,
    **dict.fromkeys(
        (
            *("bring.begin", "bring.read", "bring.template", "bring.understood", "bring.change", "bring.map_file"),
            *("bring.columns", "bring.read_columns", "bring.make", "bring.forget"),
            *("bring.evenings.ask", "bring.evenings.store"),
        ),
        EVALUATORS,
    ),
    "plans.listed": {Role.EVALUATOR, Role.RESEARCHER, Role.ADMINISTRATOR},
    "invitations.people": ADMINISTRATORS,
    "tokens.make": EVALUATORS | ADMINISTRATORS,
    "webhooks.make": EVALUATORS | ADMINISTRATORS,
    "tokens.of_people": ADMINISTRATORS,
    "tokens.end_of_person": ADMINISTRATORS,
    "webhooks.remove_of_person": ADMINISTRATORS,
    "complaints.listed": ADMINISTRATORS,
    "audit.log": ADMINISTRATORS,
    "audit.as_csv": ADMINISTRATORS,
    "places.listed": ADMINISTRATORS,
    "places.new": ADMINISTRATORS,
    "address.public": ADMINISTRATORS,
    **dict.fromkeys(("setup.study", "setup.phone"), ADMINISTRATORS),
    "retention.shown": ADMINISTRATORS,
    "retention.run": ADMINISTRATORS,
}
"""What each role gets in whatever its scope, showing what lies in it."""
OF_THE_INSTANCE = {"places.new", "setup.study", "setup.phone", "address.public", "retention.shown", "retention.run"}
"""What takes a role that reaches everywhere."""
OF_ALL_CHAPTERS = "authoring."
READ_BY_ALL = {
    *("authoring.overview.listed", "authoring.versions.shown", "authoring.versions.file", "authoring.versions.po_file"),
    *("authoring.versions.codebook", "authoring.preview.phone_of_published"),
}
"""Published questionnaires: whoever has a role reads them."""
FIGURES = {f"authoring.psychometrics.{page}" for page in ("figures", "of_item", "of_scale", "as_file")}
"""How published questionnaires were answered in released evenings: for whoever judges that, whatever their scope."""
SCOPES = ("everywhere", "study", "chapter")


@pytest.fixture
def elsewhere(mounted):
    """Another study with a chapter and an experiment, people of South and of there, and a draft."""
    desk, now = mounted.desk, mounted.services.clock()
    with mounted.services.database.transaction() as db:
        study = add_study(db, "Another Study", now=now)
        chapter = add_chapter(db, study, name="Faraway", now=now)
        version = version_in_use(db, "common-ground", 1, now=now)
        import random

        about = {"kind": "weaving_trust", "version": version, "now": now, "rng": random.Random(8)}
        add_experiment(db, chapter, title="Faraway Hall", date=now.date(), **about)
        words = version_of(db, "common-ground", 1).model_copy(update={"id": "secret-draft"})
        draft = add_draft(db, words, based_on=None, translations=(), writer=Writer("-", "Wendy Writer", now))
    desk.person(Role.ORGANISER, email="sol@example.org", chapter=desk.south)
    desk.person(Role.ORGANISER, email="fay@example.org", chapter=chapter)
    desk.person(Role.ADMINISTRATOR, email="root@example.org")
    return {"study": study, "chapter": chapter, "draft": draft}


def routes(mounted):
    """Every guarded staff route whose address names nothing that lies in a chapter."""
    app = mounted.desk.app
    naming = frozenset.union(*NAMING.values())
    for rule in app.url_map.iter_rules():
        if declaration_of(app, rule.endpoint) not in {PUBLIC, SIGNED_IN} and not rule.arguments & naming:
            yield rule


def allowed(endpoint, role, scope):
    if endpoint.startswith(OF_ALL_CHAPTERS):
        if endpoint in READ_BY_ALL:
            return True
        if endpoint in FIGURES:
            return role in {Role.EVALUATOR, Role.RESEARCHER}
        return role is Role.RESEARCHER and scope == "everywhere"
    return role in WITHIN_SCOPE[endpoint] and (scope == "everywhere" or endpoint not in OF_THE_INSTANCE)


def address(rule, draft):
    scale = {"name": "bridging_trust"} if rule.endpoint == "authoring.psychometrics.of_scale" else {}
    stand_ins = {
        "draft": draft.id,
        "token": draft.id,  # an id that no token has
        "webhook": draft.id,  # nor any webhook
        "brought": draft.id,  # nor any brought answers
        "instrument": "common-ground",
        "number": 1,
        "language": "cy",
        "wave": "pre",
        **scale,
    }
    values = {
        name: stand_ins.get(name)
        or (min(rule._converters[name].items) if name in {"table", "wanted", "form"} else "bt1")
        for name in rule.arguments
    }
    return "/staff" + rule.build(values, append_unknown=False)[1]


def holder(mounted, role, scope):
    desk = mounted.desk
    where = {"everywhere": {}, "study": {"study": desk.study}, "chapter": {"chapter": desk.north}}[scope]
    return mounted.person(f"{role.value}-{scope}@example.org", role, **where)


def test_every_route_without_an_object_is_thought_of(mounted):
    found = {rule.endpoint for rule in routes(mounted)}
    assert {endpoint for endpoint in found if not endpoint.startswith(OF_ALL_CHAPTERS)} == set(WITHIN_SCOPE)


@pytest.mark.parametrize(("role", "scope"), list(itertools.product(Role, SCOPES)))
def test_each_account_gets_in_where_its_role_and_scope_say_so(mounted, elsewhere, role, scope):
    browser = holder(mounted, role, scope)
    token, wrong = token_in(browser.get("/staff/account").text), []
    for rule in routes(mounted):
        for method in sorted(rule.methods & {"GET", "POST"}):
            at = address(rule, elsewhere["draft"])
            sent = {"data": {"csrf_token": token}} if method == "POST" else {}
            answer = browser.client.open(at, method=method, **sent)
            is_led_away = answer.status_code == 303 and rule.endpoint == HOME
            is_in = answer.status_code != 403 and not is_led_away
            if is_in != allowed(rule.endpoint, role, scope) or answer.status_code >= 500:
                wrong.append((method, at, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize(("role", "scope"), list(itertools.product(Role, SCOPES)))
def test_no_list_names_what_lies_out_of_scope(mounted, elsewhere, role, scope):
    browser = holder(mounted, role, scope)
    outside = {
        "everywhere": [],
        "study": ["Faraway", "Another Study", "fay@example.org", "root@example.org"],
        "chapter": ["Faraway", "Another Study", "South", "fay@example.org", "sol@example.org", "root@example.org"],
    }[scope]
    if role is not Role.RESEARCHER or scope != "everywhere":
        outside += ["secret-draft", "Wendy Writer"]
    told = [
        (rule.rule, word)
        for rule in routes(mounted)
        if "GET" in rule.methods
        for word in outside
        if word.encode() in browser.client.get(address(rule, elsewhere["draft"])).data
    ]
    assert told == []


@pytest.mark.parametrize("role", [Role.ORGANISER, Role.ADMINISTRATOR])
def test_an_experiment_is_begun_in_no_other_chapter(mounted, elsewhere, role):
    browser, page = holder(mounted, role, "chapter"), "/staff/experiments/new"
    for chapter in (mounted.desk.south, elsewhere["chapter"]):
        browser.post(page, page=page, title="Taken", kind="weaving_trust", date="2026-06-01", chapter=str(chapter.id))
    with mounted.services.database.reading() as db:
        assert db.query(Experiment).filter_by(title="Taken").count() == 0


@pytest.mark.parametrize("scope", ["study", "chapter"])
def test_a_researcher_of_a_chapter_is_told_why_a_draft_is_not_theirs(mounted, elsewhere, scope):
    browser = holder(mounted, Role.RESEARCHER, scope)
    for place in ("", "/publish", "/translations", "/bank"):
        answer = browser.get(f"/staff/instruments/drafts/{elsewhere['draft'].id}{place}")
        assert (answer.status_code, "takes a role that reaches everywhere" in answer.text) == (403, True)
    assert browser.get("/staff/instruments/common-ground/1").status_code == 200


def test_who_signs_in_again_without_a_password_is_told(mounted):
    browser = mounted.person("org@example.org", Role.ORGANISER, chapter=mounted.desk.north)
    answer = browser.post("/staff/verify")
    assert answer.status_code < 500
    assert "Something did not work here" not in answer.text
