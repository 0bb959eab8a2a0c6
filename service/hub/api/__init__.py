"""The HTTP addresses of the hub, one module a resource. They translate, and decide nothing."""

from fastapi import APIRouter

from service.hub.api import (
    accounts,
    dialogues,
    drafts,
    epochs,
    jobs,
    log,
    objections,
    operations,
    seats,
    series,
    sessions,
    signin,
    tiles,
    work,
)

ROUTERS: tuple[APIRouter, ...] = (
    accounts.router,
    signin.router,
    dialogues.router,
    sessions.router,
    drafts.router,
    objections.router,
    series.router,
    seats.router,
    epochs.router,
    log.router,
    tiles.router,
    operations.router,
    work.router,
    jobs.router,
)
"""Every address of the hub."""

__all__ = ["ROUTERS"]
