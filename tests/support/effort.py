"""How hard the attackers try: `make long` sets PET_TEST_EFFORT to try many times as many invented partnerships."""

import os

EFFORT = int(os.environ.get("PET_TEST_EFFORT", "1"))
