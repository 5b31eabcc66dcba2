"""What the frame of a customer's page weighs and loads (the budgets P1; CSP)."""

import gzip
import re
from pathlib import Path

from django.conf import settings

from bookings.views import assets

ROOT = Path(settings.BASE_DIR)
SCRIPTS = sorted((ROOT / "static" / "js").glob("**/*.js"))
SHEETS = sorted((ROOT / "static" / "css").glob("**/*.css"))
# Letters are left out: mail programs need their styles inline, and no page of ours shows one.
TEMPLATES = sorted(file for file in (ROOT / "templates").glob("**/*.html") if "messages" not in file.parts)


def _zipped(text: str) -> int:
    return len(gzip.compress(text.encode(), 9))


def _found(pattern: str, files: list[Path]) -> list[tuple[str, str]]:
    return [
        (str(file.relative_to(ROOT)), match[0])
        for file in files
        for match in re.finditer(pattern, file.read_text("utf-8"), re.IGNORECASE)
    ]


def test_the_style_sheet_stays_under_twelve_kilobytes():
    assert 4 * 1024 < _zipped(assets.joined()) <= 12 * 1024


def test_our_scripts_stay_under_three_and_a_half_kilobytes():
    assert 0 < sum(_zipped(file.read_text("utf-8")) for file in SCRIPTS) <= 3.5 * 1024


def test_every_sheet_but_the_owners_is_joined():
    names = {file.stem for file in SHEETS if not file.stem.startswith(("owner", "admin"))}
    assert names == set(assets.FRAME + assets.PARTS)


def test_every_sheet_closes_what_it_opens():
    """One brace too many drops the first rule of the sheet that is joined after it."""
    counts = {file.name: (file.read_text("utf-8").count("{"), file.read_text("utf-8").count("}")) for file in SHEETS}
    assert {name: each for name, each in counts.items() if each[0] != each[1]} == {}


def test_a_page_asks_for_eight_files_with_itself():
    base = (ROOT / "templates" / "components" / "assets.html").read_text("utf-8")
    assert len(re.findall(r"<script src=|<link rel=", base)) == 7


def test_no_sheet_or_script_names_another_host():
    assert _found(r"(https?:)?//[a-z0-9-]+\.[a-z]", [*SHEETS, *SCRIPTS]) == []


def test_no_template_carries_a_style_of_its_own():
    assert _found(r"<style|\sstyle\s*=", TEMPLATES) == []


def test_no_template_carries_a_script_of_its_own():
    assert _found(r"<script(?![^>]*\ssrc=)|<[^>]*\son[a-z]+\s*=|javascript:", TEMPLATES) == []


def test_no_script_sets_markup_or_evaluates_text():
    assert _found(r"innerHTML|outerHTML|insertAdjacentHTML|\beval\(|new Function", SCRIPTS) == []
