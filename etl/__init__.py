"""The load: from a council's case export to a published release, one verb a module."""
