"""The one cookie: after consent it lets the same phone find the people again who agreed on it, if they say so."""

import hmac
import secrets
import uuid
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from urllib.parse import urlencode

from flask import Request
from werkzeug import Response

from evaluation.store.responses.receipts import StoredReceipt
from evaluation.survey.join_address import normalised_address
from evaluation.survey.signing_key import accepted_cookie_keys, is_one_of, mark_of, marks_of, note_forgery, secret
from evaluation.web.app import services

COOKIE_NAME = "weaving_phone"
BEGUN = "k"
"""What the address of a form just begun calls the mark that only whoever began it is given."""
PROOF = "proof"
"""What an address or a form calls the mark that only whoever sent a response is given."""
LENGTH_OF_MARK = 16
LONGEST_ADDRESS = 120
MOST = 6
"""People whom a phone remembers, the latest: of more nobody could say which time was theirs."""
SECONDS = 120 * 24 * 3600
"""Until the follow-up three months on."""
TAKEN_BACK_WITHIN = timedelta(seconds=10)
"""How long after a phone was handed on that can be undone: while it is still in the hand that pressed, and no longer.
The page hides the button after as long (survey.css)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """Who agreed on a phone, the latest first, and whether it was handed on since."""

    people: tuple[uuid.UUID, ...] = ()
    handed_on: datetime | None = None
    """Since when the phone is with somebody who has not agreed on it."""
    is_shared: bool = False
    """Whether it was ever handed on, or more than one person agreed on it."""
    was_shared: bool = False
    """Whether that was so already before it was handed on last, which may be undone."""
    name: str = ""
    """What this phone is called here and nowhere else: chance, minted when somebody first agrees on it."""
    card: str = ""
    """The mark of a card that nobody had used, by which came whose phone it is, and said that it was they."""

    @property
    def current(self) -> uuid.UUID | None:
        """Whose phone it is now; None where it was handed on, or is nobody's."""
        return self.people[0] if self.people and self.handed_on is None else None

    def has_said_own(self, card: str) -> bool:
        """Whether whoever this phone is with has come by a card of nobody's and said who they are."""
        said = bool(card and self.current and self.card)
        return said and self.card in marks_of(f"card {card}", 8)

    def can_be_taken_back(self, now: datetime) -> bool:
        """Whether handing it on can still be undone."""
        return bool(self.people and self.handed_on and now < self.handed_on + TAKEN_BACK_WITHIN)

    def with_person(self, participant: uuid.UUID, name: str = "") -> "Remembered":
        """The same with somebody who agrees now; `name` is what the phone is called where it had no name."""
        others = tuple(person for person in self.people if person != participant)
        people = (participant, *others)[:MOST]
        name, card = self.name or name or secrets.token_hex(8), self.card if people[0] in self.people[:1] else ""
        return Remembered(people=people, is_shared=self.is_shared or len(people) > 1, name=name, card=card)

    def with_earlier_person(self, participant: uuid.UUID, now: datetime) -> "Remembered":
        """The same with somebody who agreed before the phone was handed on, and is heard of only now."""
        if not self.people:
            return replace(self.with_person(participant), handed_on=now, is_shared=True)
        if participant in self.people:
            return self
        people = (self.people[0], participant, *self.people[1:])[:MOST]
        return replace(self, people=people, is_shared=True)

    def with_another(self, participant: uuid.UUID, *, but: uuid.UUID | None, name: str = "") -> "Remembered":
        """The same with somebody in the place of another, whom this phone only seemed to be of."""
        return self.without(but).with_person(participant, name)

    def without(self, person: uuid.UUID | None) -> "Remembered":
        """The same without somebody."""
        return replace(self, people=tuple(one for one in self.people if one != person))


NOBODY = Remembered()


def remembered(sent: Request) -> Remembered:
    """Whom this phone remembers; nobody where there is no cookie, or it is not ours."""
    if COOKIE_NAME not in sent.environ.get("HTTP_COOKIE", ""):
        return NOBODY
    cookie = sent.cookies.get(COOKIE_NAME, "")
    found = (_written(cookie, key) for key in accepted_cookie_keys())
    return next((phone for phone in found if phone is not NOBODY), None) or note_forgery(sent, NOBODY)


