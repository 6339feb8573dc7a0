"""Ways of changing the audit log in the database without its key: each a name and a function of rows and chance.

A function takes the rows as the database has them (oldest first, each a mapping of columns) and gives the rows that
somebody leaves behind, with whether the end that the home notes was put back to an older one as well.
"""

import copy
import hashlib
import hmac
import json
import uuid
from datetime import UTC, timedelta

START = "0" * 64
COLUMNS = ("number", "at", "account_id", "actor", "action", "subject", "details", "previous", "mac")
WORDS = ("role given", "signed in", "wave opened", "nobody", "command line", "experiment 7", "")


def mac_of(row, key):
    """An entry's mac as the program reckons it."""
    at = row["at"].astimezone(UTC).isoformat(timespec="microseconds")
    who = row["account_id"].hex if row["account_id"] else None
    whole = [row["number"], at, who, *(row[name] for name in ("actor", "action", "subject", "details", "previous"))]
    text = json.dumps(whole, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def other(column, value, rng):
    """Another value of a column."""
    if column == "number":
        return value + rng.choice([-1000, 1000, 7777])
    if column == "at":
        return value + rng.choice([1, -1]) * timedelta(microseconds=rng.randrange(1, 10**9))
    if column == "account_id":
        return None if value and rng.random() < 0.3 else uuid.UUID(int=rng.getrandbits(128))
    if column == "details":
        return {**value, rng.choice(["role", "reason", "zz"]): rng.randrange(10**6)}
    if column in {"previous", "mac"}:
        return f"{rng.getrandbits(256):064x}"
    return rng.choice([word for word in WORDS if word != value] + [value[:-1] if value else "x", f"{value} "])


def change(column):
    def changed(rows, rng):
        row = rng.choice(rows)
        row[column] = other(column, row[column], rng)
        return rows

    return changed


def change_and_sign_anew(rows, rng):
    """One entry changed, its mac reckoned with a key that somebody made up."""
    row = rng.choice(rows)
    column = rng.choice(COLUMNS[1:7])
    row[column] = other(column, row[column], rng)
    row["mac"] = mac_of(row, rng.randbytes(32))
    return rows


def change_and_chain_anew(rows, rng):
    """One entry changed, and everything from there chained anew without the key."""
    at, key = rng.randrange(len(rows)), rng.choice([b"", rng.randbytes(32)])
    column = rng.choice(COLUMNS[1:7])
    rows[at][column] = other(column, rows[at][column], rng)
    return chained(rows, at, key)


def chained(rows, at, key):
    for place in range(at, len(rows)):
        rows[place]["previous"] = rows[place - 1]["mac"] if place else START
        rows[place]["mac"] = mac_of(rows[place], key)
    return rows


def delete(rows, rng):
    """Some entries that are not the last."""
    first = rng.randrange(len(rows) - 1)
    last = rng.randrange(first + 1, min(len(rows) - 1, first + 6) + 1)
    return rows[:first] + rows[last:]


def delete_and_close_up(rows, rng):
    """An entry taken out, the later ones numbered and chained on, their macs left or made up."""
    at = rng.randrange(len(rows) - 1)
    rows = rows[:at] + rows[at + 1 :]
    for place in range(at, len(rows)):
        rows[place]["number"] = place + 1
    if rng.random() < 0.5:
        return chained(rows, at, rng.randbytes(32))
    rows[at]["previous"] = rows[at - 1]["mac"] if at else START
    return rows


def append(rows, rng):
    """An entry added after the last: a copy of an earlier one, or one made up."""
    row = copy.deepcopy(rng.choice(rows)) | {"number": len(rows) + 1, "previous": rows[-1]["mac"]}
    if rng.random() < 0.7:
        row |= {"action": "role given", "mac": mac_of(row, rng.randbytes(32))}
    return [*rows, row]


def put_in(rows, rng):
    """An entry put in among the others, which are moved on."""
    at = rng.randrange(len(rows))
    for row in rows[at:]:
        row["number"] += 1
    row = copy.deepcopy(rng.choice(rows)) | {"number": at + 1, "previous": rows[at]["previous"]}
    row["mac"] = mac_of(row, rng.randbytes(32))
    rows[at]["previous"] = row["mac"]
    return [*rows[:at], row, *rows[at:]]


def put_before(rows, rng):
    """An entry before the first."""
    return [copy.deepcopy(rng.choice(rows)) | {"number": rng.choice([0, -1, -50]), "previous": START}, *rows]


def swap(rows, rng):
    """What two entries say."""
    one, another = rng.sample(range(len(rows)), 2)
    for name in COLUMNS[1:7] if rng.random() < 0.5 else COLUMNS[1:]:
        rows[one][name], rows[another][name] = rows[another][name], rows[one][name]
    return rows


def cut(rows, rng):
    """The end cut off; the end that the home notes stays as it is."""
    return rows[: rng.randrange(len(rows))]


def of_another_key(rows, rng):
    """The same log, chained from the first entry with a key made up: what was done then stands there changed."""
    rng.choice(rows)["subject"] = f"experiment {rng.randrange(10**6)}"
    return chained(rows, 0, rng.randbytes(32))


KINDS = {
    **{f"{name} changed": change(name) for name in COLUMNS},
    "signed anew without the key": change_and_sign_anew,
    "chained anew without the key": change_and_chain_anew,
    "deleted": delete,
    "deleted and closed up": delete_and_close_up,
    "appended": append,
    "put in": put_in,
    "put before the first": put_before,
    "swapped": swap,
    "cut off": cut,
    "cut off, older end noted": cut,
    "all of another key": of_another_key,
}
