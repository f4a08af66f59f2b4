# What the scripts beside this one share: WeChat's addresses lead to the simulator, and checks that run one after the
# other. The SDKs are not changed: they go on asking for https://api.weixin.qq.com, and requests is led elsewhere below
# them.
import json
import sys
import traceback
from urllib.parse import urlsplit

import requests

OFFICIAL = ("wx0000000000000001", "0" * 31 + "1")
MINI_PROGRAM = ("wx0000000000000002", "0" * 31 + "2")
KEY = "A" * 42 + "E"

simulator = sys.argv[1]
checks = []
send = requests.Session.send


def redirected(session, request, **more):
    address = urlsplit(request.url)
    if address.hostname in ("api.weixin.qq.com", "open.weixin.qq.com", "mp.weixin.qq.com"):
        request.url = simulator + request.url.partition(address.netloc)[2]
    elif address.hostname != "127.0.0.1":
        raise AssertionError(f"{request.url} is not WeChat's")
    return send(session, request, **more)


requests.Session.send = redirected


def control(path, **body):
    """A control call; without a body, one that asks."""
    url = f"{simulator}/_simulator/{path}"
    answer = (requests.post(url, json=body) if body else requests.get(url)).json()
    assert "error" not in answer, answer
    return answer


def openid(person, appid=OFFICIAL[0]):
    people = control(f"people?appid={appid}")["people"]
    return next(one["openid"] for one in people if one["id"] == person)


def check(function):
    """A check, by the name of its function."""
    checks.append(function)
    return function


def refuses(code, call, *arguments, **named):
    """The SDK must say that WeChat refused, and with which code."""
    try:
        answer = call(*arguments, **named)
    except Exception as error:
        found = getattr(error, "errcode", None) or str(error).partition(":")[0]
        assert int(found) == code, f"{found} instead of {code}: {error}"
    else:
        raise AssertionError(f"{answer} instead of {code}")


def run():
    """Runs all checks, names those that failed, and prints the names of the others as JSON."""
    passed = []
    for function in checks:
        try:
            function()
            passed.append(function.__name__)
        except Exception:
            sys.stderr.write(f"{function.__name__}: {traceback.format_exc(limit=-4)}\n")
    print(json.dumps(passed))
    sys.exit(len(passed) != len(checks))
