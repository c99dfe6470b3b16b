"""One table in several hundred odd files, and what a reader owes to each."""
