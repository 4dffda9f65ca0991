"""The worker as it is, but for its patience: tests cannot wait six hours for the last try."""

from datetime import timedelta

from pet import worker
from pet.services.letters.sending import Pace
from pet.settings import from_environment

PACE = Pace(
    retries=(timedelta(seconds=1),) * 30, hold=timedelta(seconds=6), spare=timedelta(seconds=3), batch=10
)
TIMEOUT = 1.0  # seconds that it waits for an answer of the mail server

if __name__ == "__main__":
    worker.to_standard_error()
    worker.run(from_environment(), pace=PACE, mail_timeout=TIMEOUT)
