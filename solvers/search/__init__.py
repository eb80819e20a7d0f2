"""Ruin and recreate of our own, compiled: the search behind the engines `search` and `auto`."""
