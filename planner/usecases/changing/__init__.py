"""A plan changed by hand: the loaded day, what a change does, the version that is kept, and what was done taken back."""
