"""Writes a chat model of random weights as GGUF: `python tiny_model.py PATH`. Needs gguf and numpy alone.

What it says is nonsense that obeys the grammar it is held to. It is made so that it likes to close strings and to
stop, and never writes half a character.
"""

# mypy: ignore-errors
from __future__ import annotations

import sys

import gguf
import numpy as np

_DIM, _LAYERS, _INNER, _HEADS, _CONTEXT = 64, 2, 128, 4, 8192
_TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n"
    "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
_LIKED = {b'"': 2.2, b"}": 1.2, b"]": 1.2, b"<|im_end|>": 1.5}


def _vocabulary() -> list[tuple[bytes, int, float]]:
    kinds = gguf.TokenType
    rows = [(b"<unk>", kinds.UNKNOWN, 0.0)]
    rows += [(one, kinds.CONTROL, 0.0) for one in (b"<s>", b"</s>", b"<|im_start|>", b"<|im_end|>")]
    rows += [(f"<0x{one:02X}>".encode(), kinds.BYTE, 0.0) for one in range(256)]
    han = [
        bytes([high, low]).decode("gb2312")
        for high in range(0xB0, 0xD8)
        for low in range(0xA1, 0xFF)
        if not (high == 0xD7 and low > 0xF9)
    ]
    signs = (
        [chr(one) for one in range(0x21, 0x7F)] + ["▁"] + han + list("，。、；：？！（）《》“”…—")
    )
    return rows + [(one.encode(), kinds.NORMAL, -1.0) for one in dict.fromkeys(signs)]


def write_model(path: str) -> None:
    """Write the model; the same each time."""
    random = np.random.default_rng(7)

    def weights(*shape: int, scale: float = 1.0) -> np.ndarray:
        return (random.standard_normal(shape) * scale / np.sqrt(shape[-1])).astype(np.float32)

    rows = _vocabulary()
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_context_length(_CONTEXT)
    writer.add_embedding_length(_DIM)
    writer.add_block_count(_LAYERS)
    writer.add_feed_forward_length(_INNER)
    writer.add_head_count(_HEADS)
    writer.add_head_count_kv(_HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(_DIM // _HEADS)
    writer.add_vocab_size(len(rows))
    writer.add_tokenizer_model("llama")
    writer.add_token_list([text for text, _, _ in rows])
    writer.add_token_types([kind for _, kind, _ in rows])
    writer.add_token_scores([score for _, _, score in rows])
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(4)
    writer.add_unk_token_id(0)
    writer.add_add_space_prefix(False)
    writer.add_chat_template(_TEMPLATE)
    embedding, out = weights(len(rows), _DIM, scale=4.0), weights(len(rows), _DIM, scale=6.0)
    embedding[:, 0], out[:, 0] = 6.0, 0.0  # one constant channel ...
    for text, pull in _LIKED.items():
        out[[one for one, _, _ in rows].index(text), 0] = (
            pull  # ... that likes to close and to stop
        )
    out[5:261, 0] = -4.0  # and never writes raw bytes
    writer.add_tensor("token_embd.weight", embedding)
    writer.add_tensor("output.weight", out)
    writer.add_tensor("output_norm.weight", np.ones(_DIM, dtype=np.float32))
    for layer in range(_LAYERS):
        for name in ("attn_q", "attn_k", "attn_v", "attn_output"):
            writer.add_tensor(f"blk.{layer}.{name}.weight", weights(_DIM, _DIM, scale=0.7))
        for name, shape in (
            ("ffn_gate", (_INNER, _DIM)),
            ("ffn_up", (_INNER, _DIM)),
            ("ffn_down", (_DIM, _INNER)),
        ):
            writer.add_tensor(f"blk.{layer}.{name}.weight", weights(*shape, scale=0.7))
        for name in ("attn_norm", "ffn_norm"):
            writer.add_tensor(f"blk.{layer}.{name}.weight", np.ones(_DIM, dtype=np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


if __name__ == "__main__":
    write_model(sys.argv[1])
