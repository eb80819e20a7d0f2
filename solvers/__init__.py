"""Engines behind one protocol (`planner.domain.solving.Solver`)."""
