"""The one way in which a load says no."""


class LoadRefused(Exception):
    """A load cannot go on; the message is a sentence for people, and nothing was changed."""
