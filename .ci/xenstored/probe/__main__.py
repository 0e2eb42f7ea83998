"""Asks a XenStore server 287 raw requests and compares its answers with those of the genuine servers.

The server has to be fresh: what is asked depends on what was before. Of the cases, 62 are of domains other than 0, and need the folder of
a genuine server that the kit's start.sh runs (--stub). The status is 0 if all is as the table says, 1 if something is not, 2 if the table
could not be compared with.
"""
import argparse
import json
import os
import sys

import table
from cases import Probe
from wire import Connection

TABLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "answers.md")


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def main():
    parser = argparse.ArgumentParser(prog="probe", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("socket", nargs="?")
    parser.add_argument("--column", choices=table.COLUMNS, default="c", help="whose answers are expected (default c)")
    parser.add_argument("--stub", metavar="RUN", help="the folder of the genuine server that answers: adds the cases of other domains")
    parser.add_argument("--json", metavar="FILE", help="write the answers to a file, for --table")
    parser.add_argument("--table", nargs=3, metavar=("C", "OCAML", "JEXPY"), help="print the rows of the table, of three such files")
    arguments = parser.parse_args()
    if arguments.table:
        print("\n".join(table.written(*map(load, arguments.table))))
        return 0
    if not arguments.socket:
        parser.error("the path of a socket is needed")
    ocaml = arguments.column == "ocaml"
    if ocaml:
        Connection.timeout = 0.4  # it leaves some requests without any answer
    # oxenstored empties its tree when the root is removed.
    results = Probe(arguments.socket, arguments.stub, rm_root=not ocaml).run()
    if arguments.json:
        with open(arguments.json, "w", encoding="utf-8") as file:
            json.dump(results, file, indent=0)
    return 0 if table.compare(results, TABLE, arguments.column) else 1


if __name__ == "__main__":
    sys.exit(main())
