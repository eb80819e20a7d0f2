"""What improves or explains a plan: insertions, exchanges, reserves, reasons and remedies.

Each change is timed and checked by the laws.
"""
