"""What organisers type of groups and people: a line for each group with its number, and the numbers of people."""

import re
from collections import Counter
from collections.abc import Sequence

from flask_babel import gettext as _

from evaluation.domain.errors import Refused
from evaluation.seating.make_plan import MOST_PEOPLE
from evaluation.seating.seating_plan import letter_of

LINE = re.compile(r"^(?P<name>.*?\S)[\s:;,=–-]+(?P<people>\d{1,4})$")
BELOW_NOUGHT = re.compile(r"[\s:;,=][-–−]+\d+$")
"""A minus sign before the number, as in "A -3"; in "A - 3" and "A-3" the stroke parts the name from the number."""
LONGEST_NAME = 60


def typed_groups(text: str) -> dict[str, int]:
    """The groups of some lines such as "Mosque 14"; refused with a sentence for each line that is none."""
    found: dict[str, int] = {}
    faults = []
    for line in (" ".join(each.split()) for each in text.splitlines() if each.strip()):
        read = LINE.match(line)
        if BELOW_NOUGHT.search(line):
            faults.append(_("“%(line)s”: a number of people has no minus sign. Write how many there are.", line=line))
            continue
        if read is None:
            faults.append(
                _("“%(line)s” has no number: write a group and how many people, such as Mosque 14.", line=line)
            )
            continue
        name, people = read["name"], int(read["people"])
        known = {each.casefold() for each in found}
        if name.casefold() in known:
            faults.append(_("“%(name)s” stands there twice: add the two numbers up.", name=name))
        elif len(name) > LONGEST_NAME:
            faults.append(_("“%(name)s” is too long: use at most 60 letters.", name=name))
        elif not 1 <= people <= MOST_PEOPLE:
            faults.append(_("“%(line)s”: a group has between 1 and 600 people.", line=line))
        else:
            found[name] = people
    if faults:
        raise Refused(*faults)
    return found


def typed_arrivals(text: str, groups: Sequence[str]) -> dict[str, int]:
    """Who comes late, by group; a group that is there already is known by its name or its letter, however written."""
    known = {letter_of(number).casefold(): name for number, name in enumerate(groups)}
    known |= {name.casefold(): name for name in groups}
    found: Counter[str] = Counter()
    for name, people in typed_groups(text).items():
        found[known.get(name.casefold(), name)] += people
    return dict(found)


def typed_people(text: str, labels: Sequence[str]) -> list[int]:
    """The people behind numbers such as "A7, B2"; refused where a number is nobody's."""
    by_label = {label: person for person, label in enumerate(labels)}
    wanted = dict.fromkeys(re.findall(r"[^\s,;]+", text.upper()))
    if unknown := [label for label in wanted if label not in by_label]:
        raise Refused(
            *(
                _("%(label)s is nobody's number here. Numbers look like %(one)s.", label=label, one=labels[0])
                for label in unknown
            )
        )
    return [by_label[label] for label in wanted]
