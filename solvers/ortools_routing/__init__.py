"""The OR-Tools routing engine: model, watch and protocol; OR-Tools names of routing live in this package alone."""
