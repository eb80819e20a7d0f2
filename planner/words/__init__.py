"""Words of the interface by language, from message catalogues."""
