"""Plans the daily door-to-door visits of a police sector station."""

__version__ = "0.4.0"
