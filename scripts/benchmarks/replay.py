#!/usr/bin/env python3
"""Turns the statements that the program has sent for a request into scripts for pgbench.

    replay.py LOG OUT CASE

LOG is the server's log in JSON with every statement, in which comments mark the requests: "bench CASE AGENCY KEY" before
the one of an agency, "bench code AGENCY CODE" after it with the dossier's code, "bench end". What the program sends is so taken from the program itself and cannot
drift from it. OUT/CASE.statements.sql sends it statement by statement; OUT/CASE.function.sql and OUT/CASE.call.sql do the
same by one call; OUT/CASE.defines holds the parameters that stay the same.

A parameter that follows the agency's number follows it in pgbench, too; keys and codes are new in each transaction; all
others, such as the time, stay what they were.

Who has read what the program writes for many readings together. pgbench writes it, too: with the program's statement, in
one of :reads_every transactions, of so many lines at once that each transaction bears its share.
"""
import json
import re
import subprocess
import sys

log, out, case = sys.argv[1:4]
# What the program asks now and then, beside the request: who has the token, keys and serials by the block, the office,
# what is to be carried out or sent; and what it writes so: who has read what, its duties.
BESIDE = re.compile(
    r"nextval\(|insert into (code_block|read_record|duty_run)|forget_reads|from access_token|pg_advisory"
    r"|delete from idempotency_key|from calendar_decision|from agency_transfer|update message |from letter_delivery "
    r"|from (agency|unit|calendar|procedure|procedure_version|component|filing_way|process_step|fee|account|appointment|process_step_leg|webhook_subscription|message_template|absence)\b[^(]*order by", re.S)
READS = re.compile(r"\s*insert into read_record ")
# As many lines as pgbench writes at once.
LINES = 1000
AGENCIES = [1, 2, 20]
# The applicant of the recorded intakes; each transaction has one of its own.
PERSON = "001099012345"


def recorded():
    """The statements with their parameters, for each agency."""
    marked, requests, codes, keys, reads = None, {}, {}, {}, None
    details = re.compile(r"\$(\d+) = (NULL|'(?:[^']|'')*')")
    for line in open(log, encoding="utf-8"):
        entry = json.loads(line)
        message = entry.get("message", "")
        mark = re.search(r"/\* bench (\S+) (\S+) ?(\S*) \*/", message)
        if mark:
            name, agency, key = mark.groups()
            if name == "code":
                codes[(marked_case, int(agency))] = key
                marked = None
            elif name == case:
                marked, marked_case = int(agency), name
                requests[marked], keys[marked] = [], key
            else:
                marked, marked_case = None, name
            continue
        text = re.match(r"execute [^:]*: (.*)", message, re.S)
        if not text:
            continue
        found = {int(n): None if v == "NULL" else v[1:-1].replace("''", "'")
                 for n, v in details.findall(entry.get("detail", ""))}
        values = [found[n] for n in sorted(found)]
        if READS.match(text.group(1)):
            reads = (text.group(1), values)
        if marked is None or BESIDE.search(text.group(1)):
            continue
        requests[marked].append((text.group(1), values))
    missing = [agency for agency in AGENCIES if not requests.get(agency)]
    if missing:
        sys.exit(f"{case}: nothing was recorded for agencies {missing}")
    return requests, {a: codes.get((case, a), "") for a in AGENCIES}, keys, reads


def types_of(statements):
    """What the server takes each statement's parameters for."""
    script = "".join(f"prepare bench_{n} as {text};\n" for n, text in enumerate(statements))
    script += "select name, array_to_string(parameter_types, ';') from pg_prepared_statements order by name;"
    lines = subprocess.run(["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"], input=script, text=True,
                           stdout=subprocess.PIPE, check=True).stdout.split("\n")
    found = dict(line.split("|", 1) for line in lines if "|" in line)
    return [found[f"bench_{n}"].split(";") if found[f"bench_{n}"] else [] for n in range(len(statements))]


def lines_of(value, kind):
    """As many values of a column of read_record as pgbench writes at once."""
    element = kind.removesuffix("[]")
    if element == "timestamp with time zone":
        return f"array(select clock_timestamp() + n * interval '1 microsecond' from generate_series(1, {LINES}) n)"
    first = re.match(r'\{("?)(.*?)\1[,}]', value).group(2)
    known = "null" if first == "NULL" else f"'{first}'"
    return f"array_fill({known}::{element}, array[{LINES}])"


def reads_of(statement):
    """What each transaction does now and then so that who has read what is written."""
    text, values = statement
    kinds = types_of([text])[0]
    columns = [lines_of(value, kind) for value, kind in zip(values, kinds)]
    columns[0] = f"array(select 1 + (random() * (:dossiers - 1))::bigint from generate_series(1, {LINES}))"
    body = re.sub(r"\$(\d+)", lambda m: columns[int(m.group(1)) - 1], text)
    return f"\\set turn random(1, :reads_every)\n\\if :turn = 1\n{body};\n\\endif\n"


