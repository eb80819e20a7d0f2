"""The engine `auto`: insertion, compiled search, recombination and OR-Tools, one after the other in one time limit."""
