"""The house's rules that a machine can hold: the direction of imports, the size of files and functions."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ("services", "bookings", "checkout", "config")  # each may import those before it
CEILING, SETTINGS_CEILING, FUNCTION_CEILING = 200, 250, 30


def sources() -> list[Path]:
    folders = [ROOT / name for name in (*APPS, "tests")]
    found = [path for folder in folders for path in folder.rglob("*.py") if "migrations" not in path.parts]
    return [*found, ROOT / "manage.py"]


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("app", APPS[:-1])
def test_no_app_imports_one_above_it(app):
    above = APPS[APPS.index(app) + 1 :]
    backwards = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in (ROOT / app).rglob("*.py")
        for name in imported(ast.parse(path.read_text()))
        if name.split(".")[0] in above
    ]
    assert backwards == []


def test_nothing_imports_the_tests():
    found = [
        str(path.relative_to(ROOT))
        for path in sources()
        if "tests" not in path.relative_to(ROOT).parts
        and any(name.split(".")[0] == "tests" for name in imported(ast.parse(path.read_text())))
    ]
    assert found == []


def test_no_file_is_above_its_ceiling():
    too_long = {
        str(path.relative_to(ROOT)): lines
        for path in sources()
        if (lines := len(path.read_text().splitlines()))
        > (SETTINGS_CEILING if path.name == "settings.py" else CEILING)
    }
    assert too_long == {}


def test_no_function_is_above_its_ceiling():
    too_long = {
        f"{path.relative_to(ROOT)}:{node.name}": length
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and (length := body_lines(node)) > FUNCTION_CEILING
    }
    assert too_long == {}


def body_lines(node: ast.FunctionDef) -> int:
    """Lines of the body: the signature and the docstring are for readers and free."""
    first = node.body[0]
    has_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    start = first.end_lineno if has_docstring else first.lineno - 1
    return (node.end_lineno or 0) - (start or 0)