@lru_cache(maxsize=4096)
def _written(cookie: str, key: bytes) -> Remembered:
    """Whom a cookie names; it is asked several times while one page is made."""
    value, _, mark = cookie.partition(".")
    if not mark or not hmac.compare_digest(mark_of(value, key).encode(), mark.encode()):
        return NOBODY
    value, _, name = value.partition("!")
    name, _, card = name.partition("+")
    people, shared, moment = value.partition("~")
    return Remembered(
        people=tuple(uuid.UUID(person) for person in people.split("-")),
        handed_on=datetime.fromtimestamp(int(moment.lstrip("~")), UTC) if moment else None,
        is_shared=bool(shared),
        was_shared=moment.startswith("~"),
        name=name,
        card=card,
    )


def remember_on_phone(
    response: Response,
    sent: Request,
    *,
    words: str,
    participant: uuid.UUID,
    but: uuid.UUID | None = None,
    card: str = "",
) -> None:
    """Have the phone remember who agreed, beside those who did before; `but` is somebody it was not after all.

    `card` is one of nobody's by which they came, and said who they are.
    """
    phone = remembered(sent).with_another(participant, but=but, name=_name_by_card(sent))
    _set(response, sent, words, replace(phone, card=mark_of(f"card {card}", secret("cookies"))[:8]) if card else phone)


def _name_by_card(sent: Request) -> str:
    """What a phone is called that comes by a card: the same however often, and at once, it tells that it did.

    It follows from the identity that its page minted, which, begun by a card, is in no address that others may know.
    """
    minted = sent.form.get("response", "") if sent.form.get("card", "").strip() else ""
    return mark_of(f"phone {minted}", secret("cookies"))[:16] if minted else ""


def remember_earlier_person(
    response: Response,
    sent: Request,
    *,
    words: str,
    participant: uuid.UUID,
    now: datetime,
    but: uuid.UUID | None = None,
) -> None:
    """Have the phone remember who agreed without signal and handed it on: it is not theirs any more.

    `but` is somebody it was not after all.
    """
    _set(response, sent, words, remembered(sent).without(but).with_earlier_person(participant, now))


def sender_of(sent: Request, response: uuid.UUID) -> str:
    """The mark of who sends a response, which tells nothing at another; empty where the phone keeps no cookie.

    It is made with the key that the phone's cookie is signed with, so that one from before a rotation stays the same.

    A phone of one's own is named by its cookie, and whoever answers on a kiosk by the address that they were given. A
    phone that keeps no cookie is named by the mark that its form was begun there, where a script keeps that out of the
    address bar; without one it may have been passed on, and names nobody.
    """
    return _sender(sent, response, _key_of_phone(sent))


def _sender(sent: Request, response: uuid.UUID, key: bytes) -> str:
    by_script = sent.headers.get("Accept", "").startswith("application/json")
    name = remembered(sent).name or (sent.args.get(BEGUN, "") if by_script else "")
    name = sent.args.get("by", "") if "kiosk" in sent.args else name
    return mark_of(f"sender {name} {response.hex}", key)[:12] if name else ""


def _key_of_phone(sent: Request) -> bytes:
    """The key that the cookie of a phone is signed with; the one in use where it has none."""
    cookie, keys = sent.cookies.get(COOKIE_NAME, ""), accepted_cookie_keys()
    return next((key for key in keys if _written(cookie, key) is not NOBODY), keys[0])


def proof_of(response: uuid.UUID) -> str:
    """What only whoever sent a response is given, as the answer to sending it: for phones that keep no cookie."""
    return mark_of(f"receipt {response.hex}", secret("cookies"))[:16]


def is_proven(sent: Request, response: uuid.UUID) -> bool:
    """Whether a request brings what only whoever sent a response was given."""
    return is_one_of(sent.values.get(PROOF, ""), marks_of(f"receipt {response.hex}", LENGTH_OF_MARK))


def proves_in_form(sent: Request, response: uuid.UUID) -> bool:
    """Whether a form brings that; an address that has it, and may be passed on, shows it and changes nothing."""
    return is_one_of(sent.form.get(PROOF, ""), marks_of(f"receipt {response.hex}", LENGTH_OF_MARK))


def is_of_sender(sent: Request, kept: StoredReceipt, response: uuid.UUID) -> bool:
    """Whether a request is of whoever sent a stored response: by their phone's mark, or by what its answer gave.

    What was sent before the phone had a mark is of whom the phone remembers. What an address brings stores nothing.
    Whoever has left a shared device is nobody who comes there.
    """
    if kept.is_left:
        return False
    by_proof = proves_in_form(sent, response) if sent.method == "POST" else is_proven(sent, response)
    by_memory = not kept.sender and kept.participant in remembered(sent).people
    return by_proof or by_memory or is_marked_as_sent(sent, response, kept.sender)


