"""The ledger: what the station knows and what has happened, in one database file."""
