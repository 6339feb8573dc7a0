"""The report as files, and the verbs that write them."""

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation import cli
from evaluation.domain.errors import Refused
from evaluation.impact_report.formats import csv as csv_file
from evaluation.impact_report.formats import json as json_file
from evaluation.impact_report.formats import write
from tests.impact_report.examples import evening

SCALES = """
[scales.trust]
label = "Trust"
items = ["a", "b"]
minimum = 1
maximum = 5
primary = true
"""
ANSWERS = "participant,chapter,wave,a,b\n"
REPORTED = ("report", "flow", "outcomes", "items")


@pytest.fixture
def weaving(monkeypatch, capsys):
    """The command line: what it printed, what it complained of, and its exit."""

    def run(*words):
        monkeypatch.setattr("sys.argv", ["weaving", *map(str, words)])
        try:
            cli.main()
            code = 0
        except SystemExit as stop:
            code = stop.code or 0
        return code, *capsys.readouterr()

    return run


@pytest.fixture
def small(tmp_path):
    """A scales file and answers of 12 people who all answered twice."""
    (tmp_path / "scales.toml").write_text(SCALES)
    rows = [
        f"p{k},A,{wave},{1 + (k + (wave == 'post')) % 5},{1 + k % 4}" for k in range(12) for wave in ("pre", "post")
    ]
    (tmp_path / "answers.csv").write_text(ANSWERS + "\n".join(rows))
    return tmp_path


def test_analyse_writes_json_html_and_pdf(weaving, small):
    code, out, _ = weaving(
        "analyse", small / "answers.csv", "--scales", small / "scales.toml", "--output", small / "out"
    )
    assert code == 0
    assert sorted(path.name for path in (small / "out").iterdir()) == ["report.html", "report.json", "report.pdf"]
    assert out.count("\n") == 3


def test_analyse_reads_long_and_wide_alike(weaving, small):
    wide = list(csv.DictReader((small / "answers.csv").read_text().splitlines()))
    rows = [f"{r['participant']},{r['chapter']},{r['wave']},{item},{r[item]}" for r in wide for item in "ab"]
    (small / "long.csv").write_text("participant,chapter,wave,item,answer\n" + "\n".join(rows))
    for name in ("answers", "long"):
        weaving(
            "analyse",
            small / f"{name}.csv",
            "--scales",
            small / "scales.toml",
            "--output",
            small / name,
            "--format",
            "json",
        )
    wide, long = (json.loads((small / name / "report.json").read_text()) for name in ("answers", "long"))
    assert wide["outcomes"] == long["outcomes"]


def test_analyse_counts_rows_in_which_nothing_was_answered_nowhere(weaving, small):
    """What reshaping a table from wide to long leaves of seven people who did not answer after."""
    asked = ("--scales", small / "scales.toml", "--format", "json")
    rows = (small / "answers.csv").read_text()
    away = [f"q{k},A,{wave},{answers}" for k in range(7) for wave, answers in (("pre", "3,2"), ("post", ","))]
    (small / "blank.csv").write_text("\n".join([rows, *away]))
    (small / "gone.csv").write_text("\n".join([rows, *away[::2]]))
    said = [
        weaving("analyse", small / f"{name}.csv", *asked, "--output", small / name)[2] for name in ("blank", "gone")
    ]
    blank, gone = (json.loads((small / name / "report.json").read_text()) for name in ("blank", "gone"))
    assert blank["flow"]["chapters"]["A"] == {"pre": 19, "post": 12, "pairs": 12, "pre_only": 7, "post_only": 0}
    assert [blank[part] for part in REPORTED] == [gone[part] for part in REPORTED]
    assert ["7 rows in which nothing was answered were left out.\n" in each for each in said] == [True, False]


@pytest.mark.parametrize(("plan", "code"), [("", 2), ('[plan]\ncomparison = "y"\nrandomised = true\n', 0)])
def test_arms_that_nobody_named_are_a_question_until_the_plan_answers_it(weaving, small, plan, code):
    rows = (small / "answers.csv").read_text().splitlines()
    arms = ["arm", *("xy"[int(row.split(",")[0][1:]) % 2] for row in rows[1:])]
    (small / "answers.csv").write_text("\n".join(f"{row},{arm}" for row, arm in zip(rows, arms, strict=True)))
    (small / "scales.toml").write_text(SCALES + plan)
    words = ("analyse", small / "answers.csv", "--scales", small / "scales.toml", "--output", small / "out")
    found, _, said = weaving(*words, "--format", "json")
    assert found == code
    assert ("Column arm holds 'x' and 'y': which of them is the comparison group" in said) == (code == 2)
    assert (small / "out").exists() == (code == 0)


