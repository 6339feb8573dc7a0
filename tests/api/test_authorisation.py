"""Every operation, every role and scope of an owner, every limit of a token; own, other and far objects."""

import itertools
from types import SimpleNamespace

import pytest

from evaluation.accounts.integrations.token_form import ACTION_OF_SCOPE
from evaluation.api.api_app import OPERATIONS
from evaluation.models import Role
from evaluation.store.accounts.people import EVERYWHERE, RolePlace
from evaluation.web.access import POLICY
from tests.api.conftest import elsewhere_of, made_job, released

REACHES = ("everywhere", "study", "chapter")
OF_WHOLE_STUDY = {"get_export", "get_export_file", "request_export"}
"""What is of a study, and so out of the scope of a chapter."""


@pytest.fixture
def world(mounted, frozen):
    """Something of everything in one's own chapter, in the other one, and in another study."""
    desk, elsewhere = mounted.desk, elsewhere_of(mounted)
    places = {"own": desk.here, "other": desk.there, "far": elsewhere.experiment}
    objects = {}
    for number, (place, experiment) in enumerate(places.items(), 1):
        objects[place] = SimpleNamespace(
            experiment=experiment.id,
            study=experiment.study_id,
            release=released(mounted, experiment, frozen, number=number),
            report=made_job(mounted, "report", experiment.id),
            export=made_job(mounted, "export", experiment.study_id),
        )
    return SimpleNamespace(programs=mounted, objects=objects, desk=desk)


def address(operation, of):
    job = of.export if "export" in operation.name else of.report
    stand_ins = {"experiment": of.experiment, "study": of.study, "release": of.release, "job": job}
    path = operation.path.replace("<name>", "report.csv")
    for name, value in stand_ins.items():
        path = path.replace(f"<uuid:{name}>", str(value))
    return f"/api/v1{path}"


def expected(operation, role, reach, place):
    """The status that the policy table asks for."""
    if role not in POLICY["token.make"].roles or role not in POLICY[operation.action].roles:
        return {403}
    within = {"everywhere": {"own", "other", "far"}, "study": {"own", "other"}, "chapter": {"own"}}[reach]
    if operation.name == "get_study" and reach == "chapter":
        within = {"own", "other"}  # both name one study, of which the chapter is a part
    if operation.name in OF_WHOLE_STUDY and reach == "chapter":
        within = set()
    if "<" in operation.path and place not in within:
        return {404}
    return {operation.status}


def program_of(world, role, reach, *, by_token):
    desk = world.desk
    where = {"everywhere": {}, "study": {"study": desk.study}, "chapter": {"chapter": desk.north}}[reach]
    if not by_token:
        return world.programs.program(role, **where)
    places = {"study": RolePlace(desk.study.id), "chapter": RolePlace(desk.study.id, desk.north.id)}
    return world.programs.program(role, place=places.get(reach, EVERYWHERE))


def test_each_operation_is_allowed_exactly_as_the_policy_table_says(world):
    wrong, cells = [], 0
    for role, reach, by_token in itertools.product(Role, REACHES, (False, True)):
        if by_token and role not in POLICY["token.make"].roles:
            continue
        program = program_of(world, role, reach, by_token=by_token)
        for operation, (place, of) in itertools.product(OPERATIONS, world.objects.items()):
            status = program.ask(operation.method, address(operation, of)).status_code
            cells += 1
            if status not in expected(operation, role, reach, place):
                wrong.append((operation.name, role, reach, by_token, place, status))
    assert wrong == []
    assert cells >= 700


@pytest.mark.parametrize("reach", ["study", "chapter"])
def test_no_list_names_what_lies_out_of_scope(world, reach):
    outside = {"study": ["far"], "chapter": ["other", "far"]}[reach]
    for by_token in (False, True):
        program = program_of(world, Role.EVALUATOR, reach, by_token=by_token)
        for operation in OPERATIONS:
            if "<" in operation.path or operation.name == "list_odata_figures":  # which is read a page at a time
                continue
            text = program.get(address(operation, world.objects["own"])).text
            told = [place for place in outside for name in ("experiment", "release", "report")
                    if str(getattr(world.objects[place], name)) in text]  # fmt: skip
            assert told == [], (operation.name, by_token)


def test_a_release_of_the_whole_study_is_seen_by_those_whose_people_are_in_it(world, frozen):
    own = world.programs.desk
    study = released(world.programs, own.here, frozen, number=9, scope="study", subject=own.study.id)
    seen = {
        name: world.programs.program(Role.EVALUATOR, chapter=chapter).get(f"releases/{study}").status_code
        for name, chapter in (("in it", own.north), ("not in it", own.south))
    }
    assert seen == {"in it": 200, "not in it": 404}


def test_what_is_not_out_is_not_told(world, frozen):
    draft = released(world.programs, world.desk.here, frozen, number=9, out=False)
    program = world.programs.program(Role.EVALUATOR)
    assert program.get(f"releases/{draft}/figures").status_code == 404
    assert str(draft) not in program.get("releases").text


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.name)
def test_a_token_takes_the_scope_that_an_operation_names(on_sqlite, operation):
    others = [scope for scope in ACTION_OF_SCOPE if scope is not operation.scope]
    program = on_sqlite.program(Role.EVALUATOR, scopes=others)
    of = SimpleNamespace(
        **dict.fromkeys(("experiment", "study", "release", "report", "export"), on_sqlite.desk.here.id)
    )
    answer = program.ask(operation.method, address(operation, of))
    assert (answer.status_code, operation.scope.value in answer.json["detail"]) == (403, True)


def test_the_page_of_tokens_offers_the_scopes_that_operations_take():
    assert {(each.scope, each.action) for each in OPERATIONS} == set(ACTION_OF_SCOPE.items())


def test_roles_that_are_taken_away_are_missed_at_once(mounted):
    account = mounted.desk.person(Role.EVALUATOR, Role.ADMINISTRATOR)
    program = mounted.with_token(mounted.token(account)[1])
    assert program.get("reports").status_code == 200
    with mounted.services.database.transaction() as db:
        (evaluator,) = (grant for grant in db.merge(account).grants if grant.role == Role.EVALUATOR)
        db.delete(evaluator)
    assert program.get("reports").status_code == 403
    assert program.get("experiments").status_code == 200


def test_who_may_hold_no_token_any_more_is_refused_with_it(mounted):
    account = mounted.desk.person(Role.EVALUATOR, Role.ORGANISER)
    program = mounted.with_token(mounted.token(account)[1])
    assert program.get("experiments").status_code == 200
    with mounted.services.database.transaction() as db:
        (evaluator,) = (grant for grant in db.merge(account).grants if grant.role == Role.EVALUATOR)
        db.delete(evaluator)
    assert program.get("experiments").status_code == 403
