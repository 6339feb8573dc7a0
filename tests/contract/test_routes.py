"""Every route that takes a form, and whom it refuses: nothing is changed by whoever may not send it.

A row is who may send it (letters of roles; capitals: everywhere alone) and its address.
"""

import re

import pytest

from tests.contract.drivers.staff import ROLES

POSTS = """
public    /<words>
public    /<words>/<wave>/<language>/<uuid:response>
public    /<words>/back
public    /<words>/card
public    /<words>/card/own
public    /<words>/complaint
public    /<words>/complaint/answer
public    /<words>/next
public    /<words>/own
public    /<words>/remember/<uuid:response>
public    /<words>/withdraw
public    /privacy/complaint
public    /privacy/complaint/answer
public    /withdraw
signed-in /staff/account/password
signed-in /staff/account/resets/stop
signed-in /staff/account/sessions/<digest>/end
signed-in /staff/account/sessions/others/end
ae        /staff/account/tokens
signed-in /staff/account/tokens/<uuid:token>/end
ae        /staff/account/webhooks
signed-in /staff/account/webhooks/<uuid:webhook>/remove
signed-in /staff/account/webhooks/<uuid:webhook>/start
A         /staff/address
e         /staff/bring
e         /staff/bring/<uuid:brought>
e         /staff/bring/<uuid:brought>/columns
e         /staff/bring/<uuid:brought>/evening
e         /staff/bring/<uuid:brought>/forget
e         /staff/bring/<uuid:brought>/report
e         /staff/bring/evenings/<uuid:experiment>/take-out
e         /staff/bring/reports/<uuid:job>/stop
aeo       /staff/calendar
aeo       /staff/calendar/end
signed-in /staff/carried/drop
a         /staff/chapters/<uuid:chapter>/change
a         /staff/complaints/<uuid:complaint>/acknowledge
a         /staff/complaints/<uuid:complaint>/answer
a         /staff/complaints/<uuid:complaint>/close
a         /staff/complaints/<uuid:complaint>/reopen
public    /staff/evening/<key>/hold/<any(on, off):move>
public    /staff/evening/<key>/rounds/<int:number>/<any(start, pause, resume, end, add, minute):move>
public    /staff/evening/<key>/seating
public    /staff/evening/<key>/seating/change
public    /staff/evening/<key>/seating/take-away
public    /staff/evening/<key>/seating/take-back
public    /staff/evening/<key>/waves/<any(pre, post):kind>/<any(open, close, reopen):move>
public    /staff/evening/<key>/waves/undo
public    /staff/example/<secret>
ao        /staff/experiments/<uuid:experiment>/<any(cancel, archive):how>
ao        /staff/experiments/<uuid:experiment>/<any(cancel, archive):how>/undo
ao        /staff/experiments/<uuid:experiment>/arrange
ao        /staff/experiments/<uuid:experiment>/copy
ao        /staff/experiments/<uuid:experiment>/hold/<any(on, off):move>
ao        /staff/experiments/<uuid:experiment>/key
ao        /staff/experiments/<uuid:experiment>/key/<uuid:key>/end
aeo       /staff/experiments/<uuid:experiment>/links/<any(confirm, reject):move>
aeo       /staff/experiments/<uuid:experiment>/links/<uuid:link>/undo
aeo       /staff/experiments/<uuid:experiment>/links/codes
aeo       /staff/experiments/<uuid:experiment>/links/run
ao        /staff/experiments/<uuid:experiment>/move
ao        /staff/experiments/<uuid:experiment>/move/undo
ao        /staff/experiments/<uuid:experiment>/pack
ao        /staff/experiments/<uuid:experiment>/pack/<part>
ao        /staff/experiments/<uuid:experiment>/pack/<uuid:job>/take-back
eo        /staff/experiments/<uuid:experiment>/paper
eo        /staff/experiments/<uuid:experiment>/paper/<uuid:batch>/<int:number>
eo        /staff/experiments/<uuid:experiment>/paper/<uuid:batch>/<int:number>/again
eo        /staff/experiments/<uuid:experiment>/paper/<uuid:batch>/remove
ao        /staff/experiments/<uuid:experiment>/record
ao        /staff/experiments/<uuid:experiment>/remove
ao        /staff/experiments/<uuid:experiment>/remove/undo
ao        /staff/experiments/<uuid:experiment>/rounds
ao        /staff/experiments/<uuid:experiment>/rounds/<int:number>/<any(start, pause, resume, end, add, minute):move>
ao        /staff/experiments/<uuid:experiment>/seating
ao        /staff/experiments/<uuid:experiment>/seating/change
ao        /staff/experiments/<uuid:experiment>/seating/print
ao        /staff/experiments/<uuid:experiment>/seating/take-away
ao        /staff/experiments/<uuid:experiment>/seating/take-back
aeo       /staff/experiments/<uuid:experiment>/set-aside/admit
aeo       /staff/experiments/<uuid:experiment>/set-aside/undo
ao        /staff/experiments/<uuid:experiment>/units
ao        /staff/experiments/<uuid:experiment>/units/first
ao        /staff/experiments/<uuid:experiment>/waves/<kind>/close
ao        /staff/experiments/<uuid:experiment>/waves/<kind>/open
ao        /staff/experiments/<uuid:experiment>/waves/<kind>/reopen
ao        /staff/experiments/<uuid:experiment>/waves/undo
ao        /staff/experiments/<uuid:experiment>/windows/<any(pretest, then, follow_up):kind>
ao        /staff/experiments/new
R         /staff/instruments/<instrument>/<int:number>/figures/items/<name>
R         /staff/instruments/<instrument>/<int:number>/translations/<language>
R         /staff/instruments/<instrument>/<int:number>/translations/<language>/let-go
R         /staff/instruments/<instrument>/<int:number>/translations/<language>/sign
R         /staff/instruments/<instrument>/<int:number>/translations/<language>/sign-correction
R         /staff/instruments/drafts
R         /staff/instruments/drafts/<uuid:draft>/<any(items,formats,scales,waves,about):table>/<name>
R         /staff/instruments/drafts/<uuid:draft>/<any(items,formats,scales,waves,about):table>/<name>/remove
R         /staff/instruments/drafts/<uuid:draft>/add/<any(items,formats,scales,waves):table>
R         /staff/instruments/drafts/<uuid:draft>/bank
R         /staff/instruments/drafts/<uuid:draft>/citation
R         /staff/instruments/drafts/<uuid:draft>/confirm
R         /staff/instruments/drafts/<uuid:draft>/drop
R         /staff/instruments/drafts/<uuid:draft>/history
R         /staff/instruments/drafts/<uuid:draft>/history/<int:number>/restore
R         /staff/instruments/drafts/<uuid:draft>/history/take-up
R         /staff/instruments/drafts/<uuid:draft>/phone/<any(items,formats,scales,waves,about):table>/<name>
R         /staff/instruments/drafts/<uuid:draft>/publish
R         /staff/instruments/drafts/<uuid:draft>/questions
R         /staff/instruments/drafts/<uuid:draft>/reasons
R         /staff/instruments/drafts/<uuid:draft>/taken-out
R         /staff/instruments/drafts/<uuid:draft>/translations/<language>
R         /staff/instruments/drafts/<uuid:draft>/translations/<language>/back
R         /staff/instruments/drafts/<uuid:draft>/translations/<language>/po
R         /staff/instruments/drafts/<uuid:draft>/translations/<language>/sign
R         /staff/instruments/drafts/<uuid:draft>/translator-notes
R         /staff/instruments/import
public    /staff/invitation/<secret>
public    /staff/language
public    /staff/login
public    /staff/logout
public    /staff/mf-recovery
signed-in /staff/mf-recovery-codes
a         /staff/people
a         /staff/people/<uuid:person>/disable
a         /staff/people/<uuid:person>/enable
a         /staff/people/<uuid:person>/reset
a         /staff/people/<uuid:person>/sessions/end
a         /staff/people/grants/<uuid:grant>/remove
a         /staff/people/invitations/<uuid:invitation>/withdraw
a         /staff/people/resets/<uuid:reset>/confirm
a         /staff/people/resets/<uuid:reset>/stop
a         /staff/people/tokens/<uuid:token>/end
a         /staff/people/webhooks/<uuid:webhook>/remove
e         /staff/reports/<uuid:job>/stop
e         /staff/reports/chapters/<uuid:chapter>
e         /staff/reports/chapters/<uuid:chapter>/freeze
e         /staff/reports/chapters/<uuid:chapter>/freeze/ask
e         /staff/reports/experiments/<uuid:experiment>
e         /staff/reports/experiments/<uuid:experiment>/freeze
e         /staff/reports/experiments/<uuid:experiment>/open-answers
e         /staff/reports/releases/<uuid:release>/put-out
e         /staff/reports/releases/<uuid:release>/show
eo        /staff/reports/releases/<uuid:release>/words/<uuid:chapter>
e         /staff/reports/studies/<uuid:study>
e         /staff/reports/studies/<uuid:study>/export
e         /staff/reports/studies/<uuid:study>/freeze
public    /staff/reset/<secret>
A         /staff/retention
A         /staff/setup
public    /staff/setup/<secret>
signed-in /staff/step-up
a         /staff/studies/<uuid:study>/change
a         /staff/studies/<uuid:study>/chapters/new
ar        /staff/studies/<uuid:study>/plan/change
ar        /staff/studies/<uuid:study>/who-asks
A         /staff/studies/new
public    /staff/tf-rescue
public    /staff/tf-select
public    /staff/tf-setup
signed-in /staff/tf-setup/<token>
public    /staff/tf-validate
signed-in /staff/verify
signed-in /staff/wan-delete
signed-in /staff/wan-register
signed-in /staff/wan-register/<token>
public    /staff/wan-signin
public    /staff/wan-signin/<token>
signed-in /staff/wan-verify
signed-in /staff/wan-verify/<token>
token     /api/v1/studies/<uuid:study>/exports
"""
TABLE = [line.split(maxsplit=1) for line in POSTS.strip().splitlines()]
GUARDED = [(who, rule) for who, rule in TABLE if who not in {"public", "signed-in", "token"}]
BEFORE_SIGNING_IN = {"public", "token"}


