"""What a request for results is about, and what its sender may do."""

from pet.web.guard import may, round_id

__all__ = ["may", "round_id"]
