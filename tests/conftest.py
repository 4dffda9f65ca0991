"""Settings that hold for every test."""

from hypothesis import settings

# The machine's speed is nobody's fault: no deadline. The same examples each run: a failure can be repeated.
settings.register_profile("pet", deadline=None, derandomize=True)
settings.load_profile("pet")
