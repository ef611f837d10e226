"""A year of made-up cases for trying things: really checked, the same for the same seed."""

from permit_rules.casework.simulate.parallel import lines_of_year
from permit_rules.casework.simulate.settings import ITEMS, Settings
from permit_rules.casework.simulate.year import Plan, Year, plan_year

__all__ = ["ITEMS", "Plan", "Settings", "Year", "lines_of_year", "plan_year"]
