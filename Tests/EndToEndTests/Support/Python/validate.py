# Another implementation of JSON Schema (python3-jsonschema) validates what it reads from standard input, a JSON text a
# line. usage: validate.py SCHEMA; prints what is wrong, a line for each fault.
import json
import sys

import jsonschema

with open(sys.argv[1]) as file:
    schema = json.load(file)
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)
for number, line in enumerate(sys.stdin, 1):
    for error in validator.iter_errors(json.loads(line)):
        print(number, "/".join(map(str, error.absolute_path)), error.message[:200])
print("validated", number)
