"""The laws: timing, cost, priority, check, reasons. Pure functions over the domain."""
