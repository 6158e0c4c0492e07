"""What the documents and the layout promise."""

import ast
import re
import shlex
import tomllib
from dataclasses import fields
from pathlib import Path

import click
import pytest

from portal_spider.cli import COMMANDS, portal
from portal_spider.profile import SiteProfile

ROOT = Path(__file__).parents[1]


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("path", sorted((ROOT / "archive").rglob("*.py")), ids=str)
def test_the_keeper_knows_neither_the_visitor_nor_html(path: Path) -> None:
    roots = {name.partition(".")[0] for name in imports(path)}
    assert not roots & {"portal_spider", "scrapy", "selectolax", "bs4", "lxml", "twisted"}


@pytest.mark.parametrize("package", ["extract", "discover", "demo", "portals"])
def test_reading_pages_needs_no_scrapy(package: str) -> None:
    for path in (ROOT / "portal_spider" / package).rglob("*.py"):
        assert not {n.partition(".")[0] for n in imports(path)} & {"scrapy", "twisted"}, path


def test_every_package_says_what_it_is() -> None:
    for path in [*ROOT.glob("archive/**/__init__.py"), *ROOT.glob("portal_spider/**/__init__.py")]:
        assert ast.get_docstring(ast.parse(path.read_text())), path


def test_every_command_and_profile_field_is_documented() -> None:
    readme = (ROOT / "README.md").read_text()
    guide = (ROOT / "docs" / "add-a-portal.md").read_text()
    changelog = (ROOT / "CHANGELOG.md").read_text()
    for command in COMMANDS:
        assert f"portal {command}" in readme or f"`{command}`" in changelog, command
    for field in fields(SiteProfile):
        assert field.name == "name" or re.search(rf"\b{field.name}\b", guide), field.name


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    reasons = (ROOT / "docs" / "dependencies.md").read_text()
    for requirement in project["dependencies"]:
        name = re.split(r"[<>=;\[]", requirement)[0]
        assert name in reasons, name


def test_every_outcome_is_documented() -> None:
    documented = set(re.findall(r"`(\w+)`", (ROOT / "docs" / "formats.md").read_text()))
    source = "".join(
        (ROOT / "portal_spider" / name).read_text()
        for name in ("intake.py", "editions.py", "run/books.py", "run/turns.py", "run/settling.py")
    )
    for outcome in set(re.findall(r'outcome(?:=| = |, read\.reason = )"(\w+)"', source)):
        assert outcome in documented, outcome


@pytest.mark.parametrize("path", [*ROOT.glob("README*.md"), *ROOT.glob("docs/*.md")], ids=str)
def test_every_command_line_shown_is_one_that_portal_takes(path: Path) -> None:
    blocks = re.findall(r"```sh\n(.*?)```", path.read_text(), re.DOTALL)
    for line in "\n".join(blocks).splitlines():
        if line.startswith("portal "):
            taken(portal, shlex.split(line, comments=True)[1:])


def taken(command: click.Command, words: list[str]) -> None:
    """Let click read *words*, as far as it does before it runs anything."""
    if isinstance(command, click.Group) and words and not words[0].startswith("-"):
        inner = command.get_command(click.Context(command), words[0])
        assert inner is not None, words
        taken(inner, words[1:])
    else:
        command.make_context(command.name, words)


def test_both_readmes_name_the_same_commands() -> None:
    english, chinese = (
        set(re.findall(r"^\$ (.*?)(?:  # tests)?$", (ROOT / name).read_text(), re.MULTILINE))
        for name in ("README.md", "README.zh-CN.md")
    )
    assert english == chinese
    assert len(english) == 2


def test_nothing_names_this_machine() -> None:
    for path in ROOT.rglob("*"):
        if path.suffix in (".md", ".py", ".toml", ".cfg", "") and path.is_file():
            if any(part.startswith(".") and part != ".ci" for part in path.relative_to(ROOT).parts):
                continue
            text = path.read_text(errors="replace")
            assert "/" + "work/" not in text, path
            assert "pypi" + ".org" not in text, path
