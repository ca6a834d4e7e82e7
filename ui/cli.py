"""The command line: ``yitiao serve | ask | index | documents | table | eval | bench``."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

    from assistant.answer import Answer, Question
    from eval.command import Means
    from index.library import Library

ANSWERED, FAILED, USAGE, ABSTAINED = 0, 1, 2, 3
"""Exit codes: answered or done, failed, unusable input, the documents are silent."""

FORMATS = ("csv", "xlsx", "json")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Errors are one Chinese line on standard error."""
    _use_utf8()
    options = _make_parser().parse_args(arguments)
    from ingest.errors import YitiaoError

    try:
        code: int = options.run(options)
    except YitiaoError as error:
        _say(str(error))
        return USAGE
    except KeyboardInterrupt:
        _say("已中断。")
        return 130
    except BrokenPipeError:  # the reader of the output went away
        sys.stderr.close()
        return ANSWERED
    return code


def _make_parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="yitiao", description="依条:方案问答,逐条有据。")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")
    library = _Parser(add_help=False)
    library.add_argument("--library", type=Path, metavar="文件夹", help="资料库文件夹")

    def add(name: str, summary: str, run: Callable[[argparse.Namespace], int]) -> _Parser:
        command: _Parser = commands.add_parser(
            name, help=summary, description=summary, parents=[library]
        )
        command.set_defaults(run=run)
        return command

    serve = add("serve", "启动网页问答", _serve)
    serve.add_argument("--host", default="127.0.0.1", help="监听地址,默认 127.0.0.1")
    serve.add_argument("--port", type=_port, default=7860, help="端口,默认 7860")
    serve.add_argument("--root-path", default="", metavar="路径", help="反向代理的路径前缀,如 /qa")
    ask = add("ask", "提一个问题,或用 --batch 批量提问", _ask)
    ask.add_argument("question", nargs="?", metavar="问题")
    ask.add_argument("--history", nargs="+", default=[], metavar="问题", help="此前的提问,由早到晚")
    ask.add_argument("--json", action="store_true", help="输出 JSON")
    ask.add_argument("--batch", type=Path, metavar="JSONL", help="每行 {id, question, history}")
    ask.add_argument("--output", type=Path, metavar="JSONL", help="批量提问的结果文件")
    index = add("index", "把方案文件放进资料库", _index)
    index.add_argument("paths", nargs="*", type=Path, metavar="文件或文件夹")
    index.add_argument("--replace", action="store_true", help="替换内容不同的同名文档")
    index.add_argument("--remove", nargs="+", default=[], metavar="文档", help="按编号移除文档")
    documents = add("documents", "列出资料库中的文档", _documents)
    documents.add_argument("--json", action="store_true", help="输出 JSON")
    table = add("table", "输出任务分工表:每个单位的每项任务一行", _table)
    table.add_argument("--format", choices=FORMATS, help="格式,默认依 --output 的后缀,否则为 csv")
    table.add_argument("--output", type=Path, metavar="文件", help="写入文件,已有的会被替换")
    _add_eval(add("eval", "评测答案;低于达标线时退出码为 1", _eval))
    bench = add("bench", "测量冷启动的速度与内存,并与常见写法对比", _bench)
    bench.add_argument("--runs", type=int, default=3, metavar="次数", help="每种写法运行的次数")
    return parser


def _add_eval(command: _Parser) -> None:
    def add(name: str, summary: str, metavar: str = "文件", **more: Any) -> None:  # noqa: ANN401
        command.add_argument(name, help=summary, metavar=metavar, **more)

    add("--cases", "自己的案例(jsonl、csv、xlsx)", nargs="+", type=Path, default=[])
    add("--report", "写出 report.html 与 results.json", "文件夹", type=Path)
    add("--against", "与上一次的 results.json 相比", "JSON", type=Path)
    command.add_argument("--judge", action="store_true", help="再由 YITIAO_JUDGE 的模型评审")
    command.add_argument("--ablate", action="store_true", help="去掉一部分再测,并列成一张表")
    command.add_argument(
        "--retrieval", nargs=2, type=Path, metavar=("段落", "问题"), help="用公开数据测检索"
    )
    add("--embedder", "消融或检索时另比的向量模型", "模型", nargs="+", default=[])
    add("--feedback", "把反馈(jsonl)转成待复核的案例", type=Path)
    add("--output", "待复核的案例写入的文件", type=Path)


