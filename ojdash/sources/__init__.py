"""How one publisher's data looks: one module each, with one function `read` that gives a `Delivery`."""
