"""Tests of the days of a week."""
