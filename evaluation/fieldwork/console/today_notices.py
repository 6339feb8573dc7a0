"""What Today says besides the evening: whom to ask while phones cannot open the public address."""

from sqlalchemy.orm import Session

from evaluation.store.accounts.people import names_of_administrators
from evaluation.web.app import services
from evaluation.web.current_user import may
from evaluation.web.hosts.lan_address import leads_here_alone


def today_notices(db: Session) -> dict[str, object]:
    """Who can change the address, for an organiser who cannot; nobody while phones open it."""
    asks = leads_here_alone(services().settings.base_url) and may("experiment.add") and not may("address.change")
    return {"administrators": names_of_administrators(db) if asks else [], "base_url": services().settings.base_url}