def test_analyse_names_every_fault_and_writes_nothing(weaving, small):
    (small / "answers.csv").write_text(ANSWERS + "p1,A,pre,9,1\np1,A,before,2,2\np1,A,pre,2,2\n")
    code, out, err = weaving(
        "analyse", small / "answers.csv", "--scales", small / "scales.toml", "--output", small / "out"
    )
    assert (code, out) == (2, "")
    assert "Row 2, column a: 9 is outside 1 to 5" in err
    assert "Row 3, column wave: 'before' is not a wave" in err
    assert "Row 4" in err
    assert err.count("\nRow ") + err.startswith("Row ") == 3
    assert not (small / "out").exists()


def test_analyse_refuses_bad_scales_with_every_fault(weaving, small):
    (small / "scales.toml").write_text('[scales.trust]\nitems = ["a"]\nminimum = 5\nmaximum = 1\nmargin = -1\n')
    code, _, err = weaving(
        "analyse", small / "answers.csv", "--scales", small / "scales.toml", "--output", small / "out"
    )
    assert code == 2
    assert err.count("\n") == 2


def test_analyse_takes_scales_from_a_published_version(weaving, tmp_path):
    items = ("bt1", "bt2", "bt3", "cg1", "cg2", "cg3", "df1", "df2", "an1", "ag1", "ag2")
    rows = [f"p{k},A,{wave}," + ",".join("34567"[k % 5] for _ in items) for k in range(8) for wave in ("pre", "post")]
    (tmp_path / "answers.csv").write_text(f"participant,chapter,wave,{','.join(items)}\n" + "\n".join(rows))
    code, _, err = weaving(
        "analyse",
        tmp_path / "answers.csv",
        "--instrument",
        "common-ground/1",
        "--output",
        tmp_path / "out",
        "--format",
        "json",
    )
    assert code == 0, err
    assert "The file holds nobody who answered one time only." in err
    assert len(json.loads((tmp_path / "out" / "report.json").read_text())["outcomes"]) == 6


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--scales", "missing.toml"], "missing.toml cannot be read"),
        (["--instrument", "common-ground/99"], "common-ground"),
        (["--instrument", "common-ground"], "takes ID/VERSION"),
        ([], "Name the scales once"),
        (["--scales", "scales.toml", "--format", "pdf,doc"], "'doc' is not a format"),
    ],
)
def test_analyse_says_what_is_wrong_with_its_words(weaving, small, monkeypatch, words, said):
    monkeypatch.chdir(small)
    code, _, err = weaving("analyse", "answers.csv", "--output", "out", *words)
    assert code == 2
    assert said in err
    assert not (small / "out").exists()


def test_pool_prints_the_figures_of_published_estimates(weaving, tmp_path):
    """metafor 4.8-0: rma(c(.5, .7, .4), c(.04, .09, .05)), whose estimates vary less than chance: tau2 = 0."""
    (tmp_path / "effects.csv").write_text("chapter,estimate,variance\nA,0.5,0.04\nB,0.7,0.09\nC,0.4,0.05\n")
    code, out, _ = weaving("pool", tmp_path / "effects.csv", "--json")
    found = json.loads(out)
    assert code == 0
    assert found["k"] == 3
    assert found["reml"]["estimate"] == pytest.approx(
        (0.5 / 0.04 + 0.7 / 0.09 + 0.4 / 0.05) / (1 / 0.04 + 1 / 0.09 + 1 / 0.05)
    )


def test_pool_names_every_fault(weaving, tmp_path):
    (tmp_path / "effects.csv").write_text("chapter,estimate,variance\nA,high,0.04\n,0.7,0\nA,0.4,0.05\n")
    code, out, err = weaving("pool", tmp_path / "effects.csv", "--json")
    assert (code, out) == (2, "")
    assert [
        part in err for part in ("Row 2, column estimate", "Row 3, column chapter", "Row 3, column variance", "Row 4")
    ] == [True] * 4


