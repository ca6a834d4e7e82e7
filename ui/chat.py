"""The chat page: the conversation, the question box, and the markers that lead to the proof."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import gradio

from assistant.answer import Answer, Citation, Question
from ui import text
from ui.api import HISTORY_LIMIT, Failure, put, split_pieces
from ui.reader import make_address, render
from ui.text import Words

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

    from index.library import Library

FONTS = ("system-ui", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif")
MONOSPACED = ("ui-monospace", "Consolas", "Noto Sans Mono CJK SC", "monospace")
SESSION = 6 * 3600  # seconds that an idle conversation is kept
AT_ONCE = 8  # questions answered at the same time
INSTANT: dict[str, Any] = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}

_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_ACTIVE = re.compile(r"[&<\[\]`~\\$!@\"']|(?<=\w)[:.](?=\S)")
_STRONG = re.compile(r"\*\*(\S[^*\n]*?)\*\*")


@dataclass(frozen=True, slots=True)
class Turn:
    """A question as asked and the reply as shown; a refused question is not history."""

    question: str
    reply: str
    counts: bool = True


def show_literally(words: str) -> str:
    """Markdown that displays exactly these words, whatever markup they look like."""
    encoded = _PUNCTUATION.sub(_encode, words.strip())
    return re.sub(r"(?m)^[ \t]+", "", encoded)


def show_answer(markdown: str, citations: Sequence[Citation]) -> str:
    """An answer's markdown with its markers as links and nothing else that acts.

    Emphasis, lists, quotes and tables stay. Brackets, angle brackets, code and addresses become
    plain characters, so that no image, link or tag of a document or a model comes to life.
    """
    safe = _ACTIVE.sub(_encode, markdown)
    # markdown itself sees no emphasis in ** beside a Chinese quotation mark
    safe = _STRONG.sub(r"<strong>\1</strong>", safe)
    for label in sorted({citation.label for citation in citations}, key=len, reverse=True):
        marker = _ACTIVE.sub(_encode, f"[{label}]")
        safe = safe.replace(marker, _link(label, [one for one in citations if one.label == label]))
    return safe


def _encode(match: re.Match[str]) -> str:
    """A character as an HTML entity, which markdown takes for a plain character."""
    return f"&#{ord(match[0])};"


def _link(label: str, citations: list[Citation]) -> str:
    """One link for each document that has the label; its other quotes are highlighted with it."""
    by_document: dict[str, dict[str, None]] = {}
    for citation in citations:
        fragment = citation.clause.removeprefix(f"{citation.document}/")
        by_document.setdefault(citation.document, {})[fragment] = None
    addresses = (make_address(document, *fragments) for document, fragments in by_document.items())
    return "".join(f"[{show_literally(label)}]({address})" for address in addresses)


def _messages(turns: Sequence[Turn]) -> list[dict[str, str]]:
    messages = []
    for turn in turns:
        messages.append({"role": "user", "content": show_literally(turn.question)})
        messages.append({"role": "assistant", "content": turn.reply})
    return messages


def converse(
    chain: Runnable[Question, Answer], asked: str, turns: tuple[Turn, ...]
) -> Iterator[tuple[Turn, ...]]:
    """The turns with the new one at their end, its reply growing to the whole answer."""
    yield (*turns, Turn(asked, ""))
    history = tuple(turn.question for turn in turns if turn.counts)[-HISTORY_LIMIT:]
    answer = put(chain, Question(asked, history))
    if isinstance(answer, Failure):
        yield (*turns, Turn(asked, show_literally(answer.message), counts=False))
        return
    grown = ""
    for piece in split_pieces(answer.answer):
        grown += piece
        yield (*turns, Turn(asked, show_answer(grown, answer.citations)))


@dataclass(frozen=True, slots=True)
class Widgets:
    """The parts of the page that answer to the user or to the language."""

    heading: gradio.Markdown
    switch: gradio.Button
    conversation: gradio.Chatbot
    question: gradio.Textbox
    send: gradio.Button
    clear: gradio.Button


def build_chat(chain: Runnable[Question, Answer], library: Library) -> gradio.Blocks:
    """The chat as Gradio blocks; the proof panel is filled by ``ui/static/chat.js``."""
    blocks: gradio.Blocks
    with gradio.Blocks(title=text.NAME, analytics_enabled=False, fill_width=True) as blocks:
        turns = gradio.State((), time_to_live=SESSION)
        widgets = _lay_page(library, text.CHINESE)
        _connect_questions(widgets, turns, chain)
        _connect_language(widgets, library)
    return blocks


def _lay_page(library: Library, words: Words) -> Widgets:
    with gradio.Row(elem_id="masthead"):
        heading = gradio.Markdown(
            _render_masthead(library, words), latex_delimiters=[], elem_id="heading"
        )
        switch = gradio.Button(words.switch, elem_id="switch", size="sm", scale=0)
    with gradio.Row(elem_id="desk"):
        with gradio.Column(elem_id="talk"):
            conversation = gradio.Chatbot(
                elem_id="conversation",
                show_label=False,
                placeholder=render("welcome.html", words=words),
                examples=[{"text": one} for one in text.suggest_questions(library.documents)],
                latex_delimiters=[],
                buttons=[],
                feedback_options=None,
                allow_tags=False,
                sanitize_html=True,
                allow_file_downloads=False,
                height=None,
            )
            with gradio.Row(elem_id="ask"):
                question = gradio.Textbox(
                    elem_id="question",
                    label=words.question,
                    show_label=False,
                    placeholder=words.placeholder,
                    max_lines=5,
                    autofocus=True,
                    container=False,
                )
                send = gradio.Button(words.send, elem_id="send", variant="primary", scale=0)
                clear = gradio.Button(words.clear, elem_id="clear", scale=0)
        gradio.Column(elem_id="proof")
    return Widgets(heading, switch, conversation, question, send, clear)


def _render_masthead(library: Library, words: Words) -> str:
    documents = library.documents
    first = (documents[0].title, make_address(documents[0].id)) if documents else None
    return render("masthead.html", words=words, first=first, count=len(documents))


def _connect_questions(
    widgets: Widgets, turns: gradio.State, chain: Runnable[Question, Answer]
) -> None:
    def answer(asked: str, turns: tuple[Turn, ...]) -> Iterator[tuple[Any, ...]]:
        if not asked or not asked.strip():
            yield gradio.skip(), gradio.skip(), gradio.skip()
            return
        for grown in converse(chain, asked, turns):
            yield _messages(grown), grown, ""

    def answer_example(
        turns: tuple[Turn, ...], chosen: gradio.SelectData
    ) -> Iterator[tuple[Any, ...]]:
        yield from answer(str(chosen.value["text"]), turns)

    shown: dict[str, Any] = {
        "outputs": [widgets.conversation, turns, widgets.question],
        "show_progress": "hidden",
        "concurrency_limit": AT_ONCE,
        "concurrency_id": "answer",
        "api_visibility": "private",
    }
    triggers = [widgets.question.submit, widgets.send.click]
    asking = [
        gradio.on(triggers, answer, inputs=[widgets.question, turns], **shown),
        widgets.conversation.example_select(answer_example, inputs=[turns], **shown),
    ]
    widgets.clear.click(
        lambda: ([], ()), outputs=[widgets.conversation, turns], cancels=asking, **INSTANT
    )


def _connect_language(widgets: Widgets, library: Library) -> None:
    language = gradio.State(text.CHINESE.language)

    def change(language: str) -> tuple[Any, ...]:
        words = text.other(language)
        return (
            words.language,
            _render_masthead(library, words),
            words.switch,
            gradio.update(placeholder=render("welcome.html", words=words)),
            gradio.update(placeholder=words.placeholder, label=words.question),
            words.send,
            words.clear,
        )

    outputs = [getattr(widgets, field.name) for field in fields(widgets)]
    widgets.switch.click(change, inputs=[language], outputs=[language, *outputs], **INSTANT)


def make_theme() -> gradio.themes.Base:
    """A theme of system fonts and one accent; the rest is in ``ui/static/chat.css``."""
    return gradio.themes.Base(
        primary_hue="blue", neutral_hue="stone", font=list(FONTS), font_mono=list(MONOSPACED)
    )
