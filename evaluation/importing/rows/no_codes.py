"""What people write in the place of a code that they do not have: it is of nobody, however many write it."""

import re

_WRITTEN = (
    "0|00|000|0000|x|xx|none|no|nope|n|nil|nothing|no code|nocode|code|my code|no name|noname|no idea|idk|not sure"
    "|unsure|forgot|forgotten|forgot it|forget|lost|lost it|anonymous|anon|unknown|not known|not given|no number"
    "|empty|blank|same|same as before|same as last time|as before|tbc|tba|prefer not|private"
    "|dim|dim byd|neb|dim cod|dim rhif|heb god|anhysbys|dienw|na|nac oes|anghofio|yr un peth"
    "|kein|keine|keiner|keins|kein code|keinen|vergessen|unbekannt|anonym|nichts|keine angabe|weiß nicht"
    "|weiss nicht|k.a|entfällt|aucun|aucune|oublié|anonyme|rien|inconnu|je ne sais pas|ninguno|ninguna|nada"
    "|anónimo|anonimo|desconocido|no sé|no se|brak|nie wiem|anonimowy|nieznany"
)
WORDS = frozenset(_WRITTEN.split("|"))
SAYS = re.compile(
    r"\b(forgot(ten)?|(can't|cant|cannot|can not|don't|dont|do not|couldn't|didn't) (remember|recall|know|have)"
    r"|(no|any|lost|without|haven't got) (my |a |the |any )?(code|number|id)"
    r"|(ddim|dim) yn (cofio|gwybod)|wedi anghofio|anghofiais|heb (god|rif)"
    r"|erinner\w* mich nicht|nicht mehr|me souviens pas|oubli(é|er)|no (me acuerdo|recuerdo)|olvid(é|ado)"
    r"|nie pami\w+|zapomnia\w+)(?!\w)"
)


def is_no_code(words: str) -> bool:
    """Whether plain words say that somebody has no code, or does not know it."""
    return words in WORDS or SAYS.search(words) is not None
