"""The closing line of several pytest runs, from their JUnit reports: ``== 812 passed, 1 failed in 640 s ==``."""

import sys
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree


def counted(reports: Path) -> Counter[str]:
    """How many tests of all reports passed, failed, broke off or were skipped."""
    total: Counter[str] = Counter()
    for report in sorted(reports.glob("*.xml")):
        # Our own pytest wrote these files a moment ago.
        for suite in ElementTree.parse(report).getroot().iter("testsuite"):  # noqa: S314
            numbers = {key: int(suite.get(key, "0")) for key in ("tests", "failures", "errors", "skipped")}
            total["failed"] += numbers["failures"]
            total["errors"] += numbers["errors"]
            total["skipped"] += numbers["skipped"]
            total["passed"] += numbers["tests"] - numbers["failures"] - numbers["errors"] - numbers["skipped"]
    return total


def main() -> None:
    """Print the line."""
    total = counted(Path(sys.argv[1]))
    told = ", ".join(
        f"{total[word]} {word}" for word in ("failed", "passed", "skipped", "errors") if total[word]
    )
    print(f"====== {told or 'no tests ran'} in {sys.argv[2]}.00s ======")


if __name__ == "__main__":
    main()
