"""Authors of every role, and the audit log as rows."""

import json
from typing import Any

import sqlalchemy as sa

from msp_dashboard.operations import audit_log, reading
from msp_dashboard.results.authors import Author

ANALYST = Author(key="ewa-nowak", name="Ewa Nowak", role="analyst", teams=("North", "South"))
HEAD = Author(key="helen-doyle", name="Helen Doyle", role="head_of_service", teams=("North",))
LEAD = Author(key="marcus-bell", name="Marcus Bell", role="qa_lead", teams=("North",))
OTHER_LEAD = Author(key="ruth-okafor", name="Ruth Okafor", role="qa_lead", teams=("South",))
CHAIR = Author(key="priya-nair", name="Priya Nair", role="chair")
MEMBER = Author(key="tom-askew", name="Tom Askew", role="board_member")


def logged() -> list[tuple[str, str, dict[str, Any]]]:
    """Return actor, action and details of every entry of the audit log."""
    query = sa.select(audit_log.c.actor, audit_log.c.action, audit_log.c.details)
    with reading() as connection:
        rows = connection.execute(query.order_by(audit_log.c.entry_id)).all()
    return [(row.actor, row.action, json.loads(row.details)) for row in rows]
