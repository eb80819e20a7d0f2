"""VROOM as an engine: a peer to measure against."""
