"""Every command of several steps killed at each of its steps, on a full disk, and by many at once: what is left is whole."""
