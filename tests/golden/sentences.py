"""The sentences that a renderer may print, in English with their Welsh, and what became of them since they were kept.

The releases kept beside these say only some of them, so a sentence that none of those says would else change unseen.
"""

import ast
import gzip
import importlib
import json
import pkgutil
from collections.abc import Mapping
from pathlib import Path
from types import CodeType

from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

import instruments
from evaluation.impact_report.formats import html
from evaluation.impact_report.language.catalogues import CATALOGUES
from tests.golden.golden_set import RELEASED, folder_of, if_meant

KEPT = "sentences.json.gz"
CODE = ("analysis", "instruments", "evaluation/impact_report", "evaluation/reports")
REASONS = {"NotEstimable", "Suppressed"}
"""What a figure is replaced by: the reason, in English, stands in report.json and figures.csv of every language."""
JINJA = {"trim_blocks": "true", "newstyle_gettext": "true"}
DIFFER = """Renderer {version} may print these otherwise than when they were kept:
{changed}
{meant}"""
GONE = "This English sentence is no longer in the code."
KEEP_THE_OLD = """
The old sentence stays for earlier renderers, in analysis/wording/renderer_1_phrases.py or beside the new one."""


def sentences_now():
    """Every English sentence of the catalogue that code or a template of reports holds, with its Welsh.

    The reasons why a figure is not told are with them, and where the catalogue has none, their Welsh is empty.
    """
    held = {*_texts_of_the_code(), *_texts_of_the_templates(), *_labels_of_the_questionnaires()}
    with (CATALOGUES / "cy" / "LC_MESSAGES" / "reports.po").open("rb") as file:
        catalogue = {entry.id: entry.string for entry in read_po(file) if entry.id}
    found = {english: welsh for english, welsh in catalogue.items() if english in held}
    return {**dict.fromkeys(_reasons_of_the_code(), ""), **found}


def sentences_kept(version):
    """The same, as they were kept with a renderer."""
    return json.loads(gzip.decompress((folder_of(version) / KEPT).read_bytes()))


def keep_sentences(version):
    """Keep what is there now with a renderer."""
    content = json.dumps(sentences_now(), ensure_ascii=False, indent=0, sort_keys=True).encode()
    (folder_of(version) / KEPT).write_bytes(gzip.compress(content, mtime=0))


def sentence_faults(version, now):
    """What a renderer's kept sentences are no longer, in words; empty where all stand."""
    changed = [
        f"  {english}\n    {f'in Welsh: {now[english]}' if english in now else GONE}"
        for english, welsh in sentences_kept(version).items()
        if now.get(english) != welsh
    ]
    meant = if_meant(version) + (KEEP_THE_OLD if version <= RELEASED else "")
    return DIFFER.format(version=version, changed="\n".join(changed), meant=meant) if changed else ""


def _texts_of_the_code():
    for module in _modules():
        yield from _texts_in(vars(module))
        yield from _constants(compile(_source(module), module.__file__, "exec"))


def _modules():
    for folder in CODE:
        package = importlib.import_module(folder.replace("/", "."))
        yield package
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            yield importlib.import_module(found.name)


def _source(module):
    return Path(module.__file__).read_text(encoding="utf-8")


def _reasons_of_the_code():
    """Texts with which a figure that is not told is made; what is filled in is {}."""
    for module in _modules():
        for call in ast.walk(ast.parse(_source(module))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in REASONS:
                yield from (text for argument in call.args for text in _written(argument))


def _written(node):
    if isinstance(node, ast.JoinedStr):
        yield "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    else:
        yield from (text for child in ast.iter_child_nodes(node) for text in _written(child))


def _texts_in(value):
    """Texts of a module's values, which may be made of others: mappings and sequences, to their ends."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | tuple | list):
        for inner in value.values() if isinstance(value, Mapping) else value:
            yield from _texts_in(inner)


def _constants(code):
    """Texts that a compiled source holds, those of its functions as well."""
    for constant in code.co_consts:
        yield from _constants(constant) if isinstance(constant, CodeType) else _texts_in(constant)


def _texts_of_the_templates():
    reading = Environment(extensions=["jinja2.ext.i18n"])
    for path in (html.TEMPLATES / "impact_report").rglob("*.html"):
        source = path.read_text(encoding="utf-8")
        yield from (constant.value for constant in reading.parse(source).find_all(nodes.Const))
        for _, message, _, _ in extract_from_file("jinja2.ext:babel_extract", path, options=JINJA):
            yield message if isinstance(message, str) else message[0]


def _labels_of_the_questionnaires():
    for kept in instruments.published():
        yield from (scale.label for scale in instruments.load(kept.id, kept.number).scales)
