"""Records anew what SQLAlchemy does with the scripts of data/variations.json or combinations.json.

    PYTHONPATH=<sqlalchemy>/lib python3 record_variations.py data/variations.json

A new scenario is an entry with id, description, mapping (the name of a shared mapping, or null with
mapping_source), fixture and script, and an empty transcript.  The form is that of the corpus.
"""
import datetime, decimal, enum, gc, json, re, sys, warnings
import sqlalchemy
from sqlalchemy import *
from sqlalchemy import orm
from sqlalchemy.orm import *
from sqlalchemy import event, exc, inspect, select
from sqlalchemy.orm.attributes import get_history, set_committed_value, flag_modified
from sqlalchemy.pool import StaticPool

# Rows of link tables have no order of their own.
LINK_INSERTS = ("INSERT INTO post_tags ", "INSERT INTO friends ")
ORDER = ("name", "title", "label", "data", "value", "email", "body", "bio", "path", "id")


def jsonable(v):
    if v is None or isinstance(v, (bool, int, float, str)):
        return v
    if isinstance(v, bytes):
        return "hex:" + v.hex()
    if isinstance(v, (datetime.datetime, datetime.date, datetime.time)):
        return v.isoformat()
    if isinstance(v, decimal.Decimal):
        return str(v)
    if isinstance(v, enum.Enum):
        return v.name
    if isinstance(v, orm.attributes.History):
        return {k: [jsonable(x) for x in getattr(v, k)] for k in ("added", "unchanged", "deleted")}
    if isinstance(v, dict):
        return {str(k): jsonable(x) for k, x in v.items()}
    if isinstance(v, (set, frozenset)):
        return sorted((jsonable(x) for x in v), key=json.dumps)
    if isinstance(v, type):
        return v.__name__
    state = inspect(v, raiseerr=False)
    if isinstance(state, orm.InstanceState):
        return tag(v)
    return [jsonable(x) for x in v]


def tag(o):
    d = o.__dict__
    for k in ORDER:
        if d.get(k) is not None:
            return f"{type(o).__name__}({d[k]})"
    return f"{type(o).__name__}(?)"


def neutral(text):
    text = re.sub(r"0x[0-9a-fA-F]+", "0x...", text)
    return re.sub(r"already attached to session '\d+' \(this is '\d+'\)",
                  "already attached to session 'N' (this is 'N')", text)


class Recorder:
    def __init__(self):
        self.on = False
        self.entries = []

    def add(self, **entry):
        if self.on:
            self.entries.append(entry)

    def attach(self, engine):
        for name, text in (("begin", "BEGIN"), ("commit", "COMMIT"), ("rollback", "ROLLBACK")):
            event.listen(engine, name, lambda conn, t=text: self.add(tx=t))

        @event.listens_for(engine, "before_cursor_execute")
        def cursor_execute(conn, cursor, statement, parameters, context, executemany):
            if statement.startswith(("SAVEPOINT ", "ROLLBACK TO SAVEPOINT ", "RELEASE SAVEPOINT ")):
                self.add(tx=statement)
                return
            imv = context is not None and context.execute_style.name == "INSERTMANYVALUES"
            if executemany and not imv:
                params = [list(map(jsonable, p)) for p in parameters]
            else:
                params = list(map(jsonable, parameters))
            entry = dict(sql=statement, params=params, executemany=bool(executemany))
            if imv:
                entry["executemany"] = False
                entry["insertmanyvalues"] = True
            if executemany and not imv and statement.startswith(LINK_INSERTS):
                entry["params"].sort()
                entry["unordered"] = True
            self.add(**entry)


def run(scenario, mappings):
    engine = create_engine("sqlite://", poolclass=StaticPool)

    @event.listens_for(engine, "connect")
    def connect(dbapi, record):
        dbapi.isolation_level = None
        dbapi.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def begin(conn):
        conn.connection.driver_connection.execute("BEGIN")

    recorder = Recorder()
    recorder.attach(engine)
    Base = declarative_base()
    namespace = dict(globals(), Base=Base, metadata=Base.metadata, engine=engine)
    mapping = scenario["mapping"]
    source = "\n".join(mappings[mapping]["source"] if mapping else scenario["mapping_source"])
    exec(source, namespace)
    Base.metadata.create_all(engine)
    rows = scenario["fixture"]
    rows = mappings[mapping]["rows"] if rows == "standard" else rows or {}
    with engine.begin() as conn:
        for table in Base.metadata.sorted_tables:
            for row in rows.get(table.name, []):
                conn.execute(table.insert(), row)
        ddl = [r[0].split("\n") for r in conn.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").all()]
    session = Session(engine)

    class expect:
        def __init__(self, label, text=True):
            self.label, self.text = label, text

        def __enter__(self):
            return self

        def __exit__(self, kind, error, tb):
            if error is None:
                recorder.add(raises=self.label, error=None)
                return False
            out = {"class": kind.__name__}
            if self.text and not isinstance(error, exc.DBAPIError):
                known = isinstance(error, exc.SQLAlchemyError)
                out["message"] = neutral(error._message() if known else str(error))
            if getattr(error, "code", None) and not isinstance(error, exc.DBAPIError):
                out["code"] = error.code
            recorder.add(raises=self.label, error=out)
            return True

    namespace.update(session=session, expect=expect, tag=tag,
                     note=lambda label, value: recorder.add(note=label, value=jsonable(value)))
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning = lambda text, *a, **k: recorder.add(warning=neutral(str(text)))
        recorder.on = True
        try:
            exec(compile("\n".join(scenario["script"]), scenario["id"], "exec"), namespace)
        finally:
            recorder.on = False
    out = dict(scenario, oracle="SQLAlchemy " + sqlalchemy.__version__, transcript=recorder.entries)
    if not mapping:
        out["ddl"] = ddl
    session.close()
    orm.clear_mappers()
    return out


def main():
    (path,) = sys.argv[1:]
    with open(path) as file:
        area = json.load(file)
    area["scenarios"] = sorted(
        (run(scenario, area["mappings"]) for scenario in area["scenarios"]), key=lambda s: s["id"]
    )
    with open(path, "w") as file:
        json.dump(area, file, indent=1)


main()
