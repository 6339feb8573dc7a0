"""Where a verb is told of keys that lie in a file: whether, for whom and by what they are sealed."""

from pathlib import Path

import click

from evaluation.domain.errors import Refused
from evaluation.operations.backup.key_file import Sealing

FILE = click.Path(path_type=Path, dir_okay=False)
passphrase_option = click.option(
    "--passphrase-file", type=FILE, help="A file whose first line is the passphrase that seals the keys."
)
identity_option = click.option("--identity", type=FILE, help="A file of age with the secret key that opens the keys.")


def sealing(*, passphrase_file: Path | None, recipients: tuple[str, ...] = (), identity: Path | None = None) -> Sealing:
    """What seals or opens keys, read from the files that were named."""
    if passphrase_file and recipients:
        raise Refused("Seal the keys by a passphrase or for recipients, not both: leave one of the two out.")
    lines = _lines(identity) if identity else []
    secrets = tuple(line for line in lines if line.startswith("AGE-SECRET-KEY-"))
    if identity and not secrets:
        raise Refused(f"{identity} holds no secret key of age, such as `age-keygen` writes.")
    passphrase = next(iter(_lines(passphrase_file)), "") if passphrase_file else ""
    if passphrase_file and not passphrase:
        raise Refused(f"The first line of {passphrase_file} is empty: write the passphrase there.")
    return Sealing(passphrase=passphrase, recipients=recipients, identities=secrets)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise Refused(f"{path} cannot be read as text.") from None
