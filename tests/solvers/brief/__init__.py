"""Tests of the search in plain Python."""
