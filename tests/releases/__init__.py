"""Tests of releases, the operations database, the audit log and the door to words."""
