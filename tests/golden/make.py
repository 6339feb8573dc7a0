"""Keep what the newest renderer writes: `python -m tests.golden.make`, once its RENDERER_VERSION is raised.

A set that is there is kept as it is, unless `--unreleased` says to make it again; that of a renderer which a release of
the program has is never made again.
"""

import gzip
import shutil
import sys
from dataclasses import replace

from analysis.wording.renderer import RENDERER_VERSION
from evaluation.impact_report.build.questions import ONE_TO_ONES
from evaluation.impact_report.formats import html
from evaluation.reports.releases import tree_schema
from evaluation.reports.releases.mask import Allowed, released
from tests.golden.golden_set import AS_PDF, PAGE, RELEASED, SUMS, TREE, digests, folder_of, if_meant, pdf_digest
from tests.golden.kept_scripts import keep_scripts
from tests.golden.sentences import keep_sentences
from tests.impact_report.examples import SCALES, answered, frame_of, report, study_frame

ARABIC_BENGALI_PUNJABI = (
    "\u0623\u0647\u0644\u0627\u064b. \u0986\u09ae\u09b0\u09be \u09ac\u09b8\u09b2\u09be\u09ae. "
    "\u0a05\u0a38\u0a40\u0a02 \u0a2c\u0a48\u0a20\u0a47."
)
SIZES = (40, 25, 30, 4, 28, 35)


def examples():
    """Small releases, by name: of a workshop and across chapters, with harms, few people, and other languages."""
    yield "workshop_that_fell", workshop(34, change=-0.6)
    yield "workshop_in_welsh", workshop(34, language="cy")
    yield "workshop_of_12", workshop(12, waiting=5)
    yield "workshop_of_4", workshop(4)
    yield "other_scripts", spoken(workshop(34))
    yield "no_margin", workshop(34, scales=tuple(replace(scale, margin=None) for scale in SCALES))
    yield "six_chapters", study(SIZES)
    yield "six_chapters_that_fell", study(SIZES, change=-0.6)
    yield "two_chapters", study((30, 4, 3, 15))
    yield "one_to_ones_counted", counted_at(24, 31, 12)


def workshop(people, *, change=0.2, waiting=0, **further):
    """The release of one workshop."""
    frame = frame_of(answered("Chapter A", people, change=change))
    return let_out(report(frame, named={"1": "Chapter A"}, **further), frame, waiting=waiting)


def study(sizes, *, change=0.2, **further):
    """The release across chapters of so many people each."""
    frame = study_frame(sizes, change=change)
    return let_out(report(frame, **further), frame)


def counted_at(*sizes):
    """The release of a chapter's workshops of so many people, who counted their one-to-ones after."""
    groups = [answered("Chapter A", people, seed=people, experiment=f"workshop {people}") for people in sizes]
    frame = frame_of(*groups)
    after = frame["wave"] == "post"
    every, across = ONE_TO_ONES
    frame.loc[after, every] = [float(3 + place % 4) for place in range(int(after.sum()))]
    frame[across] = (frame[every] - 1).where(frame.index % 3 > 0, frame[every])
    return let_out(report(frame, named={"1": "Chapter A"}), frame)


def spoken(found):
    """The release with a chapter's own words in other scripts."""
    return replace(found, context=replace(found.context, own_words={"Chapter A": ARABIC_BENGALI_PUNJABI}))


def let_out(found, frame, *, waiting=0):
    """The report as it is released, where three more answered before and not after."""
    flow = {}
    for chapter, rows in frame.groupby("chapter"):
        pairs = rows["participant"].nunique()
        flow[str(chapter)] = {"pre": pairs + 3, "post": pairs, "pairs": pairs, "pre_only": 3, "post_only": 0}
    allowed = Allowed(items=frozenset(found.items), flow=flow, waiting=waiting, workshops=len(flow))
    return released(found, allowed)


def keep(version, name, text):
    """Keep a tree, its page, and the digests of its files."""
    kept = tree_schema.load(text)
    folder = folder_of(version) / name
    folder.mkdir(parents=True)
    for file, content in {TREE: text, PAGE: html.page(kept, style="")}.items():
        (folder / file).write_bytes(gzip.compress(content.encode(), mtime=0))
    found = digests(kept) | (pdf_digest(kept) if name in AS_PDF else {})
    with (folder_of(version) / SUMS).open("a") as sums:
        sums.writelines(f"{digest}  {name}/{file}\n" for file, digest in sorted(found.items()))


def main():
    """Keep the set of the newest renderer."""
    folder = folder_of(RENDERER_VERSION)
    is_released = RENDERER_VERSION <= RELEASED
    if folder.exists() and (is_released or "--unreleased" not in sys.argv):
        sys.exit(f"The bytes of renderer {RENDERER_VERSION} are kept already. {if_meant(RENDERER_VERSION)}")
    shutil.rmtree(folder, ignore_errors=True)
    for name, found in examples():
        keep(RENDERER_VERSION, name, tree_schema.dump(found))
    keep_sentences(RENDERER_VERSION)
    keep_scripts(RENDERER_VERSION)


if __name__ == "__main__":
    main()
