"""Each step of the operations database, in order."""
