"""The command that serves the dashboard: it refuses in a sentence, or becomes gunicorn."""

import errno
import ipaddress
import os
import socket
import sys
from pathlib import Path
from typing import Annotated

import typer

from msp_dashboard.operations import OperationsError, upgrade
from msp_dashboard.releases import ReleaseError, open_release
from msp_dashboard.security import secret_key
from msp_dashboard.settings import settings

ROOT = Path(__file__).parents[2]


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on; loopback only.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8050,
    workers: Annotated[int, typer.Option(min=1, help="Processes that answer.", envvar="MSP_WORKERS")] = 2,
) -> None:
    """Serve the pages until Ctrl-C.

    Example: python -m msp_dashboard serve --port 8060
    """
    refusal = refusal_of_address(host) or _refusal_of_home(settings().home) or _refusal_of_port(host, port)
    if refusal:
        typer.echo(refusal, err=True)
        raise typer.Exit(1)
    environment = {
        **os.environ,
        "MSP_HOME": str(settings().home.resolve()),
        "MSP_BIND": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        "MSP_WORKERS": str(workers),
    }
    os.chdir(ROOT)
    command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "app:server"]
    os.execve(sys.executable, command, environment)  # noqa: S606 (a fixed command, and no shell)


def refusal_of_address(host: str) -> str:
    """Return why the dashboard may not listen on this address; blank where it may.

    Anybody who reaches it can choose a demo person, so nobody else's machine may.
    """
    if host == "localhost":
        return ""
    try:
        loopback = ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if loopback:
        return ""
    return f"{host} can be reached from other machines, and the people here are demo people: use 127.0.0.1."


def _refusal_of_home(home: Path) -> str:
    if home.exists() and not (home.is_dir() and os.access(home, os.W_OK | os.X_OK)):
        return f"The home folder {home} cannot be written to: change its permissions, or set MSP_HOME."
    try:
        open_release().engine.dispose()
        secret_key()
        upgrade()
    except (ReleaseError, OperationsError) as problem:
        return str(problem)
    return ""


def _refusal_of_port(host: str, port: int) -> str:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        # gunicorn sets it too: a port whose last owner has just ended is free.
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as problem:
            if problem.errno == errno.EADDRINUSE:
                return f"Port {port} is in use: stop the program that uses it, or choose another port."
            return f"Port {port} of {host} cannot be opened ({problem.strerror}): choose another."
    return ""
