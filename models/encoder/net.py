"""The first layers of the encoder as a torch network, with one linear head over mean and maximum."""

import math
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from models.encoder.packed import Packed
from wenguo.understand.analyzer.vectors import Floats

MOST_TOKENS = 96
_FAR = -1e4
_DROPPED = 0.1


class Layer(nn.Module):
    """One BERT layer, norms after the sums."""

    def __init__(self, packed: Packed) -> None:
        super().__init__()
        width = packed.width
        self.heads = packed.heads
        self.looks, self.told = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.inner, self.outer = nn.Linear(width, packed.inner), nn.Linear(packed.inner, width)
        self.first, self.second = (nn.LayerNorm(width, packed.narrowness) for _ in range(2))

    def forward(self, values: Tensor, hidden: Tensor) -> Tensor:
        """Values of ``texts × tokens × width``; ``hidden`` is very negative where a text has ended."""
        texts, tokens, width = values.shape
        parts = self.looks(values).reshape(texts, tokens, 3, self.heads, width // self.heads)
        asks, keys, holds = parts.permute(2, 0, 3, 1, 4).unbind(0)
        shares = torch.softmax(asks @ keys.transpose(2, 3) / math.sqrt(width // self.heads) + hidden, -1)
        told = self.told((shares @ holds).transpose(1, 2).reshape(texts, tokens, width))
        values = self.first(values + functional.dropout(told, _DROPPED, self.training))
        raised = self.inner(values)
        raised = 0.5 * raised * (1 + torch.erf(raised / math.sqrt(2)))
        return self.second(values + functional.dropout(self.outer(raised), _DROPPED, self.training))


class Encoder(nn.Module):
    """Tokens in, scores out."""

    def __init__(self, packed: Packed, rows: npt.NDArray[np.int64], layers: int, answers: int) -> None:
        super().__init__()
        self.words = nn.Embedding(len(rows), packed.width)
        self.places = nn.Embedding(MOST_TOKENS, packed.width)
        self.start = nn.LayerNorm(packed.width, packed.narrowness)
        self.layers = nn.ModuleList(Layer(packed) for _ in range(layers))
        self.head = nn.Linear(2 * packed.width, answers)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)
        self._fill(packed, rows)

    def _fill(self, packed: Packed, rows: npt.NDArray[np.int64]) -> None:
        width = packed.width
        kind = packed.plain("emb.type")[:width]
        places = packed.plain("emb.pos").reshape(-1, width)[:MOST_TOKENS] + kind
        _set(self.words.weight, packed.four_bit("emb.word", width, rows))
        _set(self.places.weight, places)
        _set(self.start.weight, packed.plain("emb.ln.w"))
        _set(self.start.bias, packed.plain("emb.ln.b"))
        for number, layer in enumerate(self.layers):
            looks = [packed.four_bit(f"l{number}.{name}.w", width) for name in "qkv"]
            _set(layer.looks.weight, np.concatenate(looks))
            _set(layer.looks.bias, np.concatenate([packed.plain(f"l{number}.{name}.b") for name in "qkv"]))
            for part, name, wide in (
                (layer.told, "ao", width),
                (layer.inner, "fi", width),
                (layer.outer, "fo", packed.inner),
            ):
                _set(part.weight, packed.four_bit(f"l{number}.{name}.w", wide))
                _set(part.bias, packed.plain(f"l{number}.{name}.b"))
            for part, name in ((layer.first, "aln"), (layer.second, "oln")):
                _set(part.weight, packed.plain(f"l{number}.{name}.w"))
                _set(part.bias, packed.plain(f"l{number}.{name}.b"))

    def forward(self, tokens: Tensor, real: Tensor) -> Tensor:
        """Scores for each text; ``real`` is 1 for tokens and 0 for filling."""
        values = self.start(self.words(tokens) + self.places.weight[: tokens.shape[1]])
        values = functional.dropout(values, _DROPPED, self.training)
        hidden = (1 - real)[:, None, None, :] * _FAR
        for layer in self.layers:
            values = layer(values, hidden)
        there = real[..., None]
        mean = (values * there).sum(1) / there.sum(1)
        most = (values + (1 - there) * _FAR).amax(1)
        return torch.as_tensor(self.head(torch.cat([mean, most], 1)))


def _set(parameter: Tensor, values: Floats) -> None:
    with torch.no_grad():
        parameter.copy_(torch.from_numpy(np.ascontiguousarray(values)).reshape(parameter.shape))


def export(encoder: Encoder, path: Path) -> None:
    """Write the network as int8 ONNX (MatMul, Gemm and word vectors, a scale for each output)."""
    from onnxruntime.quantization import QuantType, quantize_dynamic  # noqa: PLC0415 - slow, and only for export

    loose = path.with_suffix(".fp32.onnx")
    sample = (torch.ones(2, 7, dtype=torch.int64), torch.ones(2, 7))
    torch.onnx.export(
        encoder.eval(), sample, loose, input_names=["tokens", "real"], output_names=["scores"],
        dynamic_axes={"tokens": {0: "b", 1: "t"}, "real": {0: "b", 1: "t"}, "scores": {0: "b"}},
        opset_version=17, dynamo=False,
    )  # fmt: skip
    quantize_dynamic(
        loose, path, per_channel=True, weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
    )  # fmt: skip
    loose.unlink()
