"""From a key to the consequences in words: changes by hand in a browser at the desk: `python -m benchmarks.desk_keys`.

Serves a planned workspace as `benchmarks.desk` does, opens its working view in Chromium, and on one visit after another presses
the key that moves it on in its list, then the one that takes it out. The clock of the page runs from the key to the sentences;
nothing is kept. The server's processor is told beside it, since the browser draws on the same cores.
"""

import argparse
import os
import shutil
from typing import Any

from benchmarks.desk_served import PASSWORD, asked_for, day_of, laid_out, name_of, processor_seconds, serving, share
from benchmarks.shared import print_machine

KEYS = {"later": "Alt+ArrowDown", "taken out": "Delete"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
LONGEST = 60_000
"""Milliseconds after which an answer is not waited for."""
TIMED = """() => {
  window.timed = { key: 0, told: 0 };
  document.addEventListener("keydown", () => { timed.key = performance.now(); timed.told = 0; }, true);
  const told = new MutationObserver(() => { timed.told = performance.now(); });
  told.observe(document.querySelector("#tried > div"), { childList: true });
}"""


def measure(page: Any, most: int) -> dict[str, list[float]]:
    """Seconds from each key to its sentences, by what the key does."""
    page.evaluate(TIMED)
    found: dict[str, list[float]] = {name: [] for name in KEYS}
    teams = page.locator("#which option").evaluate_all(
        "options => options.map(option => option.value).filter(value => value !== 'left')"
    )
    for number in range(most):
        team = teams[number % len(teams)]
        page.select_option("#which", team)
        rows = page.locator(f'table.stops[data-team="{team}"] tr.stop')
        row = rows.nth(number // len(teams) % max(1, rows.count() - 1))
        for name, key in KEYS.items():
            row.click()
            page.wait_for_function("document.querySelector('#why[data-visit]') && !document.querySelector('#why .quietly')")
            row.press(key)
            page.wait_for_function("timed.told > timed.key", polling=10)
            found[name].append(page.evaluate("(timed.told - timed.key) / 1000"))
            page.locator("#drop").click()
    return found


def main() -> None:
    """Read the wishes, serve, press keys."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=40)
    wishes = asked_for(parser)
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (an extra)

    browser = os.environ.get("DDS_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
    print_machine()
    with laid_out(wishes.workspace, [99]) as folder, serving(folder) as (port, process), sync_playwright() as play:
        program = play.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        page = program.new_page(base_url=f"http://127.0.0.1:{port}", viewport={"width": 1366, "height": 768}, bypass_csp=True)
        page.set_default_timeout(LONGEST)
        page.goto("/sign-in")
        page.fill("[name=name]", name_of(99))
        page.fill("[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_selector("nav.menu")
        page.goto(f"/day/{day_of(folder)}")
        page.wait_for_selector("body[data-mapped]")
        used = processor_seconds(process)
        found = measure(page, wishes.visits)
        used = processor_seconds(process) - used
        program.close()
    for name, times in found.items():
        told = f"half under {share(times, 0.5):.3f} s, 95 % under {share(times, 0.95):.3f} s, slowest {max(times):.3f} s"
        print(f"{name}: {len(times)} keys, {told}")
    num = sum(map(len, found.values()))
    print(f"the server's processor, with the reasons of each visit: {1000 * used / num:.0f} ms a key")


if __name__ == "__main__":
    main()
