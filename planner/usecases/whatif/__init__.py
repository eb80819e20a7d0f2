"""What if: scenarios against a kept plan."""
