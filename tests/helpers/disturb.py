"""Quotations cut from a text and disturbed: in ways that must not matter, and in one word, which must."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from random import Random

Words = list[str]


class Cutter:
    """Cuts stretches of whole words out of a text, with a seeded generator."""

    def __init__(self, text: str, seed: int) -> None:
        self.random = Random(seed)
        self.chunks = text.split()
        self.words = _bare(text)
        self._known = " ".join(["", *self.words, ""])

    def cut(self, least: int = 8, most: int = 30) -> Words:
        """Return words that stand together, without brackets and dots of the text's own."""
        while True:
            length = self.random.randint(least, most)
            start = self.random.randrange(len(self.chunks) - length)
            words = self.chunks[start : start + length]
            before = self.chunks[start - 1] if start else ""
            # A stretch may not begin or end beside a hyphen at a line's end: that is within a word.
            if re.search(r"[\[\]…]|\.\s?\.", " ".join(words)) or re.search(r"[-\u00ad]$", before):
                continue
            lettered = sum(bool(re.search(r"[^\W\d]", word)) for word in words)
            if lettered >= least - 2 and not re.search(r"[-\u00ad]$", words[-1]):
                return words

    def occurs(self, words: Words) -> bool:
        """Whether the words stand in the text one after the other, whatever is between them: the oracle."""
        return " ".join(["", *_bare(" ".join(words)), ""]) in self._known

    def harmless(self, words: Words) -> str:
        """Return the words with one to three disturbances that must not matter."""
        words = list(words)
        if self.random.random() < 0.4:
            words = self.random.choice([self._leave_out, self._insert, self._replace, self._recase])(words)
        quote = " ".join(words)
        for disturb in self.random.sample(TYPOGRAPHY, self.random.randint(1, 3)):
            quote = disturb(quote, self.random)
        return quote

    def harmful(self, words: Words) -> tuple[str, Words]:
        """Return a name and the words, one changed, dropped, added or swapped; not in the text."""
        while True:
            name, change = self.random.choice(
                [
                    ("changed", self._change),
                    ("dropped", self._drop),
                    ("added", self._add),
                    ("swapped", self._swap),
                ]
            )
            disturbed = change(list(words))
            if not self.occurs(disturbed):
                return name, disturbed

    def _between(self, words: Words, low: int, high: int) -> int:
        """Return where to set a mark: not within a word that a line divides; 0 if nowhere."""
        places = [at for at in range(low, high + 1) if not re.search(r"[-\u00ad]$", words[at - 1])]
        return self.random.choice(places) if places else 0

    def _leave_out(self, words: Words) -> Words:
        start = self._between(words, 3, len(words) - 4)
        end = self._between(words, start, len(words) - 3) if start else 0
        return [*words[:start], self.random.choice(["...", "…", "[...]", "[…]", ". . ."]), *words[end:]]

    def _insert(self, words: Words) -> Words:
        at = self._between(words, 1, len(words) - 1)
        return [*words[:at], self.random.choice(["[sic]", "[that is, buses]", "[our emphasis]"]), *words[at:]]

    def _replace(self, words: Words) -> Words:
        at = self._between(words, 1, len(words) - 4)
        return [*words[:at], "[the government]", *words[self._between(words, at + 1, at + 3) :]]

    def _recase(self, words: Words) -> Words:
        if not re.match(r"[A-Za-z]\w", words[0]):
            return words
        return [f"[{words[0][0].swapcase()}]{words[0][1:]}", *words[1:]]

    def _other(self, word: str) -> str:
        return self.random.choice(
            [other for other in (self.random.choice(self.words), "marmalade") if other != word]
        )

    def _change(self, words: Words) -> Words:
        at = self.random.randrange(len(words))
        cores = list(re.finditer(r"\w+", words[at]))
        if cores:
            core = self.random.choice(cores)
            words[at] = words[at][: core.start()] + self._other(core.group()) + words[at][core.end() :]
        return words

    def _drop(self, words: Words) -> Words:
        del words[self.random.randint(1, len(words) - 2)]
        return words

    def _add(self, words: Words) -> Words:
        words.insert(self.random.randint(1, len(words) - 1), self._other(""))
        return words

    def _swap(self, words: Words) -> Words:
        at = self.random.randint(0, len(words) - 2)
        words[at], words[at + 1] = words[at + 1], words[at]
        return words


def _bare(text: str) -> Words:
    """Return the words and nothing else; written without the program's own idea of wording."""
    text = unicodedata.normalize("NFKC", text).replace("\u00ad ", "").replace("\u00ad", "")
    text = re.sub(r"(?<=[^\W\d])-\s+(?=[^\W\d])", "", text)
    return re.findall(r"\w+(?:['’]\w+)*", text.replace("’", "'"))


def _straight(quote: str, _: Random) -> str:
    return quote.translate({ord("‘"): "'", ord("’"): "'", ord("“"): '"', ord("”"): '"'})


def _curly(quote: str, _: Random) -> str:
    return re.sub(r'"(?=\w)', "“", quote.replace("'", "’")).replace('"', "”")


def _other_marks(quote: str, _: Random) -> str:
    return quote.replace("“", "«").replace("”", "»").replace('"', "„")


def _in_marks(quote: str, random: Random) -> str:
    opening, closing = random.choice([("“", "”"), ("‘", "’"), ('"', '"'), ("'", "'"), ("«", "»"), ("„", "“")])
    return f"{opening}{quote}{closing}"


def _dashes(quote: str, random: Random) -> str:
    quote = re.sub(r" [-–—] ", lambda _: random.choice([" – ", " — ", "—", " - ", " -- "]), quote)
    return re.sub(r"(?<=[a-z])-(?=[a-z])", lambda _: random.choice("-‐‑"), quote)


def _spaces(quote: str, random: Random) -> str:
    return re.sub(" ", lambda _: random.choice([" ", " ", "  ", "\u00a0", "\u202f", "\t", "\u2009"]), quote)


def _lines(quote: str, random: Random) -> str:
    return re.sub(" ", lambda _: random.choice([" ", " ", "\n", "\r\n", "\n    ", " \n"]), quote)


def _within_words(sign: str) -> Callable[[str, Random], str]:
    def disturb(quote: str, random: Random) -> str:
        def one(match: re.Match[str]) -> str:
            at = random.randint(2, len(match.group()) - 2)
            return match.group()[:at] + sign + match.group()[at:] if random.random() < 0.3 else match.group()

        return re.sub(r"(?<![\w\[])[^\W\d_]{6,}(?![\w\]])", one, quote)

    return disturb


def _ligatures(quote: str, _: Random) -> str:
    for letters, ligature in (("ffi", "ﬃ"), ("ffl", "ﬄ"), ("ff", "ﬀ"), ("fi", "ﬁ"), ("fl", "ﬂ")):
        quote = quote.replace(letters, ligature)
    return quote


def _decomposed(quote: str, _: Random) -> str:
    return unicodedata.normalize("NFD", quote)


TYPOGRAPHY = [
    _straight,
    _curly,
    _other_marks,
    _in_marks,
    _dashes,
    _spaces,
    _lines,
    _within_words("\u00ad"),
    _within_words("-\n"),
    _within_words("\u200b"),
    _ligatures,
    _decomposed,
]
