"""How gunicorn serves the dashboard: threads, a warm-up before the fork, and logs that hold no filter."""

import os
import signal
import sys
from typing import Any

from msp_dashboard.commands.serve import refusal_of_address

bind = os.environ.get("MSP_BIND", "127.0.0.1:8050")
worker_class = "gthread"
workers = int(os.environ.get("MSP_WORKERS", "2"))
threads = int(os.environ.get("MSP_THREADS", "4"))
preload_app = True
control_socket_disable = True
# A request line holds the filters that somebody looked at, so requests are not logged.
accesslog = None
loglevel = "warning"

WARM_UP = ("/", "/_dash-layout", "/_dash-dependencies")

# Until gunicorn's own handlers are in place, Ctrl-C ends the start quietly.
signal.signal(signal.SIGINT, lambda *_: sys.exit(0))


def on_starting(arbiter: Any) -> None:
    """Refuse an address that others reach, and answer the first requests before the fork.

    Dash registers its bundles only while it draws a page: asked for one before, a worker answers 500.
    The pages themselves are drawn by a callback, so no release is opened here. Raises SystemExit with a
    sentence where the address is refused or the dashboard fails.
    """
    for address in arbiter.address:
        # A string is a socket file, behind which any proxy may stand.
        if refusal := refusal_of_address(address if isinstance(address, str) else address[0]):
            sys.exit(refusal)
    browser = arbiter.app.wsgi().test_client()
    for path in WARM_UP:
        answer = browser.get(path)
        if answer.status_code >= 500:
            sys.exit(f"The dashboard could not start: it answered {path} with status {answer.status_code}.")


def when_ready(arbiter: Any) -> None:
    """Print the address once the socket listens."""
    print(f"MSP Dashboard is at {arbiter.LISTENERS[0]}", flush=True)
