"""The ways in which a load says no."""


class LoadRefused(Exception):
    """A load cannot go on; the message is a sentence for people, and nothing was changed."""


class FileRefused(LoadRefused):
    """A file cannot be read rightly; the message names the file, says why, and what to do."""
