"""Plan to paper, map, table and file."""
