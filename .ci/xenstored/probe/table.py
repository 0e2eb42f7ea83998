"""The table of answers: what the genuine servers say, and what jexpy says where it was decided otherwise."""
import re

COLUMNS = ("c", "ocaml", "jexpy")


def cell(text):
    return text.replace("|", "\\|")


def written(genuine, ocaml, ours):
    """The rows of a table, of three runs. Ours may lack cases that the others have: it is as C there."""
    if [label for label, _ in genuine] != [label for label, _ in ocaml]:
        raise SystemExit("the runs of c and ocaml are of different cases: run both with --stub")
    left = list(ours)
    yield "| case (raw request) | C xenstored | oxenstored | jexpy |"
    yield "|---|---|---|---|"
    for (label, c), (_, other) in zip(genuine, ocaml):
        mine = left.pop(0)[1] if left and left[0][0] == label else c
        yield "| `%s` | %s | %s | %s |" % (cell(label), cell(c), *("same" if equal(c, one) else cell(one) for one in (other, mine)))


def read(path, column):
    """Pairs of a label and what is expected."""
    rows = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.startswith("| `"):
                cells = [part.strip(" ").replace("\\|", "|") for part in re.split(r"(?<!\\)\|", line.rstrip("\n"))[1:5]]
                own = cells[1 + COLUMNS.index(column)]
                rows.append((cells[0].strip("`"), cells[1] if own == "same" else own))
    return rows


def equal(one, other):
    return mask(one) == mask(other)


def mask(answer):
    """Without what may differ from run to run: the generation of a directory, and how many equal events have become one."""
    answer = re.sub(r"(DIRECTORY_PART tx=\d+ b')\d+", r"\1<generation>", answer)
    return re.sub(r"\[(b'/p/w\\x00tok\\x00')(, \1)+\]", r"[\1]", answer).strip()


def compare(results, path, column):
    """Print what differs from the table, and return whether nothing does."""
    expected = read(path, column)
    absent, equals, differ, at = [], 0, [], 0
    for label, want in expected:  # both are in the order of a run
        found = next((i for i in range(at, len(results)) if results[i][0].strip() == label.strip()), None)
        if found is None:
            absent.append(label)
            continue
        at = found + 1
        if "(not run)" in (want, results[found][1]) or equal(want, results[found][1]):
            equals += 1
        else:
            differ.append((label, want, results[found][1]))
    unknown = len(results) - equals - len(differ)
    print("%d cases as in column %s, %d differ, %d of the table were not run, %d are not in it"
          % (equals, column, len(differ), len(absent), unknown))
    for label, want, got in differ:
        print("  %s\n    table: %s\n    here:  %s" % (label, want, got))
    return not differ and not unknown
