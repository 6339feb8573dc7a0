"""Relational experiments, their waves, and the units of those that run for weeks."""

import enum
import uuid
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint, func, select, text
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from evaluation.domain.experiment_roles import ExperimentRole
from evaluation.models.base import Base, Identified, Named
from evaluation.models.instrument import InstrumentVersion
from evaluation.models.study import Chapter, Study
from instruments import WaveKind

FROM_FILE = "from_file"
"""The option that marks an experiment whose answers came from a file: its files by name and SHA-256, and which part."""


class Kind(enum.StrEnum):
    """What sort of meeting a relational experiment is."""

    WEAVING_TRUST = "weaving_trust"
    HOUSE_MEETING = "house_meeting"
    ASSEMBLY = "assembly"
    ONLINE = "online"
    LEARNING_MODULE = "learning_module"
    OTHER = "other"


class State(enum.StrEnum):
    """Where an evening stands; it follows from the waves and is never stored."""

    DRAFT = "draft"
    BEFORE_OPEN = "before_open"
    BETWEEN = "between"
    AFTER_OPEN = "after_open"
    CLOSED = "closed"
    FROZEN = "frozen"
    CANCELLED = "cancelled"


WAVES = tuple(kind.value for kind in WaveKind)


def one_of(column: str, values: tuple[str, ...]) -> str:
    """The SQL condition that a column holds one of a few words."""
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


class Experiment(Named, Identified, Base):
    """One workshop or module run, or a comparison group that has none. `slug` is its join address: two plain words."""

    __tablename__ = "experiment"
    __table_args__ = (
        CheckConstraint(one_of("kind", tuple(kind.value for kind in Kind)), name="kind_known"),
        CheckConstraint(one_of("role", tuple(role.value for role in ExperimentRole)), name="role_known"),
    )

    study_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("study.id"), index=True)
    chapter_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("chapter.id"), index=True)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    role: Mapped[str] = mapped_column(String(10), default=ExperimentRole.WORKSHOP.value, server_default="workshop")
    promised_date: Mapped[date | None]
    """The latest other day that people were told it was on, before that was corrected: what was promised then holds."""
    date: Mapped[date | None]
    place: Mapped[str] = mapped_column(String(200), default="")
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    expected: Mapped[int | None]
    came: Mapped[int | None]
    hosts: Mapped[int | None]
    guests: Mapped[int | None]
    organisations: Mapped[int | None]
    planned_rounds: Mapped[int | None]
    actual_rounds: Mapped[int | None]
    minutes_a_round: Mapped[int | None]
    prompt_set: Mapped[str] = mapped_column(String(200), default="")
    languages: Mapped[list[str]] = mapped_column(default=lambda: ["en"])
    options: Mapped[dict[str, Any]] = mapped_column(default=dict)
    notes: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    """Since when it is known that it will not take place."""
    archived_at: Mapped[datetime | None]
    """Since when it is in no list but that of archived evenings; all else stays as it is."""
    if TYPE_CHECKING:
        frozen_at: Mapped[datetime | None]

    study: Mapped[Study] = relationship()
    chapter: Mapped[Chapter] = relationship()
    waves: Mapped[list["Wave"]] = relationship(back_populates="experiment")

    @property
    def is_comparison(self) -> bool:
        """Whether its people are a comparison group: asked as often as others, without a workshop."""
        return self.role == ExperimentRole.COMPARISON

    @property
    def is_from_file(self) -> bool:
        """Whether its answers were collected elsewhere and came from a file."""
        return FROM_FILE in self.options

    @property
    def is_taken_out(self) -> bool:
        """Whether its answers came from a file and were taken out again, so that only its name stays."""
        return bool(self.options.get(FROM_FILE, {}).get("taken_out"))


class Wave(Identified, Base):
    """One asking of one version of an instrument at an experiment: planned, opened, closed."""

    __tablename__ = "wave"
    __table_args__ = (
        UniqueConstraint("experiment_id", "kind"),
        CheckConstraint(one_of("kind", WAVES), name="kind_known"),
        CheckConstraint("closed_at IS NULL OR opened_at IS NOT NULL", name="closed_after_opened"),
    )

    experiment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("experiment.id"))
    instrument_version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("instrument_version.id"))
    kind: Mapped[str] = mapped_column(String(10))
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    grace_minutes: Mapped[int] = mapped_column(default=180)
    """How long after closing a form begun before is still accepted, and flagged as late."""
    frozen_at: Mapped[datetime | None]
    """Since when a release tells of it: nothing that was answered at it is revised, and it opens no more."""
    modules: Mapped[list[str]] = mapped_column(default=list, server_default=text("'[]'"))
    """What is asked after its version's own questions, as ID/NUMBER."""
    words_disclosed_at: Mapped[datetime | None]
    """When what people wrote at it was last shown; whoever answers later waits for others who do."""
    left_since_disclosed: Mapped[int] = mapped_column(default=0, server_default="0")
    """How many of those whose words or silence had been shown have left since, until so many have that words may be
    shown again."""

    experiment: Mapped[Experiment] = relationship(back_populates="waves")
    version: Mapped[InstrumentVersion] = relationship()


Experiment.frozen_at = column_property(
    select(func.min(Wave.frozen_at)).where(Wave.experiment_id == Experiment.id).correlate_except(Wave).scalar_subquery()
)
"""Since when releases tell of an experiment: a wave that none has told of, such as its follow-up, can still open."""


class RemovedExperiment(Identified, Base):
    """A planned evening that nobody had begun, as it was when it was removed; by the id that it had."""

    __tablename__ = "removed_experiment"

    chapter_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("chapter.id"))
    title: Mapped[str] = mapped_column(String(200))
    rows: Mapped[dict[str, Any]]
    """Its rows by table, each by column."""
    removed_at: Mapped[datetime]


class LearningUnit(Identified, Base):
    """One meeting of a learning module, between Before and After; numbered from 1 by its day."""

    __tablename__ = "learning_unit"
    __table_args__ = (
        UniqueConstraint("experiment_id", "number"),
        CheckConstraint("came IS NULL OR came >= 0", name="came_not_below_zero"),
    )

    experiment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("experiment.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(120), default="")
    begins_at: Mapped[datetime]
    minutes: Mapped[int]
    came: Mapped[int | None]
    """How many people came to it; None until somebody writes it down."""
