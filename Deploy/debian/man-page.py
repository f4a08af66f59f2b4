"""Writes wechatctl's man page from what its argument parser knows of itself (wechatctl --experimental-dump-help).

Usage: man-page.py NAME VERSION < DUMP > PAGE
"""
import json
import sys


def text(words):
    """Words as roff takes them: no command at the beginning of a line, no escape."""
    words = (words or "").replace("\\", "\\e").replace("-", "\\-")
    return "\n".join(("\\&" + line) if line[:1] in (".", "'") else line for line in words.split("\n"))


def option(argument):
    """How an argument is written: `--config <file>`, `<directory>`."""
    value = f"<{argument.get('valueName', '')}>"
    if argument["kind"] == "positional":
        return value
    names = ", ".join(("-" if name["kind"] == "short" else "--") + name["name"] for name in argument["names"])
    return names if argument["kind"] == "flag" else f"{names} {value}"


def command(path, node):
    lines = []
    if "subcommands" not in node or len(path) > 1:
        lines += [f".SS {text(' '.join(path))}", text(node.get("abstract")), ""]
        if node.get("discussion"):
            lines += [".PP", text(node["discussion"])]
    own = [argument for argument in node.get("arguments", []) if argument.get("shouldDisplay", True)]
    for argument in own if len(path) > 1 else []:
        if argument.get("valueName") in ("help", "version"):
            continue
        lines += [".TP", f".B {text(option(argument))}", text(argument.get("abstract")) or "\\&"]
    for child in node.get("subcommands", []):
        if child["commandName"] != "help" and child.get("shouldDisplay", True):
            lines += command(path + [child["commandName"]], child)
    return lines


name, version = sys.argv[1:3]
root = json.load(sys.stdin)["command"]
page = [f'.TH {name.upper()} 1 "" "wechat-fcgi {version}"', ".SH NAME", f"{name} \\- {text(root['abstract'])}"]
page += [".SH SYNOPSIS", f".B {name}", ".I command", "[options]", ".SH DESCRIPTION", text(root.get("discussion"))]
page += [".SH COMMANDS"] + command([name], root)
print("\n".join(page))
