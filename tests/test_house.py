"""The house holds: who imports whom, who keeps which secret, and how large a room may be (house.md)."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

import ojdash
from ojdash.domain.kept import MOST

ROOT = Path(__file__).parents[1]
ROOMS = [
    *("domain", "text", "settings", "making", "catalogue", "links", "sources", "store", "saved"),
    *("answers", "charts", "export", "api", "commands", "ui", "pages"),
]
NOT_BUILT_YET: set[str] = set()
CODE = sorted((ROOT / "ojdash").rglob("*.py"))
PAGES = sorted((ROOT / "pages").glob("*.py"))
EVERYTHING = [*CODE, *PAGES, ROOT / "app.py"]

# A library, and the only places that may import it; "app" is the front door.
SECRETS = {
    "scipy": {"domain"},
    "cachetools": {"domain"},
    "multiprocessing": {"making"},
    "duckdb": {"store"},
    "pyarrow": {"store"},
    "tomllib": {"catalogue"},
    "httpx": {"sources"},
    "stamina": {"sources"},
    "plotly": {"charts"},
    "segno": {"charts"},
    "python_calamine": {"sources"},
    "xlrd": {"sources"},
    "starlette": {"api"},
    "uvicorn": {"api"},
    "streamlit": {"ui", "pages", "app"},
    "xlsxwriter": {"export"},
    "rich": {"commands"},
    "argparse": {"commands"},
    "sqlalchemy": {"saved"},
    "alembic": {"saved"},
    "psycopg": {"saved"},
    "docx": {"export"},
    "pptx": {"export"},
    "typst": {"export"},
    "font_source_sans_pro": {"export"},
}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def room(path: Path) -> str:
    """The room a file lies in."""
    parts = path.relative_to(ROOT).parts
    if parts[0] == "pages":
        return "pages"
    if parts == ("app.py",):
        return "app"
    return {"__init__.py": "ojdash", "__main__.py": "main"}.get(parts[1], parts[1])


@cache
def tree(path: Path) -> ast.Module:
    """What a file says, parsed once for all tests."""
    return ast.parse(path.read_text("utf-8"))


@cache
def imports(path: Path) -> frozenset[str]:
    """Every module that a file imports, those for type checking and those inside functions too."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)}: imports are absolute"
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(found)


def rooms_imported(path: Path) -> set[str]:
    return {module.split(".")[1] for module in imports(path) if module.startswith("ojdash.")} & set(ROOMS)


def strings(tree: ast.AST) -> list[ast.Constant]:
    """The string literals that are not docstrings."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
    ]


# --- the rule of the rooms --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [*CODE, *PAGES], ids=name)
def test_a_room_imports_only_from_rooms_above_it(path: Path) -> None:
    here = room(path)
    if here in ROOMS:
        above = {*ROOMS[: ROOMS.index(here)], here}
        assert rooms_imported(path) <= above


def test_the_rule_would_notice() -> None:
    assert rooms_imported(ROOT / "ojdash" / "answers" / "settling.py") == {"answers", "domain", "store", "text"}
    assert room(ROOT / "ojdash" / "sources" / "kolada" / "client.py") == "sources"


@pytest.mark.parametrize("library", SECRETS)
def test_a_library_is_imported_only_where_it_is_kept(library: str) -> None:
    where = {
        name(path)
        for path in EVERYTHING
        if room(path) not in SECRETS[library] and any(module.split(".")[0] == library for module in imports(path))
    }
    assert where == set()


def test_only_one_module_puts_work_in_the_servers_threads() -> None:
    """The server's own threads are shared by all who ask: what is put there waits for whoever came before."""
    modules = {"starlette.concurrency", "anyio.to_thread"}
    calls = ("asyncio.to_thread(", "run_in_executor(None")
    users = [
        path for path in EVERYTHING if imports(path) & modules or any(call in path.read_text("utf-8") for call in calls)
    ]
    assert list(map(name, users)) == ["ojdash/api/threads.py"]


def environment_read(tree: ast.AST) -> list[int]:
    """The lines that ask the environment of anything."""
    asked = {"environ", "environb", "getenv", "getenvb"}
    return [
        node.lineno
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and node.attr in asked)
        or (isinstance(node, ast.ImportFrom) and node.module == "os" and {alias.name for alias in node.names} & asked)
    ]


