"""The palette: every colour of a chart, with its contrast on white; assets/look.css has the same ones."""

DARK_BLUE = "#12436D"  # 10.3
TURQUOISE = "#28A197"  # 3.2
DARK_PINK = "#801650"  # 9.8
ORANGE = "#F46A25"  # 3.0
DARK_GREY = "#3D3D3D"  # 10.9
LIGHT_PURPLE = "#A285D1"  # 3.1
MID_BLUE = "#2073BC"
LIGHT_BLUE = "#6BACE6"  # outlined wherever it stands alone
TEXT = "#0B0C0C"
SECONDARY = "#505A5F"
GRID = "#D9D9D9"
BAND = "#EAF1F7"
BAND_INNER = "#CFE0EE"
REST = "#BFC7CC"  # what is neither here nor there; always with its outline
REST_LINE = "#6F777B"
PATH = "#A9B8C6"  # joins dots, and carries nothing
GAP = "#EEEEEE"
WHITE = "#FFFFFF"

SERIES = (DARK_BLUE, DARK_PINK, DARK_GREY)  # names stand in these colours too, and text needs 4.5
