"""What an export tells of a single person: nothing that fewer than k share, and no name twice."""

import io
import json
import re
from collections import Counter

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from evaluation.domain.errors import Refused
from evaluation.models import Participant
from evaluation.reports.single_answers.anonymous import TELLING, in_groups, without_one_answer
from evaluation.store.reports.export import answers_to_export
from tests.export.conftest import FORMULA, exported

K = 5


def answers_in(package):
    return pd.read_csv(io.BytesIO(package["data/answers.csv"]), keep_default_na=False, dtype=str)


def test_two_exports_of_the_same_answers_are_the_same_file(exports):
    assert exports[0]["data/answers.csv"] == exports[1]["data/answers.csv"]


def test_the_order_of_rows_is_that_of_names_and_not_of_who_answered_first(exports):
    package, _, study = exports
    rows = answers_in(package)
    with study.database.reading() as db:
        sent = answers_to_export(db, [study.experiments["Vestry"].id])
    here = rows[(rows["wave"] == "pre") & (rows["chapter"] == "Ynys")]
    order = sent.loc[sent["wave"] == "pre", ["bt1", "bt2", "bt3", "cg1", "cg2"]].astype(str).to_numpy().tolist()
    told = here[["bt1", "bt2", "bt3", "cg1", "cg2"]].to_numpy().tolist()
    assert here["participant"].is_monotonic_increasing
    assert (sorted(told), told == order) == (sorted(order), False)


def test_everybody_looks_like_at_least_k_people(package):
    rows = answers_in(package)
    looks = (
        rows[["chapter", "experiment", *rows.columns.intersection(TELLING)]]
        .agg("|".join, axis="columns")
        .groupby(rows["participant"])
        .agg(frozenset)
    )
    assert Counter(looks).most_common()[-1][1] >= K


def test_an_evening_that_is_too_small_to_be_told_alone_is_left_out_and_counted(package):
    rows = answers_in(package)
    held = pd.read_csv(io.BytesIO(package["data/experiments.csv"]), dtype=str)
    assert rows["participant"].nunique() == 50
    assert set(rows["experiment"]) == {held["experiment"][0], held["experiment"][2]}
    assert (held["title"].tolist()[1], held["told_as"].isna().tolist()) == ("Quay", [False, True, False])
    assert b"Forms in no row: about 10." in package["README.md"]
    assert b"Where `told_as` is blank" in package["README.md"]
    assert json.loads(package["datapackage.json"])["left_out"] == "about 10"


def test_a_language_that_not_all_of_an_evening_spoke_is_blank_for_all_of_it(package):
    rows = answers_in(package)
    assert rows.groupby("chapter")["language"].agg(set).to_dict() == {"Caer": {""}, "Ynys": {"en"}}


def test_a_large_group_keeps_what_it_shares(package):
    rows = answers_in(package)
    assert set(rows["chapter"]) >= {"Caer", "Ynys"}
    assert set(rows["role"]) == {"guest"}


def test_times_are_quarters_of_an_hour(package):
    sent = answers_in(package)["sent"]
    assert sent.str.fullmatch(r"(\d{4}-\d\d-\d\dT\d\d:(00|15|30|45):00Z)?").all()


def test_codes_keys_and_ids_are_in_no_file(exports):
    package, _, study = exports
    secrets = [token.encode() for tokens in study.tokens.values() for token in tokens]
    with study.database.reading() as db:
        people = [person.hex.encode() for person in db.scalars(select(Participant.id))]
    packed = (".zip", ".png", ".xlsx", ".parquet")
    told = b"\n".join(content for name, content in package.items() if not name.endswith(packed)).replace(b"-", b"")
    assert [secret for secret in (*secrets, *people) if secret in told] == []


def test_only_released_words_leave_the_house(package):
    assert package["data/words.csv"].count(b"\r\n") == 2
    assert FORMULA.replace('"', '""').encode() in package["data/words.csv"]
    assert not any(b"lonely" in content for content in package.values())


def test_who_withdrew_is_absent(study):
    with study.database.reading() as db:
        before = answers_to_export(db, [study.experiments["Vestry"].id])["participant"].nunique()
        study.withdraw("Vestry")
    with study.database.reading() as db:
        after = answers_to_export(db, [study.experiments["Vestry"].id])["participant"].nunique()
    assert (before, after) == (24, 23)


def test_too_few_people_are_refused_with_a_sentence(study):
    for title in ("Mill Hall", "Vestry"):
        while study.tokens[title]:
            study.withdraw(title)
    with pytest.raises(Refused, match="Too few people answered both times: 5 are needed"):
        exported(study)


people = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c"]), st.sampled_from(["en", "cy"]), st.sampled_from(["phone", "paper"]),
        st.sampled_from(["host", "guest", None]), st.booleans(),
    ),
    min_size=1, max_size=40,
)  # fmt: skip


@pytest.mark.integration
@settings(max_examples=40, deadline=None)
@given(people, st.integers(0, 99))
def test_whoever_they_are_nothing_parts_a_group(people, seed):
    rows = [
        {
            "participant": number, "chapter": "N" if evening == "a" else "S", "experiment": evening, "role": role,
            "wave": wave, "instrument": "i", "version": 1, "language": language, "mode": mode,
            "submitted_at": pd.Timestamp("2026-05-14T17:30Z"), "late": late, "stopped": False, "bt1": number,
        }
        for number, (evening, language, mode, role, late) in enumerate(people)
        for wave in ("pre", "post")
    ]  # fmt: skip
    held = {number: evening for number, (evening, *_) in enumerate(people)}
    groups = {"a": "a", "b": "b+c", "c": "b+c"}
    told = in_groups(pd.DataFrame(rows), held, groups=groups)
    ordered = told.sort_values("wave")
    looks = ordered[["chapter", "experiment", *ordered.columns.intersection(TELLING)]].agg("|".join, axis="columns")
    by_person = looks.groupby(ordered["participant"]).agg(frozenset)
    assert (len(by_person), by_person.nunique()) == (len(people), len({groups[each] for each in held.values()}))


def test_a_question_to_which_all_of_an_evening_gave_one_answer_is_blank():
    said = {"bt1": [7, 7, "declined", 7], "bt2": [1, 2, 1, 2]}
    around = {"participant": range(4), "chapter": "N", "experiment": "a", "wave": "pre"}
    found = without_one_answer(pd.DataFrame({**around, **said}), by=["experiment", "wave"])
    assert (found["bt1"].isna().all(), found["bt2"].tolist()) == (True, said["bt2"])


def test_names_are_twelve_letters_by_chance(package):
    assert all(re.fullmatch("[0-9A-HJKMNP-TV-Z]{12}", name) for name in answers_in(package)["participant"])


@pytest.mark.parametrize(("again", "forms"), [(24, 0), (26, 50), (20, 44)])
def test_forms_of_months_later_are_told_unless_they_lack_a_few(study, again, forms):
    for title, people in (("Mill Hall", again), ("Vestry", 24)):
        study.months_later(title, people, answering=("bt1", "bt2", "bt3"))
    found = pd.read_csv(io.BytesIO(exported(study)["data/single_forms.csv"]))
    assert (found["wave"] == "follow_up").sum() == forms
