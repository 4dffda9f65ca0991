"""Make a PDF of so many blank pages and print seconds (imports excluded), peak memory in MB, pages."""

import io
import sys
import time

from reportlab.pdfgen.canvas import Canvas

from benchmarks.timing import peak

pages = int(sys.argv[1])
start = time.perf_counter()
canvas = Canvas(io.BytesIO())
for _ in range(pages):
    canvas.showPage()
canvas.save()
print(time.perf_counter() - start, peak(), pages)
