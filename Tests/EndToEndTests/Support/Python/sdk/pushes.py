# Pushes that the two SDKs make and encrypt, to the three gateways of the site, whose replies both SDKs read.
# usage: pushes.py SIMULATOR SITE; prints the names of the checks that passed. The site answers each text of TYPES with
# a reply of that type.
import sys
import time
from urllib.parse import urlencode

import requests
import xmltodict
from wechatpy.crypto import WeChatCrypto
from wechatpy.replies import deserialize_reply
from wechatpy.utils import WeChatSigner
from werobot.crypto import MessageCrypt

from simulated import KEY, OFFICIAL, check, run

TOKEN = "AAAAA"
TYPES = ["text", "image", "voice", "video", "music", "news", "transfer_customer_service"]
GATEWAYS = ["/wx", "/wx/service", "/boilerplate/api/v1/wechat-mp/gateway"]
wechatpy_crypto = WeChatCrypto(TOKEN, KEY, OFFICIAL[0])
werobot_crypto = MessageCrypt(TOKEN, KEY, OFFICIAL[0])
ids = iter(range(6265881059295447969, 6265881059295457969))


def signature(*parts):
    signer = WeChatSigner()
    signer.add_data(TOKEN, *parts)
    return signer.signature


def message(text):
    return (
        f"<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[oSDK]]></FromUserName>"
        f"<CreateTime>{int(time.time())}</CreateTime><MsgType><![CDATA[text]]></MsgType>"
        f"<Content><![CDATA[{text}]]></Content><MsgId>{next(ids)}</MsgId></xml>")


def push(path, body, encrypt):
    """What the gateway replies, in clear; `encrypt` is None or makes the envelope."""
    now, nonce = str(int(time.time())), "1320562132"
    query = {"signature": signature(now, nonce), "timestamp": now, "nonce": nonce, "openid": "oSDK"}
    if encrypt:
        body = encrypt(body, nonce, now)
        text = xmltodict.parse(body)["xml"]["Encrypt"]
        query.update(encrypt_type="aes", msg_signature=signature(now, nonce, text))
    reply = requests.post(f"{sys.argv[2]}{path}?{urlencode(query)}", data=body.encode(), timeout=30)
    assert reply.status_code == 200, reply.text
    if not encrypt:
        return reply.text
    envelope = xmltodict.parse(reply.text)["xml"]
    parts = envelope["TimeStamp"], envelope["Nonce"], envelope["MsgSignature"]
    clear = wechatpy_crypto.decrypt_message(reply.text, parts[2], parts[0], parts[1])
    assert werobot_crypto.decrypt_message(*parts, envelope["Encrypt"]).decode() == clear
    return clear


def replies(encrypt):
    for path in GATEWAYS:
        for kind in TYPES:
            clear = push(path, message(kind), encrypt)
            reply = xmltodict.parse(clear)["xml"]
            names = reply["MsgType"], reply["ToUserName"], reply["FromUserName"]
            assert names == (kind, "oSDK", "gh_1"), (path, kind, clear)
            if kind == "news":  # wechatpy cannot read back what it writes with one article
                assert reply["Articles"]["item"]["Title"] == "t", clear
                continue
            content = deserialize_reply(clear)
            assert content.type == kind and (kind != "text" or content.content == "你好 ]]> & <b> 😴"), clear


@check
def verification():
    for path in GATEWAYS:
        now, nonce = str(int(time.time())), "n"
        query = {"signature": signature(now, nonce), "timestamp": now, "nonce": nonce, "echostr": "123"}
        assert requests.get(f"{sys.argv[2]}{path}?{urlencode(query)}").text == "123", path


@check
def plain():
    replies(None)


@check
def encrypted_by_wechatpy():
    replies(wechatpy_crypto.encrypt_message)


@check
def encrypted_by_werobot():
    replies(lambda body, nonce, now: werobot_crypto.encrypt_message(body, now, nonce))


run()
