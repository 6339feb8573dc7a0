"""The scripts that come with a report give its main figures from the file of answers alone, in Python and in R."""

import random
import re
import shutil
import subprocess
import sys
from dataclasses import replace

import pytest
from scipy import stats

from evaluation.impact_report.build.context import AnswersFile, AnswersSource
from evaluation.impact_report.formats import scripts, write
from tests.impact_report.examples import evening
from tests.impact_report.formats.analysed_files import PRINTED, analysed_into

SCALES = """
[scales.trust]
items = ["t1", "t2", "t3"]
minimum = 0
maximum = 10
reverse = ["t2"]
margin = 0.5
primary = true
missing = [99]

[scales.hope]
items = ["h1"]
minimum = 1
maximum = 7
margin = 0.3
primary = true
"""
PLAN = '[plan]\ncomparison = "waiting"\nrandomised = {}\n'
SEVERAL = {"A": (14, 9), "B": (11,), "C": (12, 3), "D": (25,), "E": (8,), "F": (4,)}
DESIGNS = {
    "one evening": ({"A": (23,)}, None, ""),
    "one chapter": ({"A": (14, 9, 12)}, None, ""),
    "across chapters": (SEVERAL, None, ""),
    "chapters that all rose alike": ({"A": (14,), "B": (11,), "C": (12,), "alike": (10,)}, None, ""),
    "compared within chapters": (SEVERAL, "within", PLAN.format("false")),
    "drawn by lot within chapters": (SEVERAL, "within", PLAN.format("true")),
    "compared between chapters": (SEVERAL, "between", PLAN.format("true")),
    "compared within one chapter": ({"A": (60,)}, "within", PLAN.format("false")),
}


def answers(sizes, arms, *, seed=4, apart=0.6):
    """Answers of so many people in each experiment of each chapter, some of them skipped or 99."""
    rng, rows = random.Random(seed), []
    heading = "participant,chapter,experiment,wave,t1,t2,t3,h1" + (",arm" if arms else "")
    for chapter, experiments in sizes.items():
        usual = rng.gauss(0.5, apart)
        for place, size in enumerate(experiments):
            for number in range(size):
                who, arm = f"{chapter}{place}x{number}", arm_of(arms, chapter, number)
                change = usual + rng.gauss(0, 1.2) - (0.6 if arm == "waiting" else 0)
                begin = rng.gauss(5, 1.5)
                for wave, level in (("pre", begin), ("post", begin + change)):
                    said = [7, 7, 7, 4] if chapter == "alike" else answered(level, rng)
                    cells = [who, chapter, f"e{place + 9}", wave, *said, *([arm] if arms else [])]
                    rows.append(",".join(map(str, cells)))
    return "\n".join([heading, *rows]) + "\n"


def arm_of(arms, chapter, number):
    if arms == "within":
        return "waiting" if number % 2 else "workshop"
    return ("waiting" if chapter in "ACE" else "workshop") if arms else ""


def answered(level, rng):
    cells = [round(min(max(level + rng.gauss(0, 1), 0), 10)) for _ in range(3)]
    cells[1] = 10 - cells[1]
    skipped = rng.random()
    cells[0] = "" if skipped < 0.08 else 99 if skipped < 0.12 else cells[0]
    return [*cells, round(min(max(level / 2 + rng.gauss(1, 1), 1), 7))]


@pytest.fixture(params=list(DESIGNS))
def analysed(request, tmp_path, monkeypatch):
    """A folder with answers and their report with its scripts, and the headlines of its report.json."""
    sizes, arms, plan = DESIGNS[request.param]
    monkeypatch.chdir(tmp_path)
    found = analysed_into(tmp_path, answers(sizes, arms), SCALES + plan, formats="json,METHODS.r,methods.py")
    outcomes = found["outcomes"]
    return tmp_path, {name: found["headline_of"] for name, found in outcomes.items()}


