# What another back end does to know who is logged in (document 004, U1): it hands all of the browser's cookies on.
# usage: other-backend.py BASE_URL COOKIES-AS-JSON; prints the session that it would have.
import json
import sys

import requests

base_url, cookies, session = sys.argv[1], json.loads(sys.argv[2]), {}
response = requests.get(base_url + "/auth/user/openid", cookies=cookies)
data = json.loads(response.content)
if "openid" in data:
    session["openid"] = data.get("openid")
print(json.dumps(session))
