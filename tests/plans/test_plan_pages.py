"""The plan on its page: read by evaluators, written by researchers and administrators, one version after another."""

import json
import random
import re

import pytest

from evaluation.store.instruments.versions_in_use import version_in_use
from evaluation.store.studies.experiments import add_experiment
from tests.staff_pages import post


def test_an_evaluator_reads_outcomes_margins_and_questions(plan, desk):
    page = plan.page(desk.signed_in("evaluator")).text
    wanted = (
        "Trust in people from other communities",
        "primary",
        "less is better",
        "0.5",
        "2 of 3",
        "How much do you trust",
    )
    assert [words for words in wanted if words not in page] == []


def test_it_is_linked_from_the_evaluators_page(plan, desk):
    assert plan.address in desk.signed_in("evaluator").get("/reports").text


def test_a_researcher_finds_it_in_the_bar(plan):
    assert plan.address in plan.researcher.get("/plans").text
    assert 'href="/plans"' in plan.researcher.get("/account").text.replace("/staff", "")


@pytest.mark.parametrize("role", ["researcher", "administrator"])
def test_what_is_written_is_a_new_version_with_its_writer(plan, desk, role):
    sent = plan.write(desk.signed_in(role), evenings="24", looks="2", randomised="y", last_day="2027-07-01")
    first, second = plan.versions()
    assert sent.status_code == 303
    assert (first.number, second.number, first.body.get("evenings"), second.body["evenings"]) == (1, 2, None, 24)
    assert (second.body["randomised"], second.body["looks"], second.body["last_day"]) == (True, 2, "2027-07-01")
    assert second.written_by in plan.page().text


def test_a_version_shows_what_it_says_otherwise(plan):
    plan.write(evenings="24")
    plan.write(evenings="12", reason="Two chapters left.")
    page = plan.page().text
    assert ("<del>Workshops planned: 24</del>" in page, "<ins>Workshops planned: 12</ins>" in page) == (True, True)
    assert ("Was:" in page, "Now:" in page, "Two chapters left." in page) == (True, True, True)


def test_an_evaluator_and_an_organiser_cannot_write_it(plan, desk):
    for role in ("evaluator", "organiser"):
        client = desk.signed_in(role)
        assert post(client, f"{plan.address}/change", evenings="3", looks="1").status_code == 403
    assert len(plan.versions()) == 1


def test_the_plan_of_a_study_is_not_there_for_those_of_one_chapter(plan, desk):
    assert plan.page(desk.signed_in("evaluator", chapter=desk.north)).status_code == 404


def test_the_same_again_is_no_new_version(plan):
    plan.write(evenings="24")
    assert plan.write(evenings="24").status_code == 303
    assert len(plan.versions()) == 2


def test_once_before_has_opened_a_change_takes_a_reason_which_everybody_reads(plan, desk):
    plan.evening.open("pre")
    refused = plan.write(evenings="24")
    assert (refused.status_code, "say why it is changed" in refused.text, len(plan.versions())) == (422, True, 1)
    assert 'value="24"' in refused.text
    assert plan.write(evenings="24", reason="More chapters joined.").status_code == 303
    page = plan.page(desk.signed_in("evaluator")).text
    assert ("after the first Before had opened" in page, "More chapters joined." in page) == (True, True)
    assert plan.versions()[-1].locked_at is not None


def test_a_page_of_an_older_version_is_not_written_over_a_newer(plan):
    plan.write(evenings="24")
    refused = plan.write(version="1", evenings="12")
    assert (refused.status_code, "Somebody else has written version 2" in refused.text) == (422, True)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"evenings": "0"}, "Between 1 and 1000 workshops"),
        ({"looks": "3"}, "say how many evenings"),
        ({"evenings": "2", "looks": "3"}, "3 looks are more than the 2 evenings"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(plan, wrong, said):
    refused = plan.write(**wrong)
    assert (refused.status_code, said in refused.text, len(plan.versions())) == (422, True, 1)


def test_the_registration_asks_in_the_order_of_the_osf(plan):
    plan.write(evenings="24", last_day="2027-07-01")
    text = plan.page(part="/registration.md").text
    titles = ["Study Information", "Design Plan", "Sampling Plan", "Variables", "Analysis Plan", "Other"]
    places = [text.index(f"## {title}\n") for title in titles]
    assert places == sorted(places)
    assert ("24 workshops are planned" in text, "The last day is 01 July 2027" in text) == (True, True)
    assert "prior to creation of data" in text


def test_the_registration_as_json_has_the_plan_as_values(plan):
    plan.write(evenings="24", looks="2")
    sent = plan.page(part="/registration.json")
    found = json.loads(sent.text)
    questions = {each["question"]: each["answer"] for section in found["sections"] for each in section["questions"]}
    assert (found["plan"]["evenings"], found["plan"]["looks"], found["plan"]["version"]) == (24, 2, 2)
    assert "2 planned looks" in questions["Stopping rule"]
    assert any("margin 0.5" in each for each in questions["Indices"])
    assert sent.headers["Content-Disposition"].endswith("plan-v2.json")


def test_an_outcome_that_versions_declare_otherwise_is_registered_as_each_asks_it(plan, desk):
    with desk.services.database.transaction() as db:
        version = version_in_use(db, "common-ground", 1, now=desk.services.clock())
        about = {"kind": "weaving_trust", "version": version, "now": desk.services.clock(), "rng": random.Random(3)}
        add_experiment(db, desk.north, title="First", date=desk.services.clock().date(), **about)
        newer = version_in_use(db, "common-ground", 2, now=desk.services.clock())
        add_experiment(db, desk.north, title="Second", date=desk.services.clock().date(), **about | {"version": newer})
    text = plan.page(part="/registration.md").text
    indices = [line for line in text.splitlines() if line.startswith("- Understanding") and "mean of" in line]
    assert [re.search(r"\(as (\S+) asks it\).*mean of ([^;]+)", line).groups() for line in indices] == [
        ("common-ground/1", "df1, df2"),
        ("common-ground/2", "df1, df3, df4, df5, df6"),
    ]
    assert "common-ground/2</small>" in plan.page().text


def test_the_registration_speaks_of_comparison_groups_where_there_are_some(plan):
    assert "comparison groups" not in plan.page(part="/registration.md").text.partition("## Sampling")[0]
    plan.evening.change(role="comparison")
    plan.write(randomised="y")
    text = plan.page(part="/registration.md").text
    assert ("by lot who comes" in text, "analysis of covariance" in text, "Experiment: a researcher" in text) == (
        True,
    ) * 3


def test_what_somebody_typed_is_no_markup_in_a_registration(plan):
    plan.write(evenings="3", reason="# Heading *bold* <b>")
    assert "\\# Heading \\*bold\\* \\<b\\>" in plan.page(part="/registration.md").text


def test_who_wrote_which_version_is_in_the_audit_log(plan, desk):
    plan.write(evenings="24")
    assert "plan written" in desk.signed_in("administrator").get("/audit").text
