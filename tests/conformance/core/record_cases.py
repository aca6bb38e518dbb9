"""Records what SQLAlchemy renders for the cases of a corpus file, in the form of the corpus.

    PYTHONPATH=<sqlalchemy>/lib python3 record_cases.py data/more_select.json [...]

A new case is an entry with id, kind and py ("ids sorted, py as in the other files"); everything else
is written anew.  With --check nothing is written: what differs from the file is printed.  Kinds:
statement, expression, ddl, type, script, value, error.
"""
import ast, enum, json, sys, uuid, warnings
import datetime as dt
from decimal import Decimal

import sqlalchemy
from sqlalchemy import *
from sqlalchemy import exc, schema as sa_schema, types as sa_types
from sqlalchemy.schema import *
from sqlalchemy.dialects import mssql, mysql, oracle, postgresql, sqlite
from sqlalchemy.dialects.mysql import mariadb as _mariadb
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.engine import default as _default
from sqlalchemy.engine.mock import MockConnection
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import expression, operators as sa_operators, sqltypes
from sqlalchemy.sql.crud import REQUIRED
from sqlalchemy.sql.elements import conv as sa_conv
from sqlalchemy.sql.functions import FunctionElement, GenericFunction

mariadb = mysql
KEYS = ["default", "sqlite", "postgresql", "mysql", "mariadb", "oracle", "mssql"]


class Color(enum.Enum):
    red = 1
    green = 2
    blue = 3


def with_targets(**options):
    m = MetaData(**options)
    Table("o", m, Column("id", Integer, primary_key=True), Column("x", Integer),
          Column("y", Integer), Column("db_z", Integer, key="z"))
    Table("p", m, Column("id", Integer, primary_key=True))
    Table("o", m, Column("id", Integer, primary_key=True), schema="s")
    Table("My O", m, Column("My Id", Integer, primary_key=True))
    return m


def make_dialect(key, **options):
    base, _, variant = key.partition("_")
    style = "named"
    if variant in ("qmark", "format", "pyformat", "numeric", "numeric_dollar"):
        style = variant
    if variant == "asyncpg":
        style = "numeric_dollar"
    options["paramstyle"] = style
    if base == "default":
        return _default.DefaultDialect(**options)
    if base == "sqlite":
        return sqlite.dialect(**options)
    if base == "postgresql":
        driver = {"casts": postgresql.psycopg, "asyncpg": postgresql.asyncpg}
        if variant in driver:
            return driver[variant].dialect(**options)
        d = postgresql.base.PGDialect(**options)
        d._bind_typing_render_casts = False
        if variant == "13":
            d._supports_jsonb_subscripting = False
            d.server_version_info = (13,)
        return d
    if base == "mysql":
        d = mysql.base.MySQLDialect(**options)
        if variant == "8":
            d.server_version_info = (8, 0, 34)
            d._requires_alias_for_on_duplicate_key = True
            d.supports_for_update_of = d.supports_sane_rowcount = True
        return d
    if base == "mariadb":
        d = _mariadb.MariaDBDialect(**options)
        if variant == "10_11":
            d.server_version_info = (10, 11)
        return d
    if base == "oracle":
        d = oracle.oracledb.dialect(**options)
        if variant in ("11", "23"):
            d.server_version_info = (11, 2) if variant == "11" else (23, 0)
            d._supports_offset_fetch = d.supports_identity_columns = variant != "11"
            d.supports_native_boolean = d._supports_oracle_json = variant == "23"
            d.max_identifier_length = 30 if variant == "11" else 128
        return d
    if base == "mssql":
        d = mssql.base.MSDialect(**options)
        if variant == "2019":
            d.server_version_info = (15, 0)
            d._supports_offset_fetch = True
            d.deprecate_large_types = True
        return d
    raise ValueError(key)


