from wenguo.measure.actions.export import note_export as note_export
from wenguo.measure.actions.facts import (
    rebuild_facts as rebuild_facts,
    refresh_case as refresh_case,
    refresh_facts as refresh_facts,
    refresh_recent as refresh_recent,
)
