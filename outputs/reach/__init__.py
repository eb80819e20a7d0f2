"""Homes that no team has a way to: the list and the map."""
