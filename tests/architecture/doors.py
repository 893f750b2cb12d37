"""The door rule as a contract of import-linter, whose own types cannot say "the same room"."""

from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class DoorsContract(Contract):
    """Whatever lies behind a room's doors is imported by the room itself, or by the master of the house, only.

    And a room's domain imports nothing of another room at all, not even through a door.
    """

    type_name = "doors"

    # Declared as fields, filled by import-linter with plain values.
    doors: Any = fields.SetField(subfield=fields.StringField())
    open_rooms: Any = fields.SetField(subfield=fields.StringField())
    extra_doors: Any = fields.SetField(subfield=fields.StringField())
    master: Any = fields.StringField()

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Look at every direct import from one room into another."""
        trespasses = [
            (importer, module)
            for module in sorted(graph.modules)
            for importer in sorted(graph.find_modules_that_directly_import(module))
            if self._is_trespass(importer, module)
        ]
        return ContractCheck(kept=not trespasses, metadata={"trespasses": trespasses})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """One line for each trespass."""
        for importer, module in check.metadata["trespasses"]:
            output.print_error(f"{importer} walks past the door into {module}")

    def _is_trespass(self, importer: str, module: str) -> bool:
        visitor, host = _room(importer), _room(module)
        if not host or not visitor or visitor == host or host in self.open_rooms or visitor == self.master:
            return False
        if importer.split(".")[2:3] == ["domain"]:
            return True
        inside = module.split(".")[2:]
        is_extra = any(module.startswith(f"wenguo.{door}") for door in self.extra_doors)
        return bool(inside) and inside[0] not in self.doors and not is_extra


def _room(module: str) -> str:
    parts = module.split(".")
    # ``__main__`` is the command line's other name and no room.
    return parts[1] if parts[0] == "wenguo" and len(parts) > 1 and not parts[1].startswith("__") else ""
