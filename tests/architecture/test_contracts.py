"""The contracts of .importlinter hold, and each breaks when a violation of it is planted into the graph of imports."""

from collections.abc import Callable
from copy import deepcopy

import grimp
import pytest
from importlinter.application.use_cases import read_user_options
from importlinter.configuration import configure
from importlinter.contracts.acyclic_siblings import AcyclicSiblingsContract
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.layers import LayersContract
from importlinter.domain.contract import Contract

from tests.architecture.doors import DoorsContract
from tests.architecture.house import ROOT

TYPES: dict[str, type[Contract]] = {
    "layers": LayersContract,
    "forbidden": ForbiddenContract,
    "acyclic_siblings": AcyclicSiblingsContract,
    "doors": DoorsContract,
}
Graph = grimp.ImportGraph


@pytest.fixture(scope="module")
def graph() -> Graph:
    return grimp.build_graph(
        "wenguo", include_external_packages=True, exclude_type_checking_imports=True, cache_dir=None
    )


@pytest.fixture(scope="module")
def contracts() -> dict[str, Contract]:
    configure()
    options = read_user_options(str(ROOT / ".importlinter"))
    return {
        told["id"]: TYPES[told["type"]](
            name=told["name"], session_options=options.session_options, contract_options=told
        )
        for told in options.contracts_options
    }


def importing(importer: str, imported: str) -> Callable[[Graph], None]:
    """Plant one import."""

    def plant(graph: Graph) -> None:
        for module in (importer, imported):
            if module not in graph.modules:
                graph.add_module(module, is_squashed="." not in module and module != "wenguo")
        graph.add_import(importer=importer, imported=imported)

    return plant


def module(name: str) -> Callable[[Graph], None]:
    """Plant a module."""
    return lambda graph: graph.add_module(name)


VIOLATIONS = [
    ("house", importing("wenguo.listen.actions", "wenguo.respond.actions")),
    ("house", importing("wenguo.improve.actions", "wenguo.coaching.events")),
    ("house", importing("wenguo.kernel.clock", "wenguo.base.news")),
    ("house", module("wenguo.complaints")),
    ("room", importing("wenguo.respond.queries", "wenguo.respond.actions")),
    ("room", importing("wenguo.respond.models", "wenguo.respond.queries")),
    ("room", importing("wenguo.respond.rest", "wenguo.respond.pages")),
    ("room", importing("wenguo.understand.analyzer.engine", "wenguo.understand.domain.planted")),
    ("room", module("wenguo.respond.utils")),
    ("pure", importing("wenguo.respond.domain.planted", "django")),
    ("pure", importing("wenguo.understand.analyzer.engine", "django")),
    ("pure", importing("wenguo.kernel.clock", "wenguo.base.news")),
    ("supervisor", importing("wenguo.site.supervisor.tree", "wenguo.people.models")),
    ("doors", importing("wenguo.respond.actions", "wenguo.customers.models")),
    ("doors", importing("wenguo.improve.pages", "wenguo.respond.pages")),
    ("doors", importing("wenguo.respond.domain.planted", "wenguo.listen.events")),
    ("knots", importing("wenguo.kernel.ids", "wenguo.kernel.planted")),
]


@pytest.mark.parametrize("key", ["house", "room", "pure", "supervisor", "doors", "knots"])
def test_the_contract_holds(key, graph, contracts):
    check = contracts[key].check(deepcopy(graph), verbose=False)
    assert check.kept, check.metadata


@pytest.mark.parametrize(("key", "plant"), VIOLATIONS)
def test_a_planted_violation_breaks_the_contract(key, plant, graph, contracts):
    broken = deepcopy(graph)
    # The way back of the knot; harmless for the others.
    importing("wenguo.kernel.planted", "wenguo.kernel.ids")(broken)
    before = contracts[key].check(deepcopy(broken), verbose=False).metadata
    plant(broken)
    check = contracts[key].check(broken, verbose=False)
    assert not check.kept
    assert check.metadata != before


def test_every_contract_is_planted_against(contracts):
    assert {key for key, _plant in VIOLATIONS} == set(contracts)


def test_site_may_enter_anywhere_and_base_lies_open(graph, contracts):
    allowed = deepcopy(graph)
    before = contracts["doors"].check(deepcopy(graph), verbose=False).metadata
    importing("wenguo.site.wiring", "wenguo.respond.reactions")(allowed)
    importing("wenguo.respond.actions", "wenguo.base.live")(allowed)
    assert contracts["doors"].check(allowed, verbose=False).metadata == before
