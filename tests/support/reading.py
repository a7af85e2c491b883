"""Reads a page as people do: its text, its headings, its links, its fields."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import Response
    from httpx2 import Response as Answer

UNSPOKEN = {"script", "style"}
VOID = {"meta", "link", "input", "img", "br", "line", "rect"}


class Page(HTMLParser):
    """A page taken apart."""

    def __init__(self, answer: Answer | Response) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.figures: dict[str, str] = {}
        self.fields: dict[str, list[str]] = {}
        self.spoken: list[str] = []
        self.english: list[str] = []
        self._open: list[tuple[str, dict[str, str | None]]] = []
        self._select: str | None = None
        html = answer.text if hasattr(answer, "text") else bytes(answer.body).decode()
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        """Everything that can be read, blanks made single."""
        return " ".join(" ".join(self.spoken).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag not in VOID:
            self._open.append((tag, said))
        if said.get("id"):
            self.ids.append(str(said["id"]))
        if tag == "a" and said.get("href"):
            self.links.append(str(said["href"]))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        self._take_field(tag, said)
        self.spoken += [
            str(said[name]) for name in ("aria-label", "alt", "title") if said.get(name)
        ]

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self._open]
        if not data.strip() or UNSPOKEN.intersection(tags):
            return
        english = any(said.get("lang") == "en" for _, said in self._open)
        (self.english if english or "code" in tags else self.spoken).append(data)
        for _, said in self._open:
            name = said.get("data-figure")
            if name:
                self.figures[name] = data.strip()
            if self._open[-1][0] == "textarea" and said.get("name"):
                self.fields[str(said["name"])] = [data.strip()]

    def _take_field(self, tag: str, said: dict[str, str | None]) -> None:
        """Take down what a browser would send."""
        name, value = said.get("name"), said.get("value") or ""
        if tag == "select":
            self._select = name
        if tag == "option" and self._select and "selected" in said:
            self.fields[self._select] = [value]
        if tag == "input" and name:
            ticked = said.get("type") not in {"checkbox", "radio"} or "checked" in said
            if ticked:
                self.fields.setdefault(name, []).append(value)
