"""Spreadsheets as forms give them, each with the truth behind it, and those of which the truth cannot be told."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from tests.importing.forms import as_csv, as_ods, as_xlsx
from tests.importing.truth import AGREE_5, AGREE_7, COMMON, CYTUNO_5, OFTEN_5, TRUST, people


@dataclass
class Case:
    """Files, the people behind them, and the heading of each question; or the kind of question that must be asked."""

    name: str
    files: list
    crowd: list
    headings: list
    asks: str = ""
    chosen: str = ""
    """The reading that is true, where a question is asked and the truth is known."""


CASES: dict[str, Callable[[], Case]] = {}


def case(made):
    """Adds a case to the corpus."""
    CASES[made.__name__] = made
    return made


def rows_of(crowd, wave, line):
    """A line for each person who came to a wave."""
    return [line(place, person, person.answers[wave]) for place, person in enumerate(crowd) if wave in person.answers]


def blank(answers, words=None, start=1):
    """Answers as cells: words by their place, or numbers; nothing where somebody left a question out."""
    return ["" if a is None else words[a - start] if words else a for a in answers]


def moment(place, wave, form="%d/%m/%Y %H:%M:%S"):
    """When somebody answered: everybody before at seven, everybody after at nine."""
    begun = dt.datetime(2026, 3, 25, 19 if wave == "pre" else 21, 0, 7, tzinfo=dt.UTC)
    return (begun + dt.timedelta(seconds=41 * place)).strftime(form)


def google(crowd, headings, words, wave, *, key="What is the code on your card?", form="%d/%m/%Y %H:%M:%S"):
    """The sheet of one Google form."""
    heading = ["Timestamp", "Email Address", key, *headings, "Anything else?"]
    return [
        heading,
        *rows_of(
            crowd,
            wave,
            lambda n, p, a: [moment(n, wave, form), p.email, p.code, *blank(a, words), "fine" if n == 1 else ""],
        ),
    ]


def _two(crowd, headings, words, **options):
    return [google(crowd, headings, words, wave, **options) for wave in ("pre", "post")]


@case
def google_two_files():
    crowd = people(42, items=2, high=7)
    before, after = _two(crowd, COMMON, AGREE_7)
    before.insert(4, [moment(3, "pre"), "", "", "", "", ""])
    before.insert(2, [moment(0, "pre"), "", "test", "test", "test", "test"])
    after[3][2] = f" {after[3][2].lower()} "
    after.append([moment(70, "post"), *after[5][1:3], *after[5][3:]])
    after[5][3:5] = ["Strongly disagree", "Strongly disagree"]
    files = [as_csv("Before (Responses).csv", before), as_csv("After (Responses).csv", after)]
    return Case("google_two_files", files, crowd, list(COMMON))


@case
def google_by_address_with_a_grid():
    crowd = people(30, items=3, low=0, high=10, seed=2)
    headings = [f"How much do you trust... [{each}]" for each in TRUST]
    sheets = {}
    for wave in ("pre", "post"):
        rows = google(crowd, headings, None, wave)
        sheets[wave] = [[cell for n, cell in enumerate(row) if n != 2] for row in rows]
    for row in sheets["post"][1:]:
        row[1] = row[1].upper()
    files = [
        as_csv(f"Trust survey {w}.csv", sheets[k], encoding="utf-8-sig") for w, k in (("PRE", "pre"), ("POST", "post"))
    ]
    return Case("google_by_address", files, crowd, headings)


@case
def google_american_times_and_no_names():
    crowd = people(38, items=2, seed=3)
    before, after = _two(crowd, COMMON, AGREE_5, form="%m/%d/%Y %I:%M:%S %p")
    files = [as_csv("Form Responses 1.csv", after), as_csv("Form Responses 2.csv", before)]
    return Case("google_american_times", files, crowd, list(COMMON))


@case
def google_one_form_for_both():
    crowd = people(36, items=2, seed=4)
    before, after = _two(crowd, COMMON, AGREE_5)
    for rows, said in ((before, "Before the workshop"), (after, "After the workshop")):
        for row in rows[1:]:
            row.insert(3, said)
    before[0].insert(3, "When are you filling this in?")
    return Case("google_one_form", [as_csv("Responses.csv", [*before, *after[1:]])], crowd, list(COMMON))


def microsoft(crowd, headings, words, wave):
    """The sheet of one Microsoft form."""
    heading = ["ID", "Start time", "Completion time", "Email", "Name", "Last modified time", "Your code", *headings]

    def line(n, p, a):
        at = dt.datetime(2026, 3, 25, 19 if wave == "pre" else 21, n % 60, 7, tzinfo=dt.UTC).replace(tzinfo=None)
        return [n + 1, at, at, "anonymous", "", "", p.code, *blank(a, words)]

    return [heading, *rows_of(crowd, wave, line)]


@case
def microsoft_two_workbooks():
    crowd = people(40, items=2, seed=5)
    files = [
        as_xlsx(f"{name}(1-40).xlsx", Sheet1=microsoft(crowd, COMMON, AGREE_5, wave))
        for name, wave in (("Before workshop", "pre"), ("After workshop", "post"))
    ]
    return Case("microsoft_two_workbooks", files, crowd, list(COMMON))


@case
def microsoft_two_sheets():
    crowd = people(33, items=3, low=1, high=10, seed=6)
    sheets = {name: microsoft(crowd, TRUST, None, wave) for name, wave in (("Before", "pre"), ("After", "post"))}
    file = as_xlsx("Survey.xlsx", **sheets, Notes=[["Done by", "Ann"], ["On", "25 March"]])
    return Case("microsoft_two_sheets", [file], crowd, list(TRUST), "which_ends", "b")


def wide(crowd, names, words=None, *, key="code", start=1):
    """A row a person: two columns a question, named by `names(item, wave)`."""
    number = len(next(iter(crowd[0].answers.values())))
    heading = [key, *(names(item, wave) for wave in ("pre", "post") for item in range(number))]
    nothing = [None] * number
    return [
        heading,
        *(
            [p.code, *(c for wave in ("pre", "post") for c in blank(p.answers.get(wave, nothing), words, start))]
            for p in crowd
        ),
    ]


def _wide_case(name, names, *, crowd=None, words=None, key="code", **dress):
    crowd = crowd or people(34, items=2, high=7, seed=len(name))
    rows = wide(crowd, names, words, key=key)
    number = len(next(iter(crowd[0].answers.values())))
    return Case(name, [as_csv(f"{name}.csv", rows, **dress)], crowd, [names(item, "pre") for item in range(number)])


SAID = {"pre": "Before", "post": "After"}


@case
def microsoft_before_and_after_in_one_form():
    return _wide_case("one_form", lambda i, w: f"{SAID[w]}: {COMMON[i]}", words=AGREE_7)


@case
def by_hand_suffixes():
    return _wide_case("suffixes", lambda i, w: f"bt{i + 1}_{w}")


@case
def by_hand_prefixes_in_capitals():
    return _wide_case("prefixes", lambda i, w: f"{w.upper()}_BT{i + 1}", delimiter=";")


@case
def by_hand_in_brackets():
    return _wide_case("brackets", lambda i, w: f"bt{i + 1} ({SAID[w].lower()})", delimiter="\t", encoding="utf-16")


@case
def by_hand_t1_and_t2():
    return _wide_case("numbered", lambda i, w: f"Trust {i + 1} T{1 if w == 'pre' else 2}", key="Participant")


@case
def by_hand_baseline_and_endline():
    names = {"pre": "baseline", "post": "endline"}
    return _wide_case("baseline", lambda i, w: f"trust{i + 1}_{names[w]}", delimiter="|")


@case
def retrospective_with_the_workshop():
    said = {"pre": "BEFORE the workshop", "post": "AFTER the workshop"}
    return _wide_case("retrospective", lambda i, w: f"{COMMON[i]} [{said[w]}]", words=AGREE_7)


@case
def by_hand_with_a_row_of_waves_over_the_columns():
    crowd = people(28, items=3, high=7, seed=7)
    rows = wide(crowd, lambda i, _: f"Q{i + 1} {TRUST[i]}")
    title, over = ["Workshop at Alder Vale", *[""] * 6], ["", "Before", "", "", "After", "", ""]
    file = as_xlsx("evaluation.xlsx", Sheet1=[title, [""] * 7, over, *rows])
    return Case("banner", [file], crowd, [f"Before: Q{i + 1} {TRUST[i]}" for i in range(3)])


def lime(crowd, headings, wave, words=None):
    """The file of one LimeSurvey export."""
    heading = [
        "id",
        "submitdate",
        "lastpage",
        "startlanguage",
        "seed",
        "token",
        "startdate",
        *headings,
        "interviewtime",
    ]

    def line(n, p, a):
        at = moment(n, wave, "%Y-%m-%d %H:%M:%S")
        return [n + 1, at, 2, "en", 998877 + n * 31, p.code.lower(), at, *blank(a, words), 61.5 + n]

    return [heading, *rows_of(crowd, wave, line)]


@case
def limesurvey_codes():
    crowd = people(40, items=3, low=1, high=5, seed=8)
    headings = [f"trust[SQ00{n}]" for n in (1, 2, 3)]
    dress = {"delimiter": ";", "encoding": "utf-8-sig", "quoting": 1}
    files = [
        as_csv(f"results-survey{w}.csv", lime(crowd, headings, k), **dress)
        for w, k in (("-before", "pre"), ("-after", "post"))
    ]
    return Case("limesurvey_codes", files, crowd, headings)


@case
def limesurvey_full_answers():
    crowd = people(37, items=2, seed=9)
    headings = [f"How far do you agree? [{each}]" for each in COMMON]
    files = [
        as_xlsx(f"{w}.xlsx", Responses=lime(crowd, headings, k, AGREE_5))
        for w, k in (("wave1", "pre"), ("wave2", "post"))
    ]
    return Case("limesurvey_full", files, crowd, headings)


QUALTRICS = [
    "StartDate",
    "EndDate",
    "Status",
    "IPAddress",
    "Progress",
    "Duration (in seconds)",
    "Finished",
    "RecordedDate",
]
QUALTRICS += ["ResponseId", "RecipientLastName", "RecipientFirstName", "RecipientEmail", "ExternalReference"]
QUALTRICS += ["LocationLatitude", "LocationLongitude", "DistributionChannel", "UserLanguage"]


def qualtrics(crowd, texts, wave, words=None, *, prefix="Q2_"):
    """The file of one Qualtrics export, with its three rows of headings and a preview."""
    codes = ["Q1", *(f"{prefix}{n}" for n in range(1, len(texts) + 1))]
    spoken = ["What is your code?", *(f"How far do you agree? - {text}" for text in texts)]
    ids = [f'{{"ImportId":"{name}"}}' for name in (*QUALTRICS, *codes)]

    def line(n, p, a, status="IP Address"):
        at = moment(n, wave, "%Y-%m-%d %H:%M:%S")
        own = [at, at, status, f"203.0.113.{n}", 100, 77 + n, "True", at, f"R_{n:05}{wave}", "", "", "", "", 51.4, -3.1]
        return [*own, "anonymous", "EN", p.code, *blank(a, words)]

    preview = line(0, crowd[0], crowd[0].answers.get(wave, [1] * len(texts)), "Survey Preview")
    preview[17] = "ZZ99"
    return [[*QUALTRICS, *codes], [*QUALTRICS, *spoken], ids, preview, *rows_of(crowd, wave, line)]


@case
def qualtrics_words():
    crowd = people(41, items=2, high=7, seed=10)
    files = [
        as_csv(f"Common+ground+{w}_March.csv", qualtrics(crowd, COMMON, k, AGREE_7))
        for w, k in (("pre", "pre"), ("post", "post"))
    ]
    return Case("qualtrics_words", files, crowd, ["Q2_1", "Q2_2"])


@case
def qualtrics_numbers_as_tsv():
    crowd = people(35, items=3, high=7, seed=11)
    dress = {"delimiter": "\t", "encoding": "utf-16"}
    files = [
        as_csv(f"{w}.tsv", qualtrics(crowd, TRUST, k), **dress) for w, k in (("Time 1", "pre"), ("Time 2", "post"))
    ]
    return Case("qualtrics_numbers", files, crowd, ["Q2_1", "Q2_2", "Q2_3"])


def monkey(crowd, texts, wave, words):
    """The file of one SurveyMonkey export, with its two rows of headings."""
    own = [
        "Respondent ID",
        "Collector ID",
        "Start Date",
        "End Date",
        "IP Address",
        "Email Address",
        "First Name",
        "Last Name",
    ]
    heading = [*own, "Custom Data 1", "What is your code?", "How far do you agree?", *[""] * (len(texts) - 1)]
    under = [*[""] * 9, "Open-Ended Response", *texts]

    def line(n, p, a):
        at = moment(n, wave, "%m/%d/%Y %I:%M:%S %p")
        return [
            118000000 + n * 17 + len(wave),
            4400,
            at,
            at,
            f"198.51.100.{n}",
            "",
            "",
            "",
            "",
            p.code,
            *blank(a, words),
        ]

    return [heading, under, *rows_of(crowd, wave, line)]


@case
def surveymonkey_csv():
    crowd = people(39, items=2, seed=12)
    files = [
        as_csv(f"{w} survey.csv", monkey(crowd, COMMON, k, AGREE_5)) for w, k in (("Entry", "pre"), ("Exit", "post"))
    ]
    return Case("surveymonkey_csv", files, crowd, [f"How far do you agree?: {each}" for each in COMMON])


@case
def surveymonkey_workbooks():
    crowd = people(31, items=2, high=5, seed=13)
    words = [f"{n} - {word}" for n, word in enumerate(AGREE_5, 1)]
    files = [
        as_xlsx(f"{w}.xlsx", Sheet=monkey(crowd, COMMON, k, words))
        for w, k in (("Baseline", "pre"), ("Endline", "post"))
    ]
    return Case("surveymonkey_workbooks", files, crowd, [f"How far do you agree?: {each}" for each in COMMON])


@case
def redcap_long():
    crowd = people(32, items=3, low=0, high=10, seed=14)
    heading = [
        "record_id",
        "redcap_event_name",
        "redcap_survey_identifier",
        "trust_timestamp",
        "trust_1",
        "trust_2",
        "trust_3",
        "trust_complete",
    ]
    events = {"pre": "baseline_arm_1", "post": "followup_arm_1"}
    rows = [
        [n + 1, events[wave], "", moment(n, wave, "%Y-%m-%d %H:%M:%S"), *blank(p.answers[wave]), 2]
        for n, p in enumerate(crowd)
        for wave in ("pre", "post")
        if wave in p.answers
    ]
    return Case(
        "redcap_long", [as_csv("Trust_DATA_2026-03-25.csv", [heading, *rows])], crowd, ["trust_1", "trust_2", "trust_3"]
    )


@case
def redcap_labels():
    crowd = people(30, items=2, seed=15)
    heading = ["Record ID", "Event Name", *COMMON, "Complete?"]
    rows = [
        [p.code, SAID[wave], *blank(p.answers[wave], AGREE_5), "Complete"]
        for p in crowd
        for wave in ("pre", "post")
        if wave in p.answers
    ]
    return Case("redcap_labels", [as_csv("DATA_LABELS.csv", [heading, *rows])], crowd, list(COMMON))


def kobo(crowd, headings, waves, words=None):
    """The sheet of one KoboToolbox export."""
    heading = [
        "start",
        "end",
        "wave",
        "person/code",
        *headings,
        "_id",
        "_uuid",
        "_submission_time",
        "_validation_status",
        "_notes",
    ]
    heading += ["_status", "_submitted_by", "__version__", "_tags", "_index"]
    made = []
    for wave in ("pre", "post"):
        for n, p in enumerate(crowd):
            if wave in p.answers:
                at = moment(n, wave, "%Y-%m-%dT%H:%M:%S.000+00:00")
                own = [
                    9000 + len(made),
                    f"u-{len(made)}",
                    at,
                    "",
                    "",
                    "submitted_via_web",
                    "",
                    "vAb3",
                    "",
                    len(made) + 1,
                ]
                made.append([at, at, waves[wave], p.code, *blank(p.answers[wave], words), *own])
    return [heading, *made]


@case
def kobo_workbook():
    crowd = people(36, items=3, low=0, high=10, seed=16)
    headings = [f"group_trust/trust_{n}" for n in (1, 2, 3)]
    file = as_xlsx(
        "Trust_-_all_versions_-_False_-_2026-03-25.xlsx",
        Trust=kobo(crowd, headings, {"pre": "before", "post": "after"}),
    )
    return Case("kobo_workbook", [file], crowd, headings)


@case
def kobo_labels_with_semicolons():
    crowd = people(29, items=2, seed=17)
    rows = kobo(crowd, COMMON, {"pre": 1, "post": 2}, OFTEN_5)
    return Case("kobo_labels", [as_csv("Kobo.csv", rows, delimiter=";", quoting=1)], crowd, list(COMMON))


def long_by_hand(crowd, names, words=None, heading="Time"):
    """A row a person and wave."""
    rows = [
        [p.code, names[wave], *blank(p.answers[wave], words)]
        for wave in ("pre", "post")
        for p in crowd
        if wave in p.answers
    ]
    return [["Person", heading, *(f"q_{n}" for n in range(1, len(rows[0]) - 1))], *rows]


@case
def ods_rows_of_waves():
    crowd = people(27, items=2, high=7, seed=18)
    return Case(
        "ods_rows",
        [as_ods("answers.ods", Sheet1=long_by_hand(crowd, {"pre": "T1", "post": "T2"}))],
        crowd,
        ["q_1", "q_2"],
    )


@case
def ods_two_sheets_in_welsh():
    crowd = people(35, items=2, seed=19)
    sheets = {
        name: [["Cod", *COMMON], *rows_of(crowd, wave, lambda _, p, a: [p.code, *blank(a, CYTUNO_5)])]
        for name, wave in (("Cyn", "pre"), ("Ar ôl", "post"))
    }
    return Case("ods_welsh", [as_ods("atebion.ods", **sheets)], crowd, list(COMMON))


@case
def by_hand_cp1252_and_n_a():
    crowd = people(33, items=2, high=7, seed=20, blanks=0.1)
    rows = long_by_hand(crowd, {"pre": "Before", "post": "After"}, heading="Wave")
    nothing = ["N/A", "-", "prefer not to say", "n/a", "", "don’t know"]
    for n, row in enumerate(rows[1:]):
        row[2:] = [nothing[n % 6] if cell == "" else "five" if cell == 5 and n % 3 == 0 else cell for cell in row[2:]]
        row.append("café “ok”")
    rows[0].append("Comment")
    return Case("cp1252", [as_csv("Réponses.csv", rows, delimiter=";", encoding="cp1252")], crowd, ["q_1", "q_2"])


@case
def labelled_ends_from_0_to_10():
    crowd = people(34, items=2, low=0, high=10, seed=21)
    words = ["0 - Not at all", *(str(n) for n in range(1, 10)), "10 - Completely"]
    rows = [["Email", "Pre/Post", *TRUST[:2]]]
    for p in crowd:
        rows += [
            [p.email, wave.title(), *blank(p.answers[wave], words, 0)] for wave in ("pre", "post") if wave in p.answers
        ]
    return Case("labelled_ends", [as_xlsx("trust.xlsx", Data=rows)], crowd, list(TRUST[:2]))


@case
def decimal_commas():
    crowd = people(30, items=2, low=0, high=10, seed=22)
    rows = wide(crowd, lambda i, w: f"score{i + 1}.{w}")
    turned = [rows[0], *([row[0], *(str(cell) + ",0" if cell != "" else "" for cell in row[1:])] for row in rows[1:])]
    return Case("decimal_commas", [as_csv("punkte.csv", turned, delimiter=";")], crowd, ["score1.pre", "score2.pre"])


def of_columns(crowd, wave, columns, *, blanks=()):
    """A sheet of one wave: a heading with a cell for each person, by place, person and answers; blank rows on top."""
    heading = list(columns)
    rows = rows_of(crowd, wave, lambda n, p, a: [made(n + len(blanks), p, a) for made in columns.values()])
    return [heading, *blanks, *rows]


def answer(item, words=None, start=1):
    """The cell of one answer."""
    return lambda _n, _p, a: blank(a, words, start)[item]


@case
def index_of_pandas_beside_ends_of_telephone_numbers():
    crowd = people(34, items=2, seed=101)
    columns = {
        "": lambda n, _p, _a: n,
        "Phone last 4": lambda _n, p, _a: 4000 + 37 * int(p.code[2:]),
        **{heading: answer(item, AGREE_5) for item, heading in enumerate(COMMON)},
    }
    files = [as_csv(f"{w}.csv", of_columns(crowd, w, columns, blanks=[["0", "", "", ""]])) for w in ("pre", "post")]
    return Case("index_of_pandas", files, crowd, list(COMMON))


@case
def german_running_number_and_yes():
    crowd = people(36, items=2, low=0, high=1, seed=102)
    asked = ("Hast du Freunde mit einer anderen Religion?", "Warst du schon einmal in einer Moschee?")
    columns = {
        "lfd. Nr.": lambda n, _p, _a: n + 1,
        "Code": lambda _n, p, _a: p.code,
        **{heading: answer(item, ("Nein", "Ja"), 0) for item, heading in enumerate(asked)},
        "Alter": lambda n, _p, _a: 20 + n % 9,
        "Einwilligung": lambda _n, _p, _a: "Ja",
    }
    files = [
        as_csv(f"{name}.csv", of_columns(crowd, wave, columns), delimiter=";")
        for name, wave in (("Vorher", "pre"), ("Nachher", "post"))
    ]
    return Case("german_running_number", files, crowd, list(asked))


@case
def french_yes_and_age():
    crowd = people(36, items=2, low=0, high=1, seed=103)
    asked = ("Avez-vous des amis d'une autre religion ?", "Connaissez-vous vos voisins ?")
    columns = {
        "Code": lambda _n, p, _a: p.code,
        **{heading: answer(item, ("Non", "Oui"), 0) for item, heading in enumerate(asked)},
        "Votre âge": lambda n, _p, _a: 20 + n % 9,
    }
    files = [as_csv(f"{wave}.csv", of_columns(crowd, wave, columns)) for wave in ("pre", "post")]
    return Case("french_yes", files, crowd, list(asked))


@case
def limesurvey_in_german():
    crowd = people(36, items=2, seed=104)
    columns = {
        "Antwort ID": lambda n, _p, _a: 3 * n + 5,
        "Letzte Seite": lambda _n, _p, _a: 3,
        "Start-Sprache": lambda _n, _p, _a: "de",
        "Zufallsstartwert": lambda n, _p, _a: 998877 + n * 31,
        "Wie lautet dein Code?": lambda _n, p, _a: p.code,
        **{f"Wie sehr stimmst du zu? [{heading}]": answer(item, AGREE_5) for item, heading in enumerate(COMMON)},
    }
    files = [
        as_csv(f"results-survey{name}.csv", of_columns(crowd, wave, columns), delimiter=";", quoting=1)
        for name, wave in (("1_vorher", "pre"), ("2_nachher", "post"))
    ]
    return Case("limesurvey_in_german", files, crowd, [f"Wie sehr stimmst du zu? [{each}]" for each in COMMON])


@case
def most_codes_lost_their_noughts_in_a_workbook():
    crowd = people(36, items=2, seed=105)
    sheets = {
        wave: of_columns(
            crowd,
            wave,
            {
                "Digits": lambda _n, p, _a, form=form: form(31 + 53 * int(p.code[2:])),
                **{heading: answer(item, AGREE_5) for item, heading in enumerate(COMMON)},
            },
        )
        for wave, form in (("pre", "{:04}".format), ("post", int))
    }
    files = [as_csv("Before.csv", sheets["pre"]), as_xlsx("After.xlsx", Sheet1=sheets["post"])]
    return Case("lost_noughts", files, crowd, list(COMMON))


@case
def trial_by_an_address_both_times_and_a_consent():
    crowd = people(36, items=2, seed=106)
    columns = {
        "Email Address": lambda _n, p, _a: p.email,
        **{heading: answer(item, AGREE_5) for item, heading in enumerate(COMMON)},
        "Consent": lambda _n, _p, _a: "I agree",
    }
    sheets = [of_columns(crowd, wave, columns) for wave in ("pre", "post")]
    for rows, said in zip(sheets, ("Test@test.com", "test@example.com"), strict=True):
        rows.insert(1, [said, AGREE_5[0], AGREE_5[4], "I agree"])
        rows.insert(5, ["asdf@gmail.com", AGREE_5[4], AGREE_5[0], "I agree"])
    files = [as_csv(f"{name}.csv", rows) for name, rows in zip(("Before", "After"), sheets, strict=True)]
    return Case("trial_by_an_address", files, crowd, list(COMMON))
