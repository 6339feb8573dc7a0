"""Files that hold a version of an instrument or its words in another language, read and written in sentences."""

import shlex
from collections.abc import Iterable, Iterator
from pathlib import Path

import instruments
from evaluation.domain.errors import Refused
from instruments import Translation, Version
from instruments.library import CHANGES

WORKBOOKS = frozenset({".xlsx", ".xls", ".xlsm", ".ods"})
"""How a file of a spreadsheet is named: one that another tool wrote, and no text."""


def parsed(file: Path) -> Version:
    """The version that a file holds; every problem in it is refused at once."""
    try:
        return instruments.parse(_text(file), name=file.name)
    except instruments.InvalidInstrument as invalid:
        raise Refused(*invalid.sentences) from None


def siblings(file: Path, version: Version) -> list[Translation]:
    """The translations in files beside a version's own: draft.cy.toml beside draft.toml."""
    return list(_siblings(file, version))


def write_file(path: Path, content: bytes) -> None:
    """Write a file; refused in a sentence where that cannot be done."""
    try:
        path.write_bytes(content)
    except OSError as fault:
        raise Refused(f"{path} cannot be written: {fault.strerror}.") from None


def write_siblings(path: Path, translations: Iterable[Translation]) -> list[str]:
    """Write translations where `siblings` finds them, beside the file of a version; the paths written."""
    written = []
    for words in translations:
        sibling = path.with_name(f"{path.stem}.{words.language}{path.suffix}")
        write_file(sibling, instruments.canonical_translation(words).encode())
        written.append(str(sibling))
    return written


def said_of_absent(file: Path, version: Version, translations: Iterable[Translation]) -> Iterator[str]:
    """For each language that a version names and no file has words in: which file is looked for, and what to do."""
    found = {words.language for words in translations}
    for language in version.languages[1:]:
        if language not in found:
            name = f"{file.stem}.{language}{file.suffix}"
            yield (
                f"There is no {name} next to {file.name}: put the words there (`weaving instrument export` writes "
                f"those of a published version), or take {language} out of its languages."
            )


def said_of_unsigned(file: Path, languages: list[str]) -> Iterator[str]:
    """Where words in these languages are signed, which no command does; nothing where there are none."""
    if languages:
        files = " and ".join([file.name, *(f"{file.stem}.{language}{file.suffix}" for language in languages)])
        yield (
            f"No command signs. In the browser, under Instruments, “From a file”, choose {files} together; "
            f"somebody who wrote none of it signs {', '.join(languages)} under “Translations”; publish the draft there."
        )


def _siblings(file: Path, version: Version) -> Iterator[Translation]:
    said_of_changes = f"{file.stem}.{CHANGES}{file.suffix}"
    for path in sorted(file.parent.glob(f"{file.stem}.*{file.suffix}")):
        if path.name == said_of_changes:
            continue
        try:
            found = instruments.parse_translation(_text(path), version, name=path.name)
        except instruments.InvalidInstrument as invalid:
            raise Refused(*invalid.sentences) from None
        named = path.name.removeprefix(f"{file.stem}.").removesuffix(file.suffix)
        if named != found.language:
            raise Refused(f"{path.name}: its name says the language {named!r}, and its text says {found.language!r}.")
        yield found


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8")
    except OSError as fault:
        raise Refused(f"{file} cannot be read: {fault.strerror}.") from None
    except UnicodeDecodeError as fault:
        if file.suffix.lower() in WORKBOOKS:
            raise Refused(
                f"{file} is a workbook of another tool: make a file of ours of it first, `weaving instrument import "
                f"{shlex.quote(str(file))} --output draft.toml`."
            ) from None
        raise Refused(f"{file} is not UTF-8: byte {fault.start + 1} cannot be read. Save it as UTF-8.") from None
