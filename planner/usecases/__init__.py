"""Use cases: plan a day, replan, ask what if, record, print, report … They know no door: neither terminal nor page."""
