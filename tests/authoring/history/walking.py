"""Somebody who wanders through the editor of a draft: types, goes back, reloads, loses the signal, is signed out."""

import secrets
from contextlib import suppress

from playwright.sync_api import Error
from sqlalchemy import delete

from evaluation.accounts.session_cookie import WHO, token_digest
from evaluation.accounts.step_up.fresh_proof import PROVED_AT
from evaluation.models import StaffSession
from evaluation.store.accounts.sessions import keep_session

PARTS = ("items/bt1", "items/bt2", "formats/meet_again", "scales/anxiety", "waves/post", "about/instrument")
STEPS = {"type": 10, "open": 3, "save": 2, "pause": 2, "move": 1, "back": 2, "reload": 2, "signal": 2, "sign_out": 1}
"""How often each is done, of so many together."""
ELSEWHERE = "items/op1"
"""A part in which nobody types."""
KEPT = """() => Object.entries(localStorage)
  .filter(([key, kept]) => key.startsWith("weaving draft") && !JSON.parse(kept).refused).map(([key]) => key)"""
SOON = 1_500


def give_session(desk, base, context, account):
    """Give a browser a new session of somebody, as signing in does."""
    token, now = secrets.token_urlsafe(32), desk.services.clock()
    contents = {
        WHO: account.session_key,
        "fs_cc": "set",
        "fs_paa": now.timestamp(),
        PROVED_AT: now.timestamp(),
        "_fresh": True,
    }
    with desk.services.database.transaction() as db:
        keep_session(db, token_digest(token), contents=contents, session_key=account.session_key, device="", now=now)
    context.add_cookies([{"name": desk.app.config["SESSION_COOKIE_NAME"], "value": token, "url": base}])


class Wanderer:
    """One person in one browser; `typed` holds every word that was typed in a walk, `done` every step."""

    def __init__(self, desk, base, context, account):
        self.desk, self.base, self.context, self.account = desk, base, context, account
        self.page, self.typed, self.done, self.has_signal = context.new_page(), [], [], True

    def begin(self, draft, chance, name):
        """Stand at the first part of a draft."""
        self.home, self.chance, self.name = f"{self.base}/instruments/drafts/{draft}", chance, name
        self.typed, self.done = [], []
        self.page.close()
        self.page = self.context.new_page()
        self.come_back(PARTS[0])

    def step(self):
        """Do something; whoever lost the way because of it comes back."""
        way = self.chance.choices([*STEPS], weights=[*STEPS.values()])[0]
        self.done.append(way)
        try:
            if not self.page.url.startswith(self.home):
                self.come_back(self.chance.choice(PARTS))
            if way not in {"signal", "sign_out"}:
                self.sign_in_over_the_page()
            getattr(self, way)()
        except Error:
            self.come_back(self.chance.choice(PARTS))

    def type(self):
        """Type a word of one's own at the end of some field."""
        fields = self.page.locator("#part :is(textarea, input:not([type])):visible")
        field = fields.nth(self.chance.randrange(max(fields.count(), 1)))
        field.press("Control+End", timeout=SOON)
        word = f"{self.name}{len(self.typed)}x"
        for letter in word:
            self.page.keyboard.type(letter)
        if field.input_value(timeout=SOON).count(word):
            self.typed.append(word)
            self.done[-1] += (
                f" {word} in {field.get_attribute('name')} of {self.page.url.partition('/drafts/')[2][37:]}"
            )

    def open(self):
        """Press another part."""
        self.page.locator(f'.contents button[value$="/{self.chance.choice(PARTS)}"]').click(timeout=SOON)

    def save(self):
        """Press Save."""
        self.page.locator("form.part button.go").click(timeout=SOON)

    def move(self):
        """Press an arrow beside a question."""
        self.page.locator('button[value="down bt1"]').click(timeout=SOON)

    def pause(self):
        """Wait until what is typed may be on its way."""
        self.page.wait_for_timeout(self.chance.choice((200, 1200)))

    def back(self):
        """Press Back."""
        self.page.go_back(wait_until="commit", timeout=SOON)

    def reload(self):
        """Press Reload."""
        self.page.reload(wait_until="commit", timeout=SOON)

    def signal(self):
        """The signal goes or comes."""
        self.has_signal = not self.has_signal
        self.context.set_offline(not self.has_signal)

    def sign_out(self):
        """The session ends on the server, and the page does not know."""
        with self.desk.services.database.transaction() as db:
            db.execute(delete(StaffSession).filter_by(account_id=self.account.id))

    def sign_in_over_the_page(self):
        """Sign in over the page where it asks for that, or put it off."""
        dialog = self.page.locator("#sign-in[open]")
        if not dialog.count():
            return
        if self.chance.random() < 1 / 3:
            dialog.get_by_role("button", name="Later").click(timeout=SOON)
            return
        give_session(self.desk, self.base, self.context, self.account)
        self.page.frame("sign-in").goto(f"{self.base}/instruments/signed-in", timeout=SOON)
        dialog.wait_for(state="detached", timeout=SOON)

    def come_back(self, part):
        """Open a part with a signal and signed in, whatever of before is still on its way and comes in between."""
        self.has_signal = True
        self.context.set_offline(False)
        for patience in (0, 1_000, 3_000, 10_000):
            self.page.wait_for_timeout(patience)
            give_session(self.desk, self.base, self.context, self.account)
            with suppress(Error):
                self.page.goto(f"{self.home}/{part}")
                if self.page.url.startswith(self.home):  # and not where one signs in: an old answer ends a session
                    return
        raise AssertionError(f"never came to {part}")

    def end(self):
        """Come back to where nothing was typed, and stay until the page has sent what was kept in the browser.

        Whoever is signed out there once more, by an answer of before that came late, signs in and comes back again.
        """
        for _ in range(3):
            self.come_back(ELSEWHERE)
            for _ in range(50):
                if not (kept := self.page.evaluate(KEPT)):
                    return
                self.page.wait_for_timeout(100)
        raise AssertionError(f"never sent: {kept}")
