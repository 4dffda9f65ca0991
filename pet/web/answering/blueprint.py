"""The blueprint of the answering pages; the modules beside this one hang their views on it."""

from flask import Blueprint

blueprint = Blueprint("answering", __name__)
