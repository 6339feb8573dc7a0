"""Files changed at random, the same way for the same seed."""

import io
import random
import zipfile

TOKENS = [
    *(
        b"\x00",
        b'"',
        b"<",
        b">",
        b"|",
        b",",
        b"\n",
        b"\\",
        b"[[",
        b'{"',
        b"&b;",
        b"&#x0;",
        b"\xff\xfe",
        b"\xed\xa0\x80",
    ),
    *(b"9" * 400, b"1e999", b"-0", b"null", b"true", b"NaN", b"\\ud800", b"{place}", b"${x}", b"declined"),
    *(b"<script>alert(1)</script>", b'<!DOCTYPE a [<!ENTITY b "c">]>', b"select_one ", b"begin repeat", b"items"),
]


def mutated(chance: random.Random, content: bytes) -> bytes:
    """The content with one to four small changes; inside a workbook one of its parts is changed, as a rule."""
    if content.startswith(b"PK") and chance.random() < 0.8:
        return _within(chance, content)
    changed = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        _change(chance, changed)
    return bytes(changed)


def _change(chance: random.Random, content: bytearray) -> None:
    place, kind = chance.randrange(len(content) or 1), chance.random()
    if kind < 0.3 and content:
        content[place] = chance.randrange(256)
    elif kind < 0.55:
        content[place:place] = chance.choice(TOKENS)
    elif kind < 0.75:
        del content[place : place + chance.randint(1, 60)]
    elif kind < 0.9:
        start = chance.randrange(len(content) or 1)
        content[place:place] = content[start : start + chance.randint(1, 300)]
    elif kind < 0.97:
        content[place : place + chance.randint(1, 20)] = chance.choice(TOKENS)
    else:
        del content[place:]


def _within(chance: random.Random, content: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        names = [part.filename for part in old.infolist() if part.file_size]
        victim = chance.choice([name for name in names if "sheet" in name or "shared" in name] or names)
        for name in names:
            text = bytearray(old.read(name))
            if name == victim:
                _change(chance, text)
            new.writestr(name, bytes(text))
    return written.getvalue()