def _ask(options: argparse.Namespace) -> int:
    import gc

    from assistant.answer import Question

    if options.batch:
        return _ask_batch(options)
    if options.question is None:
        raise _usage('请写出问题,例如:yitiao ask "任务1讲了什么?"')
    gc.disable()  # one answer and the process ends: collecting costs a tenth of its time
    chain = _open_chain(options)
    answer = chain.invoke(Question(options.question, tuple(options.history)))
    print(
        json.dumps(answer.as_json(), ensure_ascii=False, indent=1)
        if options.json
        else _plain(answer)
    )
    return ABSTAINED if answer.abstained else ANSWERED


def _ask_batch(options: argparse.Namespace) -> int:
    from assistant.answer import Question
    from ingest.errors import YitiaoError

    if not options.output:
        raise _usage("批量提问要用 --output 指定结果文件。")
    rows = list(_read_rows(options.batch))
    chain = _open_chain(options)
    failed = 0
    with _replacing(options.output) as write:
        for done, (number, row) in enumerate(rows, start=1):
            try:
                question = _as_question(row)
                record = chain.invoke(Question(*question)).as_json()
            except YitiaoError as error:
                failed += 1
                record = {"error": str(error)}
                _say(f"第 {number} 行:{error}")
            identifier = row.get("id") if isinstance(row, dict) else None
            line = json.dumps({"id": identifier, **record}, ensure_ascii=False)
            write(line.encode("utf-8", "replace") + b"\n")
            _progress("提问", done, len(rows))
    _say(
        f"已写出 {len(rows)} 条结果到“{options.output}”"
        + (f",其中 {failed} 条有误。" if failed else "。")
    )
    return USAGE if failed else ANSWERED


def _index(options: argparse.Namespace) -> int:
    if not options.paths and not options.remove:
        raise _usage("请写出要索引的文件或文件夹,或用 --remove 移除文档。")
    files = list(_find_files(options.paths))
    library = _open_library(options, empty=True)
    if options.remove:
        library.remove(options.remove)
        _say(f"已移除:{'、'.join(options.remove)}")
    if files:
        changed = library.add(files, replace=options.replace)
        for document in changed:
            counts = f"{len(document.tasks)} 项任务,{len(document.clauses)} 个条款"
            print(f"{document.id}\t{document.title}\t{counts}")
        if not changed:
            _say("内容没有变化,无需重新索引。")
    return ANSWERED


def _documents(options: argparse.Namespace) -> int:
    library = _open_library(options)
    rows = [
        {
            "id": document.id,
            "title": document.title,
            "issuer": document.issuer,
            "number": document.number,
            "carries_out": document.carries_out,
            "date": document.date,
            "source": document.source,
            "sha256": document.sha256,
            "sections": len(document.sections),
            "tasks": len(document.tasks),
            "clauses": len(document.clauses),
        }
        for document in library.documents
    ]
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    for row in () if options.json else rows:
        facts = "\t".join(str(row[name] or "—") for name in ("issuer", "date", "carries_out"))
        print(
            f"{row['id']}\t{row['title']}\t{facts}\t{row['tasks']} 项任务\t{row['clauses']} 个条款"
        )
    if not rows:
        _say("资料库是空的,请用 yitiao index 放入方案文件。")
    return ANSWERED


def _table(options: argparse.Namespace) -> int:
    form = _table_format(options.format, options.output)
    library = _open_library(options)
    from assistant.table import make_rows
    from ui.export import write_csv, write_file, write_json

    rows = make_rows(library.documents)
    if options.output:
        with _replacing(options.output) as write:
            write(write_file(rows, form))
        _say(f"已写出 {len(rows)} 行到“{options.output}”。")
    elif form == "json":
        print(write_json(rows))
    else:
        print(write_csv(rows), end="")
    if not rows:
        _say(
            "资料库的文件里没有写明由谁做什么,分工表是空的。"
            if library.documents
            else "资料库是空的,请用 yitiao index 放入方案文件。"
        )
    return ANSWERED


