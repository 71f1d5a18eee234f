"""Workbooks as cells: what every cell of an xlsx, xls or ods holds, at its true address, as a person sees it.

Read in a process of its own, `child`, that imports nothing of the other rooms: a hostile file ends only that.

    cells    what is handed on of a cell, and how the number of a format is shown: `formats` reads the format
    xlsx     by calamine; what its formats, errors and formulas mean comes from the document's own parts, by expat
    xls      by xlrd, the one reader that knows the formats of these files
    ods      by the document's own value types and texts, which need no format
    wire     the sheets as JSON and numbers between the two processes

Why these: openpyxl says every format of an xlsx but takes ten times as long as calamine (20 s against 2 for a million
cells); calamine says no format of any kind. openpyxl is the slow twin in the tests.
"""
