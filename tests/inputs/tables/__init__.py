"""Tests of the table readers."""
