"""Functions that a Java program calls."""
from exos.api import ready

tags = {}


def create(name, tag):
    if not 1 <= tag <= 4094:
        raise ValueError(f"tag {tag} of VLAN {name} (expected 1 to 4094)")
    tags[name] = tag
    return sorted(tags)


ready()
