"""Pictures of what a journey sees, for whoever wants to look: SHOTS=FOLDER make journeys."""

import os

from conftest import PHONE

WIDE = {"width": 1280, "height": 900}


def shot(page, name):
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def shots(page, name):
    """As it looks narrow and wide, light and dark; the width is put back."""
    folder, size = os.environ.get("SHOTS"), page.viewport_size
    if not folder:
        return
    for viewport in (PHONE, WIDE):
        page.set_viewport_size(viewport)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=f"{folder}/{name}-{viewport['width']}-{scheme}.png", full_page=True)
    page.set_viewport_size(size)