def schema():
    m = MetaData()
    PG = postgresql
    t = {}

    def add(key, name, *args, **kw):
        t[key] = Table(name, m, *args, **kw)

    def pk(n="id"):
        return Column(n, Integer, primary_key=True)

    add("users", "users", pk(), Column("name", String(50), nullable=False),
        Column("fullname", String(100)), Column("age", Integer), Column("active", Boolean),
        Column("balance", Numeric(10, 2)), Column("created_at", DateTime))
    add("addresses", "addresses", pk(), Column("user_id", Integer, ForeignKey("users.id")),
        Column("email", String(255), nullable=False), Column("city", String(80)))
    add("orders", "orders", pk(), Column("user_id", Integer, ForeignKey("users.id"), nullable=False),
        Column("address_id", Integer, ForeignKey("addresses.id")), Column("status", String(20)),
        Column("total", Numeric(12, 2)), Column("placed_on", Date))
    add("items", "items", pk(), Column("sku", String(30), unique=True), Column("description", Text),
        Column("price", Numeric(10, 2)), Column("qty", Integer), Column("weight", Float))
    add("order_items", "order_items",
        Column("order_id", Integer, ForeignKey("orders.id"), primary_key=True),
        Column("item_id", Integer, ForeignKey("items.id"), primary_key=True),
        Column("quantity", Integer), Column("unit_price", Numeric(10, 2)))
    add("keywords", "keywords", pk(), Column("word", String(40)))
    add("item_keywords", "item_keywords",
        Column("item_id", Integer, ForeignKey("items.id"), primary_key=True),
        Column("keyword_id", Integer, ForeignKey("keywords.id"), primary_key=True))
    add("nodes", "nodes", pk(), Column("parent_id", Integer, ForeignKey("nodes.id")),
        Column("label", String(40)), Column("depth", Integer))
    add("typed", "typed", pk(), Column("c_small", SmallInteger), Column("c_big", BigInteger),
        Column("c_str", String(40)), Column("c_text", Text), Column("c_uni", Unicode(40)),
        Column("c_unitext", UnicodeText), Column("c_bool", Boolean), Column("c_float", Float),
        Column("c_double", Double), Column("c_num", Numeric(10, 3)), Column("c_date", Date),
        Column("c_time", Time), Column("c_dt", DateTime), Column("c_dttz", DateTime(timezone=True)),
        Column("c_ival", Interval), Column("c_bin", LargeBinary), Column("c_json", JSON),
        Column("c_uuid", Uuid), Column("c_enum", Enum("red", "green", "blue", name="color")),
        Column("c_arr", ARRAY(Integer)))
    add("events", "events", pk(), Column("user_id", Integer, ForeignKey("users.id")),
        Column("kind", String(20)), Column("at", DateTime), schema="audit")
    add("docs", "docs", pk(), Column("data", JSON), Column("nums", ARRAY(Integer)),
        Column("words", ARRAY(String)), Column("grid", ARRAY(Integer, dimensions=2)))
    add("pgdocs", "pgdocs", pk(), Column("data", PG.JSONB), Column("raw", PG.JSON),
        Column("tags", PG.ARRAY(String)), Column("nums", PG.ARRAY(Integer)),
        Column("grid", PG.ARRAY(Integer, dimensions=2)), Column("attrs", PG.HSTORE),
        Column("span", PG.INT4RANGE), Column("during", PG.TSTZRANGE),
        Column("spans", PG.INT4MULTIRANGE), Column("body", PG.TSVECTOR), Column("ip", PG.INET),
        Column("bits", PG.BIT(8)))
    add("odd", "Odd Table", pk("Id"), Column("order", Integer), Column("user name", String(30)),
        Column("pct%done", Integer), Column('quo"te', String(10)), Column("plain", String(10)))
    t["points"] = table("points", column("x", Integer), column("y", Integer),
                        column("label", String))
    t["bare"] = table("bare", column("a"), column("b"), column("c"))
    t["metadata"] = m
    return t


NAMES = {k: v for k, v in globals().items() if not k.startswith("__")}
NAMES.update(schema())


class Recorder:
    """Stands for an engine in a script: writes down the text of what it is given."""

    def __init__(self, dialect):
        self.statements = []
        self.engine = MockConnection(
            dialect, lambda element, *args, **kw: self.statements.append(
                str(element.compile(dialect=dialect))))


def run(py, extra=None):
    """Runs the source; gives the value of its last expression."""
    names = dict(NAMES)
    names.update(extra or {})
    tree = ast.parse(py)
    body, last = tree.body[:-1], tree.body[-1]
    exec(compile(ast.Module(body, []), "case", "exec"), names)
    return eval(compile(ast.Expression(last.value), "case", "eval"), names)


