"""Somebody who wants to know what a few people answered, and everything that PET publishes."""
