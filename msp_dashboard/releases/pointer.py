"""Which releases readers may have and which they follow: in PostgreSQL where it is set, or in files."""

from msp_dashboard.releases import folder, postgresql


def current_number() -> int | None:
    """Return the number that readers follow; None before the first publish; raises ReleaseError if broken."""
    return postgresql.known().current if postgresql.is_target() else folder.number_in_pointer()


def numbers() -> tuple[int, ...]:
    """Return the numbers of every release that readers may have, the oldest first; raises ReleaseError."""
    if postgresql.is_target():
        return tuple(sorted(postgresql.known().content_hashes))
    return folder.numbers()
