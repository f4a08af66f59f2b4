# Another implementation of JSON web tokens (PyJWT) reads a token and signs its claims again.
# usage: jwt-exchange.py TOKEN KEY-IN-HEX AUDIENCE ISSUER; prints the claims that it verified and its own token.
import json
import sys

import jwt

token, key, audience, issuer = sys.argv[1], bytes.fromhex(sys.argv[2]), sys.argv[3], sys.argv[4]
claims = jwt.decode(token, key, algorithms=["HS256"], audience=audience, issuer=issuer)
header = jwt.get_unverified_header(token)
print(json.dumps({
    "claims": claims,
    "own": jwt.encode(claims, key, algorithm="HS256", headers={"kid": header["kid"]}),
    "none": jwt.encode(claims, None, algorithm="none", headers={"kid": header["kid"]}),
    "hs384": jwt.encode(claims, key, algorithm="HS384", headers={"kid": header["kid"]}),
    "weak": jwt.encode(claims, b"secret", algorithm="HS256", headers={"kid": header["kid"]}),
    "unknown": jwt.encode(claims, key, algorithm="HS256", headers={"kid": "00000000"}),
    "expired": jwt.encode({**claims, "exp": claims["iat"] - 1}, key, algorithm="HS256", headers={"kid": header["kid"]}),
    "other": jwt.encode({**claims, "aud": "wx1111111111111111"}, key, algorithm="HS256", headers={"kid": header["kid"]}),
}))
