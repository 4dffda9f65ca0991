"""Replays test vectors and disclosure cases through the functions that the product uses: `python -m tests.replay`."""
