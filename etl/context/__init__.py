"""Published figures of every council: read from publishers' files, and kept for the page In context."""

from etl.context.importing import Imported, import_published

__all__ = ["Imported", "import_published"]
