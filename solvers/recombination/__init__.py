"""Recombination: the best compatible set of the routes that all searches have seen, by CP-SAT."""
