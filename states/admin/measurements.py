"""Staff write down, correct and delete the weights and temperatures of the pet in the address."""

from states.base import StaffState
from states.measuring import MeasurementFormState


class MeasuringState(MeasurementFormState, StaffState):
    """What the clinic has measured."""
