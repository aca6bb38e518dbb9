"""SQLAlchemy's figures for the statement of statement_bench.cpp, to be read beside Cupel's.

    python3 bench/sqlalchemy_statements.py

Prints, for each kind of work, the median time of one statement over several rounds.  Without
SQLAlchemy it says so and ends well: the figures are for comparison only.
"""
import statistics
import sys
import time

try:
    import sqlalchemy as sa
except ImportError:
    print("sqlalchemy: not installed here; nothing to compare with")
    sys.exit(0)

ROUNDS = 7
metadata = sa.MetaData()
parents = sa.Table("parent", metadata, sa.Column("id", sa.Integer, primary_key=True),
                   sa.Column("name", sa.String(50)))
children = sa.Table("child", metadata, sa.Column("id", sa.Integer, primary_key=True),
                    sa.Column("parent_id", sa.ForeignKey("parent.id")),
                    sa.Column("name", sa.String(50)))


def build(number):
    return (sa.select(parents.c.id, parents.c.name, children.c.name)
            .join(children, parents.c.id == children.c.parent_id)
            .where(parents.c.id > number, parents.c.name != "x", children.c.name.like("%1%"))
            .order_by(parents.c.id)
            .limit(10))


def measure(name, count, work):
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work(count)
        times.append((time.perf_counter() - start) / count)
    print(f"sqlalchemy {sa.__version__}: {name:<28} {statistics.median(times) * 1e6:10.2f} us")


def main():
    engine = sa.create_engine("sqlite://")
    metadata.create_all(engine)
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        statement = build(1)
        compiled = statement.compile(engine, compile_kwargs={"render_postcompile": True})
        sql = str(compiled)
        values = tuple(compiled.params[name] for name in compiled.positiontup)

        def only_build(count):
            for i in range(count):
                build(i)

        def build_and_execute(count):
            for i in range(count):
                connection.execute(build(i)).all()

        def execute_by_driver(count):
            cursor = raw.cursor()
            for _ in range(count):
                cursor.execute(sql, values).fetchall()

        def compile_only(count):
            for _ in range(count):
                statement.compile(dialect=engine.dialect)

        measure("build", 3000, only_build)
        measure("build + cached execution", 2000, build_and_execute)
        measure("execution by the driver", 20000, execute_by_driver)
        measure("uncached compilation", 1000, compile_only)


if __name__ == "__main__":
    main()
