"""An invented partnership of any size for the benchmarks."""

import numpy as np

from pet.analysis.ratings import Grouping, Ratings
from pet.frameworks import loader


def ratings_of(people: int) -> Ratings:
    """Ratings of the built-in framework with 42 themes by people of nine partners in the framework's roles."""
    framework = loader.builtin("school-partnerships")
    random = np.random.default_rng(42)
    lift = random.integers(-1, 2, size=len(framework.themes))
    values = np.clip(random.integers(1, 6, size=(people, len(framework.themes))) + lift, 1, 5)
    values = np.where(random.random(values.shape) < 0.08, -1, values).astype(np.int8)
    partners = Grouping(tuple("ABCDEFGHI"), random.integers(0, 9, size=people))
    role_ids = tuple(role.id for role in framework.roles)
    roles = Grouping(role_ids, random.integers(0, len(role_ids), size=people), role_ids)
    return Ratings(framework, values, partners, roles)
