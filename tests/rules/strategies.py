"""Numbers and goals as hypothesis makes them up."""

from decimal import Decimal

from hypothesis import strategies as st

from targets.rules.comparison import Direction, Goal

# every number that can be stored: 12 digits before the comma, 6 behind it
stored = st.integers(-(10**18) + 1, 10**18 - 1).map(lambda number: Decimal(number).scaleb(-6))
modest = st.integers(-(10**9), 10**9).map(lambda number: Decimal(number).scaleb(-3))
tolerances = st.integers(0, 10**6).map(lambda number: Decimal(number).scaleb(-3))


@st.composite
def goals(draw, directions=tuple(Direction)):
    direction = draw(st.sampled_from(directions))
    low, high = sorted(draw(st.tuples(modest, modest)))
    if direction is Direction.UP and draw(st.booleans()):
        high = None
    if direction is Direction.DOWN and draw(st.booleans()):
        low = None
    strict = direction is not Direction.WITHIN and draw(st.booleans())
    return Goal(direction, low, high, strict, Decimal(0) if strict else draw(tolerances))


@st.composite
def figures_near(draw, goal):
    """A figure on, just beside or far from where the goal changes its mind."""
    edge = draw(st.sampled_from([*goal.edges, draw(modest)]))
    return edge + draw(st.sampled_from([Decimal(0), Decimal("0.001"), Decimal("-0.001")]))
