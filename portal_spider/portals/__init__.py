"""The portals that ship: one module each, nothing but its profile."""
