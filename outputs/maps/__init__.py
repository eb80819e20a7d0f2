"""Geometry of the map page in millimetres of paper."""
