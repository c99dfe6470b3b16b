"""MSP Dashboard: what difference adult safeguarding made, for a Safeguarding Adults Board."""
