"""schema.py: whatever the program prints as JSON is held against doc/schema/styr-1.schema.json, in every case and example."""
import json
import threading
from pathlib import Path

try:
    import jsonschema
except ImportError:      # the package python3-jsonschema; run-cases says that it is missing
    jsonschema = None

PATH = Path(__file__).resolve().parent.parent.parent / "doc/schema/styr-1.schema.json"
available = jsonschema is not None and PATH.is_file()
_lock = threading.Lock()         # a validator keeps a stack while it follows references
_validator = None


def problems(printed):
    """What the schema says against the text, "" for nothing or for text that is not this program's JSON."""
    global _validator
    if not available or not printed.startswith(b"{"):
        return ""
    try:
        document = json.loads(printed)
    except ValueError as problem:
        return f"utskriften är inte JSON: {problem}\n"
    if "styr" not in document:
        return ""
    with _lock:
        if _validator is None:
            _validator = jsonschema.Draft202012Validator(json.loads(PATH.read_text()))
        error = jsonschema.exceptions.best_match(_validator.iter_errors(document))
    return f"utskriften följer inte doc/schema: {'/'.join(map(str, error.absolute_path))}: {error.message[:400]}\n" if error else ""
