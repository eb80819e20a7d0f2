"""Tests of the file forms."""
