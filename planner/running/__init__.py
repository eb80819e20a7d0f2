"""A day under way: where teams stand, what is left of the day, and the whole day put together again."""
