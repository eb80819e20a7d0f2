"""All words that people read, on screen and on paper, one catalogue file for each language."""
