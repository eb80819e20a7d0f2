"""What no plan can beat: proved bounds on the prizes of a day."""
