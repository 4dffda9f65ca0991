"""Where the pages of this package are gathered."""

from flask import Blueprint

blueprint = Blueprint("people", __name__)
