"""What a request for actions is about, and what its sender may do with each of them."""

import base64
import hashlib
import hmac
import secrets
from dataclasses import replace

from sqlalchemy.orm import Session

from pet.access import policy
from pet.access.policy import Decision, Permission
from pet.services import actions, results
from pet.services.actions import ActionFacts, Editor
from pet.services.results import Stored
from pet.web.guard import id_of, may, own_partner_id, round_id, target
from pet.web.identity import actor, by
from pet.web.site import site
from pet.web.targets import ACTION, NO_PARTNER

__all__ = [
    "action_here",
    "can_edit",
    "can_update",
    "editor",
    "id_of_new",
    "may",
    "new_nonce",
    "round_id",
    "stored",
    "within",
]


def action_here(session: Session) -> ActionFacts:
    """The action that this request is about."""
    return actions.one(session, id_of(ACTION))


def within() -> int | None:
    """The one partner whose actions the sender changes; `None` for a lead or facilitator, who change all."""
    return own_partner_id()


def editor() -> Editor:
    """Who changes something, and whose names they may see."""
    return Editor(by=by(), within=within(), people=may(Permission.EDIT_PEOPLE))


def new_nonce() -> str:
    """What makes a form for a new action differ from every other."""
    return secrets.token_urlsafe(16)


def id_of_new(nonce: str) -> str:
    """The public id of the action that a form adds, which nobody can tell from the form; empty for no nonce."""
    if not nonce:
        return ""
    said = f"action\0{round_id()}\0{nonce}".encode()
    named = hmac.new(site().settings.secret_key.encode(), said, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(named[:16]).decode().rstrip("=")


def can_edit(action: ActionFacts) -> bool:
    """Whether the sender may change what this action says."""
    return _granted(Permission.EDIT_ACTIONS, action)


def can_update(action: ActionFacts) -> bool:
    """Whether the sender may say how this action goes."""
    return _granted(Permission.UPDATE_OWN_ACTION, action)


def _granted(permission: Permission, action: ActionFacts) -> bool:
    """The policy is asked as if the request was about this action."""
    about = replace(target(), partner_id=action.partner_id or NO_PARTNER, owner_id=action.owner_account_id)
    return policy.decide(actor(), permission, about) is Decision.GRANTED


def stored(session: Session) -> Stored | None:
    """The result of the round; it knows what its themes are called."""
    return results.stored(session, round_id())
