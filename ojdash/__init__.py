"""ojdash: every screen, export and line in the terminal is the answer to a question.

Rooms, in order; a room imports only from rooms above it, and keeps one secret:

    domain      what the words mean: indikator, signal, change, missing value, question
    text        the reader's language
    settings    what whoever hosts decides (the environment)
    making      that files are made in processes of their own: their queue, and what is kept of them
    catalogue   what each indikator says of itself, and the national dates (TOML)
    links       how a question is spelled
    sources     how one publisher's data looks (Kolada; any table; own figures; the simulated example)
    store       that values lie in Parquet and are asked for in SQL; editions and their publishing
    saved       what people wrote: analyser, their versions and addresses; the book of statuses
    answers     how a question becomes an answer
    charts      how an answer becomes a picture; every colour
    export      how an answer becomes a file
    api         how an answer travels: JSON, files, HTTP
    commands    the back door: one module a verb of the command line
    ui          Streamlit: navigation, pickers, notices, the address bar, caching
"""
