"""What missing answers leave open: how far a share may lie from the truth, and when it may be told at all."""

# Up to a tenth missing a share stands by itself; up to four tenths with its bounds; above, only they do.
MANY_MISSING, MOST_MISSING = 0.1, 0.4


def bounds(numerator: int, denominator: int, not_recorded: int) -> tuple[float, float] | None:
    """Return the lowest and highest share that the missing answers allow; None where there are no answers."""
    everyone = denominator + not_recorded
    if everyone == 0:
        return None
    return numerator / everyone, (numerator + not_recorded) / everyone
