"""What a program gets for whatever it sends: statuses, headers, pages of lists, and nothing of its own words back."""

import json

import pytest
from werkzeug.test import Client

from evaluation.application import application_for
from evaluation.models import AuditEntry, Job, Role
from evaluation.storage.database_locked import DatabaseBusyError
from tests.api.conftest import made_job

PROBLEM = "application/problem+json"


@pytest.fixture
def program(on_sqlite):
    return on_sqlite.program(Role.EVALUATOR)


@pytest.mark.parametrize(
    ("asked", "sent", "status"),
    [
        (("GET", "nothing"), {}, 404),
        (("GET", "/api/v2/studies"), {}, 404),
        (("GET", "/api"), {}, 404),
        (("GET", "studies/not-an-id"), {}, 404),
        (("DELETE", "studies"), {}, 405),
        (("TRACE", "studies"), {}, 405),
        (("GET", "studies"), {"headers": {"Accept": "text/html"}}, 406),
        (("GET", "studies"), {"headers": {"Accept": "application/json;q=0"}}, 406),
        (("GET", "studies"), {"query_string": "limit=0"}, 400),
        (("GET", "studies"), {"query_string": "limit=201"}, 400),
        (("GET", "studies"), {"query_string": "limit=many"}, 400),
        (("GET", "studies"), {"query_string": "limit=1&limit=2"}, 400),
        (("GET", "studies"), {"query_string": "limti=1"}, 400),
        (("GET", "studies"), {"query_string": "cursor=%00"}, 400),
        (("GET", "studies"), {"query_string": "cursor=AAAA"}, 400),
        (("GET", "experiments"), {"query_string": "cursor=AAAA"}, 400),
        (("GET", "experiments"), {"query_string": "study=x"}, 400),
        (("POST", "studies/{study}/exports"), {"data": "x" * 20_000}, 413),
        (("POST", "studies/{study}/exports"), {"data": "x", "content_type": "text/plain"}, 415),
        (("POST", "studies/{study}/exports"), {"data": "a=b"}, 415),
        (("POST", "studies/{study}/exports"), {"data": "{", "content_type": "application/json"}, 400),
        (("POST", "studies/{study}/exports"), {"json": {"all": True}}, 400),
    ],
)
def test_what_cannot_be_answered_is_a_problem_with_its_status(on_sqlite, program, asked, sent, status):
    method, path = asked
    answer = program.ask(method, path.format(study=on_sqlite.desk.study.id), **sent)
    assert (answer.status_code, answer.mimetype) == (status, PROBLEM)
    assert set(answer.json) == {"type", "title", "status", "detail"}
    assert answer.json["status"] == status


@pytest.mark.parametrize("path", ["<script>alert(1)</script>", "studies?limit=<script>", "studies?<script>=1"])
def test_nothing_that_was_sent_comes_back(program, path):
    answer = program.get(path)
    assert answer.status_code in {400, 404}
    assert "script" not in answer.text


@pytest.mark.parametrize("path", ["studies", "nothing", "openapi.json"])
def test_every_answer_is_kept_by_nobody_and_read_by_no_other_site(program, path):
    headers = program.get(path, Origin="https://elsewhere.example").headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert not [name for name, _ in headers if name.lower().startswith("access-control")]