def printed(folder, *command):
    """What a script prints: the estimate and the ends of the range, by outcome."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return {name.partition(",")[0]: tuple(map(float, figures)) for name, *figures in PRINTED.findall(done.stdout)}


def agree(made, headlines):
    assert set(made) == set(headlines) == {"trust", "hope"}
    for name, figures in made.items():
        expected = tuple(headlines[name][part] for part in ("estimate", "low", "high"))
        assert figures == pytest.approx(expected, abs=1e-6), name


def test_the_script_in_python_gives_the_headlines(analysed):
    folder, headlines = analysed
    agree(printed(folder, sys.executable, "methods.py"), headlines)


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="Rscript is not installed, so methods.R is not run.")
def test_the_script_in_r_gives_the_headlines(analysed):
    folder, headlines = analysed
    agree(printed(folder, "Rscript", "--vanilla", "methods.R"), headlines)


NEAR = dict.fromkeys("ABCDEF", (30,))
RUN = {
    "Python": (sys.executable, "methods.py"),
    "R": ("Rscript", "--vanilla", "methods.R"),
}


@pytest.mark.parametrize("language", RUN)
@pytest.mark.parametrize("looks", ["", "evenings = 6\nlooks = 2\n"])
def test_groups_that_lie_near_each_other_have_the_range_of_their_people(tmp_path, monkeypatch, language, looks):
    if shutil.which(RUN[language][0]) is None:
        pytest.skip(f"{language} is not installed, so its script is not run.")
    monkeypatch.chdir(tmp_path)
    text = answers(NEAR, "between", seed=3, apart=0.0)
    found = analysed_into(tmp_path, text, SCALES + PLAN.format("false") + looks, formats="json,methods.R,methods.py")
    headlines = {name: each["headline_of"] for name, each in found["outcomes"].items()}
    for name, told in found["outcomes"].items():
        means = {
            came: [one["change"] for one in told["difference"]["groups"].values() if one["came"] == came]
            for came in (True, False)
        }
        by_groups = stats.ttest_ind(means[True], means[False]).confidence_interval()
        wide = headlines[name]["high"] - headlines[name]["low"]
        assert wide > by_groups.high - by_groups.low, f"the set must put the rule to the proof: {name}"
    agree(printed(tmp_path, *RUN[language]), headlines)


def test_the_script_in_python_uses_nothing_of_ours(analysed):
    text = (analysed[0] / "methods.py").read_text()
    used = set(re.findall(r"^(?:import|from) (\w+)", text, re.MULTILINE))
    assert used <= {"hashlib", "re", "numpy", "pandas", "scipy"}
    assert "weaving" not in text.lower()


def test_another_file_is_told_by_its_digest(analysed):
    folder, _ = analysed
    with (folder / "answers.csv").open("a") as file:
        file.write(
            "late,A,e9,pre,5,5,5,5" + (",workshop" if "arm" in (folder / "answers.csv").read_text() else "") + "\n"
        )
    done = subprocess.run([sys.executable, "methods.py"], cwd=folder, capture_output=True, text=True, check=True)
    assert "answers.csv is not the file of the report: its SHA-256 is" in done.stdout


def test_a_report_that_names_no_file_has_no_script():
    report = evening(34)
    assert report.context.source is None
    assert (scripts.python_script(report), scripts.r_script(report)) == ("", "")


@pytest.mark.parametrize("parted", ["\r", "\n", "\x0b", "\x85", "\u2028"])
@pytest.mark.parametrize("script", [scripts.python_script, scripts.r_script])
def test_no_title_ends_the_line_that_tells_it(script, parted):
    """Titles that were kept before names were one line are in reports still."""
    report = evening()
    source = AnswersSource(files=(AnswersFile(name="a.csv", sha256="0" * 64),), options=("--scales", "s.toml"))
    title = f"Old Library{parted}quit()  # "
    written = script(replace(report, context=replace(report.context, title=title, source=source)))
    (line,) = [line for line in written.splitlines() if "quit()" in line]
    assert line.startswith("# The main figures of the report “Old Library quit() # ")


def test_formats_are_known_in_any_case():
    assert write.formats_named("PDF, methods.r,,methods.PY,pdf") == ("pdf", "methods.R", "methods.py")


YES_OR_NO = """
[scales.vote]
items = ["v1"]
minimum = 0
maximum = 1
margin = 0.1
primary = true

