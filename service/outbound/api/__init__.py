"""The HTTP addresses of the far side. They translate, and decide nothing."""

from fastapi import APIRouter

from service.outbound.api import pages, recommendations, releases

ROUTERS: tuple[APIRouter, ...] = (pages.router, releases.router, recommendations.router)
"""Every address."""

__all__ = ["ROUTERS"]
