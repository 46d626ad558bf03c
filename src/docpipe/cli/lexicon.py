"""docpipe lexicon"""

from typing import Annotated

import typer

from docpipe.cli.app import app
from docpipe.cli.common import HOME, RAW, Home, Raw, console, examples


@app.command("lexicon", epilog=examples("docpipe lexicon treaties", "docpipe run treaties"))
def lexicon_(
    collections: Annotated[list[str] | None, typer.Argument(help="Collections; all of them by default.")] = None,
    raw: Raw = RAW,
    warehouse: Home = HOME,
) -> None:
    """Learn from a collection's translations which words go together, for languages without a dictionary.

    Writes lexicon.tsv beside collection.toml; the next run aligns the collection with it. Worth doing again after that
    run: what is aligned better teaches more.
    """
    from docpipe.collection import check_collections
    from docpipe.engine.lexica import LEAST, learn_lexicon

    for name in check_collections(raw, collections):
        learning = learn_lexicon(raw, warehouse, name)
        for lesson in learning.lessons:
            what = f"{lesson.words} pairs of words from {lesson.sentences} pairs of sentences"
            if lesson.known:
                what = f"{lesson.sentences} pairs of sentences, nothing to learn: there is a dictionary"
                if lesson.one == lesson.two:
                    what = f"{lesson.sentences} pairs of sentences, nothing to learn: it is one language"
            elif lesson.sentences < LEAST:
                what = f"{lesson.sentences} pairs of sentences, too few: {LEAST} are the least"
            console.print(f"{name}: {lesson.one} and {lesson.two}: {what}", soft_wrap=True)
        if not learning.lessons:
            console.print(f"{name}: no translations", soft_wrap=True)
        elif learning.changed:
            console.print(f"{name}: {learning.file}; the next run aligns with what it says", soft_wrap=True)
