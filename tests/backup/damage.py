"""Ways in which a backup is damaged, cut, forged or strange: each takes the bytes of one and gives those of another.

Those that are `signed` have everything made anew that whoever holds the keys could make: so what refuses them is what
they are, and not the hash of their manifest.
"""

import hashlib
import io
import json
import sqlite3
import tempfile
import warnings
import zipfile
from datetime import datetime
from pathlib import Path

from evaluation.operations.backup.archive import MANIFEST, Part
from evaluation.operations.backup.manifest import Manifest


def flipped(content, rng, _key):
    at = rng.randrange(len(content))
    return content[:at] + bytes([content[at] ^ 1 << rng.randrange(8)]) + content[at + 1 :]


def cut(content, rng, _key):
    return content[: rng.randrange(len(content))]


def end_cut(content, rng, _key):
    return content[: -rng.randrange(1, 300)]


def overwritten(content, rng, _key):
    at = rng.randrange(len(content) - 4096)
    return (
        content[:at] + bytes(4096) + content[at + 4096 :]
        if any(content[at : at + 4096])
        else flipped(content, rng, _key)
    )


def lengthened(content, rng, _key):
    return content + rng.randbytes(rng.randrange(1, 5000))


def something_else(content, rng, _key):
    return rng.randbytes(rng.randrange(5000))


def swapped(content, rng, _key):
    parts, manifest = unpacked(content)
    one, other = rng.sample(sorted(parts), 2)
    return packed({**parts, one: parts[other], other: parts[one]}, manifest)


def swapped_with_hashes(content, rng, _key):
    parts, manifest = unpacked(content)
    one, other = rng.sample(sorted(parts), 2)
    parts = {**parts, one: parts[other], other: parts[one]}
    return packed(parts, with_hashes(manifest, parts))


def forged(content, rng, _key):
    """A part changed, and its hash in the manifest with it."""
    parts, manifest = unpacked(content)
    name = rng.choice(sorted(parts))
    parts[name] = flipped(parts[name], rng, None)
    return packed(parts, with_hashes(manifest, parts))


def left_out(content, rng, _key):
    parts, manifest = unpacked(content)
    del parts[rng.choice(sorted(parts))]
    return packed(parts, manifest)


def left_out_of_both(content, rng, _key):
    parts, manifest = unpacked(content)
    del parts[rng.choice(sorted(set(parts) - {"database.sqlite"}))]
    return packed(parts, with_hashes(manifest, parts))


TRAVERSING = (
    "../keys/audit", "artefacts/../../out", "/etc/weaving", "artefacts//x", "artefacts/./x", "clips\\..\\x",
    "keys/audit", "weaving.sqlite", "clips/a\x00b", "clips/" + "x" * 300, "clips/a:b", "clips/..",
    "artefacts/" + "a/" * 40 + "b",
    "CLIPS/x", ".in-use", "restore-under-way", "database.sqlite-wal",
)  # fmt: skip


def foreign_name(content, rng, key):
    parts, manifest = unpacked(content)
    parts[rng.choice(TRAVERSING)] = b"x"
    return packed(parts, signed(with_hashes(manifest, parts), key))


def extra_part(content, _rng, _key):
    parts, manifest = unpacked(content)
    return packed({**parts, "clips/new.mp3": b"x"}, manifest)


def twice(content, rng, key):
    parts, manifest = unpacked(content)
    name = rng.choice(sorted(parts))
    return packed(parts, signed(manifest, key), again=name)


def linked(content, _rng, key):
    parts, manifest = unpacked(content)
    parts["clips/link"] = b"/etc/passwd"
    return packed(parts, signed(with_hashes(manifest, parts), key), link="clips/link")


def bomb(content, rng, key):
    """A part that is compressed, and far larger than the file."""
    parts, manifest = unpacked(content)
    parts["clips/long"] = bytes(rng.randrange(1, 64) << 20)
    return packed(parts, signed(with_hashes(manifest, parts), key), compressed="clips/long")


def claims_more(content, rng, key):
    """A part that the list says is larger than the whole file."""
    parts, manifest = unpacked(content)
    manifest["contents"][0]["size"] = 1 << rng.randrange(40, 60)
    return packed(parts, signed(manifest, key))


def many_parts(content, _rng, _key):
    """A list that says it has more parts than a backup may have, without having them."""
    at = content.rindex(b"PK\x05\x06")
    ending = bytearray(content[at:])
    ending[8:12] = b"\xff\xff\xff\xff"
    larger = b"PK\x06\x06" + (44).to_bytes(8, "little") + bytes(12) + (5_000_000).to_bytes(8, "little") * 2
    larger += (1 << 30).to_bytes(8, "little") + bytes(8)
    locator = b"PK\x06\x07" + bytes(4) + at.to_bytes(8, "little") + bytes(4)
    return with_digest(content[:at] + larger + locator + bytes(ending))


def strange_manifest(content, rng, key):
    parts, manifest = unpacked(content)
    name = rng.choice(sorted(manifest))
    if rng.random() < 0.5:
        del manifest[name]
    else:
        manifest[name] = rng.choice([None, [], {}, -1, "x", [[[]]], 1.5, {"a": "b"}])
    return packed(parts, manifest)


def no_manifest(content, rng, _key):
    parts, _ = unpacked(content)
    return packed(parts, rng.choice([None, [], "x", 3]))


def unsigned(content, _rng, _key):
    parts, manifest = unpacked(content)
    return packed(parts, {**manifest, "mac": ""})


def later_form(content, _rng, key):
    parts, manifest = unpacked(content)
    return packed(parts, {**signed(manifest, key), "format": 2})


def unknown_schema(content, _rng, key):
    return in_database(content, key, "UPDATE alembic_version SET version_num = '9999'", schema="9999")


