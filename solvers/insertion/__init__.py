"""Regret insertion of our own: a good first plan in seconds, for every feature of a problem."""