def jsonable(v):
    if v is REQUIRED:
        return {"$symbol": "REQUIRED"}
    if v is None or isinstance(v, (bool, int, float, str)):
        if isinstance(v, enum.Enum):
            return {"$enum": v.name}
        return v
    if isinstance(v, Decimal):
        return {"$decimal": str(v)}
    if isinstance(v, dt.datetime):
        return {"$datetime": v.isoformat()}
    if isinstance(v, dt.date):
        return {"$date": v.isoformat()}
    if isinstance(v, dt.time):
        return {"$time": v.isoformat()}
    if isinstance(v, dt.timedelta):
        return {"$seconds": v.total_seconds()}
    if isinstance(v, bytes):
        return {"$bytes": v.hex()}
    if isinstance(v, uuid.UUID):
        return {"$uuid": str(v)}
    if isinstance(v, enum.Enum):
        return {"$enum": v.name}
    if isinstance(v, Range):
        if v.isempty:
            return {"$range": "empty"}
        return {"$range": {"lower": jsonable(v.lower), "upper": jsonable(v.upper),
                           "bounds": v.bounds}}
    if isinstance(v, dict):
        return {str(k): jsonable(x) for k, x in v.items()}
    if isinstance(v, (list, tuple, set, frozenset)):
        return [jsonable(x) for x in v]
    if v is sqltypes.JSON.NULL:
        return {"$symbol": "JSON_NULL"}
    name = getattr(v, "name", None)
    return {"$symbol": name if isinstance(name, str) else str(v)}


def type_name(t):
    return {"TupleType": "Tuple"}.get(type(t).__name__, type(t).__name__)


def translated(compiled, schemas):
    if not schemas:
        return compiled.string
    return compiled.preparer._render_schema_translates(compiled.string, schemas)


def sorted_runs(statements):
    def free(s):
        return s.startswith("ALTER TABLE") or s.startswith("CREATE INDEX")
    out, i = [], 0
    while i < len(statements):
        j = i
        while j < len(statements) and free(statements[j]):
            j += 1
        if j > i:
            out += sorted(statements[i:j])
            i = j
        else:
            out.append(statements[i])
            i += 1
    return out


class Fields(dict):
    def by_dialect(self, name, values, dialects):
        """`name` where most dialects agree, `name`_by_dialect for the others."""
        if not values:
            return
        common = json.dumps(values[next(k for k in KEYS if k in values)]
                            if any(k in values for k in KEYS) else next(iter(values.values())))
        self[name] = json.loads(common)
        others = {k: v for k, v in values.items() if json.dumps(v) != common}
        if others:
            self[name + "_by_dialect"] = others


def error_of(e):
    return type(e).__name__


