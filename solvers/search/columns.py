"""Which column of the search's arrays holds what."""

NO_LIMIT = MOST_ROOM = 2**31 - 1

# columns of `Instance.visit`
PLACE, SERVICE, SETUP, WEIGHT, NUM_WINDOWS, WINDOWS = 0, 1, 2, 3, 4, 5

# columns of `Instance.shift`
DUTY_START, DUTY_END, START_PLACE, END_PLACE, MODE, MOST_VISITS, MOST_TRAVEL, SHARE, NUM_BREAKS, NUM_SETS = range(10)

# columns of `Instance.sets`, before the set with one more break for each of them
SET_BITS, SET_LENGTH, NEXT_SETS = 0, 1, 2

# columns of `Instance.pause`
PAUSE_LENGTH, PAUSE_NUM_WINDOWS, PAUSE_WINDOWS = 0, 1, 2

# rows of `State.leg_times`
READY, OVER, FREE, LOST_FREE, LOST_READY = range(5)

# entries of `Instance.rule`
TRAVEL_WEIGHT, OVERLOAD_WEIGHT, MOST_STOPS, HAS_LOCKS, HOURS = range(5)

# values of `Instance.lock`, added up
IS_FIRST, IS_LAST, IS_PAIRED = 1, 2, 4

# columns of `State.sums`
LENGTH, TRAVEL, WORK, SOFT, LOST = range(5)

# columns of `State.spot`
ROUTE, GAP, ROOM_BEFORE, ROOM_AFTER = 0, 1, 2, 3

# rows of `State.line`
STOPS, PLACES, ROOM = 0, 1, 2

# columns of `Instance.near`
NEIGHBOUR, WAY = 0, 1

# third index of `State.slack`; the last one is there only where prizes depend on the hour
LEAVING, LATEST, LATEST_SAME_PLACE, LOST_BEFORE = range(4)
