"""How gunicorn serves the dashboard: threads, an application warm before the fork, logs without filters."""

import os
import signal
import sys
from typing import Any

from msp_dashboard.commands.serve import refusal_of_address

bind = os.environ.get("MSP_BIND", "127.0.0.1:8050")
worker_class = "gthread"
workers = int(os.environ.get("MSP_WORKERS", "2"))
threads = int(os.environ.get("MSP_THREADS", "4"))
# Dash knows its bundles only once it has drawn a page: create_app draws one before the workers part.
preload_app = True
control_socket_disable = True
# A request line holds the filters that somebody looked at, so requests are not logged.
accesslog = None
loglevel = "warning"

# Until gunicorn's own handlers are in place, Ctrl-C ends the start quietly.
signal.signal(signal.SIGINT, lambda *_: sys.exit(0))


def on_starting(arbiter: Any) -> None:
    """End with a sentence where an address was asked for that others reach, whoever started gunicorn."""
    for address in arbiter.address:
        # A string is a socket file, behind which any proxy may stand.
        if refusal := refusal_of_address(address if isinstance(address, str) else address[0]):
            sys.exit(refusal)


def when_ready(arbiter: Any) -> None:
    """Print the address once the socket listens."""
    print(f"MSP Dashboard is at {arbiter.LISTENERS[0]}", flush=True)
