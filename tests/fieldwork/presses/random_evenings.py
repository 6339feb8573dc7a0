"""Evenings at which two organisers, a volunteer, participants and the clock do anything at any time."""

import re
import uuid
from datetime import timedelta

from lxml import html
from werkzeug.test import Client

from evaluation.fieldwork.timekeeping import keep_time
from evaluation.models import Experiment
from evaluation.store.studies.waves import waves_of
from tests.fieldwork.presses.evening_model import EveningModel, WaveModel
from tests.fieldwork.presses.hands import Hand, asked_of, said_in
from tests.fieldwork.presses.people_who_answer import PeopleWhoAnswer
from tests.fieldwork.presses.what_is_kept import WhatIsKept
from tests.hall import freeze

PRESSES_AN_EVENING = 250
AFTERWARDS = 12
"""Presses after a release has frozen an evening."""
WAITS = (
    (40, lambda rng: timedelta(seconds=rng.choice([0, 0, 1, 2, 3, 4, 5]))),
    (25, lambda rng: timedelta(seconds=rng.randint(6, 60))),
    (25, lambda rng: timedelta(seconds=rng.randint(60, 720))),
    (7, lambda rng: timedelta(minutes=rng.randint(13, 90))),
    (3, lambda rng: timedelta(minutes=rng.randint(100, 400))),
)
MOVES = ("open", "close", "reopen")
ROUND_MOVES = ("start", "pause", "resume", "end", "add", "minute")


