"""The tables. One import place for all of them."""

from evaluation.models.account import Account, AuditEntry, Invitation, Passkey, Role, RoleGrant, StaffSession
from evaluation.models.area import AreaTable
from evaluation.models.base import Base, Identified, Json, UtcDateTime
from evaluation.models.consent import ATTEMPTS, METHODS, AttemptCount, Consent
from evaluation.models.draft import (
    Draft,
    DraftChange,
    DraftTranslation,
    HistoryStep,
    Publication,
    PublishedTranslation,
)
from evaluation.models.evening_key import EveningKey
from evaluation.models.experiment import (
    FROM_FILE,
    WAVES,
    Experiment,
    Kind,
    LearningUnit,
    RemovedExperiment,
    State,
    Wave,
)
from evaluation.models.instrument import InstrumentVersion, ItemNote
from evaluation.models.integrations.api_token import ApiToken
from evaluation.models.integrations.webhook import Webhook, WebhookDelivery
from evaluation.models.job import Job, JobState, PendingErasure
from evaluation.models.key_mark import KeyMark
from evaluation.models.link import ELEMENTS, EXACT_METHODS, JOINING, Link, MemoryAnswer, Method, Return
from evaluation.models.paper_sheet import PaperSheet, SheetBatch, SheetPass
from evaluation.models.privacy.complaint import Complaint, ComplaintContact
from evaluation.models.release import Happening, Release, ReleaseEvent, ReleaseFile, ReleaseScope, ReportPage
from evaluation.models.response import (
    MODES,
    REASONS,
    STANCES,
    Card,
    OpenAnswer,
    Participant,
    Response,
    ResponseCount,
    ResponseRevision,
    SetAside,
)
from evaluation.models.seating import SeatingVersion
from evaluation.models.sign_in_reset import SignInReset
from evaluation.models.study import AnalysisPlan, Chapter, Study
from evaluation.models.translation import CorrectedTranslation, CorrectionProposal, TranslationSignature
from evaluation.models.wave_press import MOVES, ROUNDS, WavePress

__all__ = [
    "ATTEMPTS",
    "ELEMENTS",
    "EXACT_METHODS",
    "FROM_FILE",
    "JOINING",
    "METHODS",
    "MODES",
    "MOVES",
    "REASONS",
    "ROUNDS",
    "STANCES",
    "WAVES",
    "Account",
    "AnalysisPlan",
    "ApiToken",
    "AreaTable",
    "AttemptCount",
    "AuditEntry",
    "Base",
    "Card",
    "Chapter",
    "Complaint",
    "ComplaintContact",
    "Consent",
    "CorrectedTranslation",
    "CorrectionProposal",
    "Draft",
    "DraftChange",
    "DraftTranslation",
    "EveningKey",
    "Experiment",
    "Happening",
    "HistoryStep",
    "Identified",
    "InstrumentVersion",
    "Invitation",
    "ItemNote",
    "Job",
    "JobState",
    "Json",
    "KeyMark",
    "Kind",
    "LearningUnit",
    "Link",
    "MemoryAnswer",
    "Method",
    "OpenAnswer",
    "PaperSheet",
    "Participant",
    "Passkey",
    "PendingErasure",
    "Publication",
    "PublishedTranslation",
    "Release",
    "ReleaseEvent",
    "ReleaseFile",
    "ReleaseScope",
    "RemovedExperiment",
    "ReportPage",
    "Response",
    "ResponseCount",
    "ResponseRevision",
    "Return",
    "Role",
    "RoleGrant",
    "SeatingVersion",
    "SetAside",
    "SheetBatch",
    "SheetPass",
    "SignInReset",
    "StaffSession",
    "State",
    "Study",
    "TranslationSignature",
    "UtcDateTime",
    "Wave",
    "WavePress",
    "Webhook",
    "WebhookDelivery",
]
