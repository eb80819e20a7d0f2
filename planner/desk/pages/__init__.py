"""Pages of the desk: each function reads what was typed, calls one use case and shows its report."""