@pytest.mark.parametrize("path", EVERYTHING, ids=name)
def test_the_environment_is_read_in_the_settings_alone(path: Path) -> None:
    if room(path) != "settings":
        assert environment_read(tree(path)) == []


def test_the_rule_of_the_environment_would_notice() -> None:
    told = ['os.environ["A"]', 'os.environ.get("A")', 'os.getenv("A")', "from os import environ", "dict(os.environ)"]
    assert [len(environment_read(ast.parse(line))) for line in told] == [1] * len(told)


def test_every_room_of_the_docstring_is_there_in_order_and_no_other() -> None:
    listed = re.findall(r"^    ([a-z]+)  ", ojdash.__doc__, re.MULTILINE)
    assert set(listed) == {path.parent.name for path in (ROOT / "ojdash").glob("*/__init__.py")}
    assert listed == [place for place in ROOMS if place in listed]
    assert set(ROOMS) - {"pages"} - set(listed) == NOT_BUILT_YET - set(listed)


@pytest.mark.parametrize("place", [place for place in ROOMS if place not in NOT_BUILT_YET])
def test_each_room_has_its_tests(place: str) -> None:
    folders = [ROOT / "tests" / place, *([ROOT / "tests" / "pages"] if place == "ui" else [])]
    assert [path for folder in folders for path in folder.glob("test_*.py")]


# --- what a line of code may say --------------------------------------------------------------------------------------


# Places in pictures and on paper are rounded here as they need, and made-up or read values as their source spells them.
ROUNDS_FOR_ITSELF = {
    *("charts/enlarged.py", "charts/figure.py", "charts/rows.py", "charts/strip.py", "charts/svg.py"),
    *("charts/svg_text.py", "export/form/print_view.py", "export/form/word.py", "domain/rounding.py"),
}
ROUNDING = {"round", "around", "rint", "quantize"}
DECIMALS = re.compile(r"\.[0-9]*[fFeE%]$|^,?[fFeE%]$")


