"""Where it is kept: models, and the one place that commits."""
