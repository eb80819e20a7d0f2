"""The ground floor: the words that everybody uses. Knows nobody."""