def record(case):
    out = Fields(id=case["id"], area=case["id"].split("/")[0], kind=case["kind"], py=case["py"])
    for keep in ("dialect_options", "compile_options", "undefined", "keys"):
        if keep in case:
            out[keep] = case[keep]
    keys = KEYS + case.get("keys", [])
    build_warnings = []
    if case["kind"] == "value":
        out["value"] = [str(x) for x in run(case["py"])]
        return out
    sql, error, warned = {}, {}, {}
    params, types, columns, literal, literal_error = {}, {}, {}, {}, {}
    expanded, expanded_params, bound = {}, {}, {}
    if case["kind"] == "script":
        for key in keys:
            with warnings.catch_warnings(record=True) as w:
                warnings.simplefilter("always")
                try:
                    rec = Recorder(make_dialect(key, **case.get("dialect_options", {})))
                    exec(case["py"], {**NAMES, **schema(), "engine": rec.engine})
                    sql[key] = sorted_runs(rec.statements)
                except Exception as e:
                    error[key] = error_of(e)
            if w:
                warned[key] = [x.category.__name__ for x in w]
        out["sql"] = sql
    else:
        try:
            with warnings.catch_warnings(record=True) as w:
                warnings.simplefilter("always")
                obj = run(case["py"])
            build_warnings = [x.category.__name__ for x in w]
        except Exception as e:
            out["kind"] = "error"
            out["sql"] = {}
            out["error"] = {k: error_of(e) for k in keys}
            out["error_stage"] = "build"
            return out
        for key in keys:
            dialect = make_dialect(key, **case.get("dialect_options", {}))
            options = dict(case.get("compile_options", {}))
            column_keys = options.pop("column_keys", None)
            tmap = options.pop("schema_translate_map", None)
            kw = {}
            if column_keys is not None:
                kw["column_keys"] = column_keys
            if tmap is not None:
                tmap = {(None if k == "None" else k): v for k, v in tmap.items()}
                kw["schema_translate_map"] = tmap
            with warnings.catch_warnings(record=True) as w:
                warnings.simplefilter("always")
                try:
                    if case["kind"] == "type":
                        sql[key] = dialect.type_compiler_instance.process(obj)
                        c = None
                    else:
                        c = obj.compile(dialect=dialect, **kw)
                        sql[key] = translated(c, tmap)
                except Exception as e:
                    error[key] = error_of(e)
                    c = None
            if w or build_warnings:
                warned[key] = build_warnings + [x.category.__name__ for x in w]
            if c is None or case["kind"] == "ddl":
                continue
            params[key] = jsonable(c.params)
            types[key] = {n: type_name(c.binds[n].type) for n in c.params if n in c.binds}
            if getattr(c, "_result_columns", None) and getattr(c, "isinsert", False) is False:
                columns[key] = [[r.keyname if isinstance(r.keyname, str) and "%(" not in r.keyname
                                 else None, type_name(r.type)] for r in c._result_columns]
            if c.positional and c.positiontup is not None:
                out.setdefault("positional", {})[key] = list(c.positiontup)
            if "POSTCOMPILE" in c.string:
                try:
                    x = c.construct_expanded_state()
                    expanded[key] = x.statement
                    expanded_params[key] = jsonable(x.parameters)
                except Exception as e:
                    out["expanded_error"] = error_of(e)
            if params[key] and not any(v is None or isinstance(v, dict) and "$symbol" in v
                                       for v in params[key].values()):
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    try:
                        lit = obj.compile(dialect=make_dialect(key, **case.get("dialect_options", {})),
                                          compile_kwargs={"literal_binds": True}, **kw)
                        literal[key] = translated(lit, tmap)
                    except Exception as e:
                        literal_error[key] = error_of(e)
        out["sql"] = sql
        out.by_dialect("params", params, keys)
        if any(types.values()):
            out.by_dialect("param_types", types, keys)
        if columns:
            out.by_dialect("result_columns", columns, keys)
        if expanded:
            out["expanded"] = expanded
            out.by_dialect("expanded_params", expanded_params, keys)
        if literal:
            out["literal"] = literal
        if literal_error:
            out["literal_error"] = literal_error
    if error:
        out["error"] = error
        out["error_stage"] = "compile"
    if warned:
        same = {json.dumps(v) for v in warned.values()}
        if len(same) == 1 and len(warned) == len(keys):
            out["warnings"] = next(iter(warned.values()))
        else:
            out["warnings"] = warned
    return out


def main():
    check = "--check" in sys.argv
    for path in (a for a in sys.argv[1:] if not a.startswith("--")):
        with open(path) as f:
            document = json.load(f)
        recorded = [record(c) for c in sorted(document["cases"], key=lambda c: c["id"])]
        if not check:
            document["sqlalchemy"] = sqlalchemy.__version__
            document["cases"] = recorded
            with open(path, "w") as f:
                json.dump(document, f, indent=1, ensure_ascii=False)
                f.write("\n")
            continue
        for old, new in zip(document["cases"], recorded):
            for field in ("sql", "params", "literal", "error", "expanded", "param_types",
                          "result_columns"):
                a, b = old.get(field), new.get(field)
                if isinstance(a, dict) and isinstance(b, dict) and field in (
                        "sql", "literal", "error", "expanded"):
                    a = {k: v for k, v in a.items() if k in KEYS}
                    b = {k: v for k, v in b.items() if k in KEYS}
                if a != b and (a or b):
                    print(old["id"], field, "\n   ", a, "\n   ", b)


if __name__ == "__main__":
    main()
