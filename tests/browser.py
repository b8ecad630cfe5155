"""The app in a real browser: `python -m tests.browser [--picture FILE]`.

Starts `taiwa serve` and drives headless Chromium (Debian's chromium and chromium-driver) through
the W3C WebDriver protocol: the link, a name, Japanese typed as from an input method, a switch of
language, a second learner in a second tab, the end of a tab.
"""

import argparse
import base64
import json
import random
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from taiwa import paths
from taiwa.course.loading import load_course
from taiwa.record.store import Store
from taiwa.study.desk import Study
from taiwa.text.cells import cells
from tests.conftest import SAMPLE
from tests.learner import spoken
from tests.served import Served, free_port, learner_at, served

PATIENCE = 30.0
NAME, OTHER = "花子", "Taro Yamada"
SIGNS = "M…é→ｱ川あ」。「Ｍ"
"""Characters that fonts draw wider or narrower than the cells they have."""
F2, ENTER = "\ue032", "\ue007"


def wait(what: str, found: Callable[[], Any]) -> Any:
    """Poll until `found` gives something; what it gives."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if result := found():
            return result
        time.sleep(0.1)
    raise AssertionError(f"waited in vain for {what}")


def listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def running(command: list[str], port: int) -> Iterator[None]:
    """A program that serves on `port`."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        wait(command[0], lambda: listening(port))
        yield
    finally:
        process.terminate()
        process.wait(10)


