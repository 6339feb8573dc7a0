"""What a process loads, as it is started: nobody waits for what only somebody else's page or file needs."""

import os
import shutil
import subprocess
import sys

REPORT = {"pandas", "scipy", "weasyprint", "evaluation.impact_report.build.report"}
DATABASE = {"sqlalchemy", "alembic", "evaluation.models", "evaluation.store", "evaluation.storage.database"}
WEB = {"flask", "werkzeug", "flask_babel", "wtforms", "evaluation.web"}
STAFF = {
    f"evaluation.{part}"
    for part in ("fieldwork", "authoring", "accounts", "evaluators", "reports", "export", "printing", "impact_report")
}
LOADED = "LOADED"
TYPED = f"import sys, atexit; atexit.register(lambda: print({LOADED!r}, *sys.modules)); import evaluation.cli as cli; "
WAVES = ((0, "pre"), (1, "post"))
SCALES = '[scales.trust]\nlabel = "Trust"\nitems = ["a", "b"]\nminimum = 1\nmaximum = 5\nprimary = true\n'


def loaded(code, *words, home):
    """The modules of a fresh process at its end."""
    command = [sys.executable, "-c", code, *map(str, words)]
    environment = {**os.environ, "WEAVING_HOME": str(home)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=home)
    assert done.returncode == 0, done.stderr
    return set(next(line for line in done.stdout.splitlines() if line.startswith(LOADED)).split()[1:])


def application(name, home):
    """The modules of a process that has imported an application."""
    return loaded(f"import sys, evaluation.{name}; print({LOADED!r}, *sys.modules)", home=home)


def test_a_file_of_answers_is_analysed_without_the_web_and_the_database(tmp_path):
    answers = [f"p{n},A,{wave},{1 + (n + at) % 5},{1 + (n * 3 + at) % 5}" for n in range(12) for at, wave in WAVES]
    (tmp_path / "answers.csv").write_text("\n".join(["participant,chapter,wave,a,b", *answers]))
    (tmp_path / "scales.toml").write_text(SCALES)
    words = ("analyse", "answers.csv", "--scales", "scales.toml", "--output", "out", "--format", "json,html")
    there = loaded(TYPED + "cli.main()", *words, home=tmp_path)
    assert (tmp_path / "out" / "report.html").exists()
    assert there >= REPORT
    assert there & (DATABASE | WEB) == set()


def test_the_verbs_are_listed_without_anything_that_a_verb_needs(tmp_path):
    there = loaded(TYPED + "cli.main()", "--help", home=tmp_path)
    assert "evaluation.cli" in there
    assert there & (REPORT | DATABASE | WEB | {"pydantic", "instruments", "numpy", "logging"}) == set()


def test_a_database_at_its_newest_schema_is_opened_without_what_upgrades_it(migrated_sqlite, tmp_path):
    home = shutil.copytree(migrated_sqlite.parent, tmp_path / "home")
    there = loaded(TYPED + "cli.main()", "study", "list", home=home)
    assert there >= {"sqlalchemy", "evaluation.migrations"}
    assert there & (REPORT | {"alembic", "mako"}) == set()


def test_participants_are_served_without_statistics_and_without_the_pages_of_staff(tmp_path):
    there = application("participants_app", tmp_path)
    assert "flask" in there
    rounding = {"analysis.thresholds", "analysis.disclosure", "analysis.disclosure.counted_answers"}
    statistics = {name for name in there if name.startswith("analysis.")} - rounding
    assert there & (REPORT | STAFF | {"numpy", "huey"}) | statistics == set(), "move the import to where it is used"


def test_staff_are_served_without_what_only_a_report_needs(tmp_path):
    there = application("staff_app", tmp_path)
    assert there >= {"flask", "evaluation.evaluators", "evaluation.fieldwork"}
    assert there & REPORT == set()
