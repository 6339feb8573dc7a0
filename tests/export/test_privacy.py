"""What an export tells of a single person: nothing that fewer than k share, and no name twice."""

import io
import random
import re
from collections import Counter

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from evaluation.errors import Refused
from evaluation.export.anonymous import TELLING, anonymous
from evaluation.models import Participant
from evaluation.store.exported import answers_to_export
from tests.export.conftest import FORMULA, exported

K = 5


def answers_in(package):
    return pd.read_csv(io.BytesIO(package["data/answers.csv"]), keep_default_na=False, dtype=str)


def test_two_exports_share_no_name(exports):
    first, second = map(answers_in, exports[:2])
    assert set(first["participant"]).isdisjoint(second["participant"])
    assert len(first) == len(second) == 108


def test_two_exports_share_no_order(exports):
    items = ["bt1", "bt2", "bt3", "cg1", "cg2"]
    first, second = (answers_in(each)[items].to_numpy().tolist() for each in exports[:2])
    assert sorted(first) == sorted(second)
    assert first != second


def test_everybody_looks_like_at_least_k_people(package):
    rows = answers_in(package)
    looks = rows[list(TELLING)].agg("|".join, axis="columns").groupby(rows["participant"]).agg(frozenset)
    assert Counter(looks).most_common()[-1][1] >= K


def test_nobody_is_lost_though_an_evening_was_small(package):
    rows = answers_in(package)
    assert rows["participant"].nunique() == 54
    assert set(rows["experiment"]) == {"", *rows["experiment"]}


def test_few_speakers_of_a_language_have_it_blanked(package):
    assert set(answers_in(package)["language"]) == {"", "en"}


def test_a_large_group_keeps_what_it_shares(package):
    rows = answers_in(package)
    assert set(rows["chapter"]) >= {"Caer", "Ynys"}
    assert set(rows["role"]) == {"", "guest"}


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
    with pytest.raises(Refused, match="Fewer than 5 people have answered"):
        exported(study)


people = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c"]), st.sampled_from(["en", "cy"]), st.sampled_from(["phone", "paper"]),
        st.sampled_from(["host", "guest", None]), st.sampled_from([("pre",), ("pre", "post")]), st.booleans(),
    ),
    min_size=K, max_size=40,
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(people, st.integers(0, 99))
def test_whoever_they_are_everybody_looks_like_at_least_k_people(people, seed):
    rows = [
        {
            "participant": number, "chapter": "N" if evening == "a" else "S", "experiment": evening, "role": role,
            "wave": wave, "instrument": "i", "version": 1, "language": language, "mode": mode,
            "submitted_at": pd.Timestamp("2026-05-14T17:30Z"), "late": late, "stopped": False, "bt1": number,
        }
        for number, (evening, language, mode, role, waves, late) in enumerate(people)
        for wave in waves
    ]  # fmt: skip
    told = anonymous(pd.DataFrame(rows), below=K, rng=random.Random(seed))
    ordered = told.sort_values("wave")
    looks = ordered[list(TELLING)].agg("|".join, axis="columns").groupby(ordered["participant"]).agg(frozenset)
    blank = frozenset({"|" * (len(TELLING) - 1)})
    waves = ordered.groupby("participant")["wave"].agg("+".join).where(looks != blank, "")
    assert told["participant"].nunique() == len(people)
    assert Counter(zip(looks, waves, strict=True)).most_common()[-1][1] >= K


def test_names_are_twelve_letters_by_chance(package):
    assert all(re.fullmatch("[0-9A-HJKMNP-TV-Z]{12}", name) for name in answers_in(package)["participant"])
