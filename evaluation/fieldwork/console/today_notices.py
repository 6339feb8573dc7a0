"""What Today says besides the evening: complaints that wait, and whom to ask while phones cannot open the address."""

from sqlalchemy.orm import Session

from evaluation.store.accounts.people import names_of_administrators
from evaluation.store.complaints.complaints import complaints_waiting
from evaluation.web.app import services
from evaluation.web.current_user import may, my_scope
from evaluation.web.hosts.lan_address import leads_here_alone


def today_notices(db: Session) -> dict[str, object]:
    """Complaints within my scope that wait; who can change the address, for organisers while no phone opens it."""
    asks = leads_here_alone(services().settings.base_url) and may("experiment.add") and not may("address.change")
    return {
        "administrators": names_of_administrators(db) if asks else [],
        "base_url": services().settings.base_url,
        "complaints": complaints_waiting(db, my_scope("complaint.answer")),
    }
