"""When work is done that nobody waits for: letters, and what comes by the clock (docs/decisions/0019).

A web process wakes the worker; the worker asks the database what there is to do. Nothing is lost where the waking fails,
for the worker looks by itself every minute.
"""
