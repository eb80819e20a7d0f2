"""Tests of the example area."""
