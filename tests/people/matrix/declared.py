"""Who may open and press what: written for the tests, by route, and read from nothing of the program.

A line names what a route is about and the roles that may, each within the scope of its grant. Over what a role holds:

- EVENING, CHAPTER, RELEASE, REPORT: what lies in a chapter, for grants of that chapter, of its study and of everywhere.
- STUDY: a study as a whole, for grants of that study and of everywhere. INNER: a study, in which whoever has a grant of
  one of its chapters adds chapters within that one.
- PERSON: people, invitations, grants and resets whose every power lies within the grant's scope.
- LIST: what lists only what lies within the grant's scope, whatever that is.
- COMMON: what all chapters share and whoever has the role reads; INSTANCE: the same, for grants of everywhere alone.
- MINE: one's own account. OPEN: anybody, also without an account. SECRET: whoever has the address's secret.
"""

import enum

from evaluation.models import Role


class Of(enum.Enum):
    """What a route is about."""

    EVENING = enum.auto()
    CHAPTER = enum.auto()
    RELEASE = enum.auto()
    REPORT = enum.auto()
    STUDY = enum.auto()
    INNER = enum.auto()
    PERSON = enum.auto()
    LIST = enum.auto()
    COMMON = enum.auto()
    INSTANCE = enum.auto()
    MINE = enum.auto()
    OPEN = enum.auto()
    SECRET = enum.auto()


