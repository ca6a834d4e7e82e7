"""The library on disk: whole after every interruption, repaired where it is damaged."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from index.errors import LibraryError
from index.library import Library
from index.store import Store
from ingest.errors import IngestError

ROOT = Path(__file__).parents[1]
PLANS = Path(__file__).parent / "plans"
NOTICE, MEASURE = PLANS / "yunling-notice.txt", PLANS / "heyuan-measure.txt"


class BigramEmbedder:
    """Counts character pairs: deterministic, and needs no model."""

    def __init__(self, fingerprint: str = "bigrams") -> None:
        self.fingerprint = fingerprint
        self.dimension = 64

    def embed(self, texts, *, query=False):
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for pair in pairwise(text):
                row[sum(map(ord, pair)) * 31 % self.dimension] += 1
            row /= np.linalg.norm(row) or 1
        return rows


def open_library(path, said=None, **options):
    notify = (lambda message: None) if said is None else said.append
    return Library(path, options.pop("embedder", BigramEmbedder()), notify, **options)


def ids(library):
    return [document.id for document in library.documents]


def chroma_folder(path):
    (folder,) = (path / "builds").glob("*/chroma")
    return folder


def test_an_empty_library_takes_in_the_packaged_plan(tmp_path):
    said = []
    assert ids(open_library(tmp_path / "new", said)) == ["liaoning-yiquan-yidai-liangqu-2022"]
    assert len(said) == 1 and "随附" in said[0]
    said.clear()
    open_library(tmp_path / "new", said)
    assert said == []


def test_a_library_that_someone_filled_holds_only_that(tmp_path):
    library = open_library(tmp_path)
    assert [d.id for d in library.add([NOTICE])] == ["yunling-notice"]
    assert ids(open_library(tmp_path)) == ["yunling-notice"]
    library.add([MEASURE])
    assert ids(library) == ids(open_library(tmp_path)) == ["yunling-notice", "heyuan-measure"]
    library.remove(ids(library))
    assert ids(open_library(tmp_path)) == [] and library.search("航空") == []


def test_same_text_again_changes_nothing_and_other_text_needs_replace(tmp_path):
    library = open_library(tmp_path / "library", packaged=False)
    library.add([NOTICE])
    before = (tmp_path / "library" / "manifest.json").read_bytes()
    assert library.add([NOTICE]) == []
    assert (tmp_path / "library" / "manifest.json").read_bytes() == before
    other = tmp_path / NOTICE.name
    other.write_text(NOTICE.read_text(encoding="utf-8").replace("18个", "28个"), encoding="utf-8")
    with pytest.raises(LibraryError, match="--replace"):
        library.add([other])
    assert [d.id for d in library.add([other], replace=True)] == ["yunling-notice"]
    assert "28个" in open_library(tmp_path / "library").documents[0].text


def test_all_files_or_none(tmp_path):
    library = open_library(tmp_path / "library", packaged=False)
    (tmp_path / "empty.txt").write_bytes(b"")
    with pytest.raises(IngestError, match="空的"):
        library.add([NOTICE, tmp_path / "empty.txt"])
    assert ids(open_library(tmp_path / "library", packaged=False)) == []


def test_removing_what_is_not_there(tmp_path):
    library = open_library(tmp_path)
    with pytest.raises(LibraryError, match="没有文档“nobody”"):
        library.remove(["nobody"])
    assert len(ids(open_library(tmp_path))) == 1


@pytest.mark.parametrize("damage", ["vectors", "database", "keywords", "dictionary", "everything"])
def test_a_damaged_index_is_rebuilt_and_says_so(tmp_path, damage):
    library = open_library(tmp_path / "a", packaged=False)
    library.add([NOTICE])
    path = Path(shutil.copytree(tmp_path / "a", tmp_path / "b"))  # a folder no client has open
    chroma = chroma_folder(path)
    if damage == "vectors":  # the texts survive, as after a writer was killed
        with sqlite3.connect(chroma / "chroma.sqlite3") as database:
            database.execute("DELETE FROM embeddings_queue")
    elif damage == "database":
        (chroma / "chroma.sqlite3").write_bytes(b"not a database")
    elif damage == "keywords":
        shutil.rmtree(chroma.parent / "bm25")
    elif damage == "dictionary":
        (chroma.parent / "dictionary.txt").unlink()
    else:
        shutil.rmtree(path / "builds")
    said = []
    repaired = open_library(path, said)
    repaired.warm()
    assert len(said) == 1 and "重建" in said[0]
    assert next(p.clause.id for p in repaired.search("血液运输航线")).endswith("2-3-3")
    said.clear()
    open_library(path, said).warm()
    assert said == []


def test_another_embedder_re_embeds_and_says_so(tmp_path):
    open_library(tmp_path)
    said = []
    open_library(tmp_path, said, embedder=BigramEmbedder("another"))
    assert len(said) == 1 and "嵌入模型" in said[0]


def test_a_writer_that_dies_leaves_the_library_as_it_was(tmp_path):
    open_library(tmp_path, packaged=False).add([NOTICE])

    class Dies(BigramEmbedder):
        def embed(self, texts, *, query=False):
            raise KeyboardInterrupt

    library = open_library(tmp_path)
    library._embedder = Dies()
    with pytest.raises(KeyboardInterrupt):
        library.add([MEASURE])
    said = []
    assert ids(open_library(tmp_path, said)) == ["yunling-notice"] and said == []
    assert len(list((tmp_path / "builds").iterdir())) == 1


def test_a_lock_admits_one_writer(tmp_path):
    first, second = Store(tmp_path), Store(tmp_path)
    with first.writing(0), pytest.raises(LibraryError, match="另一个进程"), second.writing(0):
        pass
    with second.writing(0):
        pass


def test_an_open_library_takes_up_what_another_wrote(tmp_path):
    reader = open_library(tmp_path)
    open_library(tmp_path).add([NOTICE])
    assert ids(reader) == ["liaoning-yiquan-yidai-liangqu-2022"]
    reader.refresh()
    assert ids(reader) == ["yunling-notice"]
    before = reader.documents
    reader.refresh()
    assert reader.documents is before


def test_readers_and_a_writer_at_once(tmp_path):
    """Other processes ask while this one replaces the build under them."""
    library = open_library(tmp_path, packaged=False)
    library.add([NOTICE])
    code = (
        "import sys; sys.path.insert(0, 'tests')\n"
        "from pathlib import Path\n"
        "from test_library import open_library\n"
        "for _ in range(8): assert open_library(Path(sys.argv[1])).search('无人机')\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    readers = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE) for _ in range(2)]
    for _ in range(3):
        library.add([MEASURE])
        library.remove(["heyuan-measure"])
    for reader in readers:
        assert reader.wait() == 0, reader.stderr.read().decode()
        reader.stderr.close()


def test_first_openers_do_not_collide(tmp_path):
    found, threads = [], []
    for _ in range(3):
        threads.append(threading.Thread(target=lambda: found.append(ids(open_library(tmp_path)))))
        threads[-1].start()
    for thread in threads:
        thread.join()
    assert len(found) == 3 and found[0] == found[1] == found[2]


def test_a_broken_manifest_and_a_lost_source_are_told(tmp_path):
    open_library(tmp_path)
    for source in (tmp_path / "sources").iterdir():
        source.write_bytes(b"other")
    with pytest.raises(LibraryError, match="缺失或已被改动"):
        open_library(tmp_path)
    (tmp_path / "manifest.json").write_text("{")
    with pytest.raises(LibraryError, match="已损坏"):
        open_library(tmp_path)
    assert (tmp_path / "manifest.json").read_text() == "{"


def test_a_file_in_the_place_of_the_folder(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryError, match="不是文件夹"):
        open_library(tmp_path / "file")
    with pytest.raises(LibraryError, match=r"不是文件夹|不可写"):
        open_library(tmp_path / "file" / "inside")


def test_chroma_has_our_distance_and_no_embedding_function(tmp_path):
    library = open_library(tmp_path)
    library.warm()
    collection = library._index._vectors._collection
    configuration = collection.configuration_json
    assert configuration["hnsw"]["space"] == "cosine"
    assert configuration["hnsw"]["ef_search"] == 200
    assert collection._embedding_function is None


def test_the_manifest_names_sources_and_embedder(tmp_path):
    open_library(tmp_path)
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["embedder"] == "bigrams" and not manifest["filled"]
    (source,) = manifest["sources"]
    assert (tmp_path / "sources" / source["file"]).is_file() and len(source["sha256"]) == 64


def test_names_stay_whole_for_jieba(library):
    cut = library.cut("依托辽宁城市建设职业技术学院、沈阳体育学院冰雪经济发展研究中心")
    assert {"辽宁城市建设职业技术学院", "沈阳体育学院", "冰雪经济发展研究中心"} <= set(cut)
    names = {
        actor.name
        for commitment in library.documents[0].commitments
        for actor in commitment.actors
        if actor.kind != "平台"
    }
    assert [name for name in names if library.cut(name) != [name]] == []


def test_search_finds_literal_and_ranks_by_fusion(library):
    best = library.search("食用菌", count=3)
    assert (
        best[0].clause.task == 14
        and best[0].keyword > 0
        and best[0].text in library.documents[0].text
    )
    assert [p.score for p in best] == sorted((p.score for p in best), reverse=True)


@pytest.mark.skipif(os.name != "posix", reason="the permissions of a folder are POSIX's")
def test_a_read_only_library_answers_and_refuses_to_be_written(tmp_path):
    folder = tmp_path / "library"
    open_library(folder)
    before = sorted((p, p.stat().st_mtime_ns) for p in folder.rglob("*"))
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    code = (
        "import sys; sys.path.insert(0, 'tests')\n"
        "from pathlib import Path\n"
        "from index.errors import LibraryError\n"
        "from test_library import NOTICE, open_library\n"
        "library = open_library(Path(sys.argv[1]))\n"
        "assert library.search('冰雪经济')\n"
        "try: library.add([NOTICE])\n"
        "except LibraryError as error: print(error)\n"
    )
    command = [sys.executable, "-c", code, str(folder)]
    if os.geteuid() == 0:  # root may write everywhere unless it gives that up
        capability = "-dac_override,-dac_read_search"
        command = ["setpriv", f"--bounding-set={capability}", f"--inh-caps={capability}", *command]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755)
    assert run.returncode == 0, run.stderr
    assert "不可写" in run.stdout
    assert sorted((p, p.stat().st_mtime_ns) for p in folder.rglob("*")) == before