def test_a_method_that_is_not_taken_names_those_that_are(program):
    assert set(program.ask("PUT", "studies").headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_head_has_the_headers_of_get_and_no_body(program):
    got, head = program.get("studies"), program.ask("HEAD", "studies")
    assert (head.status_code, head.data, head.headers["ETag"]) == (200, b"", got.headers["ETag"])
    assert head.headers["Content-Length"] == str(len(got.data))
    assert program.ask("HEAD", "nothing").data == b""


def test_options_tells_the_methods_without_a_token(program):
    answer = program.client.open("/api/v1/studies", method="OPTIONS")
    assert (answer.status_code, answer.data) == (200, b"")
    assert "GET" in answer.headers["Allow"]


def test_what_has_not_changed_is_not_sent_again(program):
    etag = program.get("studies").headers["ETag"]
    answer = program.get("studies", **{"If-None-Match": etag})
    assert (answer.status_code, answer.data) == (304, b"")


def test_a_busy_database_says_when_to_ask_again(program, monkeypatch):
    from evaluation.api.resources import study_resources

    def busy(*_):
        raise DatabaseBusyError

    monkeypatch.setattr(study_resources, "studies_in_scope", busy)
    answer = program.get("studies")
    assert (answer.status_code, answer.headers["Retry-After"], answer.mimetype) == (503, "5", PROBLEM)


def test_a_fault_of_the_program_tells_nothing_of_itself(program, monkeypatch):
    from evaluation.api.resources import study_resources

    def broken(*_):
        raise RuntimeError("SECRET")

    monkeypatch.setattr(study_resources, "studies_in_scope", broken)
    answer = program.get("studies")
    assert (answer.status_code, answer.mimetype, "SECRET" in answer.text) == (500, PROBLEM, False)


def test_a_long_list_comes_in_parts_each_once(on_sqlite, program):
    jobs = {str(made_job(on_sqlite, "report", on_sqlite.desk.here.id)) for _ in range(5)}
    found, cursor = [], ""
    while cursor is not None:
        page = program.get(f"reports?limit=2{cursor and f'&cursor={cursor}'}").json
        found += [each["id"] for each in page["items"]]
        cursor = page["next"]
    assert (len(found), set(found)) == (5, jobs)


def test_experiments_come_in_parts_each_once(mounted):
    program = mounted.program(Role.ADMINISTRATOR)
    first = program.get("experiments?limit=1").json
    rest = program.get(f"experiments?limit=1&cursor={first['next']}").json
    titles = [each["title"] for page in (first, rest) for each in page["items"]]
    assert (sorted(titles), rest["next"]) == (["North Hall", "South Hall"], None)


def test_experiments_of_one_study(on_sqlite, program):
    assert len(program.get(f"experiments?study={on_sqlite.desk.study.id}").json["items"]) == 2
    assert program.get(f"experiments?study={on_sqlite.desk.here.id}").json["items"] == []


def test_a_file_comes_as_it_was_made_and_is_written_down(mounted):
    job = made_job(mounted, "report", mounted.desk.here.id)
    program = mounted.program(Role.EVALUATOR)
    (made,) = program.get(f"reports/{job}").json["files"]
    assert made["href"] == f"http://127.0.0.1:8000/api/v1/reports/{job}/files/report.csv"
    answer = program.get(f"reports/{job}/files/report.csv")
    assert (answer.text, answer.headers["Content-Disposition"]) == ("figures", "attachment; filename=report.csv")
    with mounted.services.database.reading() as db:
        entry = db.query(AuditEntry).filter_by(subject=f"job {job}").one()
    assert (entry.action, entry.details["file"], "token" in entry.details) == ("report downloaded", "report.csv", True)


@pytest.mark.parametrize("name", ["manifest.json", "..%2Fmanifest.json", "other.csv"])
def test_no_other_file_is_given(on_sqlite, program, name):
    job = made_job(on_sqlite, "report", on_sqlite.desk.here.id)
    assert program.get(f"reports/{job}/files/{name}").status_code == 404


def test_an_export_is_asked_for_as_a_job_and_once(mounted):
    program, study = mounted.program(Role.EVALUATOR), mounted.desk.study
    first, second = (program.ask("POST", f"studies/{study.id}/exports", json={}) for _ in range(2))
    assert (first.status_code, first.json["state"], first.json["id"]) == (202, "queued", second.json["id"])
    with mounted.services.database.reading() as db:
        assert db.query(Job).one().arguments["subject"] == str(study.id)
        assert db.query(AuditEntry).filter_by(action="export asked for").count() == 1
    assert program.get(f"exports/{first.json['id']}").json["kind"] == "export"


def test_an_export_is_no_report_and_a_report_is_no_export(on_sqlite, program):
    job = made_job(on_sqlite, "export", on_sqlite.desk.study.id)
    assert (program.get(f"reports/{job}").status_code, program.get(f"exports/{job}").status_code) == (404, 200)


def test_another_host_is_refused(program):
    assert program.get("studies", Host="elsewhere.example").status_code == 400


def test_participants_have_no_api(on_sqlite):
    alone = Client(application_for(on_sqlite.services, only="participants"))
    assert alone.get("/api/v1/openapi.json").status_code == 404
    staff = Client(application_for(on_sqlite.services, only="staff"))
    assert json.loads(staff.get("/api/v1/openapi.json").data)["openapi"] == "3.1.0"
