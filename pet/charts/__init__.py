"""Charts: a result becomes comparable specs (`build`), a spec a figure (`draw`), a figure bytes (`encode`).

`spec` and `build` import no drawing library, so that a page can show a chart's table and title without one.
"""
