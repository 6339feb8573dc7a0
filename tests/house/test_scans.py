"""What `make scan` finds is named until somebody explains it; what is explained and gone is named too."""

import importlib.util
import pathlib

import pytest

ROOT = pathlib.Path(__file__).parents[2]
pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def scan():
    found = importlib.util.spec_from_file_location("scan", ROOT / ".ci" / "scan.py")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


@pytest.fixture
def weaknesses(scan, tmp_path):
    """What is found in a source that a test writes."""

    def found(source, **accepted):
        (tmp_path / "sent.py").write_text(source, encoding="utf-8")
        return scan.weaknesses(
            "sent.py", accepted={name.replace("_", " ", 1): why for name, why in accepted.items()}, root=tmp_path
        )

    return found


def test_a_weakness_in_code_is_named_with_what_to_do(weaknesses):
    (said,) = weaknesses("import hashlib\n\nhashlib.md5(b'')\n")
    assert said.startswith("sent.py:3 B324: ")
    assert "# noqa: S324 - REASON" in said


def test_a_reason_in_its_line_explains_it_and_a_bare_mark_does_not(weaknesses):
    assert weaknesses("import hashlib\n\nhashlib.md5(b'')  # noqa: S324 - no secret\n") == []
    assert len(weaknesses("import hashlib\n\nhashlib.md5(b'')  # noqa: S324\n")) == 1
    assert len(weaknesses("import hashlib\n\nhashlib.md5(b'')  # noqa: S101 - another rule\n")) == 1


def test_what_is_explained_and_gone_is_named(scan, tmp_path):
    (tmp_path / "sent.py").write_text("print()\n", encoding="utf-8")
    (said,) = scan.weaknesses("sent.py", accepted={"B324 sent.py": "no secret"}, root=tmp_path)
    assert said == "tool.scan.weaknesses explains 'B324 sent.py', which is gone."


ANSWER = {
    "dependencies": [
        {"name": "flask", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}]},
        {"name": "jinja2", "version": "3.0", "vulns": []},
        {"name": "ours", "skip_reason": "not found"},
    ]
}


def test_a_known_vulnerability_is_named_until_it_is_explained(scan):
    (fault,), said = scan.vulnerabilities(ANSWER, accepted={})
    assert fault.startswith("flask 1.0 has PYSEC-1; mended in 1.1.")
    assert (
        said == "2 packages looked up, 1 unexplained vulnerabilities; of 1 packages nothing could be learnt from here"
    )
    assert scan.vulnerabilities(ANSWER, accepted={"PYSEC-1": "never called"})[0] == []


@pytest.mark.parametrize(
    ("licence", "fits"),
    [
        ("MIT", True),
        ("Apache-2.0 AND BSD-2-Clause", True),
        ("MIT AND SSPL-1.0", False),
        ("SSPL-1.0 OR MIT", True),
        ("GPL-2.0-only", False),
        ("UNKNOWN", False),
        ("BSD License; Other/Proprietary License", False),
        ("CC-BY-NC-4.0", False),
    ],
)
def test_a_licence_fits_where_it_may_be_combined_with_ours(scan, licence, fits):
    assert scan.fits(licence) is fits


def test_the_page_of_licences_is_what_is_installed(scan):
    page, faults = scan.licences_page(scan.licences(scan.configuration()["licences"]))
    assert faults == []
    assert page == scan.LICENCES.read_text(encoding="utf-8"), "run `.venv/bin/python .ci/scan.py --write`"


def test_a_package_of_an_unknown_licence_is_named(scan):
    _page, faults = scan.licences_page({})
    assert any(fault.startswith("flask: 'unknown' is not among the licences that fit") for fault in faults)
