"""Keyword search: jieba segments, the thesaurus widens, BM25 scores (bm25s)."""

from __future__ import annotations

import math
import mmap
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.thesaurus import find_terms, synonyms

_DICTIONARY = "dictionary.txt"
_FREQUENT = 60  # counts in jieba's dictionary; a rarer word is kept where the library uses it
_SYNONYM_WEIGHT = 0.3  # of a word for the same thing, where the texts use the query's own too
_NAME_WEIGHT = 100_000  # a name of the library stays whole against any of its parts
_NOT_NOUN = re.compile(r"(?!vn)[vadprmqcuz]")  # by the tags of jieba's dictionary
_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]")
_STOP = frozenset(
    "的 了 和 与 及 或 在 是 为 对 从 以 于 由 等 中 上 下 将 把 被 其 之 也 都 就 而 且 但 并 个 "
    "有 这 那 各 该 吗 呢 吧 啊 呀 我 你 他 她 它 们 请 问 请问 什么 哪些 哪个 哪所 哪家 哪几 "
    "几个 谁 怎么 怎样 如何 多少 是否 为什么 为何 以及 关于 有关 一下 告诉 介绍 可以 能 会 要 "
    "说 说说 讲 讲讲 帮 想 知道 里 里面 方案 文件".split()
)


class Segmenter:
    """Cuts Chinese text into words with a jieba dictionary of the library's own.

    jieba's whole dictionary takes 0.6 s and 60 MB to load in every process. The library's keeps
    the frequent words, every rarer word that its documents use, and their institutions and
    deliverables whole.
    """

    def __init__(self, folder: Path) -> None:
        """Open the dictionary that ``write_dictionary`` left in ``folder``."""
        import logging

        import jieba

        jieba.setLogLevel(logging.CRITICAL)  # a cache that cannot be written is no news
        self._tokenizer: Any = jieba.Tokenizer(str(folder / _DICTIONARY))
        self._tokenizer.tmp_dir = str(folder)
        self._tokenizer.cache_file = "dictionary.cache"
        self._tokenizer.initialize()
        self._path = folder / _DICTIONARY
        self._rare: dict[str, tuple[int, str]] = {}

    def segment(self, text: str) -> list[str]:
        """Lower-case words and the shorter words inside them, function words left out."""
        text = unicodedata.normalize("NFKC", text).lower()
        words = self._tokenizer.cut_for_search(text)
        return [word for word in words if _WORD.search(word) and word not in _STOP]

    def cut(self, text: str) -> list[str]:
        """The words of a text in order, none inside another, punctuation included."""
        return list(self._tokenizer.cut(text))

    @cached_property
    def _verbs(self) -> frozenset[str]:
        """The words of the dictionary that are no nouns: verbs, adjectives, adverbs, particles."""
        with self._path.open(encoding="utf-8") as file:
            rows = (line.split() for line in file)
            return frozenset(row[0] for row in rows if _NOT_NOUN.match(row[2]))

    def is_noun(self, word: str) -> bool:
        """Whether a word may be a noun: any that jieba's dictionary does not call otherwise."""
        if word in self._tokenizer.FREQ:
            return word not in self._verbs
        return not _NOT_NOUN.match(self._find_rare(word)[1])

    def information(self, word: str) -> float:
        """-ln of the word's share of all counts; inf for a word that the dictionary has not."""
        count = self._tokenizer.FREQ.get(word) or self._find_rare(word)[0]
        return math.log(self._tokenizer.total / count) if count else math.inf

    def _find_rare(self, word: str) -> tuple[int, str]:
        """A word's count and tag in jieba's whole dictionary, which stays on disk; 0 if new."""
        if word not in self._rare:
            start = self._whole.find(f"\n{word} ".encode()) + 1
            row = self._whole[start : self._whole.find(b"\n", start)].split() if start else []
            self._rare[word] = (int(row[1]), row[2].decode()) if row else (0, "n")
        return self._rare[word]

    @cached_property
    def _whole(self) -> mmap.mmap:
        import jieba

        with (Path(jieba.__file__).parent / "dict.txt").open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def write_dictionary(folder: Path, texts: Iterable[str], names: Iterable[str]) -> None:
    """Write the dictionary of a library with these texts and names into ``folder``."""
    import jieba

    with (Path(jieba.__file__).parent / "dict.txt").open(encoding="utf-8") as file:
        rows = [line.split() for line in file]
    used = _find_used({row[0] for row in rows if int(row[1]) < _FREQUENT}, "\n".join(texts))
    lines = {name: f"{name} {_NAME_WEIGHT} n\n" for name in names if _WORD.search(name)}
    for word, count, tag in rows:
        if word not in lines and (int(count) >= _FREQUENT or len(word) == 1 or word in used):
            lines[word] = f"{word} {count} {tag}\n"
    (folder / _DICTIONARY).write_text("".join(lines.values()), encoding="utf-8")


