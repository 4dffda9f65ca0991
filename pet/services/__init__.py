"""What can be done: a service takes a session, checks, flushes, and never commits."""
