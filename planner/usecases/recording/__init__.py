"""From returned sheets to the ledger: typed in, or read from a file."""
