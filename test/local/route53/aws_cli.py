"""Runs many commands of Debian's awscli in one process: a JSON list of argument lists on standard input, [code, error] of each on output."""
import contextlib
import io
import json
import sys

from awscli.clidriver import create_clidriver

driver = create_clidriver()
outcomes = []
for arguments in json.load(sys.stdin):
    error = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(error):
        code = driver.main(arguments)
    outcomes.append([code, error.getvalue().strip()])
json.dump(outcomes, sys.stdout)
