"""The terminal door: thin click commands, each reads what was typed and calls one use case."""
