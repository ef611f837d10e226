"""Every slip of a Chinese keyboard and every trick of YAML is named, with its place."""

from __future__ import annotations

import pytest
import yaml

from permit_rules.diagnostics import Severity
from permit_rules.loading.file_text import MAX_BYTES
from permit_rules.loading.yaml_reader import MAX_NODES, Reading, read_yaml
from permit_rules.yaml_tree import Map, Scalar, Sequence
from tests.helpers import expect, marked

#: Marked text, code, what the repair says. The file is not trusted any further.
UNREADABLE = [
    ("格式: 1\n§名称：x\n标识: y\n", "SH121", "写成「名称: 」"),
    ("- 编号: M1\n  §材料名称：申请书\n", "SH121", "半角冒号后空一格"),
    ("格式: 1\n§名称:x\n标识: y\n", "SH122", "半角冒号后空一格"),
    ("当: {经营项目: 含任一 §[A, B]}\n", "SH123", "几个值请用顿号隔开"),
    ("当: {经营项目: 含任一 §{A}}\n", "SH123", "几个值请用顿号隔开"),
    ("{a: 1§，b: 2}\n", "SH124", "半角逗号"),
    ("当: {经营面积: §> 200}\n", "SH125", '写成 "> 200"，或者写成「超过 200」'),
    ("经营面积: §> 200\n", "SH125", "超过 200"),
    ("竖线: §| 200\n", "SH125", '"| 200"'),
    ("比例: §%50\n", "SH125", "加上半角引号"),
    ("邮箱: §@x\n", "SH125", "加上半角引号"),
    ("与: §& c\n", "SH125", "加上半角引号"),
    ("依据: §办法: 第一条\n", "SH125", '写成 "办法: 第一条"'),
    ('路径: §"x\\q"\n', "SH125", "单引号"),
    ("名称: §'没有关上\n标识: y\n", "SH126", "补上半角引号 '"),
    ("名称: '前'§后'\n", "SH126", "一对引号"),
    ("a: §{b: 1\nc: 2\n", "SH127", "请补上 }"),
    ("a: §[1, 2\n", "SH127", "请补上 ]"),
    ("当: {楼层: 不低于 3 §#楼}\n", "SH131", "整个值加上引号"),
    ("a: [1, 2§}\n", "SH127", "几项之间用半角逗号"),
    ("a:\n  b: 1\n §c: 2\n", "SH128", "左对齐"),
    ("a: §- b\n", "SH128", "以「- 」开头"),
    ("- a\n§b: 1\n", "SH128", "以「- 」开头"),
    ("a: 1\n§没有冒号\nb: 2\n", "SH130", "名称: 内容"),
    ("{§: a}\n", "SH120", "半角冒号加空格"),
    ("a: 1\nb: §*a\n", "SH109", "从上到下通读"),
    ("a: 1\n§<<: {b: 2}\n", "SH110", "写出来"),
    ("? §[a]\n: b\n", "SH113", "键要写成一个名称"),
    ("a: 1\n§---\nb: 2\n", "SH106", "拆成几个文件"),
    ("§# 只有说明\n", "SH105", "写上内容"),
    ("§", "SH105", "写上内容"),
    ("a:\n§－ b: 1\n  c: 2\n", "SH135", "半角短横后空一格"),
    ("a: §｛b: 1｝\n", "SH134", "写成 {b: 1}"),
    ("§\ta: 1\n", "SH104", "改成空格"),
]  # fmt: skip

#: Slips that are named while the rest of the file is still read.
MENDED = [
    ("a: {§业务办理项：新办}\n", "SH121", "写成「业务办理项: 新办」"),
    ("- 编号: M1\n   §材料名称：申请书\n", "SH121", "左对齐"),
    ("a: [§甲，乙]\n", "SH124", "若是几项"),
    ("a: §“440300”\n", "SH132", "去掉引号"),
    ("a: §“440300\"\n", "SH132", "去掉引号"),
    ("a: §【甲, 乙】\n", "SH134", "写成 [甲, 乙]"),
    ("a: {§业务办理项:新办}\n", "SH122", "写成「业务办理项: 新办」"),
    ("§“a”: 1\n", "SH132", "去掉引号"),
    ("a: 1\n§\u3000b: 2\n", "SH129", "半角空格"),
    ("a: 1\n§a: 2\n", "SH107", "删去一处"),
    ("a: §!t 2\n", "SH108", "以 ! 开头"),
    ("§!t a: 1\n", "SH108", "以 ! 开头"),
    ("a: §&x 2\n", "SH109", "以 & 开头"),
    ("§%YAML 1.1\n---\na: 1\n", "SH108", "删去这一行"),
    ("a:§\t1\n", "SH104", "改成空格"),
    ("a: 甲§\u200b乙\n", "SH103", "看不见"),
    ("a: §\u202e甲\n", "SH103", "看不见"),
    ("a:§\xa01\n", "SH103", "普通空格"),
    ("a: 甲§\x07\n", "SH103", "删去"),
    ("a: 甲§\u2028\n", "SH103", "删去"),
]  # fmt: skip


@pytest.fixture(params=["libyaml", "pure"])
def either_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both of PyYAML's parsers must lead to the same answer."""
    if request.param == "pure":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    return str(request.param)


def _read(text: str) -> Reading:
    return read_yaml(text.encode(), "f.yaml")


@pytest.mark.usefixtures("either_parser")
@pytest.mark.parametrize(("text", "code", "help"), UNREADABLE)
def test_what_cannot_be_trusted_is_named_once(text: str, code: str, help: str) -> None:
    text, place = marked(text, "f.yaml")

    reading = _read(text)

    assert reading.tree is None
    expect(reading.diagnostics).only(code, at=place, help=help)


