"""Write the trained encoder as the detector loads it: ONNX with weights in int8, and tokenizer."""

import tempfile
import warnings
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer

from redaction.training.encoder import Encoder
from redaction.windows import COLUMNS

_OPSET = 17
_IN_FULL = ("/features/", "/hidden/", "/labels/")  # small, and worse in int8
_AXES = {0: "windows", 1: "tokens"}


def export(encoder: Encoder, tokenizer: Tokenizer, folder: Path) -> None:
    """Write `detector.onnx` and `tokenizer.json` into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    ids = torch.ones((2, 16), dtype=torch.long)
    example = (ids, ids, torch.zeros((2, 16, COLUMNS)), torch.arange(8))
    with tempfile.TemporaryDirectory() as scratch, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        plain = Path(scratch, "detector.onnx")
        torch.onnx.export(
            encoder.eval(), example, str(plain), dynamo=False, opset_version=_OPSET,
            input_names=["ids", "mask", "features", "scored"], output_names=["logits"],
            dynamic_axes=dict.fromkeys(("ids", "mask", "features"), _AXES)
            | {key: {0: "words"} for key in ("scored", "logits")},
        )  # fmt: skip
        names = [node.name for node in onnx.load(plain).graph.node]
        quantize_dynamic(
            plain,
            folder / "detector.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            nodes_to_exclude=[
                name + end
                for name in names
                if name.startswith(_IN_FULL)
                for end in ("", "_MatMul")  # what a Gemm is cut into before it is made int8
            ],
        )
