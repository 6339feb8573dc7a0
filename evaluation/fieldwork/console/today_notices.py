"""What Today says besides the evening: complaints that wait, and the address that phones open."""

from sqlalchemy.orm import Session

from evaluation.store.complaints.complaints import complaints_waiting
from evaluation.web.app import services
from evaluation.web.current_user import my_scope


def today_notices(db: Session) -> dict[str, object]:
    """Complaints within my scope that wait, and the public address."""
    return {
        "base_url": services().settings.base_url,
        "complaints": complaints_waiting(db, my_scope("complaint.answer")),
    }
