"""The whole service over a fresh data directory, spoken to in-process; and a month to paste."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fastapi import FastAPI
from starlette.testclient import TestClient

from service.app import create_app
from service.desk import Desk
from service.review import Draft
from service.settings import Settings

BASE = "http://127.0.0.1:8000"
API = "/api/v1"

MONTH_ZH = """# 青云项目十月例会纪要

日期：2026-10-28

## 进度
- 订单接口联调已完成，10 月 21 日通过客户验收。
- 数据迁移原定 10 月 15 日完成，实际 10 月 23 日完成，因为历史数据缺少主键。
- 订单导入耗时由 42 分钟降到 9 分钟。

## 问题
- 支付网关偶发超时，10 月 19 日客户结算中断两次，影响上线。

## 行动项
- 补齐网关重试，负责人：林岚，截止 11 月 8 日，验收标准：连续三天无超时。
- 整理接口文档，负责人：周禾，截止 11 月 15 日。
"""

NEXT_MONTH_ZH = """# 青云项目十一月例会纪要

日期：2026-11-25

## 进度
- 补齐网关重试已完成，11 月 6 日上线，连续三天无超时。
- 压测覆盖了结算高峰。

## 行动项
- 组织第二次用户培训，负责人：周禾，截止 12 月 10 日。
"""

TICKETS_ZH = "编号,标题,状态,指派给\nQY-18,支付网关超时,激活,林岚\nQY-21,导出乱码,已关闭,周禾\n"


def make_app(data: Path) -> FastAPI:
    """The service as `fupan serve` builds it, but for the vector store, which here is in this process:
    starting another one takes a second."""
    return create_app(Settings(data=data), store_apart=False)


@contextmanager
def served(data: Path) -> Iterator[TestClient]:
    """A client of the running service; its worker runs until the block ends."""
    with TestClient(make_app(data), base_url=BASE, raise_server_exceptions=False) as client:
        client.headers["Accept-Language"] = "zh"
        yield client


def desk_of(client: TestClient) -> Desk:
    """The desk behind a client, to look at what is stored."""
    app = client.app
    assert isinstance(app, FastAPI)
    desk: Desk = app.state.desk
    return desk


def store_draft(client: TestClient, draft: Draft) -> str:
    """Put a ready-made draft into the archive; its id."""
    archive = desk_of(client).archive
    run = archive.add_run(draft.project, draft.month, draft.language, (), None)
    return archive.save_draft(run.id, draft)
