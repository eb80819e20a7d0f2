"""Tests of the proved bounds."""
