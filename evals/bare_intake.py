"""What `evals.bench_intake` compares with: pandas reads a table, each row is one text, the service's own
embedder makes its vector, and `Chroma.add` takes them in the largest batches it allows. Prints JSON."""

from __future__ import annotations

import json
import re
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from knowledge.embedding import embed

_REPEATED = re.compile(r"\.\d+$")
"""What pandas writes after a column title that stands there twice."""


def main() -> int:
    """Measures one file; nothing but the work itself is timed, no import and no start."""
    import chromadb
    import pandas
    from chromadb.config import Settings

    path = Path(sys.argv[1])
    embed("warm")
    begin, computed = time.perf_counter(), time.process_time()
    read: Any = pandas.read_csv if path.suffix == ".csv" else pandas.read_excel
    frame = read(path, dtype=str, keep_default_na=False)
    titles = [_REPEATED.sub("", str(title)) for title in frame.columns]
    texts = [
        "；".join(f"{title}：{cell}" for title, cell in zip(titles, row, strict=True) if cell)
        for row in frame.itertuples(index=False, name=None)
    ]
    between = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        client = chromadb.PersistentClient(
            path=folder, settings=Settings(anonymized_telemetry=False)
        )
        collection: Any = client.create_collection(
            "rows", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )
        size = client.get_max_batch_size()
        for at in range(0, len(texts), size):
            batch = texts[at : at + size]
            collection.add(
                ids=[str(at + number) for number in range(len(batch))],
                embeddings=[embed(text) for text in batch],
                documents=batch,
                metadatas=[{"project": "bench", "row": at + n} for n in range(len(batch))],
            )
        held = collection.count()
        end, computing = time.perf_counter(), time.process_time() - computed
    if held != len(texts):
        raise RuntimeError(f"{held} of {len(texts)} rows are in Chroma")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    measured = {"read": between - begin, "add": end - between}
    print(json.dumps({**measured, "memory": memory, "computing": computing}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
