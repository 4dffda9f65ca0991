"""Names for the invented people: those of trees and birds, so that nobody real is meant."""

_FIRST = (
    *(
        "Amina",
        "Ben",
        "Carla",
        "Dev",
        "Elin",
        "Femi",
        "Greta",
        "Hugo",
        "Ines",
        "Jon",
        "Kaya",
        "Liam",
        "Mei",
        "Nico",
    ),
    *("Orla", "Pavel", "Quinn", "Rosa", "Sanjay", "Tess", "Uma", "Viktor", "Wren", "Yusuf", "Zoe"),
)
_LAST = (
    *(
        "Alder",
        "Birch",
        "Cedar",
        "Dunlin",
        "Elm",
        "Fieldfare",
        "Gull",
        "Hazel",
        "Ibis",
        "Jackdaw",
        "Knot",
        "Larch",
    ),
    *("Maple", "Nuthatch", "Oak", "Plover", "Quail", "Rowan", "Swift", "Teal", "Willow", "Yew"),
)


def name(number: int) -> str:
    """The name of the person with this number, from 0; 550 people have different ones."""
    return f"{_FIRST[number % len(_FIRST)]} {_LAST[number % len(_LAST)]}"