def roundings(tree: ast.AST) -> list[int]:
    """The lines that round a number, or spell one with decimals of their own."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    names = [(getattr(call.func, "id", getattr(call.func, "attr", "")), call.lineno) for call in calls]
    specs = [
        (
            "".join(part.value if isinstance(part, ast.Constant) else "0" for part in node.format_spec.values),
            node.lineno,
        )
        for node in ast.walk(tree)
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None
    ]
    return [
        *(line for called, line in names if called in ROUNDING),
        *(line for spec, line in specs if DECIMALS.search(spec)),
    ]


@pytest.mark.parametrize("path", EVERYTHING, ids=name)
def test_every_number_a_reader_sees_is_rounded_in_one_place(path: Path) -> None:
    if room(path) not in ("sources", "store") and name(path).removeprefix("ojdash/") not in ROUNDS_FOR_ITSELF:
        assert roundings(tree(path)) == []


def test_the_rule_of_rounding_would_notice() -> None:
    told = ["round(2.5)", "np.round(x, 1)", "x.round(1)", 'f"{x:.1f}"', 'f"{x:,.{decimals}f}"', 'f"{x:.0%}"']
    assert [len(roundings(ast.parse(line))) for line in told] == [1] * len(told)
    assert roundings(ast.parse('f"{day:%Y-%m-%d} {code:g} {n:02d}"; rounded(x, 1)')) == []


@pytest.mark.parametrize("path", EVERYTHING, ids=name)
def test_no_sql_is_ever_formatted(path: Path) -> None:
    sql = re.compile(r"\b(SELECT|INSERT|DELETE|UPDATE|CREATE|COPY)\s", re.ASCII)
    for node in ast.walk(tree(path)):
        parts: list[ast.AST] = []
        if isinstance(node, ast.JoinedStr):
            parts = node.values
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
            parts = [node.func.value]
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod | ast.Add):
            parts = [node.left, node.right]
        said = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        assert not [string for string in said if sql.search(string)]
    if room(path) != "store":
        assert not [node.value for node in strings(tree(path)) if "SELECT " in node.value]


SWEDISH_ROOMS = {"text", "sources", "domain"}  # sources: Kolada's own words; domain: names of län, grupper, omraden
# An example of how a break is written, within an error about one; the list only shrinks.
SWEDISH_ELSEWHERE = {"ojdash/catalogue/__init__.py": 1}


def test_swedish_words_lie_in_text() -> None:
    found = {}
    for path in EVERYTHING:
        if room(path) not in SWEDISH_ROOMS:
            swedish = [node for node in strings(tree(path)) if re.search("[åäöÅÄÖ]", node.value)]
            if swedish:
                found[name(path)] = len(swedish)
    assert {path: count for path, count in found.items() if count > SWEDISH_ELSEWHERE.get(path, 0)} == {}


COLOUR = re.compile(r"#([0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\b|\brgba?\(|\bhsla?\(")


@pytest.mark.parametrize("path", [path for path in EVERYTHING if name(path) != "ojdash/charts/theme.py"], ids=name)
def test_every_colour_lies_in_the_theme(path: Path) -> None:
    assert [node.value for node in strings(tree(path)) if COLOUR.search(node.value)] == []


def test_no_place_is_named_for_nothing() -> None:
    vague = re.compile(r"(^|_)(utils?|helpers?|managers?|services?)($|_)", re.IGNORECASE)
    assert [
        name(path) for path in EVERYTHING if any(vague.search(part) for part in path.with_suffix("").parts[-3:])
    ] == []
    named = [
        f"{name(path)}: {node.name}"
        for path in EVERYTHING
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    ]
    assert [said for said in named if vague.search(said.rpartition(" ")[2])] == []


# What is kept without a bound of bytes: small by nature, keyed by values of our own and never by what a caller spells.
KEPT_BESIDE = {
    "answers/marking.py: lru_cache": "the newest statuses that coordinators wrote",
    "answers/seminar.py: lru_cache": "ids of editions in the data folder, by id",
    "answers/whose.py: lru_cache": "definitions of the editions, which they hold themselves, by gender",
    "api/papers.py: cache": "the queue of the process",
    "domain/answer.py: lru_cache": "our own sets of columns",
    "domain/kept.py: lru_cache": "bounded by the length of its keys",
    "export/form/typeset.py: cache": "the fonts",
    "making/order.py: cache": "a sum of this program",
    "sources/workbook/cells.py: lru_cache": "in a process of its own, which ends with the file",
    "sources/workbook/formats.py: lru_cache": "in a process of its own, which ends with the file",
    "store/__init__.py: lru_cache": "eight open editions, by folder and id",
    "store/columns.py: cache": "the four digits",
    "store/drafting.py: cached_property": "of an edition while it is made",
    "store/edition.py: cache": "the 21 counties of an open edition",
    "store/edition.py: cached_property": "what an open edition holds",
    "text/gender.py: cache": "our own words",
    "ui/elements.py: cache": "our own files",
    "ui/memory.py: cache": "that it was done",
}
KEEPS = {"lru_cache", "cache", "cached_property", "cache_data", "cache_resource"}


def keeping(tree: ast.AST) -> set[str]:
    """The means by which a file keeps what it worked out."""
    names = (getattr(node, "id", getattr(node, "attr", None)) for node in ast.walk(tree))
    return KEEPS.intersection(names)


def test_what_is_kept_is_bounded_by_bytes_or_small_by_nature() -> None:
    found = {f"{name(path).removeprefix('ojdash/')}: {means}" for path in EVERYTHING for means in keeping(tree(path))}
    assert found == KEPT_BESIDE.keys()


def test_the_rule_of_keeping_would_notice() -> None:
    told = ["@cache\ndef f(): 0", "@lru_cache(maxsize=None)\ndef f(): 0", "f = functools.cache(g)"]
    told.append("@st.cache_data\ndef f(): 0")
    assert [len(keeping(ast.parse(line))) for line in told] == [1] * len(told)


def test_every_bound_of_what_is_kept_is_of_one_cache() -> None:
    used = [
        node.args[0].value
        for path in EVERYTHING
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "").lower() in ("kept", "kept_by_text")
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and node.args[0].value in MOST
    ]
    assert sorted(used) == sorted(MOST)


# --- what a reader sees is never Markdown -----------------------------------------------------------------------------

# All that is called of Streamlit, and which arguments it reads as Markdown, by place and by name: these may only be
# words of ours. What is not here is not called: ui/plain.py has a function for every kind of words.
_LABEL = {0: "label", None: "help"}
MARKDOWN: dict[str, dict[int | None, str]] = {
    **dict.fromkeys(("button", "checkbox", "date_input", "download_button", "expander"), _LABEL),
    **dict.fromkeys(("form_submit_button", "multiselect", "selectbox", "text_area", "text_input", "toggle"), _LABEL),
    "radio": {**_LABEL, 2: "format_func"},
    "progress": {1: "text"},
    **{name: {} for name in ("columns", "container", "form", "fragment", "stop", "rerun", "navigation", "Page", "App")},
}
# Where everything is escaped, and where the browser's tab is named.
CALLED_ONLY_IN = {
    "html": {"ojdash/ui/elements.py", "ojdash/ui/main.py"},
    "set_page_config": {"ojdash/ui/plain.py", "ojdash/ui/main.py"},
}
THOUGHT_OF = {"streamlit as st", "streamlit.logger"}
SPEAKS = r"streamlit|streamlit\.(commands|components|delta_generator|elements)(\..*)?"  # modules with text functions
LAYS_OUT = {"columns", "container", "empty", "expander", "form", "popover", "progress", "tabs"}


def is_ours(words: ast.AST | None, passed: str = "") -> bool:
    """Whether words can only be ours: constants in capitals of `text`, numbers counted here, and what these make."""
    match words:
        case ast.Constant():
            return True
        case ast.Name(id=id):
            return id == passed or id.isupper()
        case ast.Attribute(attr=attr, value=value):
            return attr.isupper() or (attr in ("get", "__getitem__") and is_ours(value))
        case ast.Subscript(value=value):
            return is_ours(value)
        case ast.IfExp(body=body, orelse=orelse):
            return is_ours(body, passed) and is_ours(orelse, passed)
        case ast.JoinedStr(values=values):
            return all(map(is_ours, values))
        case ast.FormattedValue(value=value, format_spec=spec):
            return is_ours(value) or (spec is not None and ast.unparse(spec) == "f'd'")
        case ast.BinOp(op=ast.Add(), right=ast.Constant(value=int())):
            return True
        case ast.Call(func=ast.Name(id="len")):
            return True
        case ast.Call(func=ast.Attribute(value=ast.Name(id="text")), args=[*args], keywords=[]):
            return bool(args) and all(isinstance(arg, ast.Call) and is_ours(arg) for arg in args)
    return False


def laid_out(tree: ast.AST) -> set[str]:
    """The names of columns, containers and the like in a file."""
    named = set()
    for node in ast.walk(tree):
        pairs = []
        if isinstance(node, ast.Assign):
            pairs = [(node.targets[0], node.value)]
        elif isinstance(node, ast.withitem) and node.optional_vars is not None:
            pairs = [(node.optional_vars, node.context_expr)]
        for target, value in pairs:
            calls = [call.func for call in ast.walk(value) if isinstance(call, ast.Call)]
            if any(isinstance(call, ast.Attribute) and _is_st(call.value) and call.attr in LAYS_OUT for call in calls):
                named |= {part.id for part in ast.walk(target) if isinstance(part, ast.Name)}
    return named - {"_"}


def _is_st(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Name) and node.id == "st"


def passing_on(tree: ast.AST) -> dict[str, int]:
    """The functions of a file that take a label to pass it on, and where it stands among their arguments."""
    taken: dict[str, int] = {}
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for function in [*functions, *functions]:  # twice: one may hand it to another that stands below
        names = [arg.arg for arg in function.args.args]
        calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
        told = [call.func for call in calls if "label" in [ast.unparse(arg) for arg in call.args]]
        if "label" in names and any(_is_st(getattr(to, "value", None)) or ast.unparse(to) in taken for to in told):
            taken[function.name] = names.index("label")
    return taken


PASSED_ON = {  # by the functions that other files call
    function: at
    for path in (ROOT / "ojdash" / "ui").rglob("*.py")
    for function, at in passing_on(tree(path)).items()
    if not function.startswith("_")
}


def words_told_otherwise(source: str, path: str = "") -> list[str]:
    """The calls that would let Streamlit read words as Markdown, or that nobody has thought about yet."""
    tree = ast.parse(source)
    places, passes, found = laid_out(tree), PASSED_ON | passing_on(tree), []
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    for node in imports:
        names = [ast.unparse(alias) for alias in node.names]
        if re.fullmatch(SPEAKS, getattr(node, "module", None) or ""):
            found.append(ast.unparse(node))
        found += [name for name in names if name.startswith("streamlit") and name not in THOUGHT_OF]
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    inside = {id(part): function.name for function in functions for part in ast.walk(function)}
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        func = call.func
        name = func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")
        where = func.value if isinstance(func, ast.Attribute) else None
        in_sidebar = isinstance(where, ast.Attribute) and _is_st(where.value) and where.attr == "sidebar"
        is_place = isinstance(where, ast.Name) and where.id in places
        if _is_st(where) or in_sidebar or is_place:
            if path in CALLED_ONLY_IN.get(name, ()):
                continue
            if name not in MARKDOWN:
                found.append(ast.unparse(call))
                continue
            read = MARKDOWN[name]
        elif name in passes and where is None:
            read = {passes[name]: "label"}
        else:
            continue
        passed = "label" if inside.get(id(call)) in passes else ""
        said = [call.args[at] for at in read if at is not None and at < len(call.args)]
        said += [keyword.value for keyword in call.keywords if keyword.arg in read.values()]
        found += [ast.unparse(call) for words in said if not is_ours(words, passed)]
    return found


@pytest.mark.parametrize("path", [path for path in EVERYTHING if room(path) in ("ui", "pages", "app")], ids=name)
def test_no_words_but_ours_reach_what_streamlit_reads_as_markdown(path: Path) -> None:
    assert words_told_otherwise(path.read_text("utf-8"), name(path)) == []


def test_the_rule_of_words_would_notice() -> None:
    told = [
        *("st.title(text.title(answer))", "st.markdown(x)", "st.html(x)", "st.sidebar.caption(text.READ)"),
        *("left, right = st.columns(2)\nleft.markdown(x)", "with st.container() as box:\n    box.error(x)"),
        *("st.button(analys.title)", "st.button(text.ADD, help=said)", 'st.button(f"{text.ADD} {name}")'),
        *("a, b = st.columns(2)\na.button(said)", "st.radio(text.STATE, every, format_func=text.state)"),
        *("bar = st.progress(0.0, file.name)", "bar = st.progress(0, text.A)\nbar.progress(0.5, said)"),
        *("from streamlit import markdown", "import streamlit.components.v1", "pick_among(said, 'a', {}, 1)"),
        *("def _own(key, label):\n    st.button(label)\n_own(1, said)", "st.write(text.READ)"),
        *("st.expander(text.heading(name))", "def _other(said):\n    st.button(said)", "st.toast(text.READ)"),
    ]
    assert [bool(words_told_otherwise(line)) for line in told] == [True] * len(told)
    fine = [
        *('st.button(f"{text.CHANGE} {number:d}")', "st.expander(text.heading(len(things)))"),
        *("st.button(text.A if x else B)", 'st.button(f"{text.REMOVE} {number + 1}")'),
        *("def _own(label):\n    st.selectbox(label, x)", "st.radio(text.A, x, format_func=text.OJ.get)"),
        *('st.text_input(text.FIELDS["titel"], key=x)', "import streamlit as st"),
    ]
    assert [words_told_otherwise(line) for line in fine] == [[]] * len(fine)


# --- sizes ------------------------------------------------------------------------------------------------------------

SHORTER_PAGES = 15


@pytest.mark.parametrize("path", CODE, ids=name)
def test_a_module_is_short_enough_to_read(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) < 400


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_page_reads_as_a_story(path: Path) -> None:
    source = path.read_text("utf-8")
    assert SHORTER_PAGES <= len(source.splitlines()) <= 60
    assert ast.get_docstring(tree(path))
    assert not [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.For | ast.While)]


@pytest.mark.parametrize("path", EVERYTHING, ids=name)
def test_every_file_and_every_public_thing_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(tree(path))
    public = [
        node
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_") and room(path) != "pages"
    ]
    assert {node.name for node in public if not ast.get_docstring(node)} == set()


def test_only_what_publishes_reads_todays_rule() -> None:
    """Words, figures and papers quote the rule that the edition's manifest names (`answer.rule`)."""
    publishing = {"store/publishing.py", "sources", "domain/signal.py", "domain/disclosure.py", "domain/quality"}
    reading = [
        name(path)
        for path in EVERYTHING
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.ImportFrom) and node.module == "ojdash.domain.signal" and _names_todays(node))
        or (isinstance(node, ast.Attribute) and node.attr == "RULE" and ast.unparse(node.value).endswith("signal"))
    ]
    assert reading
    assert [path for path in reading if not any(path.startswith(f"ojdash/{where}") for where in publishing)] == []


def _names_todays(node: ast.ImportFrom) -> bool:
    return "RULE" in {one.name for one in node.names}