def address(rule, place, experiment, chapter):
    """An address of a rule: the session and the chapter asked about, a stand-in for anything else."""

    def value(found):
        converter, _colon, name = found[1].rpartition(":")
        known = {"experiment": experiment, "chapter": chapter, "study": place.study, "kind": "pre"}
        if converter.startswith("any("):
            return re.split(r",\s*", converter[4:-1])[0]
        return known.get(name) or {"uuid": experiment, "int": "1"}.get(converter, "x")

    return re.sub("<([^>]+)>", value, rule)


def test_the_table_has_every_route_that_takes_a_form(home):
    assert {rule for _who, rule in TABLE} == {rule for rule, method in home.routes() if method == "POST"}


def test_who_is_not_signed_in_changes_nothing(place):
    nobody, before = place.nobody(), place.tables()
    token = nobody.token("/login")
    led = {
        rule: (answer.status_code, "/login" in answer.headers.get("Location", ""))
        for who, rule in TABLE
        if who not in BEFORE_SIGNING_IN
        for answer in [nobody.client.post(address(rule, place, place.here, place.north), data={"csrf_token": token})]
    }
    assert {rule: said for rule, said in led.items() if said not in {(303, True), (302, True)}} == {}
    assert place.tables() == before


def statuses(place, letter, rules, *, experiment, chapter):
    """What somebody of North with a role is answered who posts to each of these rules; no row may change."""
    person, before = place.person(ROLES[letter], "north"), place.tables()
    token = person.token()
    said = {
        rule: person.client.post(address(rule, place, experiment, chapter), data={"csrf_token": token}).status_code
        for rule in rules
    }
    assert place.tables() == before
    return said


@pytest.mark.parametrize("letter", ROLES)
def test_another_role_is_refused_and_changes_nothing(place, letter):
    rules = [rule for who, rule in GUARDED if letter not in who]
    said = statuses(place, letter, rules, experiment=place.here, chapter=place.north)
    assert {rule: status for rule, status in said.items() if status != 403} == {}


@pytest.mark.parametrize("letter", ROLES)
def test_another_chapter_is_refused_and_changes_nothing(place, letter):
    rules = [rule for who, rule in GUARDED if letter in who and re.search("<uuid:(experiment|chapter)>", rule)]
    said = statuses(place, letter, rules, experiment=place.there, chapter=place.south)
    assert {rule: status for rule, status in said.items() if status not in {403, 404}} == {}
