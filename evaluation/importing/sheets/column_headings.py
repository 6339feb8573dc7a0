"""What the heading of a column says of it: a time, what a form adds of its own, a person's name, or a code of"
" theirs.
"""

import re
from collections.abc import Iterable

from evaluation.importing.sheets.wave_words import plain_words

TIMES = (
    r"timestamp|time stamp|stamp ?amser|(completion|completed|submit|submission|submitted|recorded|end|finish"
    r"|finished|last modified|start|started|begin|created)"
    r"( ?(date|time|at|on|datetime|stamp))+( utc)?|submitdate|datestamp|startdate|enddate|recordeddate"
    r"|date( ?(and|&)? ?time)?|today|"
    r"date (submitted|completed|created|recorded|of (survey|response|submission|completion))|(survey"
    r"|response) (date|time)|.*timestamp|start|end|dyddiad( ac amser)?|amser (dechrau|gorffen|cwblhau|cyflwyno)"
    r"|zeitstempel|zeitpunkt|(start|end|fertigstellungs|absende|abgabe)(zeit|datum)"
    r"|datum (gestartet|abgeschickt|abgeschlossen|letzte aktivität)|tijdstempel"
    r"|horodat(eur|age)|(date|heure) de (début|fin|soumission)|marca temporal|marca de tiempo"
    r"|(fecha|hora) de (inicio|finalización|envío)|sygnatura czasowa|znacznik czasu"
    r"|(data|godzina|czas) (rozpoczęcia|ukończenia|zakończenia|przesłania)"
)
BEST_TIMES = (
    *("submi", "soumission", "absend", "abg", "envío", "przesłan", "cyflwyn", "complet", "fertig", "recorded"),
    *("timestamp", "end", "fin", "ukończ", "zakończ", "cwblhau", "gorffen", "stamp", "stemp", "horodat", "marca"),
)
"""Of several columns of times, the one that tells when answers were sent."""
LEFT = (
    r"ip( ?address)?|response ?id|respondent ?id|collector ?id|recipient( |first|last|name|email).*"
    r"|external ?data ?reference|externalreference|"
    r"location ?(latitude|longitude)|distribution ?channel|user ?language|status|progress|finished|duration.*|seed|"
    r"start ?language|last ?page|ref ?url|referrer( url)?|interview ?time|(group|question) ?time.*|total time"
    r"|.* \(seconds\)|time (taken|spent).*|"
    r"id|uuid|validation ?status|notes|submitted ?by|version|tags|index|device ?id|subscriber ?id|sim ?serial|"
    r"(phone|mobile)( ?(number|no))?|telephone.*|user ?name|(meta ?)?instance ?(id|name)|root ?uuid"
    r"|formhub ?uuid|redcap (repeat|survey|data) .*|redcap (event|survey).*|"
    r".* complete|total points|quiz feedback|(points|feedback) .*|score|network ?id|language|iaith|attachments"
    r"|geolocation|antwort id|letzte seite|start ?sprache|zufallsstartwert|ip adresse|weiterleitungs ?url|gesamtzeit.*"
    r"|(fragen|gruppen)zeit.*|id de la réponse|dernière page|langue de départ|adresse ip|"
    r"(question|q) .* (first click|last click|page submit|click count)|custom data 1|source|browser|os"
    r"|platform|user ?agent|utm .*|hidden.*|weight|bot ?score.*"
)
PERSONAL_HEADING = (
    r"(your |full |first |last |sur|fore|family |given |middle )?names?( \(.*\))?|(what is|what's) your (full "
    r"|first |last )?name|enw( llawn)?|cyfenw|"
    r"(your )?(e ?mail|email)( ?address)?.*|.*e ?mail address|recipientemail|postcode.*|post code.*|zip.*"
    r"|address|cyfeiriad.*|phone.*|mobile.*|contact.*"
)
NAMES = r"(your |full )?names?|(what is|what s) your (full )?name|enw( llawn)?|full name"
PHONE_DIGITS = (
    r"(.*\b)?(phone|telephone|mobile|cell|tel)( number| no)? (last|final) (4|four)( digits| numbers)?"
    r"|(.*\b)?(last|final) (4|four)( digits| numbers)?( of)?( the| your| my)?"
    r"( mobile| cell)? (phone|telephone|mobile|cell|tel)( number| no)?"
)
"""The end of a telephone number, which people are asked for as a code that they do not forget."""
CODES = (
    r"\b(codes?|cod|côd|pin|pseudonym|token|card|unique|identifier|anonymous|anon|participant|person"
    r"|respondent|member|student|learner|delegate|attendee|nickname|alias|"
    r"key|cyfranogwr|password|secret|memorable)\b|participantid|personid|\b(user|subject|case|client|staff"
    r"|patient|pupil|record|respondent) ?(id|number|no)\b"
)
WEAK_CODES = (
    r"(your |my |the )?(id|no|nr|number|ref|reference|id ?(number|no|code)|uid|record ?id|record"
    r"|externalreference|external ?data ?reference|response ?id|respondent ?id|index|subject|initials)"
)
MEMORY = (
    r"\b(first letter|last letter|letters? of|mother|father|born|birth|initials?|street|house number"
    r"|digits? of|middle name|month|pet|shoe)\b"
)
CONTEXT = (
    r"\b(age|aged|oed|oedran|gender|rhyw|sex|ethnic\w*|postcode|zip|how old|year of birth|date of birth|dob"
    r"|born|how many|number of|faint o|sawl|consent\w*|cydsyni\w*|"
    r"agree to (take part|participate)|permission|heard about|hear about|role|job|occupation|religion|disab\w*"
    r"|comments?|sylwadau|please (say|explain|describe|tell|specify)|anything else|why)\b"
)
OF_A_PERSON = (
    r"\b(age|aged|how old|year of birth|birth year|born|gender|sex|ethnic\w*|nationality|oed|oedran|rhyw|alter|wie alt"
    r"|geschlecht|geburtsjahr|âge|sexe|genre|edad|sexo|género|wiek|płeć)\b"
)
"""What stays the same of a person from one row to another."""
CHAPTER_HEADING = r"chapter|branch|pennod|cangen|chapter name|your chapter|which chapter.*"
EXPERIMENT = r"experiment"
ARM_HEADING = r"arm|study arm|trial arm"
WAVE = (
    r"post|after|(redcap )?event( name)?|wave|waves|time ?points?|time|t|session|occasion|phase|visit|round|survey"
    r"|questionnaire|form|stage|pre ?post|prepost|pre or post|before ?(or)? ?after|beforeafter|when"
    r"|measurement|period|ton|moment|test|assessment|redcap event name"
)


def words_of(heading: str) -> str:
    """The words of a heading in small letters, with single blanks between and no signs."""
    return re.sub(r"\s+", " ", " ".join(plain_words(heading.replace("_", " ")))).strip()


def says(pattern: str, heading: str) -> bool:
    """Whether the whole of a heading is one of these."""
    return re.fullmatch(pattern, words_of(heading)) is not None


def has(pattern: str, heading: str) -> bool:
    """Whether some words of a heading are one of these."""
    return re.search(pattern, words_of(heading)) is not None


def askable(headings: Iterable[str]) -> list[str]:
    """The columns that may be questions, by their headings."""
    return [name for name in headings if not says(f"{LEFT}|{PERSONAL_HEADING}|{TIMES}|{CHAPTER_HEADING}", name)]


def time_worth(heading: str) -> int:
    """How well a column of times tells when answers were sent; the greater the better."""
    words = words_of(heading)
    return next((len(BEST_TIMES) - place for place, word in enumerate(BEST_TIMES) if word in words), 0)
