"""Train the packaged embedder: ``python -m index.train --corpora FOLDER --output index/model``.

Static token vectors, learned on a processor in minutes: a text is the mean of its tokens' rows, and
must find its pair in a batch. The thesaurus beside this module says what means the same. The same
seed, corpora, thesaurus and library versions give the same model.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from math import log
from pathlib import Path
from typing import Any

import jieba
import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers
from torch.nn.functional import cross_entropy, normalize

from index.thesaurus import find_terms, groups, synonyms

logger = logging.getLogger(__name__)
Ids = NDArray[np.int64]
Article = tuple[str, list[str]]  # a title, heading or question, and the sentences that belong to it
SENTENCE_END = re.compile(r"(?<=[。！？；\n])")
VOCABULARY = 25_000
DIMENSION = 256
LONGEST_WORD = 4  # Chinese characters; longer names are cut, so that their parts can be found
KNOWN_COUNT = 20  # by which a word of the thesaurus counts as more frequent than it is
LONGEST_PASSAGE = 240  # tokens
BATCH = 2_048
EPOCHS = 4
RATE = 0.02
SPREAD = 0.2  # of the first rows: with the rate, how far training may carry them
SCALE = 20.0
TITLE_SHARE = 0.4  # of pairs: a title and its text; the others are a sentence and its text
DROP_SHARE = 0.5  # of the words of a sentence that must find its text
KEEP_SHARE = 0.5  # of sentences that stay in the text too, as the words of a question do
SWAP_SHARE = 0.1  # of the words of a query: one of their synonyms instead
LEXICON_SHARE = 0.1  # pairs of words, for each pair of texts
PARAPHRASE_REPEATS = 5  # how often each paraphrase is read, against an article once
ASKS_PER_TERM = 6  # sentences that are asked for by synonyms of one term of the thesaurus
ASKING = "谁 哪些单位 怎么 有什么 哪里 多少 归谁管 什么时候 有没有 由谁负责 哪些学校 要求".split()


@dataclass(frozen=True, slots=True)
class Passage:
    """An article's tokens, or a part of them. Passages of one ``group`` never oppose each other."""

    title: Ids
    sentences: tuple[Ids, ...]
    group: int


