"""Workbooks read back: cells as somebody finds them who opens the file."""

import io
import warnings

import openpyxl


def opened(content):
    """The workbook; openpyxl warns that it would lose the bars of its cells, were it to write the file again."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "(Conditional Formatting|Unknown) extension is not supported")
        return openpyxl.load_workbook(io.BytesIO(content))


def rows(sheet):
    """The rows below the head, each by the names of its columns."""
    head, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in body]
