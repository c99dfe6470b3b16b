"""Tests of the samples of files to look at."""
