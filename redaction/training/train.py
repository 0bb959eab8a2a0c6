"""Train the detector: one command, reproducible up to the order of float sums.

    python -m redaction.training.pretrained --out build/pretrained
    python -m redaction.training.train --pretrained build/pretrained --out build/detector \
        --data redaction/training/dialogues --data corpus/dialogues \
        --data corpus/meetings

Every epoch is kept in `--out`; the same command with `--resume` goes on from the last one.
"""

import argparse
import copy
import random
import time
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from redaction.annotated import Session, documents
from redaction.detector import MODEL
from redaction.prediction import LABELS
from redaction.training.augment import Stock, varied
from redaction.training.checkpoints import INPUTS, mean_weights, seen_sessions
from redaction.training.data import Batch, Piece, batches, pieces, sessions
from redaction.training.encoder import LAYERS, Encoder, load_pretrained
from redaction.training.export import export
from redaction.windows import COLUMNS

SEED = 7
EPOCHS = 7
RATE = 8e-5  # of the topmost layer
RATE_NEW = 1e-3  # of what is not pretrained
DECAY_BY_LAYER = 0.9
WEIGHT_DECAY = 0.01
WARM_UP = 0.08  # share of all steps
AVERAGE = 0.99  # of the running mean of the weights, which is what ships
BLIND = 0.03  # share of sessions seen without their roster
EXPOSURE = 1.0  # weight of "must it go" beside "which label"
FOCUS = 1.0  # focal loss (Lin et al. 2017): easy words count less
AGAIN = 0.5  # chance of a meeting to be seen twice in an epoch: few, and unlike dialogues
KNOWN = 0.6  # chance of a session that the start was trained on to be seen in an epoch
CLIP = 1.0
LENGTHS = (112, 224)  # tokens in a window, drawn anew for each document


def loss(logits: Tensor, batch: Batch) -> Tensor:
    """Weighted focal loss of the labels, and of exposure whatever the label."""
    logs = logits.log_softmax(-1)
    right = logs.gather(1, batch.labels[:, None])[:, 0]
    gone = logs[:, 2:].logsumexp(-1)
    stays = logs[:, :2].logsumexp(-1)
    exposed = torch.where(batch.labels >= 2, gone, stays)  # noqa: PLR2004  (O and KEEP stay)
    each = -right * (1 - right.exp()) ** FOCUS - EXPOSURE * exposed * (1 - exposed.exp()) ** FOCUS
    return (each * batch.weights).sum() / batch.weights.sum()


def optimizer(encoder: Encoder) -> torch.optim.AdamW:
    """Lower layers learn slower."""
    groups = []
    for name, weight in encoder.named_parameters():
        if not weight.requires_grad:
            continue
        depth = LAYERS
        rate = RATE
        if name.startswith("layers."):
            depth = LAYERS - 1 - int(name.split(".")[1])
        elif name.startswith(("features", "hidden", "labels")):
            depth, rate = 0, RATE_NEW
        decay = WEIGHT_DECAY if weight.ndim > 1 else 0.0
        groups.append(
            {"params": [weight], "lr": rate * DECAY_BY_LAYER**depth, "weight_decay": decay}
        )
    return torch.optim.AdamW(groups, fused=True)


def gather(
    found: Sequence[Session], known: Collection[str], tokenizer: Tokenizer, chance: random.Random
) -> list[Piece]:
    """Return the pieces of one epoch, freshly varied; `known` sessions are seen less often."""
    stock = Stock.of(found)
    out = []
    for session in found:
        if session.name in known and chance.random() >= KNOWN:
            continue
        meeting = not any(p.bio for p in session.roster)
        for _ in range(1 + (meeting and chance.random() < AGAIN)):
            new = varied(session, stock, chance)
            blind = chance.random() < BLIND
            for gold in documents(new):
                out += pieces(gold, tokenizer, chance.randint(*LENGTHS), blind=blind)
    return out


def base_tokenizer() -> Tokenizer:
    """Return the tokenizer that ships, for texts of any length."""
    tokenizer = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _backward(encoder: Encoder, batch: Batch) -> float:
    with torch.autocast("cpu", torch.bfloat16):
        out = encoder(batch.ids, batch.mask, batch.features, batch.scored)
    value = loss(out.float(), batch)
    value.backward()
    return float(value.item())