def _table_format(form: str | None, output: Path | None) -> str:
    """The form asked for, else that of the output's suffix, else CSV."""
    if output is None:
        if form == "xlsx":
            raise _usage(
                "xlsx 不能显示在终端,请用 --output 指定文件,例如 --output 任务分工表.xlsx。"
            )
        return form or "csv"
    suffix = output.suffix.lower().removeprefix(".")
    if not form and suffix not in FORMATS:
        raise _usage(f"从“{output.name}”看不出格式,请用 .csv、.xlsx 或 .json 后缀,或加 --format。")
    return form or suffix


def _warm_up(chain: Runnable[Question, Answer], library: Library) -> None:
    """Answer what loads all that an answer may need, so that no user waits for it."""
    from assistant.answer import Question

    names = [actor.name for d in library.documents for c in d.commitments for actor in c.actors]
    mistyped = [f"{name[0]}里{name[2:]}" for name in names[:1]]
    for text in ("哪些单位负责天气?", *mistyped):
        chain.invoke(Question(text))


def _serve(options: argparse.Namespace) -> int:
    import socket

    from ingest.errors import YitiaoError

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((options.host, options.port))
        except OSError:
            raise YitiaoError(
                f"端口 {options.port} 已被占用或不可用,请用 --port 换一个端口,"
                f"例如 --port {options.port % 65535 + 1}。"
            ) from None
    _say("正在启动…")
    library = _open_library(options, asked=True)
    library.warm()
    from assistant.chain import build_chain
    from ui.app import build_app

    chain = build_chain(library)
    _warm_up(chain, library)
    app = build_app(chain, library, root_path=options.root_path)
    import uvicorn

    _say(f"请在浏览器打开 http://{options.host}:{options.port}{options.root_path} (按 Ctrl+C 停止)")
    uvicorn.run(app, host=options.host, port=options.port, log_level="warning")
    return ANSWERED


def _eval(options: argparse.Namespace) -> int:
    from eval import command

    if options.feedback:
        return _draft_cases(options)
    if options.embedder and not (options.retrieval or options.ablate):
        raise _usage("--embedder 要与 --ablate 或 --retrieval 一起使用。")
    means = _open_means(options)
    if options.retrieval or options.ablate:
        lines = (
            command.show_retrieval(options.retrieval[0], options.retrieval[1], means)
            if options.retrieval
            else command.show_ablations(options.cases, means, _say)
        )
        for line in lines:
            print(line)
        return ANSWERED
    earlier = command.read_earlier(options.against) if options.against else None
    judge = command.open_model(_judge_name()) if options.judge else None
    run, bars = command.run_files(options.cases, means, _say)
    if judge:
        run = command.judge_run(run, judge, means)
    evaluation = command.evaluate(run, bars, earlier)
    for line in command.show(evaluation):
        print(line)
    for fault in run.faults:
        _say(fault)
    if options.report:
        _say(f"报告已写出:{command.report(evaluation, options.report)}")
    if not evaluation.passed:
        return FAILED
    return USAGE if run.faults else ANSWERED


def _open_means(options: argparse.Namespace) -> Means:
    from eval.command import Means
    from index.embedder import open_embedder
    from index.reranker import open_reranker
    from ui.settings import Settings

    settings = Settings.read()
    names = dict.fromkeys([settings.embedder, *options.embedder])
    return Means(
        {
            name or "随附模型": open_embedder(name, settings.embedder_url, settings.embedder_key)
            for name in names
        },
        open_reranker(settings.reranker),
        lambda: _open_library(options, asked=True),
        options.library is not None,
        _progress,
    )


def _judge_name() -> str:
    from ui.settings import Settings

    name = Settings.read().judge
    if name is None:
        raise _usage("请用 YITIAO_JUDGE 指定评审模型,例如 YITIAO_JUDGE=openai:gpt-4o。")
    return name


def _draft_cases(options: argparse.Namespace) -> int:
    from eval.feedback import draft_cases, write_cases

    if not options.output:
        raise _usage("转换反馈要用 --output 指定案例文件,例如 --output 待复核.jsonl。")
    drafts = draft_cases(options.feedback)
    with _replacing(options.output) as write:
        for line in write_cases(drafts.cases):
            write(line.encode("utf-8", "replace") + b"\n")
    for fault in drafts.faults:
        _say(fault)
    _say(
        f"已写出 {len(drafts.cases)} 条待复核的案例到“{options.output}”;"
        "逐条核对后把 review 改为 false。"
    )
    return USAGE if drafts.faults else ANSWERED


