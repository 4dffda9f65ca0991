"""Make one report and print seconds (imports excluded), peak memory in MB, pages."""

import io
import time

from benchmarks.invented import ratings_of
from benchmarks.timing import peak
from pet.analysis.evaluate import evaluate
from pet.analysis.options import Options
from pet.report import document

ratings = ratings_of(200)
result = evaluate(ratings, (), Options(title="A benchmark"))
start = time.perf_counter()
pdf = document.build(result, ratings.framework)
seconds = time.perf_counter() - start
memory = peak()

from pypdf import PdfReader  # noqa: E402 -- after the memory was read

print(seconds, memory, len(PdfReader(io.BytesIO(pdf)).pages))