def is_marked_as_sent(sent: Request, response: uuid.UUID, sender: str) -> bool:
    """Whether the mark that is stored of who sent a response is that of the phone that a request comes from."""
    return sender != "" and is_one_of(sender, (_sender(sent, response, key) for key in accepted_cookie_keys()))


def brings_beginning(sent: Request, response: uuid.UUID) -> bool:
    """Whether a request brings what only whoever began a form was given, as the answer to agreeing."""
    mark = sent.args.get(BEGUN, "")
    keys, by_chance = accepted_cookie_keys(), mark[LENGTH_OF_MARK:]
    return is_one_of(mark, (mark_of_beginning(response, key, by_chance=by_chance) for key in keys))


def query_of_form(response: uuid.UUID, *, is_kiosk: bool, is_marked: bool, is_plain: bool = False) -> str:
    """What ends the address of somebody's form: on a kiosk a name by chance for whoever begins there now.

    It is marked as begun here where no cookie may tell.
    """
    query = {"kiosk": "1", "by": secrets.token_hex(8)} if is_kiosk else {}
    query |= {"plain": "1"} if is_plain and not is_kiosk else {}
    by_chance = secrets.token_hex(4)  # two phones that begin one form by a card are told apart
    query |= {BEGUN: mark_of_beginning(response, secret("cookies"), by_chance=by_chance)} if is_marked else {}
    return f"?{urlencode(query)}" if query else ""


def mark_of_beginning(response: uuid.UUID, key: bytes, *, by_chance: str = "") -> str:
    """What only whoever began a form is given: another at each beginning, which ends in what is so by chance."""
    return mark_of(f"begun {response.hex} {by_chance}", key)[:LENGTH_OF_MARK] + by_chance


def hand_on(response: Response, sent: Request, *, words: str, now: datetime) -> None:
    """Have the phone be nobody's until somebody agrees; who answered on it can still say so."""
    phone = remembered(sent)
    if phone.people:
        before = phone.was_shared if phone.handed_on else phone.is_shared
        _set(response, sent, words, replace(phone, handed_on=now, is_shared=True, was_shared=before))


def forget_people(
    response: Response, sent: Request, *, words: str, people: Collection[uuid.UUID], now: datetime
) -> None:
    """Have the phone forget people who took their answers back; it has no cookie where nobody is left.

    Where it was theirs it is nobody's until somebody agrees.
    """
    phone = remembered(sent)
    staying = tuple(person for person in phone.people if person not in people)
    if not staying and phone.people:
        response.delete_cookie(COOKIE_NAME, path=f"/{words}")
    elif len(staying) < len(phone.people):
        handed_on = phone.handed_on or (None if phone.people[0] in staying else now)
        _set(response, sent, words, replace(phone, people=staying, handed_on=handed_on, is_shared=True, card=""))


def undo_hand_on(response: Response, sent: Request, *, words: str) -> None:
    """Undo handing on: nobody else had the phone meanwhile."""
    phone = remembered(sent)
    is_shared = phone.was_shared or len(phone.people) > 1
    _set(response, sent, words, replace(phone, handed_on=None, is_shared=is_shared))


def tag(participant: uuid.UUID) -> str:
    """What a page calls somebody whom the phone remembers; it tells nothing to anybody else."""
    return mark_of(f"tag {participant.hex}", secret("cookies"))[:12]


def _set(response: Response, sent: Request, words: str, phone: Remembered) -> None:
    if words != normalised_address(words) or len(words) > LONGEST_ADDRESS:
        return  # no meeting has this address, so there is nothing to remember
    value = "-".join(person.hex for person in phone.people)
    if phone.is_shared:
        before = "~" if phone.was_shared else ""
        value += f"~{before}{int(phone.handed_on.timestamp())}" if phone.handed_on else "~"
    value += f"!{phone.name}" if phone.name else ""
    value += f"+{phone.card}" if phone.name and phone.card else ""
    response.set_cookie(
        COOKIE_NAME,
        f"{value}.{mark_of(value, secret('cookies'))}",
        max_age=SECONDS,
        path=f"/{words}",
        httponly=True,
        samesite="Lax",
        # over https, also where a server in front of this one holds the certificate
        secure=sent.is_secure or services().settings.base_url.startswith("https:"),
    )