class Browser:
    """One headless Chromium behind chromedriver."""

    def __init__(self, port: int) -> None:
        self._base = f"http://127.0.0.1:{port}/session"
        arguments = ["--headless=new", "--no-sandbox", "--window-size=1100,720"]
        wish = {
            "goog:chromeOptions": {"args": arguments},
            "goog:loggingPrefs": {"performance": "ALL"},
        }
        made = self._call("", {"capabilities": {"alwaysMatch": wish}})
        self._base += f"/{made['sessionId']}"

    def _call(self, path: str, body: dict[str, Any] | None = None, method: str = "POST") -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._base + path, data=data, method=method)
        request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.load(answer)["value"]

    def open(self, url: str) -> None:
        self._call("/url", {"url": url})

    def run(self, script: str) -> Any:
        return self._call("/execute/sync", {"script": script, "args": []})

    def tell(self, command: str, **values: Any) -> None:
        """A command of the DevTools protocol."""
        self._call("/goog/cdp/execute", {"cmd": command, "params": values})

    def press(self, key: str) -> None:
        actions = [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
        self._call("/actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})

    def compose(self, kana: str, text: str) -> None:
        """Type as an input method does: show the kana first, then put the text in their place."""
        self.tell("Input.imeSetComposition", text=kana, selectionStart=0, selectionEnd=len(kana))
        self.tell("Input.insertText", text=text)

    def tab(self) -> None:
        """Open another tab and go to it."""
        self._call("/window", {"handle": self._call("/window/new", {"type": "tab"})["handle"]})

    def close_tab(self) -> None:
        """Close this tab and go to the first one."""
        self._call("/window", {"handle": self._call("/window", method="DELETE")[0]})

    def drawn(self) -> list[list[tuple[str, float]]]:
        """The characters of each row of the terminal, and how far from its left they begin, in px.

        They add up to the width of a row with a last one, of no character.
        """
        return self.run("""
            const rows = document.querySelector(".xterm-rows"), range = document.createRange();
            const { left, width } = rows.getBoundingClientRect();
            return [...rows.children].map(row => {
                const texts = document.createTreeWalker(row, NodeFilter.SHOW_TEXT), found = [];
                while (texts.nextNode())
                    for (let i = 0; i < texts.currentNode.length; i++) {
                        range.setStart(texts.currentNode, i);
                        range.setEnd(texts.currentNode, i + 1);
                        const place = range.getBoundingClientRect().left - left;
                        found.push([texts.currentNode.data[i], place]);
                    }
                return [...found, ["", width]];
            });""")

    def picture(self) -> bytes:
        return base64.b64decode(self._call("/screenshot", method="GET"))

    def asked_of(self) -> set[str]:
        """The hosts that pages have asked anything of."""
        log = self._call("/se/log", {"type": "performance"})
        told = [json.loads(entry["message"])["message"] for entry in log]
        urls = [
            m["params"]["request"]["url"]
            for m in told
            if m["method"] == "Network.requestWillBeSent"
        ]
        return {url.split("/")[2].split(":")[0] for url in urls if url.startswith("http")}

    def close(self) -> None:
        self._call("", method="DELETE")


def prepare(home: Path) -> Path:
    """A profile that has a typed question waiting; its database."""
    db = paths.record_of(home / paths.PROFILES / NAME, "sample")
    store = Store(db)
    study = Study(
        load_course(SAMPLE), store, lambda: datetime.now(UTC), random.Random(1), spoken("ja")
    )
    store.set("language", "ja")
    study.practice(["river.to-ja"])
    store.close()
    return db


def latest(db: Path) -> Any:
    """The last record of the log."""
    store = Store(db)
    try:
        return list(store.log())[-1]
    finally:
        store.close()


def language(db: Path) -> str | None:
    store = Store(db)
    try:
        return store.setting("language")
    finally:
        store.close()


def visitors(server: Served) -> list[str]:
    """The profiles of the taiwas that a server runs."""
    return sorted(filter(None, map(learner_at, server.taiwas())))


def settled(browser: Browser) -> None:
    """Wait until the picture stands still, a blinking cursor aside."""
    seen: list[bytes] = []

    def still() -> bool:
        seen.append(browser.picture())
        return len(seen) > 6 and len(set(seen[-5:])) <= 2

    wait("a still picture", still)


def follow(browser: Browser, link: str) -> None:
    """Come in by a link on another site's page, as one in a mail or a chat is."""
    browser.open(f"data:text/html,<a href='{link}'>taiwa</a>")
    browser.run("document.querySelector('a').click()")
    wait("the first page", lambda: browser.run("return document.querySelector('#profile')"))
    assert "token" not in browser.run("return location.href")


def enter(browser: Browser, address: str, name: str) -> None:
    """Give a name and wait until the terminal has the keys."""
    browser.open(address)
    browser.run(f"document.querySelector('#profile').value = {name!r}; document.forms[0].submit()")
    wait("the terminal", lambda: browser.run("return document.body.classList.contains('-loaded')"))
    focused = "return document.activeElement.className"
    wait("the focus", lambda: "xterm" in browser.run(focused))
    settled(browser)


def align(browser: Browser) -> None:
    """Every character on the screen begins at its cell, and Japanese takes two."""
    rows = browser.drawn()
    assert any(SIGNS in "".join(sign for sign, _ in row) for row in rows)
    width = rows[0][-1][1]
    columns = max(sum(cells(sign) for sign, _ in row) for row in rows)
    for row in rows:
        place = 0
        for sign, left in row[:-1]:
            assert abs(left - place * width / columns) < 0.5, (place, sign, left)
            place += cells(sign)


def learn(browser: Browser, db: Path, picture: Path | None) -> None:
    """Answer in Japanese, and go on in English."""
    browser.press(ENTER)  # continue
    settled(browser)
    browser.compose("かわ", "川")
    settled(browser)
    browser.press(ENTER)
    record = wait("the answer", lambda: latest(db) if latest(db).kind != "started" else None)
    assert json.loads(bytes(record.given))["text"] == "川", record
    assert record.verdict == "correct", record
    if picture:
        settled(browser)
        picture.write_bytes(browser.picture())
    browser.tell("Input.insertText", text=SIGNS)
    settled(browser)
    align(browser)
    browser.press(F2)
    wait("the other language", lambda: language(db) == "en")


def share(browser: Browser, address: str, db: Path, server: Served) -> None:
    """A second learner in a second tab finds nothing of the first; each tab ends its own taiwa."""
    known = latest(db)
    browser.tab()
    enter(browser, address, OTHER)
    other = paths.record_of(paths.learner_of(db).with_name(OTHER), "sample")
    browser.press(F2)
    wait("the other's language", lambda: language(other) == "en")
    store = Store(other)
    assert not list(store.log())
    store.close()
    assert visitors(server) == [OTHER, NAME]
    browser.close_tab()
    wait("the end of one", lambda: visitors(server) == [NAME])
    browser.open("about:blank")
    wait("the end of both", lambda: not visitors(server))
    assert latest(db) == known


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--picture", type=Path)
    options = parser.parse_args()
    driver = free_port()
    with tempfile.TemporaryDirectory() as scratch:
        db = prepare(Path(scratch))
        with (
            served(language="ja", TAIWA_HOME=scratch) as server,
            running(["chromedriver", f"--port={driver}"], driver),
        ):
            browser = Browser(driver)
            try:
                address = f"http://{server.host}/"
                follow(browser, server.link)
                enter(browser, address, NAME)
                learn(browser, db, options.picture)
                share(browser, address, db, server)
                assert browser.asked_of() == {"127.0.0.1"}, browser.asked_of()
            except AssertionError:
                failed = Path(tempfile.gettempdir(), "taiwa-browser-failed.png")
                failed.write_bytes(browser.picture())
                print(f"What was seen is in {failed}", file=sys.stderr)
                raise
            finally:
                browser.close()
    print("In the browser: names, an answer in Japanese, two languages, two tabs: all well.")


if __name__ == "__main__":
    main()
