"""What programs get, as models: what is documented of each is made from here."""

import uuid
from datetime import date, datetime

from pydantic import BaseModel, ConfigDict, Field

NEXT = "Where the next part begins, as `cursor`; null where this is the last."


class Representation(BaseModel):
    """Something that a program gets."""

    model_config = ConfigDict(extra="forbid", json_schema_serialization_defaults_required=True)


class ChapterRepresentation(Representation):
    """A chapter within the token's scope."""

    id: uuid.UUID
    slug: str
    name: str
    parent: uuid.UUID | None = Field(description="The wider chapter that it lies in, if it does.")


class StudyRepresentation(Representation):
    """A study that lies within the token's scope, or that has a chapter there."""

    id: uuid.UUID
    slug: str
    name: str
    time_zone: str
    is_example: bool
    is_whole: bool = Field(description="Whether all of the study lies within the scope, or only these chapters.")
    chapters: list[ChapterRepresentation]


class StudyList(Representation):
    """Studies by name."""

    items: list[StudyRepresentation]
    next: str | None = Field(description=NEXT)


class PeopleCount(Representation):
    """A count of people: exact for whoever runs evenings there, otherwise whether there are enough to be told of."""

    exact: int | None = None
    at_least: int | None = Field(default=None, description="There are so many, or more: the threshold of the plan.")
    fewer_than: int | None = Field(default=None, description="There are fewer: how many, none perhaps, is not told.")


class ExperimentCounts(Representation):
    """Who answered, in counts. Where a count may not be told it is null, as all are while a wave is open."""

    pre: PeopleCount | None = Field(description="People who answered before.")
    post: PeopleCount | None = Field(description="People who answered after.")
    linked: PeopleCount | None = Field(description="People whose before and after are joined.")


class ExperimentRepresentation(Representation):
    """An experiment: what it is, where it stands, and how many have answered."""

    id: uuid.UUID
    study: uuid.UUID
    chapter: uuid.UUID
    title: str
    kind: str
    role: str = Field(description="`workshop`, or `comparison` where its people have none.")
    date: date | None
    state: str
    open_waves: list[str]
    is_archived: bool
    is_from_file: bool = Field(description="Whether its answers were collected elsewhere and came from a file.")
    counts: ExperimentCounts


class ExperimentList(Representation):
    """Experiments in the order of their ids."""

    items: list[ExperimentRepresentation]
    next: str | None = Field(description=NEXT)


class FileRepresentation(Representation):
    """A file that was made, at the address where it is."""

    name: str
    size: int = Field(description="Bytes.")
    sha256: str
    href: str


class WorkRepresentation(Representation):
    """A report, a release's files or an export, asked for and perhaps made."""

    id: uuid.UUID
    kind: str = Field(description="`report`, `release` as it was frozen, `publication` as it was put out, or `export`.")
    subject: uuid.UUID = Field(description="The experiment, the chapter or the study that it is of.")
    title: str
    state: str = Field(description="`queued`, `running`, `done`, `failed` or `stopped`.")
    message: str = Field(description="Why it failed, or what is done just now.")
    asked_at: datetime
    finished_at: datetime | None
    files: list[FileRepresentation] = Field(description="What was made; none until it is done.")


class WorkList(Representation):
    """What was asked for, the latest first."""

    items: list[WorkRepresentation]
    next: str | None = Field(description=NEXT)


class ReleaseRepresentation(Representation):
    """A release that is out: its figures are rounded and masked, and stay as they are."""

    id: uuid.UUID
    study: uuid.UUID
    number: int
    scope: str = Field(description="`experiment`, `chapter` or `study`.")
    title: str
    is_public: bool
    is_superseded: bool = Field(description="Whether a later release of the same is out.")
    frozen_at: datetime
    released_at: datetime
    aggregates_sha256: str


class ReleaseList(Representation):
    """Releases that are out, the newest first."""

    items: list[ReleaseRepresentation]
    next: str | None = Field(description=NEXT)


class FigureRepresentation(Representation):
    """A figure as the release prints it."""

    key: str = Field(description="Which figure, in parts with a dot between: section, outcome, group, name.")
    value: float | None = Field(description="The number; null where it is a text, or none is given.")
    text: str | None = Field(description="The text, where it is no number.")
    not_given_because: str | None = Field(description="Why there is none, such as too few people.")


class FigureList(Representation):
    """The figures of a release in the order of their keys."""

    items: list[FigureRepresentation]
    next: str | None = Field(description=NEXT)
