"""Which day of a week takes which block of doors."""
