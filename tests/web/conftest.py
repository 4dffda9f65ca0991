"""Pages are tested through the strict client, on both database engines."""

from tests.support.client import app, client, new_client

__all__ = ["app", "client", "new_client"]