def test_pool_with_experiments_gives_the_three_level_figure(weaving, tmp_path):
    rows = ["A,1,0.5,0.04", "A,2,0.9,0.04", "B,1,0.1,0.04", "B,2,0.4,0.04", "C,1,0.7,0.04"]
    (tmp_path / "effects.csv").write_text("chapter,experiment,estimate,variance\n" + "\n".join(rows))
    _, out, _ = weaving("pool", tmp_path / "effects.csv", "--json")
    found = json.loads(out)
    assert set(found) == {"k", "three_level"}
    assert found["three_level"]["tau2_experiment"] >= 0


def test_power_prints_the_smallest_change(weaving):
    """1-domain: 72 pairs detect 0.3 and 159 detect 0.2 with r = 0.6."""
    small, large = (json.loads(weaving("power", "--pairs", n, "--json")[1])["smallest_d"] for n in (72, 159))
    assert small == pytest.approx(0.3, abs=0.005)
    assert large == pytest.approx(0.2, abs=0.005)


def test_power_says_that_it_plans_the_claim_within_one_experiment(weaving):
    _, said, _ = weaving("power", "--pairs", "180")
    _, told, _ = weaving("power", "--pairs", "180", "--json")
    _, helped, _ = weaving("power", "--help")
    assert "within one experiment" in said.lower()
    assert "within one experiment" in " ".join(helped.split())
    assert json.loads(told)["claim"] == "within"


def test_power_with_chapters_plans_the_claim_across_them(weaving):
    _, out, _ = weaving("power", "--pairs", "180", "--chapters", "6", "--spread", "0.2", "--evenings", "24", "--json")
    found = json.loads(out)
    assert set(found) == {"claim", "smallest_change", "smallest_d", "power"}
    assert found["claim"] == "across"
    assert found["smallest_change"] > 0.3, "one group of 180 pairs shows 0.19; six chapters of 30 do not"
    assert found["power"] == pytest.approx(0.8, abs=0.01)


def test_power_across_chapters_needs_what_the_average_needs(weaving):
    assert [
        weaving("power", "--pairs", "12", *words)[0]
        for words in (("--chapters", "6"), ("--spread", "0.1"), ("--chapters", "2", "--spread", "0.1"))
    ] == [2, 2, 2]


def test_power_refuses_what_makes_no_sense(weaving):
    code, _, err = weaving("power", "--pairs", "1", "--r", "2", "--json")
    assert code == 2
    assert err.count("\n") == 2


def test_an_unknown_format_is_refused_before_any_work(tmp_path, one_evening):
    with pytest.raises(Refused, match="'parchment' is not a format"):
        write.write(one_evening, tmp_path / "out", formats=("json", "parchment"))
    assert not (tmp_path / "out").exists()


def test_nothing_is_left_behind_when_a_format_fails(tmp_path, one_evening, monkeypatch):
    def broken(report):
        raise OSError("the disk is full")

    monkeypatch.setattr(write, "WRITERS", {**write.WRITERS, "pdf": broken})
    with pytest.raises(OSError, match="disk"):
        write.write(one_evening, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_every_figure_of_the_csv_stands_in_the_json(one_evening):
    whole = json.loads(json_file.text(one_evening))
    rows = list(csv.DictReader(io.StringIO(csv_file.figures_csv(one_evening))))
    found = {row["key"]: row["value"] for row in rows}
    trust = whole["outcomes"]["trust"]["participants"]
    assert float(found["outcomes.trust.participants.mean_change"]) == trust["mean_change"]
    assert float(found["outcomes.trust.participants.change.low"]) == trust["change"]["low"]
    assert len(rows) > 200


def test_the_codebook_has_every_item_in_its_words(one_evening):
    rows = {row["name"]: row for row in csv.DictReader(io.StringIO(csv_file.codebook_csv(one_evening)))}
    assert rows["t1"]["words"] == "Words of t1"
    assert rows["n1"]["scale"] == "nerves"


@settings(deadline=None)
@given(st.text())
def test_no_text_in_a_cell_can_start_a_formula(text):
    cell = csv_file.inert(text)
    assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert cell in (text, f"'{text}")


def test_json_is_strict_and_says_why_a_figure_is_not_there():
    whole = json.loads(json_file.text(evening(4)), parse_constant=pytest.fail)
    assert whole["outcomes"]["trust"]["participants"]["suppressed"].startswith("Fewer than 5 people")