[scales.fear]
items = ["f1"]
minimum = 0
maximum = 1
margin = 0.1
direction = "lower"
primary = true
"""
WITH_P = re.compile(r"^(\w+)(?:, \w+)?: .*, p ([\d.]+) \(exact McNemar\)$", re.MULTILINE)


def yes_or_no(chapters="A", *, evenings=1, n=40, seed=3):
    """Answers to two yes/no questions: more vote after, and fewer are afraid."""
    rng, rows = random.Random(seed), ["participant,chapter,experiment,wave,v1,f1"]
    for chapter in chapters:
        for number in range(n):
            vote = rng.random()
            for wave, more in (("pre", 0.0), ("post", 0.3)):
                said = int(vote < 0.3 + more), int(rng.random() < 0.6 - more)
                rows.append(f"{chapter}{number},{chapter},e{number % evenings},{wave},{said[0]},{said[1]}")
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize(
    "command",
    [
        (sys.executable, "methods.py"),
        pytest.param(
            ("Rscript", "--vanilla", "methods.R"),
            marks=pytest.mark.skipif(shutil.which("Rscript") is None, reason="Rscript is not installed."),
        ),
    ],
)
@pytest.mark.parametrize("evenings", [1, 3])
def test_of_a_yes_or_no_question_they_give_newcombes_range_and_mcnemars_p(tmp_path, monkeypatch, command, evenings):
    monkeypatch.chdir(tmp_path)
    found = analysed_into(tmp_path, yes_or_no(evenings=evenings), YES_OR_NO, formats="json,methods.R,methods.py")
    for name, figures in printed(tmp_path, *command).items():
        expected = [found["outcomes"][name]["headline_of"][part] for part in ("estimate", "low", "high")]
        assert figures == pytest.approx(expected, abs=1e-6), name
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    told = {name: float(p) for name, p in WITH_P.findall(done.stdout)}
    exact = {name: found["items"][item]["mcnemar"]["exact_p"] for name, item in (("vote", "v1"), ("fear", "f1"))}
    assert told == pytest.approx(exact, abs=1e-6)


@pytest.mark.parametrize(
    "command",
    [
        (sys.executable, "methods.py"),
        pytest.param(
            ("Rscript", "--vanilla", "methods.R"),
            marks=pytest.mark.skipif(shutil.which("Rscript") is None, reason="Rscript is not installed."),
        ),
    ],
)
@pytest.mark.parametrize("said", [0, 1])
def test_where_everybody_said_the_same_no_more_than_all_can_say_it(tmp_path, monkeypatch, command, said):
    monkeypatch.chdir(tmp_path)
    waves = ("pre", "post")
    rows = [f"p{number},A,{wave},{said},{number % 2}" for number in range(30) for wave in waves]
    answered_alike = "\n".join(["participant,chapter,wave,v1,f1", *rows]) + "\n"
    found = analysed_into(tmp_path, answered_alike, YES_OR_NO, formats="json,methods.R,methods.py")
    expected = [found["outcomes"]["vote"]["headline_of"][part] for part in ("estimate", "low", "high")]
    assert expected[2 if said else 1] == 0, "the set must put the rule to the proof"
    assert printed(tmp_path, *command)["vote"] == pytest.approx(expected, abs=1e-6)


def test_of_two_chapters_each_has_newcombes_range(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    alone = analysed_into(tmp_path, yes_or_no("A"), YES_OR_NO, formats="json")["outcomes"]["vote"]["headline_of"]
    analysed_into(tmp_path, yes_or_no("AB"), YES_OR_NO, formats="json,methods.py")
    done = subprocess.run([sys.executable, "methods.py"], cwd=tmp_path, capture_output=True, text=True, check=True)
    (ends,) = re.findall(r"vote, A: (\S+) \((\S+) to (\S+)\), 40 people, p", done.stdout)
    expected = [alone[part] for part in ("estimate", "low", "high")]
    assert list(map(float, ends)) == pytest.approx(expected, abs=1e-6)


def test_two_workshops_that_lie_apart_have_the_range_of_the_report(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = ["participant,chapter,experiment,wave,t1,t2,t3"]
    rng = random.Random(5)
    for number in range(30):
        own = rng.gauss(5, 1.5)
        for wave, moved in (("pre", 0), ("post", (3, -3)[number % 2])):
            cells = [round(min(max(own + moved + rng.gauss(0, 0.6), 0), 10)) for _ in range(3)]
            rows.append(f"p{number},A,e{number % 2},{wave},{cells[0]},{10 - cells[1]},{cells[2]}")
    scales = SCALES.partition("[scales.hope]")[0]
    found = analysed_into(tmp_path, "\n".join(rows) + "\n", scales, formats="json,methods.py")
    expected = [found["outcomes"]["trust"]["headline_of"][part] for part in ("estimate", "low", "high")]
    assert expected[2] < 10, "the set must put the rule to the proof"
    assert printed(tmp_path, sys.executable, "methods.py")["trust"] == pytest.approx(expected, abs=1e-6)


def test_a_script_says_where_its_report_claims_nothing_as_answers_are_held_back():
    source = AnswersSource(files=(AnswersFile(name="answers.csv", sha256="0" * 64),), options=("--scales", "s.toml"))
    report = evening(24, source=source, unclaimed=tuple(evening(24).outcomes)[:1])
    for script in (scripts.python_script(report), scripts.r_script(report)):
        assert "As a workshop is held back of " in script
        assert "nothing is claimed of it" in script