def _bench(options: argparse.Namespace) -> int:
    from eval.bench import compare_cold_start

    for line in compare_cold_start(max(1, options.runs), _say):
        print(line)
    return ANSWERED


def _open_chain(options: argparse.Namespace) -> Runnable[Question, Answer]:
    from assistant.chain import build_chain

    return build_chain(_open_library(options, asked=True))


def _open_library(options: argparse.Namespace, empty: bool = False, asked: bool = False) -> Library:
    """The library of the settings: ``empty`` if not filled, reranked if it will be ``asked``."""
    from index.embedder import open_embedder
    from index.library import Library
    from index.reranker import open_reranker
    from ui.settings import Settings

    settings = Settings.read()
    path = options.library.expanduser() if options.library else settings.library
    embedder = open_embedder(settings.embedder, settings.embedder_url, settings.embedder_key)
    reranker = open_reranker(settings.reranker) if asked else None
    return Library(path, embedder, _say, _progress, packaged=not empty, reranker=reranker)


def _find_files(paths: Iterable[Path]) -> Iterator[Path]:
    from ingest.errors import IngestError

    for path in paths:
        if not path.is_dir():
            yield path
            continue
        inside = sorted(
            p for p in path.rglob("*") if p.suffix.lower() in (".txt", ".md") and p.is_file()
        )
        if not inside:
            raise IngestError(f"文件夹“{path}”里没有 .txt 或 .md 文件。")
        yield from inside


def _read_rows(path: Path) -> Iterator[tuple[int, Any]]:
    from ingest.decode import decode, read_bytes

    text = decode(read_bytes(path), path.name)
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except ValueError:
                yield number, None


def _as_question(row: object) -> tuple[str, tuple[str, ...]]:
    from assistant.errors import QuestionError

    if not isinstance(row, dict) or not isinstance(row.get("question"), str):
        raise QuestionError('这一行不是 {"id": …, "question": "…"} 形式的 JSON。')
    history = row.get("history") or []
    if not isinstance(history, list) or not all(isinstance(turn, str) for turn in history):
        raise QuestionError("history 应是由此前的提问组成的列表。")
    return row["question"], tuple(history)


@contextmanager
def _replacing(path: Path) -> Iterator[Callable[[bytes], int]]:
    """Write a file that appears whole, or not at all where writing fails."""
    from ingest.errors import YitiaoError

    temporary = path.parent / f".{path.name}.part"
    try:
        with temporary.open("wb") as file:
            yield file.write
        temporary.replace(path)
    except OSError as error:
        raise YitiaoError(f"无法写出“{path}”({error.strerror}),请检查路径与权限。") from None
    finally:
        with suppress(OSError):
            temporary.unlink()


def _plain(answer: Answer) -> str:
    """The answer for a terminal: without emphasis, then the quotes that prove it."""
    lines = [answer.answer.replace("**", "")]
    if answer.citations:
        lines += ["", "依据:"]
        lines += [f"[{citation.label}] {citation.quote}" for citation in answer.citations]
    return "\n".join(lines)


class _Parser(argparse.ArgumentParser):
    """Reports a usage error in Chinese."""

    def error(self, message: str) -> Any:  # noqa: ANN401 - argparse's own signature
        _say(f"命令有误({message}),用法见 {self.prog} --help。")
        raise SystemExit(USAGE)


def _port(value: str) -> int:
    if not value.isdecimal() or not 1 <= int(value) <= 65535:
        raise argparse.ArgumentTypeError(f"端口应是 1 到 65535 之间的整数,不是 {value}")
    return int(value)


def _usage(message: str) -> Exception:
    from ingest.errors import YitiaoError

    return YitiaoError(message)


def _progress(what: str, done: int, total: int) -> None:
    if sys.stderr.isatty() and total > 200:
        filled = 24 * done // total
        ending = "\n" if done >= total else ""
        line = f"\r{what} {'█' * filled}{'░' * (24 - filled)} {done}/{total}"
        print(line, end=ending, file=sys.stderr, flush=True)


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


def _use_utf8() -> None:
    """Chinese in and out, whatever the terminal's locale says."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def run() -> None:
    """Run one command as the process's last act.

    The threads of the libraries in use take 0.4 s to wind down and hold nothing that is not
    written, so the process ends without waiting for them.
    """
    code = main()
    for stream in (sys.stdout, sys.stderr):
        if not stream.closed:
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    run()
