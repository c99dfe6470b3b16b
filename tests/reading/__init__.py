"""Reading files as tables: text, workbooks, layouts and types."""
