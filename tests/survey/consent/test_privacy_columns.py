"""Each column of the tables about participants is covered by a sentence of the page about privacy."""

from evaluation.models import (
    Card,
    Consent,
    Link,
    MemoryAnswer,
    OpenAnswer,
    Participant,
    Response,
    ResponseRevision,
    Return,
    SetAside,
)
from evaluation.models.base import Base
from evaluation.models.paper_sheet import PaperSheet, SheetPass
from tests.survey.test_pages import words_of

ANSWERS = "Your answers, and which meeting and which questions they belong to."
HOW = "The language, when you began and sent them, whether you stopped early or were late, and whether"
CHANGED = "If you change your answers: what you sent before, and when."
CHECKED = "A receipt number, and a check sum that shows whether somebody altered your answers."
MARK = "a mark by which only the phone that sent it can change it"
OWN_WORDS = "whether we may quote it, what it is about, and who let it be shown and when."
AGREED = "What you agreed to, in which language and when, how we knew your code, and whether you left early."
CODE = "the one on your card, or one made for you, and when it was made and first used. A card can say whether you came"
JOINED = "somebody or the computer joined them or not, who, when and how."
LEFT = "If you take your answers back: when."
MEMORY = "the first letter of your mother's or main carer's name and of the town you were born in, the day of the month"
UNUSUAL = "If your form came in an unusual way: in which, when, and when somebody let it count."
TYPED = "what was typed in from your form, by whom and when."

COVERED = {
    Participant: {CODE: "experiment_id role created_at started_at", LEFT: "withdrawn_at"},
    Card: {CODE: "experiment_id participant_id token issued_at"},
    Return: {CODE: "card_id experiment_id participant_id came_at"},
    Consent: {
        AGREED: "participant_id wave_id words language method early given_at",
        "Under 16: that a parent or carer agreed.": "parental_consent",
    },
    Response: {
        ANSWERS: "experiment_id wave_id participant_id instrument_version_id translation answers",
        HOW: "language mode started_at submitted_at late stopped",
        CHECKED: "digest receipt",
        CHANGED: "revision",
        MARK: "sender",
    },
    ResponseRevision: {CHANGED: "response_id revision answers digest received_at conflict"},
    OpenAnswer: {
        "What you write in your own words, apart from the rest": "response_id item text",
        OWN_WORDS: "may_quote theme stance released_at released_by disclosed_at",
    },
    MemoryAnswer: {MEMORY: "response_id carer_letter birth_day older_siblings town_letter phone_digits"},
    Link: {
        JOINED: "experiment_id earlier_id later_id joined method distance made_at made_by made_by_account undone_at "
        "undone_by undone_by_account"
    },
    SetAside: {UNUSUAL: "participant_id experiment_id reason noticed_at admitted_at"},
    PaperSheet: {TYPED: "batch_id number response_id settled_at"},
    SheetPass: {TYPED: "sheet_id number fields texts memory keyed_at keyed_by keyed_by_account"},
}
"""By table: what stands on the page, and the columns that it covers. The random id of a row needs none."""


def test_every_sentence_stands_on_the_page(phone):
    page = words_of(phone.get("/privacy"))
    assert [said for sentences in COVERED.values() for said in sentences if said not in page] == []


def test_every_column_has_a_sentence_in_templates_survey_rights_kept_html():
    missing, gone = [], []
    for table, sentences in COVERED.items():
        covered = {column for columns in sentences.values() for column in columns.split()}
        columns = set(table.__table__.columns.keys()) - {"id"}
        missing += [f"{table.__tablename__}.{column}" for column in sorted(columns - covered)]
        gone += [f"{table.__tablename__}.{column}" for column in sorted(covered - columns)]
    assert (missing, gone) == ([], [])


def test_every_table_that_knows_a_participant_is_among_them():
    about = {"participant", "response", "card", "sheet"}
    names = {
        table.name
        for table in Base.metadata.sorted_tables
        if table.name in about or {key.column.table.name for key in table.foreign_keys} & about
    }
    assert names == {table.__tablename__ for table in COVERED}


def test_nothing_is_kept_of_the_phones_own_address(sqlite_hall, phone):
    """An address on the internet that nobody else has is in no table after a visit from it."""
    phone.client.environ_base["REMOTE_ADDR"] = "203.0.113.77"
    phone.start(sqlite_hall.words)
    phone.send({"bt1": "7"})
    with sqlite_hall.database.reading() as db:
        rows = [str(row) for table in Base.metadata.sorted_tables for row in db.execute(table.select())]
    assert [row for row in rows if "203.0.113.77" in row] == []


def test_what_stays_after_taking_answers_back_holds_none(sqlite_hall, phone):
    (card,) = sqlite_hall.cards()
    phone.start(sqlite_hall.words, card=card)
    phone.send({"bt1": "7"})
    phone.post("/withdraw", {"code": card})
    sqlite_hall.clock.advance(seconds=5)
    phone.post(*phone.form())
    with sqlite_hall.database.reading() as db:
        left = {table: db.query(table).count() for table in COVERED}
    assert {table.__tablename__ for table, rows in left.items() if rows} == {"participant", "card", "consent"}
