"""Pages are asked for through the strict client."""

from tests.support.client import app, client

__all__ = ["app", "client"]