IN_A_CHAPTER = {Of.EVENING, Of.CHAPTER, Of.RELEASE, Of.REPORT, Of.PERSON}
ROLES = {"O": Role.ORGANISER, "E": Role.EVALUATOR, "R": Role.RESEARCHER, "A": Role.ADMINISTRATOR}
STAFF = {
    # an evening: organisers and administrators run it, evaluators see it
    **dict.fromkeys(("home.one", "script.script"), (Of.EVENING, "OEA")),
    **dict.fromkeys(("screen.screen", "screen.now", "screen.count"), (Of.EVENING, "OA")),
    **dict.fromkeys(("arranging.arrange", "arranging.keep"), (Of.EVENING, "OA")),
    **dict.fromkeys(("arranging.window", "arranging.window_again"), (Of.EVENING, "OA")),
    **dict.fromkeys(("beginning.copied", "beginning.copy"), (Of.EVENING, "OA")),
    **dict.fromkeys(("removing.ask", "removing.remove", "removing.remove_undo"), (Of.EVENING, "OA")),
    **dict.fromkeys(("removing.move", "removing.move_undo"), (Of.EVENING, "OA")),
    **dict.fromkeys(("removing.put_away", "removing.put_away_undo"), (Of.EVENING, "OA")),
    **dict.fromkeys(("record.record", "record.keep"), (Of.EVENING, "OA")),
    **dict.fromkeys(("rounds_plan.plan", "rounds_plan.keep", "rounds.press"), (Of.EVENING, "OA")),
    **dict.fromkeys(("seating.seating", "seating.make", "seating.change"), (Of.EVENING, "OA")),
    **dict.fromkeys(("seating.take_away", "seating.take_back"), (Of.EVENING, "OA")),
    **dict.fromkeys(("seating.printed", "seating.print_sheets"), (Of.EVENING, "OA")),
    **dict.fromkeys(("units.plan", "units.keep", "units.plan_all"), (Of.EVENING, "OA")),
    **dict.fromkeys(("waves.open_one", "waves.close_one", "waves.reopen_one"), (Of.EVENING, "OA")),
    **dict.fromkeys(("waves.hold", "waves.undo"), (Of.EVENING, "OA")),
    **{f"set_aside.{each}": (Of.EVENING, "OEA") for each in ("listed", "let_in", "take_out")},
    **dict.fromkeys(("pack.pack", "pack.make", "pack.download", "pack.take_back"), (Of.EVENING, "OA")),
    **dict.fromkeys(("print_part.choose", "print_part.make"), (Of.EVENING, "OA")),
    **dict.fromkeys(("keys.keys", "keys.hand_over", "keys.end"), (Of.EVENING, "OA")),
    **dict.fromkeys(("linking.queue", "linking.run", "linking.decide"), (Of.EVENING, "OEA")),
    **dict.fromkeys(("linking.by_codes", "linking.take_back"), (Of.EVENING, "OEA")),
    **dict.fromkeys(("paper.piles", "paper.add", "paper.next_sheet", "paper.sheet"), (Of.EVENING, "OE")),
    **dict.fromkeys(("paper.keep", "paper.reopen", "paper.remove"), (Of.EVENING, "OE")),
    # what was answered: evaluators alone
    **dict.fromkeys(("quality.quality", "open_answers.shown", "open_answers.save"), (Of.EVENING, "E")),
    **dict.fromkeys(("reports.make_one", "releases.ask_one", "releases.freeze_one"), (Of.EVENING, "E")),
    **dict.fromkeys(("reports.chapters.one", "reports.chapters.make"), (Of.CHAPTER, "E")),
    **dict.fromkeys(("reports.chapters.ask", "reports.chapters.freeze"), (Of.CHAPTER, "E")),
    **dict.fromkeys(("reports.make_across", "releases.ask_study", "releases.freeze_study"), (Of.STUDY, "E")),
    "export.make": (Of.STUDY, "E"),
    **dict.fromkeys(("reports.download", "reports.stop"), (Of.REPORT, "E")),
    **dict.fromkeys(("releases.one", "releases.file", "releases.words"), (Of.RELEASE, "OE")),
    **dict.fromkeys(("releases.show", "releases.put_out"), (Of.RELEASE, "E")),
    # lists
    **dict.fromkeys(("home.home", "experiments.listed", "experiments.by_chapter"), (Of.LIST, "OEA")),
    **dict.fromkeys(("calendar.mine", "calendar.make", "calendar.end"), (Of.LIST, "OEA")),
    "beginning.new": (Of.LIST, "OA"),
    **dict.fromkeys(("tokens.make", "webhooks.make"), (Of.LIST, "EA")),
    "tokens.of_people": (Of.LIST, "A"),
    "reports.overview": (Of.LIST, "E"),
    **dict.fromkeys(("bring.begin", "bring.read", "bring.template"), (Of.LIST, "E")),
    "plans.listed": (Of.LIST, "ERA"),
    **dict.fromkeys(("invitations.people", "audit.log", "audit.as_csv", "places.listed"), (Of.LIST, "A")),
    # studies, chapters, people
    **dict.fromkeys(("plans.one", "plans.registration"), (Of.STUDY, "ERA")),
    **dict.fromkeys(("plans.change", "plans.keep", "who_asks.change", "who_asks.keep"), (Of.STUDY, "RA")),
    "places.change": (Of.STUDY, "A"),
    "chapters.new": (Of.INNER, "A"),
    "chapters.change": (Of.CHAPTER, "A"),
    **dict.fromkeys(("people.disable", "people.enable", "people.remove", "resets.ask"), (Of.PERSON, "A")),
    **dict.fromkeys(("tokens.end_of_person", "webhooks.remove_of_person"), (Of.PERSON, "A")),
    **dict.fromkeys(("resets.confirm", "resets.stop", "invitations.withdraw"), (Of.PERSON, "A")),
    "people.end_sessions": (Of.PERSON, "A"),
    "complaints.listed": (Of.LIST, "A"),
    **{f"complaints.{each}": (Of.STUDY, "A") for each in ("acknowledge", "answer", "close", "reopen")},
    **dict.fromkeys(("places.new", "address.public", "retention.shown", "retention.run"), (Of.INSTANCE, "A")),
    **dict.fromkeys(("setup.study", "setup.phone"), (Of.INSTANCE, "A")),
    # questionnaires
    **dict.fromkeys(("authoring.overview.listed", "authoring.preview.phone_of_published"), (Of.COMMON, "OERA")),
    **{f"authoring.versions.{each}": (Of.COMMON, "OERA") for each in ("shown", "file", "codebook", "po_file")},
    **{f"authoring.psychometrics.{each}": (Of.COMMON, "ER") for each in ("figures", "of_item", "of_scale", "as_file")},
    **{f"authoring.overview.{each}": (Of.INSTANCE, "R") for each in ("begin", "import_file", "taken_in")},
    **{f"authoring.adding.{each}": (Of.INSTANCE, "R") for each in ("add", "put")},
    **{f"authoring.back_translating.{each}": (Of.INSTANCE, "R") for each in ("shown", "save")},
    **{f"authoring.bank.{each}": (Of.INSTANCE, "R") for each in ("shown", "take")},
    **{f"authoring.correcting.{each}": (Of.INSTANCE, "R") for each in ("shown", "propose", "sign", "let_go_unsigned")},
    **{f"authoring.editor.{each}": (Of.INSTANCE, "R") for each in ("opened", "part", "save", "remove")},
    **{f"authoring.history.{each}": (Of.INSTANCE, "R") for each in ("shown", "press", "restore_state", "take_up")},
    **{f"authoring.preview.{each}": (Of.INSTANCE, "R") for each in ("look", "phone")},
    "authoring.psychometrics.add_item_note": (Of.INSTANCE, "R"),
    **{
        f"authoring.publishing.{each}": (Of.INSTANCE, "R")
        for each in ("review", "reasons", "cite", "confirm", "publish_draft", "drop")
    },
    **{f"authoring.questions.{each}": (Of.INSTANCE, "R") for each in ("listed", "change")},
    **{f"authoring.signing.{each}": (Of.INSTANCE, "R") for each in ("sign_draft", "sign_published")},
    "authoring.taking_out.press": (Of.INSTANCE, "R"),
    **{
        f"authoring.translating.{each}": (Of.INSTANCE, "R")
        for each in ("languages", "shown", "save", "po_in", "po_out")
    },
    **{f"authoring.translator_notes.{each}": (Of.INSTANCE, "R") for each in ("shown", "save")},
    # one's own account
    **dict.fromkeys(("accounts.end_others", "step_up.prove"), (Of.MINE, "")),
    **dict.fromkeys(("accounts.mine", "accounts.end_session", "resets.refuse"), (Of.MINE, "")),
    **dict.fromkeys(("tokens.mine", "tokens.end", "passwords.change"), (Of.MINE, "")),
    # what somebody brought, and its reports: theirs alone
    **{
        f"bring.{each}": (Of.MINE, "")
        for each in ("understood", "change", "columns", "read_columns", "map_file", "make", "forget")
    },
    **{f"bring.evenings.{each}": (Of.MINE, "") for each in ("ask", "store")},
    **{f"bring.evenings.{each}": (Of.EVENING, "E") for each in ("ask_to_take_out", "take_out_one")},
    **{f"bring.reports.{each}": (Of.MINE, "") for each in ("one", "download", "stop")},
    **dict.fromkeys(("webhooks.mine", "webhooks.remove", "webhooks.start"), (Of.MINE, "")),
    **dict.fromkeys(("carrying.carried", "carrying.drop", "authoring.autosave.over_the_page"), (Of.MINE, "")),
    **{
        f"security.{each}": (Of.MINE, "")
        for each in (
            *("verify", "mf_recovery_codes", "two_factor_setup_validate", "wan_delete", "wan_register"),
            *("wan_register_response", "wan_verify", "wan_verify_response"),
        )
    },
    # without an account
    "setup.begin": (Of.OPEN, ""),  # there is no such page once anybody has an account
    **{
        f"security.{each}": (Of.OPEN, "")
        for each in (
            *("login", "logout", "mf_recovery", "tf_select", "two_factor_rescue", "two_factor_setup"),
            *("two_factor_token_validation", "wan_signin", "wan_signin_response"),
        )
    },
    **dict.fromkeys(("language.choose", "staff_layout.asset", "authoring.preview.style"), (Of.OPEN, "")),
    **dict.fromkeys(("accounts.invitation", "resets.use", "calendar.feed", "example.enter"), (Of.SECRET, "")),
    **dict.fromkeys(("wall.screen", "wall.count"), (Of.SECRET, "")),
    **{
        f"evening.{each}": (Of.SECRET, "")
        for each in (
            *("evening", "now", "screen", "script", "seating", "switch", "hold", "undo", "press_round"),
            *("make_with_key", "change_with_key", "take_away_with_key", "take_back_with_key"),
        )
    },
}
"""Every route of staff pages, by its endpoint."""
UNDECLARED = (
    "{endpoint} ({rule}) stands in no line of STAFF in tests/people/matrix/declared.py. Say there what it is about and "
    'who may, such as `"{endpoint}": (Of.EVENING, "OA"),`, before looking at what its view declares.'
)


