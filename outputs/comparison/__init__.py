"""Scenarios beside a plan: as a table of words, CSV, JSON and a PDF page with maps."""