def _find_used(words: set[str], corpus: str) -> set[str]:
    """The words that stand in the corpus, in one pass for each length: linear in its size."""
    return {
        corpus[start : start + length]
        for length in {len(word) for word in words}
        for start in range(len(corpus) - length + 1)
        if corpus[start : start + length] in words
    }


class KeywordIndex:
    """BM25 over clauses, in the order in which they were given."""

    def __init__(self, folder: Path, segmenter: Segmenter) -> None:
        """Open, memory-mapped, what ``build`` saved in ``folder``."""
        import bm25s

        self._segmenter = segmenter
        self._bm25: Any = bm25s.BM25.load(folder / "bm25", mmap=True, show_progress=False)

    @staticmethod
    def build(folder: Path, texts: Sequence[str], segmenter: Segmenter) -> None:
        """Index the texts and save the index under ``folder``."""
        import bm25s

        bm25: Any = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
        bm25.index([segmenter.segment(text) or [""] for text in texts], show_progress=False)
        bm25.save(folder / "bm25", show_progress=False)

    def search(self, query: str, count: int) -> list[tuple[int, float]]:
        """The best ``count`` positions with a score above 0, best first."""
        scores = self.score(query)
        best = np.argsort(-scores, kind="stable")[:count]
        return [(int(i), float(scores[i])) for i in best if scores[i] > 0]

    def score(self, query: str) -> NDArray[np.float32]:
        """How much of the query each text holds, shape ``(texts,)``, mostly between 0 and 1.

        Lucene's BM25 (Robertson and Zaragoza 2009; Kamphuis et al. 2020) divided by the sum of
        the inverse document frequencies of the query's words, known or not, which is its bound.
        A term of the thesaurus also adds the best score among its synonyms: all of it where no
        text has a word of the term, 0.3 of it where one has.
        """
        words = self._segmenter.segment(query)
        if not words:
            return self._score(words)
        scores = self._score(words)
        for start, end in find_terms(query):
            term = query[start:end]
            others = [self._score(self._segmenter.segment(word)) for word in synonyms(term)]
            said = any(word in self._bm25.vocab_dict for word in self._segmenter.segment(term))
            scores += np.max(others, axis=0) * np.float32(_SYNONYM_WEIGHT if said else 1.0)
        return scores / np.float32(sum(map(self._information, words)))

    def _score(self, words: Sequence[str]) -> NDArray[np.float32]:
        known = [word for word in words if word in self._bm25.vocab_dict]
        if not known:
            return np.zeros(self._bm25.scores["num_docs"], dtype=np.float32)
        scores: NDArray[np.float32] = self._bm25.get_scores(known)
        return scores

    def _information(self, word: str) -> float:
        """The word's inverse document frequency: what a text that is full of it scores."""
        place = self._bm25.vocab_dict.get(word)
        starts, count = self._bm25.scores["indptr"], self._bm25.scores["num_docs"]
        frequency = int(starts[place + 1] - starts[place]) if place is not None else 0
        return math.log(1 + (count - frequency + 0.5) / (frequency + 0.5))
