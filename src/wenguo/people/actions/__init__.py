from wenguo.people.actions.tokens import issue_token, note_token_use, revoke_token

__all__ = ["issue_token", "note_token_use", "revoke_token"]
