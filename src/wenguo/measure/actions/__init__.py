from wenguo.measure.actions.export import note_export
from wenguo.measure.actions.facts import rebuild_facts, refresh_case, refresh_facts, refresh_recent

__all__ = ["note_export", "rebuild_facts", "refresh_case", "refresh_facts", "refresh_recent"]
