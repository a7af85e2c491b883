"""The places of the district, as the screens name them."""

from __future__ import annotations

from typing import Final

DISTRICT: Final = "徐州经济技术开发区"

TOWNS: Final = {
    "320371001": "金山桥街道",
    "320371002": "东环街道",
    "320371003": "大黄山街道",
    "320371004": "大庙街道",
    "320371005": "金龙湖街道",
    "320371101": "徐庄镇",
}
