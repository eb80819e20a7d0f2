"""The desk in a browser: pages over the use cases, for people with accounts, on one PC or the station's network."""
