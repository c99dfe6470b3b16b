"""Headers of every answer: where scripts and styles may come from, and what may be kept."""

from collections.abc import Sequence

from flask import Flask, Response, request

from msp_dashboard.security.styles import style_hashes

KEPT = ("/_dash-component-suites/", "/assets/", "/look/")
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
        kept = request.path.startswith(KEPT) and answer.status_code == 200
        # An answer that holds figures stays in no cache, of a browser or between.
        answer.headers["Cache-Control"] = A_YEAR if kept else "no-store"
        return answer
