"""Careless people who share one phone, and read one thing alone: whose turn it is, by when they began."""

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from lxml import html

from tests.conftest import StandingClock
from tests.journeys.careless.people import Careless

LONDON = ZoneInfo("Europe/London")


@dataclass
class Sharing(Careless):
    """Somebody who hands a phone on to others, or borrows it; none of them has a card."""

    clock: StandingClock = field(default_factory=StandingClock)
    lends: str = ""
    """When they lend it, "midway" or "after sending"; to whom stands in `borrowers`."""
    borrowers: list["Sharing"] = field(default_factory=list)
    began: set[str] = field(default_factory=set)
    """The times by the clock in the hall when they began something."""
    own: set[str] = field(default_factory=set)
    """The addresses of their questionnaires."""

    def wave(self, wave: str) -> None:
        """As everybody does, and lend the phone at their moment; who has it last scans again when it comes back."""
        super().wave(wave)
        if self.lends == "after sending":
            self._lend(wave)

    def _lend(self, wave: str) -> None:
        is_done = wave in self.sent
        if is_done != (self.lends == "after sending"):
            return
        for friend in self.borrowers:
            if wave not in friend.sent:
                self.did.append(f"lend the phone {self.lends}")
                self.clock.advance(minutes=3)
                friend.phone.page = self.phone.page
                friend.wave(wave)
                self.clock.advance(minutes=3)
                self._scan()

    def _press_on(self, answers: dict[str, str], *, times: int = 1) -> None:
        """Press what is for them: it is they who began at that time, or somebody else."""
        document = self._document()
        hand_on = document.xpath("//form[@id='handon'][not(.//input[@name='kiosk'])]//button")
        if hand_on and not self._is_receipt() and not self._tells_of_mine(document):
            self.did.append("hand the phone on")
            self.clock.advance(seconds=1)  # a press, and not the second tap of the one that led here
            self._press(hand_on[0], answers)
        elif buttons := document.xpath("//form[contains(@class, 'who')]//button[@name='same']"):
            self._press(self._mine(buttons, document), answers)
        elif not self._is_receipt() and (others := self._link_for_others(document)):
            self._open(others)
        else:
            super()._press_on(answers, times=times)

    def _open(self, address: str) -> None:
        super()._open(address)
        if self._is_questionnaire() and self.phone.page.request.path not in self.own:
            self.own.add(self.phone.page.request.path)
            self.began.add(f"{self.clock().astimezone(LONDON):%H:%M}")

    def _is_receipt(self) -> bool:
        return "/sent/" in self.phone.page.request.path

    def _mine(self, buttons: list[html.HtmlElement], document: html.HtmlElement) -> html.HtmlElement:
        """The button that says when they began; of one person the question says it. Otherwise somebody else."""
        asked = document.xpath("string(//h1)") if len(buttons) == 2 else ""
        named = [one for one in buttons[:-1] if self._says_mine(asked + one.text_content())]
        return named[0] if named else buttons[-1]

    def _tells_of_mine(self, document: html.HtmlElement) -> bool:
        """Whether a page of a phone of two says by the time that what was sent is theirs."""
        told = document.xpath("string(//p[contains(., 'whoever began')])")
        return bool(told) and self._says_mine(told)

    def _says_mine(self, text: str) -> bool:
        return any(time in text for time in self.began)

    def _link_for_others(self, document: html.HtmlElement) -> str:
        """Where somebody goes who finds that what is open on the phone is another's."""
        others = document.xpath("//a[contains(@href, '/next')]/@href")
        on = document.xpath("//a[@id='goon']/@href")
        is_own = bool(on) and on[0].partition("?")[0] in self.own
        return str(others[0]) if others and not is_own and not self._has_sent(document) else ""

    def _has_sent(self, document: html.HtmlElement) -> bool:
        """Whether the page tells of what they have sent themselves."""
        told = document.xpath("string(//h1)")
        return any(wave in self.sent and title in told for wave, title in (("pre", "Before"), ("post", "After")))
