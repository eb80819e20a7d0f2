"""Tests of the report over stations."""
