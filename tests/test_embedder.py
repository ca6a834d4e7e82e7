"""The packaged static model: as sentence-transformers reads it, and good enough."""

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.embedder import PACKAGED, StaticEmbedder, open_embedder
from index.errors import EmbedderError

TEXTS = [
    "哪些高校负责冰雪经济？",
    "（牵头单位：省教育厅；配合单位：省发展改革委）",
    "教育服务辽宁省“一圈一带两区”区域协调发展实施方案",
    "😀 PyTorch 2.13 与 ＡＢＣ１２３ 到2025年，占比达到60%",
    "龘龖𠮷",
    "沈阳\n大连\t 鞍山",
]


@pytest.fixture(scope="module")
def embedder():
    return StaticEmbedder()


def similarity(embedder, first, second):
    return float(np.dot(*embedder.embed([first, second])))


def test_static_embedder_equals_sentence_transformers(embedder):
    from sentence_transformers import SentenceTransformer

    reference = SentenceTransformer(str(PACKAGED), device="cpu").float()
    texts = [*TEXTS, "", "。，！"]
    assert reference.encode(texts) == pytest.approx(embedder.embed(texts), abs=1e-6)
    assert reference.encode_query(TEXTS) == pytest.approx(
        embedder.embed(TEXTS, query=True), abs=1e-6
    )


def test_one_text_alone_gets_the_same_vector_as_in_a_batch(embedder):
    alone = np.concatenate([embedder.embed([text]) for text in TEXTS])
    np.testing.assert_array_equal(alone, embedder.embed(TEXTS))


def test_vectors_are_unit_rows_of_the_stated_dimension(embedder):
    vectors = embedder.embed(TEXTS[:4])
    assert vectors.dtype == np.float32
    assert vectors.shape == (4, embedder.dimension)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    assert embedder.embed([]).shape == (0, embedder.dimension)


@pytest.mark.parametrize("text", ["", " \n", "。、“”——", "\u0a85"])
def test_a_text_without_known_tokens_is_a_row_of_zeros(embedder, text):
    np.testing.assert_array_equal(embedder.embed([text]), np.zeros((1, embedder.dimension)))


def test_width_and_case_make_no_difference(embedder):
    assert similarity(embedder, "ＧＤＰ增长５％", "gdp增长5%") == pytest.approx(1)


def test_the_static_path_never_imports_torch():
    program = """
import sys
import index.embedder
assert "tokenizers" not in sys.modules, "import of the module alone must be light"
index.embedder.open_embedder(None).embed(["冰雪经济"])
heavy = {"torch", "transformers", "sentence_transformers", "langchain_openai", "openai"}
heavy &= set(sys.modules)
assert not heavy, heavy
"""
    root = Path(__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json"])
def test_the_fingerprint_follows_the_bytes(embedder, tmp_path, name):
    copy = Path(shutil.copytree(PACKAGED, tmp_path / "model"))
    assert StaticEmbedder(copy).fingerprint == embedder.fingerprint
    path = copy / name
    content = bytearray(path.read_bytes())
    if name == "tokenizer.json":
        content += b"\n"
    else:
        content[-1] ^= 1
    path.write_bytes(content)
    assert StaticEmbedder(copy).fingerprint != embedder.fingerprint


def test_a_broken_folder_is_an_error_of_one_line(tmp_path):
    copy = Path(shutil.copytree(PACKAGED, tmp_path / "model"))
    weights = copy / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1000])
    with pytest.raises(EmbedderError, match="已损坏") as caught:
        open_embedder(str(copy))
    assert "\n" not in str(caught.value)
    with pytest.raises(EmbedderError, match="没有静态向量模型"):
        StaticEmbedder(tmp_path)


def test_the_model_folder_stays_small():
    assert sum(path.stat().st_size for path in PACKAGED.rglob("*") if path.is_file()) <= 15_000_000


RELATED = [
    ("大学", "高校", "猪肉"),
    ("医院", "患者", "钢铁"),
    ("医生", "医院", "钢铁"),
    ("旅游", "景区", "肺炎"),
    ("农民", "乡村", "航天"),
    ("污染", "环保", "足球"),
    ("学生", "教育", "药品"),
    ("冰雪", "滑雪", "税收"),
    ("养老", "老年人", "芯片"),
    ("汽车", "车辆", "诗歌"),
    ("法院", "诉讼", "小麦"),
    ("企业", "公司", "月球"),
    ("港口", "海运", "小说"),
    ("机场", "航班", "稻谷"),
    ("银行", "贷款", "森林"),
    ("苹果", "水果", "法律"),
]


def test_related_words_are_nearer_than_unrelated_ones(embedder):
    nearer = [
        similarity(embedder, word, related) > similarity(embedder, word, unrelated) + 0.1
        for word, related, unrelated in RELATED
    ]
    assert sum(nearer) >= 12, [
        pair for pair, right in zip(RELATED, nearer, strict=True) if not right
    ]


def test_questions_in_other_words_find_their_clauses(embedder):
    clauses = [
        "依托体育院校建设冰雪经济发展研究中心，助力滑雪产业发展。",
        "支持职业学校与制造企业共建实训基地，培养技术工人。",
        "推动医科院校对接县级医院，提升基层诊疗水平。",
        "鼓励师范院校与乡村中小学结对，改善农村教师队伍。",
        "推进港口航运信息共享，降低物流成本。",
        "加大秸秆禁烧巡查力度，改善空气质量。",
    ]
    questions = [
        "谁来发展冬季运动？",
        "工厂的技工从哪里来？",
        "怎样帮助县里的医生看病？",
        "乡下老师不够怎么办？",
        "怎么让货船运输更便宜？",
        "如何治理大气污染？",
    ]
    scores = embedder.embed(questions, query=True) @ embedder.embed(clauses).T
    found = scores.argmax(axis=1) == np.arange(len(clauses))
    assert found.sum() >= 4, questions