def allowed(endpoint, *, role, scope, where):
    """Whether somebody of one role and scope may, where the object is their `own`, a `sibling` or a `foreign` one.

    The scope is `everywhere`, `study` or `chapter`; without a role, one's own account is left.
    """
    of, letters = STAFF[endpoint]
    if of in {Of.MINE, Of.OPEN, Of.SECRET}:
        return True
    if role not in {ROLES[letter] for letter in letters}:
        return False
    return scope == "everywhere" or where in WITHIN[of, scope]


EVERY, OF_STUDY, OF_CHAPTER, NONE = {"own", "sibling", "foreign"}, {"own", "sibling"}, {"own"}, set()
WITHIN = {
    **{(of, "study"): OF_STUDY for of in (*IN_A_CHAPTER, Of.STUDY, Of.INNER)},
    **{(of, "chapter"): OF_CHAPTER for of in IN_A_CHAPTER},
    **{(of, scope): EVERY for of in (Of.COMMON, Of.LIST) for scope in ("study", "chapter")},
    **{(Of.INSTANCE, scope): NONE for scope in ("study", "chapter")},
    (Of.STUDY, "chapter"): NONE,
    (Of.INNER, "chapter"): OF_STUDY,
}
"""Of which objects a role may, by what a route is about and the scope of the grant."""