requests, codes, keys, reads = recorded()
texts = [text for text, _ in requests[1]]
for agency in AGENCIES:
    if [text for text, _ in requests[agency]] != texts:
        other = "\n".join(text for a in AGENCIES for text in [f"-- agency {a}"] + [t for t, _ in requests[a]])
        sys.exit(f"{case}: the program did not send the same statements for every agency:\n{other}")
types = types_of(texts)
# Keys of the rows that the request makes: the first parameter of their inserts.
own = {agency: {values[0] for text, values in requests[agency] if re.match(r"\s*insert into (dossier|applicant) \(", text)}
       for agency in AGENCIES}
defines, settings = {}, {}
CODE = "('H99.' || lpad((:agency)::text, 2, '0') || '-991231-' || (:id)::text)"
EXISTING = ("('H99.' || lpad((:agency)::text, 2, '0') || '-' || to_char((:first_day)::date + (:day)::integer, 'YYMMDD')"
            " || '-' || lpad((:serial)::text, 4, '0'))")


def expression(statement, index):
    """What pgbench sends as one parameter."""
    a, b, z = (requests[agency][statement][1][index] for agency in AGENCIES)
    kind = types[statement][index]
    if a is None:
        return f"null::{kind}"
    if all(requests[agency][statement][1][index] in own[agency] for agency in AGENCIES):
        return ":id"
    if all(codes[agency] and codes[agency] in v for agency, v in zip(AGENCIES, (a, b, z))) and kind == "text":
        expr = CODE if case.startswith("intake") else EXISTING
        before, after = a.split(codes[1], 1)
        return " || ".join(part if part is expr else f"'{part}'" for part in (before, expr, after) if part)
    if a == PERSON:
        return "('001099' || lpad(((:id)::bigint % 1000000)::text, 6, '0'))"
    if a == keys[1] and a != "":
        return "('bench-pgbench-' || lpad((:id)::text, 16, '0'))"
    array = re.fullmatch(r"\{(-?\d+)\}", a)
    number = re.fullmatch(r"-?\d+", a)
    if a != b and (array or number):
        va, vb, vz = (int(re.sub(r"[{}]", "", v)) for v in (a, b, z))
        if vz - va != 19 * (vb - va):
            sys.exit(f"{case}: parameter {index + 1} of statement {statement + 1} does not follow the agency")
        # Same values share a variable.
        name = settings.setdefault((va, vb - va), f"v{len(settings) + 1}")
        return f"('{{' || (:{name})::text || '}}')::{kind}" if array else f":{name}"
    name = next((n for n, v in defines.items() if v == a), None) or f"c{len(defines) + 1}"
    defines[name] = a
    return f":{name}"


bodies, arguments, function = [], [], []
for n, text in enumerate(texts):
    expressions = [expression(n, i) for i in range(len(types[n]))]
    bodies.append(re.sub(r"\$(\d+)", lambda m: expressions[int(m.group(1)) - 1], text))
    numbers = {}
    for i, value in enumerate(expressions):
        pair = (value, types[n][i])
        if pair not in arguments:
            arguments.append(pair)
        numbers[i + 1] = arguments.index(pair) + 1
    function.append(re.sub(r"\$(\d+)", lambda m: f"${numbers[int(m.group(1))]}", text))

variables = "\\set agency random(:first_agency, :last_agency)\n"
if case.startswith("intake"):
    variables += "\\set n :n + 1\n\\set id :base + :client_id * 1000000 + :n\n"
elif any(EXISTING in body for body in bodies):
    variables += "\\set place random(0, :per_agency - 1)\n\\set day :place / 70\n\\set serial 1 + :place % 70\n"
variables += "".join(f"\\set {name} {first} + (:agency - 1) * {step}\n" for (first, step), name in settings.items())

writes = any(re.match(r"\s*(insert|update|delete)", text) for text in texts)
with open(f"{out}/{case}.statements.sql", "w", encoding="utf-8") as file:
    file.write(variables)
    for body in (["begin"] if writes else []) + bodies + (["commit"] if writes else []):
        file.write(body + ";\n")
    if reads and not writes:
        file.write(reads_of(reads))
if writes:
    with open(f"{out}/{case}.function.sql", "w", encoding="utf-8") as file:
        parameters = ", ".join(kind for _, kind in arguments)
        name = f"bench_{case.replace('-', '_')}"
        # A plpgsql function has to do something with what a query answers.
        lines = [text + ";" if re.match(r"\s*(insert|update|delete)", text) else f"for answer in {text} loop end loop;"
                 for text in function]
        file.write(f"create or replace function {name}({parameters}) returns void language plpgsql as $bench$\n"
                   "declare answer record;\nbegin\n" + "\n".join(lines) + "\nend\n$bench$;\n")
    with open(f"{out}/{case}.call.sql", "w", encoding="utf-8") as file:
        file.write(variables + f"select {name}({', '.join(value for value, _ in arguments)});\n")
with open(f"{out}/{case}.defines", "w", encoding="utf-8") as file:
    if any("\n" in value for value in defines.values()):
        sys.exit(f"{case}: a parameter has several lines")
    file.write("".join(f"{name}={value}\n" for name, value in defines.items()))
print(len(texts))
