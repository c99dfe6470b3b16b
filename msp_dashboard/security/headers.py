"""Headers of every answer: where scripts and styles may come from, and what may be kept."""

from collections.abc import Sequence

from flask import Flask, Response, request

from msp_dashboard.security.styles import style_hashes

BUNDLES = "/_dash-component-suites/"
FILES = ("/assets/", "/look/")
A_YEAR = "public, max-age=31536000, immutable"


def policy(script_hashes: Sequence[str]) -> str:
    """Return the content security policy; inline scripts and styles are Dash's own only, by their hashes."""
    rules = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", *script_hashes]),
        "style-src": " ".join(["'self'", *style_hashes()]),
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def protect_answers(server: Flask) -> None:
    """Put the headers on every answer; the policy itself is read from the server's configuration."""

    @server.after_request
    def _headers(answer: Response) -> Response:
        answer.headers["Content-Security-Policy"] = server.config["CONTENT_SECURITY_POLICY"]
        answer.headers["X-Content-Type-Options"] = "nosniff"
        answer.headers["Referrer-Policy"] = "same-origin"
        answer.headers["X-Frame-Options"] = "DENY"
        answer.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        answer.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
        answer.headers["Cache-Control"] = _keeping(answer)
        return answer


def _keeping(answer: Response) -> str:
    """How long an answer may be kept: what holds figures stays in no cache, of a browser or between."""
    if not request.path.startswith((BUNDLES, *FILES)) or answer.status_code not in (200, 304):
        return "no-store"
    # An address that names a version never means another file.
    dated = answer.cache_control.max_age if request.path.startswith(BUNDLES) else request.args
    return A_YEAR if dated else "no-cache"