def other_schema_in_database(content, _rng, key):
    return in_database(content, key, "UPDATE alembic_version SET version_num = '9999'")


def other_schema_said(content, _rng, key):
    parts, manifest = unpacked(content)
    return packed(parts, signed({**manifest, "schema": "0030"}, key))


def foreign_table(content, _rng, key):
    return in_database(content, key, "CREATE TABLE other (a)", counts={"other": 0})


def foreign_trigger(content, _rng, key):
    copies = "CREATE TRIGGER t AFTER INSERT ON response BEGIN DELETE FROM consent; END"
    return in_database(content, key, copies)


def trigger_taken_away(content, _rng, key):
    return in_database(content, key, "DROP TRIGGER audit_entry_no_update")


def column_taken_away(content, _rng, key):
    return in_database(content, key, "ALTER TABLE response RENAME COLUMN receipt TO reciept")


def log_entry_changed(content, _rng, key):
    return in_database(content, key, *UNGUARDED, "UPDATE audit_entry SET action = 'nothing' WHERE number = 2", *GUARDED)


def log_entry_removed(content, _rng, key):
    return in_database(
        content, key, *UNGUARDED, "DELETE FROM audit_entry WHERE number = 1", *GUARDED, counted="audit_entry"
    )


def lost_reference(content, _rng, key):
    return in_database(content, key, "UPDATE response SET wave_id = 'ffffffffffffffffffffffffffffffff'")


def rows_removed(content, _rng, key):
    return in_database(content, key, "DELETE FROM response")


def key_mark_changed(content, _rng, key):
    return in_database(content, key, f"UPDATE key_mark SET fingerprint = '{'0' * 64}' WHERE name = 'cards'")


def page_damaged(content, rng, key):
    """Bytes of the database changed by a disk before the backup was written."""
    parts, manifest = unpacked(content)
    database = bytearray(parts["database.sqlite"])
    for _ in range(40):
        at = 4096 * rng.randrange(1, len(database) // 4096)
        database[at : at + 64] = rng.randbytes(64)
    parts["database.sqlite"] = bytes(database)
    return packed(parts, signed(with_hashes(manifest, parts), key))


def no_database(content, rng, key):
    parts, manifest = unpacked(content)
    parts["database.sqlite"] = rng.choice([b"", b"SQLite format 3\0", rng.randbytes(8192)])
    return packed(parts, signed(with_hashes(manifest, parts), key))


PLAIN = (
    flipped, cut, end_cut, overwritten, lengthened, something_else, swapped, swapped_with_hashes, forged, left_out,
    left_out_of_both, extra_part, strange_manifest, no_manifest, unsigned, many_parts,
)  # fmt: skip
SIGNED = (
    foreign_name, twice, linked, bomb, claims_more, later_form, unknown_schema, other_schema_in_database,
    other_schema_said, foreign_table, foreign_trigger, trigger_taken_away, column_taken_away, log_entry_changed,
    log_entry_removed, lost_reference, rows_removed, key_mark_changed, page_damaged, no_database,
)  # fmt: skip
UNGUARDED = [f"DROP TRIGGER audit_entry_no_{verb}" for verb in ("update", "delete")]
GUARDED = [
    f"CREATE TRIGGER audit_entry_no_{verb} BEFORE {verb.upper()} ON audit_entry BEGIN SELECT RAISE(ABORT, "
    "'audit_entry rows are permanent: add a new one'); END"
    for verb in ("update", "delete")
]


def unpacked(content):
    """The parts of a backup by name, and its manifest."""
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    return parts, json.loads(parts.pop(MANIFEST))


def packed(parts, manifest, *, again=None, link=None, compressed=None):
    """A file of the form that backups have, with any parts and any manifest."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as opened:
        for name, part in [*parts.items(), *([(again, parts[again])] if again else [])]:
            about = zipfile.ZipInfo(name)
            about.filename = about.orig_filename = name
            about.external_attr = 0o120777 << 16 if name == link else 0
            about.compress_type = zipfile.ZIP_DEFLATED if name == compressed else zipfile.ZIP_STORED
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # that a name is there twice is what is wanted
                opened.writestr(about, part)
        opened.writestr(zipfile.ZipInfo(MANIFEST), json.dumps(manifest))
        opened.comment = b"0" * 64
    return with_digest(file.getvalue())


def with_digest(content):
    """The digest of all before it, made anew."""
    return content[:-64] + hashlib.sha256(content[:-64]).hexdigest().encode()


def with_hashes(manifest, parts):
    """A manifest that says of each part what it is."""
    said = [
        {"name": name, "size": len(part), "sha256": hashlib.sha256(part).hexdigest()} for name, part in parts.items()
    ]
    return {**manifest, "contents": said}


def signed(manifest, key):
    """A manifest with the hash that whoever holds the key can make."""
    said = {name: value for name, value in manifest.items() if name != "format"}
    said |= {
        "taken_at": datetime.fromisoformat(said["taken_at"]),
        "contents": tuple(Part(**each) for each in said["contents"]),
    }
    return {**manifest, "mac": Manifest(**said).signed(key).mac}


def in_database(content, key, *statements, schema=None, counts=None, counted=None):
    """A backup whose database was changed by somebody who holds the keys."""
    parts, manifest = unpacked(content)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "database.sqlite"
        path.write_bytes(parts["database.sqlite"])
        connection = sqlite3.connect(path)
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        manifest["counts"] |= counts or {}
        if counted:
            manifest["counts"][counted] -= 1
            manifest["log_entries"] -= 1
        connection.close()
        parts["database.sqlite"] = path.read_bytes()
    changed = {**manifest, "schema": schema or manifest["schema"]}
    return packed(parts, signed(with_hashes(changed, parts), key))
