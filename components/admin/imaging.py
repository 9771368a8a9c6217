"""The staff's page of the images of one record."""

import reflex as rx

from components.admin.frame import staff_page
from components.imaging import back, shown, title


def staff_images_page() -> rx.Component:
    """Show the images of the record in the address."""
    return staff_page(title(), shown("/admin"), section="pets", above=back())
