"""Language models of no use in GGUF files, to drive the real way without a real model."""

from collections.abc import Mapping
from pathlib import Path

import gguf
import numpy as np

WIDTH = 32
HEADS = 4
CONTEXT = 4096
SENTENCE = "Een JIM is een mentor."
_SPECIAL = ("<unk>", "<s>", "</s>")
_BYTES = tuple(f"<0x{byte:02X}>" for byte in range(256))
_WORDS = ("Een", "▁JIM", "▁is", "▁een", "▁mentor", ".")
_SPEAKING_WIDTH = 288
_TEMPLATE = "{% for message in messages %}{{ message['content'] }}\n{% endfor %}"


def write_tiny_gguf(path: Path) -> None:
    """Write a llama of one layer and random weights, whose tokens are single bytes."""
    random = np.random.default_rng(0)
    tokens = (*_SPECIAL, *_BYTES)
    shapes = _shapes(len(tokens), WIDTH)
    weights = {name: random.normal(0, 0.3, shape) for name, shape in shapes.items()}
    _write(path, tokens, WIDTH, weights)


def write_speaking_gguf(path: Path) -> None:
    """Write a llama that answers everything with SENTENCE, and ends.

    Its layer adds nothing, so what comes next depends on the last token alone: embeddings are
    one-hot and the output matrix holds which token follows which. Where a grammar forbids that one,
    what closes comes first, so that JSON ends.
    """
    tokens = (*_SPECIAL, *_BYTES, *_WORDS)
    shapes = _shapes(len(tokens), _SPEAKING_WIDTH)
    weights = {
        name: np.ones(shape) if "norm" in name else np.zeros(shape)
        for name, shape in shapes.items()
    }
    weights["token_embd.weight"] = np.eye(len(tokens), _SPEAKING_WIDTH)
    following = weights["output.weight"]
    for closing in '"}]':
        following[tokens.index(f"<0x{ord(closing):02X}>")] = 0.25
    chain = [tokens.index(token) for token in ("<0x0A>", *_WORDS, "</s>")]
    following[chain[1:], chain[:-1]] = 1
    _write(path, tokens, _SPEAKING_WIDTH, weights)


def _shapes(token_count: int, width: int) -> dict[str, tuple[int, ...]]:
    return {
        "token_embd.weight": (token_count, width),
        "output_norm.weight": (width,),
        "output.weight": (token_count, width),
        "blk.0.attn_norm.weight": (width,),
        "blk.0.ffn_norm.weight": (width,),
        "blk.0.attn_q.weight": (width, width),
        "blk.0.attn_k.weight": (width, width),
        "blk.0.attn_v.weight": (width, width),
        "blk.0.attn_output.weight": (width, width),
        "blk.0.ffn_gate.weight": (2 * WIDTH, width),
        "blk.0.ffn_up.weight": (2 * WIDTH, width),
        "blk.0.ffn_down.weight": (width, 2 * WIDTH),
    }


def _write(
    path: Path, tokens: tuple[str, ...], width: int, weights: Mapping[str, np.ndarray]
) -> None:
    kind = gguf.TokenType
    kinds = [kind.UNKNOWN, kind.CONTROL, kind.CONTROL, *[kind.BYTE] * 256]
    kinds += [kind.NORMAL] * (len(tokens) - len(kinds))
    writer = gguf.GGUFWriter(str(path), "llama")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(width)
    writer.add_block_count(1)
    writer.add_feed_forward_length(2 * WIDTH)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(width // HEADS)
    writer.add_vocab_size(len(tokens))
    writer.add_tokenizer_model("llama")
    writer.add_token_list(tokens)
    writer.add_token_scores([0.0] * len(tokens))
    writer.add_token_types(kinds)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    writer.add_chat_template(_TEMPLATE)
    for name, values in weights.items():
        writer.add_tensor(name, values.astype(np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
