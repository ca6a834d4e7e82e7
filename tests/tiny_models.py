"""Tiny models of random weights, saved to disk as sentence-transformers saves real ones."""

from __future__ import annotations

from pathlib import Path

from ingest.read import PACKAGED_PLANS

DIMENSION = 16


def save_bert(folder: Path, labels: int = 0) -> Path:
    """A BERT that knows the characters of the packaged plan; ``labels`` scores if any."""
    import torch
    from transformers import (
        BertConfig,
        BertForSequenceClassification,
        BertModel,
        BertTokenizerFast,
    )

    text = "".join(path.read_text(encoding="utf-8") for path in PACKAGED_PLANS.glob("*.txt"))
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    words += sorted({c for c in text + "查询：query:passage" if not c.isspace()})
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = folder / "vocab.txt"
    vocabulary.write_text("\n".join(words), encoding="utf-8")
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=DIMENSION,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=128,
        initializer_range=0.5,  # so that texts differ as they do for a trained model
        num_labels=labels or 2,
    )
    model = BertForSequenceClassification(config) if labels else BertModel(config)
    model.save_pretrained(folder)
    BertTokenizerFast(str(vocabulary)).save_pretrained(folder)
    return folder


def save_embedder(folder: Path, prompts: dict[str, str] | None = None) -> Path:
    """A sentence-transformers embedding model; ``None`` leaves the prompts out of its files."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer

    modules = [Transformer(str(save_bert(folder / "bert"))), Pooling(DIMENSION)]
    model = SentenceTransformer(modules=modules, device="cpu")
    model.prompts = prompts or {}
    model.save(str(folder / "model"), create_model_card=False)
    return folder / "model"