def read(corpora: Path) -> Iterator[Article]:
    """The articles of every ``*.jsonl.gz``: a law's chapters, documents, questions and answers."""
    for path in sorted(corpora.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as rows:
            for row in map(json.loads, rows):
                texts: dict[str, list[str]] = {}
                if "law" in row:
                    for heading, text in row["arts"]:
                        texts.setdefault(f"{row['law']} {heading}", []).append(text)
                elif "paras" in row:
                    texts[row["title"]] = row["paras"]
                else:
                    texts = {q: [row["p"]] for q in (row["q"], row.get("q2")) if q}
                for title, parts in texts.items():
                    yield title, list(chain.from_iterable(map(SENTENCE_END.split, parts)))


def read_lexicon(corpora: Path) -> list[list[str]]:
    """Sets of words that mean nearly the same, then pairs of a thing and its kind."""
    sets = (corpora / "lex_cow_synsets.txt").read_text(encoding="utf-8").splitlines()
    kinds = (corpora / "lex_wikidata_isa.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in kinds)
    pairs = [[a, b] for a, relation, b in rows if relation in {"instance of", "subclass of"}]
    return [line.split() for line in sets] + pairs + [list(group) for group in groups()]


def read_paraphrases() -> Iterator[Article]:
    """How a citizen asks, and how a plan says it (``paraphrases.tsv``)."""
    with Path(__file__).with_name("paraphrases.tsv").open(encoding="utf-8") as file:
        for line in file:
            question, sentence = line.rstrip("\n").split("\t")
            yield question, [sentence]


def ask(articles: Sequence[Article], random: np.random.Generator) -> Iterator[Article]:
    """Sentences as people ask for them: their terms in other words of the thesaurus."""
    asked: Counter[str] = Counter()
    for _, sentences in articles:
        for sentence in sentences:
            terms = {sentence[start:end] for start, end in find_terms(sentence)}
            fresh = sorted(term for term in terms if asked[term] < ASKS_PER_TERM)
            if not fresh:
                continue
            asked.update(fresh)
            chosen = random.permutation(fresh)[: random.integers(1, 4)]
            words = [str(random.choice(synonyms(str(term)))) for term in chosen]
            yield " ".join([*words, str(random.choice(ASKING))]), [sentence]


def count(articles: Sequence[Article], terms: Path) -> Counter[str]:
    """How often each word and character occurs, cut by jieba, which is told the short terms."""
    cutter = jieba.Tokenizer()
    for line in terms.read_text(encoding="utf-8").splitlines():
        term = line.split("\t")[1]
        if len(term) <= LONGEST_WORD:
            cutter.add_word(term)
    texts = chain.from_iterable((title, *sentences) for title, sentences in articles)
    words = Counter(chain.from_iterable(cutter.cut(text.lower()) for text in texts))
    words.update(dict.fromkeys(chain.from_iterable(groups()), KNOWN_COUNT))
    return words


def build_tokenizer(words: Counter[str]) -> Tokenizer:
    """A unigram tokenizer: the likeliest cut into frequent words, else into single characters."""
    kept = Counter({c: 1 for word in words for c in word if not c.isspace()})
    kept.update({word: n for word, n in words.items() if len(word) == 1 and word in kept})
    known = (word for word in words if len(word) > 1 and word.isalnum())
    pieces = Counter({w: words[w] for w in known if len(w) <= LONGEST_WORD or w.isascii()})
    kept.update(dict(pieces.most_common(VOCABULARY - 1 - len(kept))))
    total = kept.total()
    scored = [(piece, round(log(n / total), 3)) for piece, n in kept.most_common()]
    tokenizer = Tokenizer(models.Unigram([("[UNK]", -30.0), *scored], unk_id=0))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    marks = pre_tokenizers.Split(Regex(r"[\s\p{P}\p{S}]+"), "removed")
    foreign = pre_tokenizers.Split(Regex(r"[a-z]+|\d+"), "isolated")
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([marks, foreign])
    return tokenizer


def encode(tokenizer: Tokenizer, texts: Sequence[str]) -> list[Ids]:
    """The known tokens of each text."""
    encodings = tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
    rows = (np.array(encoding.ids, dtype=np.int64) for encoding in encodings)
    return [row[row > 0] for row in rows]


def cut(tokenizer: Tokenizer, articles: Sequence[Article]) -> list[Passage]:
    """Passages of whole sentences, none too long, each with its article's title.

    A sentence that is asked for in several ways is one group.
    """
    groups: dict[str, int] = {}
    passages = []
    for heading, lines in articles:
        title, *sentences = encode(tokenizer, (heading, *lines))
        group = groups.setdefault(lines[0] if len(lines) == 1 else heading, len(groups))
        held: list[Ids] = []
        for sentence in filter(len, sentences):
            if held and sum(map(len, held)) + len(sentence) > LONGEST_PASSAGE:
                passages.append(Passage(title, tuple(held), group))
                held = []
            held.append(sentence[:LONGEST_PASSAGE])
        if held:
            passages.append(Passage(title, tuple(held), group))
    return [passage for passage in passages if len(passage.title)]


class Sampler:
    """Draws pairs: a short text, and the text that it belongs to, as token ids."""

    def __init__(self, tokenizer: Tokenizer, lexicon: Sequence[Sequence[str]], seed: int) -> None:
        self.random = np.random.default_rng(seed)
        self.synonyms = np.tile(np.arange(tokenizer.get_vocab_size())[:, None], (1, 4))
        encoded = [encode(tokenizer, words) for words in lexicon]
        for words in encoded:
            single = list({int(word[0]): 0 for word in words if len(word) == 1})
            for word in single if len(single) > 1 else []:
                self.synonyms[word] = self.random.choice([s for s in single if s != word], 4)
        vocabulary = sorted(word for word in tokenizer.get_vocab() if len(word) > 1)
        encoded += [encode(tokenizer, (" ".join(word), word)) for word in vocabulary]  # by spelling
        self.lexicon = [words for words in encoded if len(words) > 1 and all(map(len, words))]
        first = {words[-1].tobytes(): -1 - place for place, words in enumerate(self.lexicon)}
        self.groups = [first[words[-1].tobytes()] for words in self.lexicon]

    def pair(self, passage: Passage) -> tuple[Ids, Ids]:
        """The title and the whole text, or some words of a sentence and the text around it."""
        sentences = passage.sentences
        if len(sentences) == 1 or self.random.random() < TITLE_SHARE:
            return passage.title, np.concatenate(sentences)
        chosen = int(self.random.integers(len(sentences)))
        after = chosen if self.random.random() < KEEP_SHARE else chosen + 1
        query = sentences[chosen]
        kept = query[self.random.random(len(query)) >= DROP_SHARE]
        text = np.concatenate(sentences[:chosen] + sentences[after:])
        return (kept if len(kept) else query), text

    def draw(self, passages: Sequence[Passage]) -> tuple[list[Ids], list[Ids], torch.Tensor]:
        """Queries, their texts, and a square mask of the pairs that share a group."""
        pairs = [self.pair(passage) for passage in passages]
        groups = [passage.group for passage in passages]
        share = int(LEXICON_SHARE * len(passages))
        for place in self.random.integers(len(self.lexicon), size=share):
            words = self.lexicon[place]
            one, other = self.random.choice(len(words), 2, replace=False)
            pairs.append((words[one], words[other]))
            groups.append(self.groups[place])
        same = np.equal.outer(groups, groups) & ~np.eye(len(groups), dtype=bool)
        queries = []
        for query, _ in pairs:
            others = self.synonyms[query, self.random.integers(4, size=len(query))]
            swapped = self.random.random(len(query)) < SWAP_SHARE
            queries.append(np.where(swapped, others, query))
        return queries, [text for _, text in pairs], torch.from_numpy(same)


def weigh(passages: Sequence[Passage], size: int) -> torch.Tensor:
    """How much each token says, of shape (size, 1): its inverse document frequency, unknown 0."""
    seen = np.zeros((size, 1))
    for passage in passages:
        seen[np.unique(np.concatenate(passage.sentences))] += 1
    weights = np.log(len(passages) / (seen + 1) + 1)
    weights[0] = 0
    return torch.from_numpy(weights).float()


def train(passages: Sequence[Passage], sampler: Sampler, weights: torch.Tensor) -> torch.Tensor:
    """Token rows of shape (size, DIMENSION): what is learned, times how much the token says."""
    table = torch.nn.EmbeddingBag(len(weights), DIMENSION, mode="sum", sparse=True)
    torch.nn.init.normal_(table.weight, std=SPREAD)

    def embed(texts: Sequence[Ids]) -> torch.Tensor:
        ids = torch.from_numpy(np.concatenate(texts))
        offsets = torch.from_numpy(np.cumsum([0, *map(len, texts[:-1])]))
        return normalize(table(ids, offsets, per_sample_weights=weights[ids, 0]))

    optimizer: Any = torch.optim.SparseAdam(table.parameters(), lr=RATE)
    steps = len(passages) // BATCH * EPOCHS
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1 - step / steps)
    orders = (sampler.random.permutation(len(passages)).tolist() for _ in range(EPOCHS))
    order = chain.from_iterable(orders)
    for step in range(steps):
        queries, texts, same = sampler.draw([passages[next(order)] for _ in range(BATCH)])
        scores = (SCALE * embed(queries) @ embed(texts).T).masked_fill(same, -torch.inf)
        answers = torch.arange(len(scores))
        loss: Any = (cross_entropy(scores, answers) + cross_entropy(scores.T, answers)) / 2
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        if step % 10 == 0:
            logger.info("step %d of %d, loss %.3f", step, steps, loss.item())
    return table.weight.detach() * weights


def main() -> None:
    """Reads the corpora, trains and saves. The model card in the output folder stays."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    torch.manual_seed(options.seed)
    torch.set_num_threads(2)  # the order of sums, and so the last bits, depend on the threads
    articles = list(read(options.corpora))
    tokenizer = build_tokenizer(count(articles[::3], options.corpora / "lex_thuocl.txt"))
    articles += list(ask(articles, np.random.default_rng(options.seed)))
    articles += list(read_paraphrases()) * PARAPHRASE_REPEATS
    passages = cut(tokenizer, articles)
    sampler = Sampler(tokenizer, read_lexicon(options.corpora), options.seed)
    logger.info("%d tokens, %d passages", tokenizer.get_vocab_size(), len(passages))
    rows = train(passages, sampler, weigh(passages, tokenizer.get_vocab_size()))
    static: torch.nn.Module = StaticEmbedding(tokenizer, embedding_weights=rows.half())
    model = SentenceTransformer(modules=[static, Normalize()], device="cpu")
    model.save(str(options.output), create_model_card=False)
    (options.output / "model.safetensors").chmod(0o644)  # written for its owner alone
    tokenizer.save(str(options.output / "tokenizer.json"), pretty=False)


if __name__ == "__main__":
    main()
