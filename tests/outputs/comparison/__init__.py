"""Tests of the forms of a comparison."""
