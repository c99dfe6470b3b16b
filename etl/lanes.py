"""Two lanes: work on one database that goes on at once, each part through a connection of its own."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

import sqlalchemy as sa
from duckdb_engine import ConnectionWrapper

Result = TypeVar("Result")
Work = Callable[[sa.Connection], Result]
Lane = Callable[[Work[Result]], "Future[Result]"]


@contextmanager
def second_lane(connection: sa.Connection, database: str) -> Iterator[Lane[Any]]:
    """Give what does work in a thread, on a second connection to the same databases, with one of them in use.

    It sees what the first connection has committed before. At the end all is done; what went wrong there is
    raised by its result, or at the end, unless something went wrong here.
    """
    driver: Any = connection.connection.driver_connection
    engine = sa.create_engine(
        "duckdb://",
        creator=lambda: ConnectionWrapper(driver.duplicate()),
        poolclass=sa.StaticPool,
        hide_parameters=True,
    )
    begun: list[Future[Any]] = []
    try:
        with engine.connect() as other, ThreadPoolExecutor(max_workers=1) as pool:
            other.exec_driver_sql(f"USE {database}")
            other.commit()

            def begin(work: Work[Any]) -> "Future[Any]":
                begun.append(pool.submit(work, other))
                return begun[-1]

            yield begin
            for each in begun:
                each.result()
    finally:
        engine.dispose()
