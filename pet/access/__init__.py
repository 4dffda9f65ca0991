"""Who may: an actor, a target, and one policy."""
