"""The list of what a release runs with, CycloneDX 1.6 in dist/sbom.cdx.json: each locked package, hashes, licence.

It follows from requirements.txt, docs/licences.md and pyproject.toml alone, so that the same lock gives the same bytes.
"""

import re
import sys
import tomllib
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

ROOT = Path(__file__).parents[1]
PLACE = ROOT / "dist" / "sbom.cdx.json"
_LOCKED = re.compile(
    r"^([a-z0-9][a-z0-9.-]*)==(\S+?)(?: ; (.+?))? \\\n((?:    --hash=sha256:\S+(?: \\)?\n)+)", re.MULTILINE
)
_LICENCE = re.compile(r"^\| ([a-z0-9.-]+) \| (.+) \|$", re.MULTILINE)
_NAMESPACE = uuid.UUID("8a6e4d0e-6d0b-4c63-9d2a-5c8e1b7f3a10")
"""Names the serial number of a list by what is in it."""


def document() -> str:
    """The list as JSON, valid by CycloneDX's own schema."""
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    licences = dict(_LICENCE.findall((ROOT / "docs" / "licences.md").read_text(encoding="utf-8")))
    bom = Bom(components=components(lock, licences))
    bom.metadata.component = program = _program()
    bom.register_dependency(program, bom.components)
    bom.serial_number = uuid.uuid5(_NAMESPACE, lock + program.version)
    bom.metadata.timestamp = None  # type: ignore[assignment] - so that the same lock gives the same bytes
    text = JsonV1Dot6(bom).output_as_string(indent=1) + "\n"
    if fault := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        sys.exit(f"The list is no CycloneDX: {fault}")
    return text


def components(lock: str, licences: dict[str, str]) -> Iterator[Component]:
    """Each package of the lock, with where it is needed, the hashes that it may have, and its licence."""
    for name, version, where, hashes in _LOCKED.findall(lock):
        found = re.findall(r"sha256:([0-9a-f]{64})", hashes)
        yield Component(
            type=ComponentType.LIBRARY,
            name=name,
            version=version,
            purl=(purl := PackageURL("pypi", name=name, version=version)),
            bom_ref=f"{purl}{f' ; {where}' if where else ''}",
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=content) for content in found],
            licenses=[LicenseFactory().make_with_name(licences[name])],
            properties=[Property(name="python:marker", value=where)] if where else [],
        )


def _program() -> Component:
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return Component(
        type=ComponentType.APPLICATION,
        name=project["name"],
        version=project["version"],
        description=project["description"],
        bom_ref=project["name"],
        licenses=[LicenseFactory().make_with_expression(project["license"])],
    )


def main() -> None:
    """Write it."""
    PLACE.parent.mkdir(exist_ok=True)
    PLACE.write_text(document(), encoding="utf-8")


if __name__ == "__main__":
    main()