class Training:
    """Encoder, running mean, optimizer and place, kept together so that a run can go on.

    Two threads each work on a batch of their own, with the same weights and their own gradients:
    on two cores that is faster than splitting every operation.
    """

    def __init__(
        self, tokenizer: Tokenizer, epochs: int, rate: float = 1.0, seed: int = SEED
    ) -> None:
        self.tokenizer = tokenizer
        self.epochs = epochs
        self.seed = seed
        self.encoder = Encoder(tokenizer.get_vocab_size(), COLUMNS, len(LABELS))
        self.encoder.words.weight.requires_grad_(False)
        self.replica = copy.deepcopy(self.encoder)
        for own, other in zip(self.encoder.parameters(), self.replica.parameters(), strict=True):
            other.data = own.data
        self.workers = ThreadPoolExecutor(2, initializer=torch.set_num_threads, initargs=(1,))
        self.mean = copy.deepcopy(self.encoder).eval()
        self.optimizer = optimizer(self.encoder)
        self.rates = [rate * group["lr"] for group in self.optimizer.param_groups]
        self.done = 0
        self.steps = 0
        self.seen: set[str] = set()

    def start_pretrained(self, folder: Path) -> None:
        """Begin with the published weights (see `pretrained`)."""
        published = Tokenizer.from_file(str(folder / "tokenizer.json")).get_vocab()
        for part in (self.encoder, self.mean):
            load_pretrained(
                part, folder / "model.safetensors", published, self.tokenizer.get_vocab()
            )

    def start_from(self, path: Path) -> frozenset[str]:
        """Begin with the weights of another run; return the names of the sessions it has seen."""
        weights = mean_weights(path)
        for part in (self.encoder, self.mean):
            part.load_state_dict(weights)
        self.seen = set(seen_sessions(path))
        return frozenset(self.seen)

    def epoch(self, found: Sequence[Session], known: Collection[str]) -> float:
        """Train once over varied sessions; return the mean loss."""
        chance = random.Random(self.seed * 1000 + self.done)  # noqa: S311  (not for secrets)
        todo = list(batches(gather(found, known, self.tokenizer, chance),
                            np.random.default_rng(self.seed + self.done)))  # fmt: skip
        losses: list[float] = []
        self.encoder.train()
        self.replica.train()
        for number, pair in enumerate(zip(todo[::2], todo[1::2], strict=False)):
            self._set_rate((self.done + 2 * number / len(todo)) / self.epochs)
            losses += self.workers.map(_backward, (self.encoder, self.replica), pair)
            self._join_gradients()
            nn.utils.clip_grad_norm_(self.encoder.parameters(), CLIP)
            self.optimizer.step()
            self.optimizer.zero_grad()
            self._average()
        self.done += 1
        self.seen.update(session.name for session in found)
        return float(np.mean(losses))

    def _join_gradients(self) -> None:
        for own, other in zip(self.encoder.parameters(), self.replica.parameters(), strict=True):
            if own.requires_grad:
                own.grad = (own.grad + other.grad) / 2
                other.grad = None

    def _set_rate(self, place: float) -> None:
        factor = min(place / WARM_UP, (1 - place) / (1 - WARM_UP))
        for group, rate in zip(self.optimizer.param_groups, self.rates, strict=True):
            group["lr"] = rate * max(factor, 0.02)

    @torch.no_grad()  # type: ignore[untyped-decorator]
    def _average(self) -> None:
        self.steps += 1
        keep = min(AVERAGE, self.steps / (self.steps + 10))
        for mean, now in zip(self.mean.parameters(), self.encoder.parameters(), strict=True):
            if now.requires_grad:
                mean.lerp_(now, 1 - keep)

    def save(self, path: Path) -> None:
        """Write everything needed to go on."""
        torch.save(
            {
                "encoder": self.encoder.state_dict(),
                "mean": self.mean.state_dict(),
                "optimizer": self.optimizer.state_dict(),
                "done": self.done,
                "steps": self.steps,
                "columns": list(INPUTS),
                "seen": sorted(self.seen),
            },
            path,
        )

    def restore(self, path: Path) -> None:
        """Go on from a saved epoch."""
        state = torch.load(path, weights_only=True)
        self.encoder.load_state_dict(state["encoder"])
        self.mean.load_state_dict(state["mean"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.done, self.steps = state["done"], state["steps"]
        self.seen = set(state["seen"])


def main() -> None:
    """Parse the command line and train."""
    parser = argparse.ArgumentParser(description="Train the learned detector.")
    parser.add_argument("--data", type=Path, action="append", required=True, help="a folder")
    parser.add_argument("--out", type=Path, required=True, help="folder for epochs and model")
    parser.add_argument("--without", default="", help="names of sessions to hold out, by comma")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--resume", action="store_true")
    start = parser.add_mutually_exclusive_group(required=True)
    start.add_argument("--pretrained", type=Path, help="folder of the published weights")
    start.add_argument("--start", type=Path, help="last.pt of another run, to begin with")
    parser.add_argument("--rate", type=float, default=1.0, help="of learning, against the default")
    parser.add_argument("--seed", type=int, default=SEED)
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(1)
    without = set(arguments.without.split(","))
    tokenizer = base_tokenizer()
    training = Training(tokenizer, arguments.epochs, arguments.rate, arguments.seed)
    arguments.out.mkdir(parents=True, exist_ok=True)
    last = arguments.out / "last.pt"
    known = frozenset[str]()
    if arguments.pretrained:
        training.start_pretrained(arguments.pretrained)
    else:
        known = training.start_from(arguments.start)
    if arguments.resume and last.exists():
        training.restore(last)
    while training.done < training.epochs:
        began = time.perf_counter()
        found = [s for s in sessions(arguments.data) if s.name not in without]
        mean = training.epoch(found, known)
        training.save(last)
        export(training.mean, tokenizer, arguments.out)
        seconds = time.perf_counter() - began
        print(f"epoch {training.done}: {len(found)} sessions, loss {mean:.4f}, {seconds:.0f} s",
              flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