@pytest.mark.usefixtures("either_parser")
@pytest.mark.parametrize(("text", "code", "help"), MENDED)
def test_what_can_be_mended_is_named_and_the_rest_is_read(text: str, code: str, help: str) -> None:
    text, place = marked(text, "f.yaml")
    reading = _read(text)

    assert reading.tree is not None
    expect(reading.diagnostics).only(code, at=place, help=help)


def test_mending_reads_what_was_meant() -> None:
    reading = _read("a: {业务办理项：新办}\nb: “440300”\nc: 甲\u200b乙\n")

    assert isinstance(reading.tree, Map)
    inside = reading.tree.get("a")
    assert isinstance(inside, Map)
    assert _text(inside, "业务办理项") == "新办"
    assert _text(reading.tree, "b") == "440300"
    assert _text(reading.tree, "c") == "甲乙"


def test_all_slips_of_a_file_are_told_at_once() -> None:
    reading = _read("a: 1\na: 2\nb: !t 1\nc: &x 1\nd: *x\n<<: *x\ne: 甲\u200b\n")

    codes = sorted(d.code for d in reading.diagnostics)
    assert codes == ["SH103", "SH107", "SH108", "SH109", "SH109", "SH109", "SH110"]
    assert reading.tree is None


@pytest.mark.parametrize(
    "text",
    [
        "需要:\n  楼层: 3 §#楼\n",
        "名称: 新办 §#3\n",
        "当:\n  面积: 不低于 3 §# 平方米\n",
    ],
)
def test_text_lost_behind_a_hash_is_a_warning(text: str) -> None:
    text, place = marked(text, "f.yaml")
    reading = _read(text)

    assert reading.tree is not None
    expect(reading.diagnostics).only(
        "SH131", at=place, help="整个值加上引号", severity=Severity.WARNING
    )


@pytest.mark.parametrize(
    "text",
    [
        "名称: 新办  # 说明\n",
        "名称: 新办 # 说明\n",
        "# 说明\n名称: 新办\n  # 说明\n",
        "当:\n  面积: 不低于 3  # 平方米\n",
        "当:  # 说明\n  面积: 不低于 3\n",
        '名称: "新办 #3"\n',
        "名称: 新办#3\n",
    ],
)
def test_ordinary_comments_are_left_alone(text: str) -> None:
    expect(_read(text).diagnostics).none()


def test_full_width_signs_inside_a_text_are_left_alone() -> None:
    text = "告知: 请提交：营业执照，以及“一照通行”证明　等\n- 备注\n"
    expect(_read(text.partition("\n")[0]).diagnostics).none()


def test_scalars_stay_text_and_keep_their_places() -> None:
    reading = _read("代码: 000131007000\n时间: 12:30\n列: [是, 'no', \"~\"]\n块: |\n  甲\n  乙\n")

    tree = reading.tree
    assert isinstance(tree, Map)
    assert _text(tree, "代码") == "000131007000"
    assert _text(tree, "时间") == "12:30"
    listed = tree.get("列")
    assert isinstance(listed, Sequence)
    styles = [(i.text, i.style) for i in listed.items if isinstance(i, Scalar)]
    assert styles == [("是", "plain"), ("no", "quoted"), ("~", "quoted")]
    assert str(listed.items[1].where) == "f.yaml:3:8"
    block = tree.get("块")
    assert isinstance(block, Scalar)
    assert (block.text, block.style) == ("甲\n乙\n", "block")


def test_a_byte_order_mark_is_no_mistake() -> None:
    expect(read_yaml(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n", "f.yaml").diagnostics).none()


@pytest.mark.parametrize(
    ("content", "place", "message"),
    [
        ("名称: 许可\n".encode("gbk"), "f.yaml:1:1", "GBK"),
        ("a: 1\nb: 中".encode("gbk"), "f.yaml:2:4", "GBK"),
        ("a: 1".encode("utf-16"), "f.yaml:1:1", "UTF-16"),
        (b"a: \xff\xff", "f.yaml:1:4", "字节"),
    ],
)
def test_other_encodings_are_named(content: bytes, place: str, message: str) -> None:
    reading = read_yaml(content, "f.yaml")

    assert reading.tree is None
    expect(reading.diagnostics).only("SH102", at=place, message=message, help="UTF-8")


def test_a_file_too_large_is_not_read() -> None:
    expect(read_yaml(b"a" * (MAX_BYTES + 1), "f.yaml").diagnostics).only("SH101", at="f.yaml:1:1")


@pytest.mark.usefixtures("either_parser")
def test_deep_nesting_ends_the_reading() -> None:
    for text in ("[" * 500, "{a: " * 500, "- " * 500, "a:\n" + "".join(
        " " * n + "a:\n" for n in range(1, 200)
    )):  # fmt: skip
        reading = _read(text)
        assert reading.tree is None
        assert reading.diagnostics[0].code == "SH111"


def test_too_many_nodes_end_the_reading() -> None:
    expect(_read("[" + "a," * MAX_NODES + "a]").diagnostics).only("SH112")


@pytest.mark.usefixtures("either_parser")
@pytest.mark.parametrize(
    "text",
    ['a: "\\ud800"', 'a: "\\UFFFFFFFF"', f"%YAML {'1' * 5000}.1\n---\na: 1", "%FOO\n---\na: 1"],
)
def test_odd_escapes_and_directives_are_told(text: str) -> None:
    reading = _read(text)

    assert reading.diagnostics
    assert "\ud800" not in str(reading.tree)


def _text(tree: Map, key: str) -> str:
    value = tree.get(key)
    assert isinstance(value, Scalar)
    return value.text
