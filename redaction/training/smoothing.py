"""Activations without outliers, so that int8 costs less (SmoothQuant, Xiao et al. 2023).

A layer's inputs are made int8 with one scale for all channels; a few channels ten times as large as
the rest leave the rest few steps.  Those are divided by what they exceed the others by, and the
weights that meet them multiplied by the same: the encoder computes what it computed.
"""

from collections.abc import Iterable

import torch
from torch import Tensor, nn

from redaction.training.data import Batch
from redaction.training.encoder import Encoder

OUTLIERS = 0.05  # share of channels that are brought down
_SMOOTHED = ("inner", "outer")  # of each layer; the others gain little and cost time


class Scaled(nn.Module):  # type: ignore[misc]
    """A linear layer whose input channels are divided by `by` and whose weights make up for it."""

    def __init__(self, linear: nn.Linear, by: Tensor) -> None:
        super().__init__()
        linear.weight.data *= by
        self.linear = linear
        self.register_buffer("factor", 1 / by)

    def forward(self, x: Tensor) -> Tensor:
        """Return what the linear layer returned before."""
        return self.linear(x * self.factor)


@torch.no_grad()  # type: ignore[untyped-decorator]
def smooth(encoder: Encoder, seen: Iterable[Batch]) -> None:
    """Smooth the encoder in place, by the peaks of its activations on the batches `seen`."""
    peaks: dict[nn.Module, Tensor] = {}

    def watch(module: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        peak = inputs[0].abs().flatten(0, -2).amax(0)
        peaks[module] = torch.maximum(peaks.get(module, peak), peak)

    watched = [getattr(layer, name) for layer in encoder.layers for name in _SMOOTHED]
    hooks = [module.register_forward_pre_hook(watch) for module in watched]
    for batch in seen:
        encoder.eval()(batch.ids, batch.mask, batch.features, batch.scored)
    for hook in hooks:
        hook.remove()
    for layer in encoder.layers:
        for name in _SMOOTHED:
            linear = getattr(layer, name)
            by = peaks[linear] / peaks[linear].quantile(1 - OUTLIERS)
            setattr(layer, name, Scaled(linear, by.clamp(min=1)))