class RandomEvenings:
    """One evening after the other, compared with the model after every press."""

    def __init__(self, mounted, clock, rng):
        self.mounted, self.clock, self.rng = mounted, clock, rng
        self.database = mounted.services.database
        self.organisers = [
            mounted.desk.person("organiser", chapter=mounted.desk.north, email=f"{name}@example.org")
            for name in ("ann", "ben")
        ]
        self.administrator = mounted.desk.person("administrator", email="eve@example.org")
        self.pressed, self.seen, self.story = 0, set(), []
        self.experiment = mounted.desk.here.id

    def run(self, presses):
        """So many presses, over as many evenings as that takes."""
        while self.pressed < presses:
            self._begin()
            until = min(presses, self.pressed + PRESSES_AN_EVENING)
            while self.pressed < until:
                self._wait()
                self._do()
            self._look_at_the_log()
            self._freeze()
            self._next()

    def _compare(self, what, entries):
        """The program stands where the model does, no answer is lost, and what was done is in the log."""
        self.story.append((self.clock.now, what))
        self.kept.compare(self.model, sent=self.people.sent, entries=entries, story=self.story[-8:])

    def _begin(self):
        self.story = []
        self.clock.now = self.clock.now.replace(hour=16, minute=0) + timedelta(days=1)
        with self.database.transaction() as db:
            row, start = db.get_one(Experiment, self.experiment), self.clock.now + timedelta(hours=1)
            row.date, row.starts_at, row.ends_at = start.date(), start, start + timedelta(hours=2)
            row.planned_rounds = self.rng.choice([None, 0, 2, 4])
            self.words, planned, ends = row.slug, row.planned_rounds, row.ends_at
            minutes, held = row.minutes_a_round or 7, bool(row.options.get("hold_after"))
            kinds = list(waves_of(db, row))
        self.model = EveningModel(
            waves={kind: WaveModel() for kind in kinds},
            ends_at=ends,
            planned=5 if planned is None else planned,
            day=start.date(),
            minutes=minutes,
            held=held,
        )
        self.people = PeopleWhoAnswer(self.mounted.application, self.words, self.rng)
        self.address = f"/staff/experiments/{self.experiment}"
        self._sit_down()
        self.kept = WhatIsKept(self.database, self.clock, self.experiment)

    def _sit_down(self):
        self.hands = [self._organiser(each) for each in (*self.organisers, self.organisers[0])]
        handing = self.mounted.as_person(self.organisers[0])
        page = handing.post(f"{self.address}/key", page=f"{self.address}/key").text
        secret = re.search(r"/staff/evening/([\w-]+)", page)[1]
        self.hands.append(Hand("volunteer", Client(self.mounted.application), f"/staff/evening/{secret}"))
        for hand in self.hands:
            assert hand.open().status_code == 200

    def _organiser(self, account):
        return Hand(account.email, self.mounted.as_person(account).client, self.address)

    def _wait(self):
        make = self.rng.choices([each for _, each in WAITS], weights=[weight for weight, _ in WAITS])[0]
        self.clock.now += make(self.rng)
        if self.rng.random() < 0.5:
            keep_time(self.mounted.services)
            if done := self.model.tick(self.clock.now):
                self._compare("the clock", done)

    def _do(self):
        kind = self.rng.choices(
            ["press", "made up", "answer", "record", "hours", "freeze", "put away"], weights=[66, 15, 14, 2, 1, 2, 3]
        )[0]
        hand = self.rng.choice(self.hands)
        if kind == "press":
            self._press(hand, self._form_of(hand))
        elif kind == "made up":
            self._press(hand, self._made_up(hand))
        elif kind == "answer":
            self._answer()
        else:
            hand = self.rng.choice([each for each in self.hands if not each.is_key])
            presses = {"record": self._record, "hours": self._hours, "freeze": self._try_to_freeze}
            presses.get(kind, self._put_away)(hand)

    def _form_of(self, hand):
        if self.rng.random() < 0.12 or not any(hand.pages):
            self._look(hand)
        with_forms = [page for page in hand.pages if page]
        if not with_forms:
            return self._made_up(hand)
        page = with_forms[-1] if self.rng.random() < 0.7 else self.rng.choice(with_forms)
        return self.rng.choice(page)

    def _made_up(self, hand):
        if self.rng.random() < 0.4:
            number, move = self.rng.randint(1, 6), self.rng.choice(ROUND_MOVES)
            return hand.made_up(f"/rounds/{number}/{move}", minutes=str(self.rng.randint(6, 10)))
        kinds = ("pre", "post") if hand.is_key else tuple(self.model.waves)
        kind = self.rng.choice(["pre", "post", *kinds])
        if self.rng.random() < 0.1:
            return hand.made_up(f"/hold/{self.rng.choice(['on', 'off'])}")
        return hand.made_up(f"/waves/{kind}/{self.rng.choice(MOVES)}")

    def _press(self, hand, form):
        for _time in range(2 if self.rng.random() < 0.1 else 1):
            answer = hand.send(form)
            self.pressed += 1
            sent = asked_of(*form)
            if self._is_signed_out(hand, answer):
                self._compare(f"{hand.name}, signed out", 0)
                return
            done = self.model.press(sent, self.clock.now) if self._may(hand, answer) else False
            wanted = 422 if self.model.refused else 303
            self._told(hand, sent, answer, wanted if self._may(hand, answer) else answer.status_code)
            self._compare(f"{hand.name} {sent}", int(done))
        self._look_after(hand, answer)

    def _may(self, hand, answer):
        return not (hand.is_key and answer.status_code == 404)

    def _told(self, hand, sent, answer, status):
        self.story.append((self.clock.now, hand.name, sent, answer.status_code))
        assert answer.status_code == status, (self.story[-8:], answer.text[-1500:])
        self._is_no_dead_end(answer)

    def _is_no_dead_end(self, answer):
        assert answer.status_code < 500, self.story[-8:]
        assert answer.status_code < 400 or said_in(answer), (self.story[-8:], answer.text)

    def _is_signed_out(self, hand, answer):
        if "/login" not in answer.headers.get("Location", ""):
            return False
        fresh = self._organiser(next(each for each in self.organisers if each.email == hand.name))
        hand.client, hand.pages = fresh.client, []
        hand.open()
        return True

    def _look_after(self, hand, answer):
        """The page after a press: always the first time that an evening stands so, and now and then besides."""
        drawn = (self.model.state, tuple(self.model.closed), self.model.held, self.model.rounds.phase(self.clock.now))
        if answer.status_code == 303 and (drawn not in self.seen or self.rng.random() < 0.1):
            self.seen.add(drawn)
            location = answer.headers["Location"]
            self._look(hand, f"?{location.partition('?')[2]}")

    def _look(self, hand, query=""):
        answer = hand.open(query)
        if self._is_signed_out(hand, answer):
            return
        self._is_no_dead_end(answer)
        if answer.status_code == 200:
            self._is_never_stuck(hand)

    def _is_never_stuck(self, hand):
        """Every wave that closed and is not frozen can be opened again from this page, perhaps after a press there."""
        sent = [asked_of(*form) for form in hand.pages[-1]]
        offered = {each.kind for each in sent if each.move == "reopen"}
        last = next((each.press for each in sent if each.move == "undo"), None)
        undone = {each.kind for each in self.model.presses if each.id == last}
        offered |= {"pre", "post"} if "post" in undone else undone
        steps = {(each.kind, each.move) for each in sent}
        offered |= {"pre"} if ("post", "close") in steps else set()
        offered |= {"post"} if ("pre", "close") in steps else set()
        theirs = {"pre", "post"} if hand.is_key else {"pre", "post", "then", "follow_up"}
        stuck = [kind for kind in self.model.closed if kind in theirs - offered]
        assert stuck == [], (self.story[-8:], sent)

    def _answer(self):
        self.pressed += 1
        wave, answer = self.people.do()
        self._is_no_dead_end(answer)
        if wave:
            self.model.answered(wave, self.clock.now)
        self._compare("somebody answers", 0)

    def _record(self, hand):
        self.pressed += 1
        page = self._form_page(hand, "/record")
        if page is None:
            return
        values = {**page, "came": str(self.rng.randint(0, 40)), "planned_rounds": self.rng.choice(["", "1", "3", "6"])}
        values |= {"minutes_a_round": str(self.rng.randint(5, 9)), "reason": self.rng.choice(["", "Counted again."])}
        answer = hand.client.post(f"{self.address}/record", data=values)
        self._is_no_dead_end(answer)
        if answer.status_code == 303:
            self.model.planned = int(values["planned_rounds"] or 5)
        self._compare(f"{hand.name} records {values}", int(answer.status_code == 303))

    def _hours(self, hand):
        self.pressed += 1
        page = self._form_page(hand, "/arrange")
        if page is None:
            return
        start = self.rng.randint(15, 21)
        ends = self.rng.choice([start + 1, start + 2, start + 3, start + 4])
        values = {**page, "starts": f"{start:02}:00", "ends": f"{ends % 24:02}:{self.rng.choice(['00', '30'])}"}
        answer = hand.client.post(f"{self.address}/arrange", data=values)
        self._is_no_dead_end(answer)
        if answer.status_code == 303:
            with self.database.reading() as db:
                row = db.get_one(Experiment, self.experiment)
                changed = row.ends_at != self.model.ends_at or values["starts"] != page["starts"]
                self.model.ends_at = row.ends_at
            self.model.hours_set = self.clock.now if changed else self.model.hours_set
        self._compare(f"{hand.name} moves the hours", int(answer.status_code == 303))

    def _form_page(self, hand, path):
        answer = hand.client.get(self.address + path)
        if self._is_signed_out(hand, answer):
            return None
        self._is_no_dead_end(answer)
        forms = [form for form in html.fromstring(answer.text).forms if "before" in form.fields]
        return dict(forms[0].form_values()) if forms else None

    def _try_to_freeze(self, hand):
        """An organiser may not: a page says so, and nothing happens."""
        self.pressed += 1
        _, values = hand.made_up("")
        answer = hand.client.post(f"/staff/reports/experiments/{self.experiment}/freeze", data=values)
        if not self._is_signed_out(hand, answer):
            assert answer.status_code == 403
            self._is_no_dead_end(answer)
        self._compare("somebody tries to freeze", 0)

    def _put_away(self, hand):
        """Somebody cancels or archives the evening, or takes either back."""
        self.pressed += 1
        move = self.rng.choice(["cancel", "cancel/undo", "cancel/undo", "archive", "archive/undo"])
        answer = hand.send(hand.made_up(f"/{move}"))
        if self._is_signed_out(hand, answer):
            return
        done = self.model.put_away(move)
        self._told(hand, move, answer, 422 if self.model.refused else 303)
        self._compare(f"{hand.name} {move}", int(done))

    def _look_at_the_log(self):
        """What was done last stands on the administrator's page."""
        page = self.mounted.as_person(self.administrator).get("/staff/audit")
        assert (page.status_code, self.kept.last_action in page.text) == (200, True)

    def _freeze(self):
        """As a release does it; then some more is pressed, and nothing changes but what the follow-up is."""
        with self.database.transaction() as db:
            row = db.get_one(Experiment, self.experiment)
            for kind, wave in waves_of(db, row).items():
                if kind != "follow_up" and wave.opened_at:
                    wave.closed_at = wave.closed_at or self.clock.now
            freeze(db, row, at=self.clock.now)
        self.model.freeze()
        for hand in self.hands:
            self._press(hand, self._form_of(hand))
            self._press(hand, hand.made_up(f"/waves/follow_up/{self.rng.choice(MOVES)}"))
        for _ in range(AFTERWARDS):
            self._wait()
            self._do()

    def _next(self):
        hand = self._organiser(self.organisers[0])
        hand.open()
        copied = hand.client.post(f"{self.address}/copy", data={"csrf_token": hand.token, "another": "yes"})
        self._is_no_dead_end(copied)
        self.experiment = uuid.UUID(re.search(r"/experiments/([\w-]+)", copied.headers["Location"])[1])
