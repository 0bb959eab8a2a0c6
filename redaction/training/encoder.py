"""The encoder that is fine-tuned: the lower layers of all-mpnet-base-v2, with roster features.

Written in plain torch because the ONNX exporter cannot trace the current reference
implementation. MPNet (Song et al. 2020) is a BERT whose layers share a bias by relative position.
That the lower layers alone do nearly as well is Sajjad et al. 2023. The weights are those of
sentence-transformers/all-mpnet-base-v2 (Apache-2.0), see `pretrained`.
"""

import math
from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

WIDTH = 768
LAYERS = 5  # of twelve
HEADS = 12
INNER = 3072
POSITIONS = 258  # of 514; no window is as long
FIRST = 2  # position of the first token
BUCKETS = 32  # of relative positions
FURTHEST = 128  # tokens; whatever is further apart is alike
EPSILON = 1e-5
HEAD_WIDTH = 192
MARKS = 104  # the first ids of the vocabulary: padding, marks between parts, and unused ones
FIRST_WORD = 999  # what lies between was never used, and does not ship


class Dropout(nn.Module):  # type: ignore[misc]
    """Drops the same channels at all tokens of a window: as good here, and cheap on processors."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        """Return `x` with channels dropped while training."""
        if not self.training:
            return x
        shape = (x.shape[0], *[1] * (x.ndim - 2), x.shape[-1])
        kept = torch.rand(shape, device=x.device) >= self.share
        return x * (kept.to(x.dtype) / (1 - self.share))


class Layer(nn.Module):  # type: ignore[misc]
    """One post-norm transformer layer."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm1 = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor, only: Tensor | None = None) -> Tensor:
        """`x` is (batch, tokens, WIDTH); `bias` is added to the attention scores.

        Returns the same shape, or (tokens, WIDTH) of the tokens `only`, numbered over the batch.
        """
        mixed = self._attended(x, bias)
        if only is not None:
            x, mixed = picked(x, only), picked(mixed, only)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        return self.norm2(x + self.dropout(self.outer(nn.functional.gelu(self.inner(x)))))

    def _attended(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, tokens, _ = x.shape

        def split(y: Tensor) -> Tensor:
            heads = y.view(batch, tokens, HEADS, WIDTH // HEADS).transpose(1, 2)
            return heads.reshape(batch * HEADS, tokens, WIDTH // HEADS)

        query, key, value = split(self.query(x)), split(self.key(x)), split(self.value(x))
        with torch.autocast("cpu", enabled=False):
            scores = torch.baddbmm(
                bias.to(query.dtype), query, key.transpose(1, 2), alpha=(WIDTH // HEADS) ** -0.5
            )
            mixed = torch.bmm(scores.softmax(-1), value)
        mixed = mixed.view(batch, HEADS, tokens, WIDTH // HEADS).transpose(1, 2)
        return mixed.reshape(batch, tokens, WIDTH)


def picked(x: Tensor, only: Tensor) -> Tensor:
    """Return the tokens `only` of a batch (batch, tokens, channels), as (tokens, channels)."""
    return x.reshape(-1, x.shape[-1])[only]


def _buckets(apart: Tensor) -> Tensor:
    """Number distances, in tokens, by how far apart they are (Raffel et al. 2020, section 2.1).

    Before and after count apart; near distances one by one, far ones by their logarithm.
    """
    half = BUCKETS // 2
    near = half // 2
    distance = apart.abs()
    growth = torch.log(distance.clamp(min=1).float() / near) / math.log(FURTHEST / near)
    far = (near + (growth * (half - near)).to(torch.long)).clamp(max=half - 1)
    return (apart < 0).to(torch.long) * half + torch.where(distance < near, distance, far)


class Encoder(nn.Module):  # type: ignore[misc]
    """Token ids and roster features in, label logits of the tokens that score a word out."""

    def __init__(self, vocabulary: int, features: int, labels: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary - FIRST_WORD + MARKS, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.distances = nn.Embedding(BUCKETS, HEADS)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.features = nn.Linear(features, WIDTH, bias=False)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.hidden = nn.Linear(WIDTH + features, HEAD_WIDTH)
        self.labels = nn.Linear(HEAD_WIDTH, labels)
        self.dropout = Dropout(dropout)
        nn.init.zeros_(self.features.weight)

    def encode(self, ids: Tensor, mask: Tensor, features: Tensor, scored: Tensor) -> Tensor:
        """Return the last layer of the scored tokens, (tokens, WIDTH)."""
        tokens = ids.shape[1]
        places = torch.arange(tokens, device=ids.device)
        rows = torch.where(ids < FIRST_WORD, ids, ids - FIRST_WORD + MARKS)
        x = self.words(rows) + self.positions(places + FIRST)
        x = self.dropout(self.norm(x + self.features(features)))
        hidden = ((1.0 - mask.to(x.dtype)) * -1e4)[:, None, None, :]
        bias = (hidden + self._by_distance(places)).reshape(-1, tokens, tokens)
        *lower, last = self.layers
        for layer in lower:
            x = layer(x, bias)
        return last(x, bias, only=scored)

    def _by_distance(self, places: Tensor) -> Tensor:
        """Return what is added to the scores of each pair of tokens, (HEADS, tokens, tokens)."""
        before = places.shape[0] - 1
        apart = torch.arange(2 * before + 1, device=places.device) - before
        line = self.distances(_buckets(apart))
        return line[places[:, None] - places[None, :] + before].permute(2, 0, 1)

    def forward(self, ids: Tensor, mask: Tensor, features: Tensor, scored: Tensor) -> Tensor:
        """Return logits (tokens, labels) of the tokens `scored`, numbered over the batch."""
        x = torch.cat((self.encode(ids, mask, features, scored), picked(features, scored)), -1)
        return self.labels(self.dropout(nn.functional.gelu(self.hidden(x))))


_LAYER = {
    "attention.attn.q": "query",
    "attention.attn.k": "key",
    "attention.attn.v": "value",
    "attention.attn.o": "out",
    "attention.LayerNorm": "norm1",
    "intermediate.dense": "inner",
    "output.dense": "outer",
    "output.LayerNorm": "norm2",
}
_REST = {
    "embeddings.position_embeddings.weight": "positions.weight",
    "embeddings.LayerNorm.weight": "norm.weight",
    "embeddings.LayerNorm.bias": "norm.bias",
    "encoder.relative_attention_bias.weight": "distances.weight",
}
_WORDS = "embeddings.word_embeddings.weight"
_NEW = {"features.weight", "hidden.weight", "hidden.bias", "labels.weight", "labels.bias"}
_PUBLISHED_MARKS = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[MASK]": "<mask>"}

Vocabulary = Mapping[str, int]


def load_pretrained(
    encoder: Encoder, weights: Path, published: Vocabulary, own: Vocabulary
) -> None:
    """Copy the published weights (`model.safetensors`) into the embeddings and layers.

    The published vocabulary has the same pieces of words as our tokenizer's, in another order.
    """
    found = load_file(weights)
    pieces = [_PUBLISHED_MARKS.get(piece, piece) for piece in sorted(own, key=own.__getitem__)]
    rows = [published[piece] for piece in pieces[:MARKS] + pieces[FIRST_WORD:]]
    taken = {new: found[old] for old, new in _REST.items()}
    taken["words.weight"] = found[_WORDS][rows]
    taken["positions.weight"] = taken["positions.weight"][:POSITIONS]
    for i in range(LAYERS):
        for old, new in _LAYER.items():
            for end in ("weight", "bias"):
                taken[f"layers.{i}.{new}.{end}"] = found[f"encoder.layer.{i}.{old}.{end}"]
    missing, unexpected = encoder.load_state_dict(taken, strict=False)
    if set(missing) != _NEW or unexpected:
        raise ValueError(f"{weights} is not all-mpnet-base-v2: {sorted(set(missing) ^ _NEW)}")
