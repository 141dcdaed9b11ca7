"""The table of makers, and what their numbers may be."""
import random


class Whole:
    """A whole number from low to high; the search moves it by factors."""

    def __init__(self, low, high):
        self.low, self.high = low, high

    def any(self, rng):
        return round(self.low + (self.high - self.low) * rng.random() ** 3) if rng.random() < 0.5 else self.nearby(rng.randint(self.low, self.high), rng)

    def nearby(self, value, rng):
        moved = value * rng.choice((0.5, 0.8, 0.95, 1.05, 1.3, 2)) + rng.choice((-1, 0, 0, 1))
        return min(self.high, max(self.low, round(moved)))


class OneOf:
    """One of several values."""

    def __init__(self, *values):
        self.values = values

    def any(self, rng):
        return rng.choice(self.values)

    def nearby(self, value, rng):
        return value if rng.random() < 0.7 else rng.choice(self.values)


class Maker:
    """`make(**numbers)` gives the bytes of a file; `worst` are numbers that are known to be dear."""

    def __init__(self, family, name, make, ranges, worst):
        self.family, self.name, self.make, self.ranges, self.worst = family, name, make, ranges, worst

    def any(self, rng: random.Random):
        return {key: r.any(rng) for key, r in self.ranges.items()}

    def nearby(self, numbers, rng):
        out = dict(numbers)
        for key in rng.sample(sorted(self.ranges), min(len(self.ranges), rng.randint(1, 2))):
            out[key] = self.ranges[key].nearby(out[key], rng)
        return out


MAKERS = []


def maker(family, worst, **ranges):
    """Puts a function into the table. `worst`: one set of numbers or a list of them."""
    def add(make):
        MAKERS.append(Maker(family, make.__name__, make, ranges, worst if isinstance(worst, list) else [worst]))
        return make
    return add
