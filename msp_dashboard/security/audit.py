"""The record of looks: in the exact tier every page and scope that somebody saw."""

from msp_dashboard import audit
from msp_dashboard.operations import prepare
from msp_dashboard.scope import Scope, write_period
from msp_dashboard.security.demo import Person


def record_look(person: Person, page: str, release: str, scope: Scope) -> None:
    """Write down a look at exact figures; raises OperationsError where it cannot be written."""
    prepare()
    details = {
        "page": page,
        "release": release,
        "role": person.role,
        "period": write_period(scope.period),
        "where": {name: list(codes) for name, codes in scope.where.items()},
        "limits": {name: list(codes) for name, codes in scope.limits.items()},
    }
    audit.record("looked", actor=person.key, details=details)
