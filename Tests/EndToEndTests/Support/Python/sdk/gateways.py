# Gateways that are made with an SDK and its own cryptography, to which the simulator pushes every kind in every mode.
# usage: gateways.py SIMULATOR wechatpy|werobot; prints the names of the checks that passed.
import sys
import threading
import wsgiref.simple_server
from urllib.parse import parse_qs

import wechatpy
import werobot
from wechatpy.crypto import WeChatCrypto
from wechatpy.replies import create_reply
from wechatpy.utils import check_signature

from simulated import KEY, OFFICIAL, check, control, openid, run

TOKEN = "token123"
# What is pushed, the rest of the call, and what the two SDKs name it.
KINDS = [
    ("text", {"content": "你好 ]]> & <b>"}, "text", "text"), ("image", {}, "image", "image"),
    ("voice", {"recognition": "说"}, "voice", "voice"), ("video", {}, "video", "video"),
    ("shortvideo", {}, "shortvideo", "shortvideo"), ("location", {"label": "广州"}, "location", "location"),
    ("link", {"title": "t"}, "link", "link"), ("subscribe", {}, "subscribe", "subscribe_event"),
    ("subscribe", {"scene": "123"}, "subscribe_scan", "subscribe_event"), ("SCAN", {"scene": "123"}, "scan", "scan_event"),
    ("CLICK", {"event_key": "K"}, "click", "click_event"), ("VIEW", {}, "view", "view_event"),
    ("LOCATION", {}, "location", "location_event"),
    ("TEMPLATESENDJOBFINISH", {}, "templatesendjobfinish", "templatesendjobfinish_event"),
    ("unsubscribe", {}, "unsubscribe", "unsubscribe_event"),
]
assert len(KINDS) == 15
seen = []


def with_wechatpy(mode):
    crypto = WeChatCrypto(TOKEN, KEY, OFFICIAL[0])

    def gateway(environ, start):
        query = {name: values[0] for name, values in parse_qs(environ["QUERY_STRING"]).items()}
        check_signature(TOKEN, query["signature"], query["timestamp"], query["nonce"])
        start("200 OK", [("Content-Type", "text/xml")])
        if environ["REQUEST_METHOD"] == "GET":
            return [query["echostr"].encode()]
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        if mode != "plain":
            body = crypto.decrypt_message(body, query["msg_signature"], query["timestamp"], query["nonce"])
        message = wechatpy.parse_message(body)
        name = message.event if message.type == "event" else message.type
        seen.append((name, message.source))
        reply = create_reply("re: " + name, message).render()
        return [(reply if mode == "plain" else crypto.encrypt_message(reply, query["nonce"])).encode()]

    return gateway


def with_werobot(mode):
    secrets = {} if mode == "plain" else {"app_id": OFFICIAL[0], "encoding_aes_key": KEY}
    robot = werobot.WeRoBot(token=TOKEN, enable_session=False, **secrets)

    @robot.handler
    def answer(message):
        seen.append((message.type, message.source))
        return "re: " + message.type

    return robot.wsgi


class Quiet(wsgiref.simple_server.WSGIRequestHandler):
    def log_message(self, *_):
        pass


def pushes(mode, sdk):
    make, index = (with_wechatpy, 2) if sdk == "wechatpy" else (with_werobot, 3)
    server = wsgiref.simple_server.make_server("127.0.0.1", 0, make(mode), handler_class=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    control(
        "gateway", url=f"http://127.0.0.1:{server.server_port}/wx", token=TOKEN, encoding_aes_key=KEY, mode=mode)
    assert control("gateway/verify", appid=OFFICIAL[0])["accepted"]
    for kind in KINDS:
        result = control("push", person="stranger", type=kind[0], **kind[1])
        assert result["state"] == "accepted" and len(result["tries"]) == 1, (kind[0], result["verdict"])
        assert result["shown"] == "re: " + kind[index], (kind[0], result["shown"])
        assert seen.pop() == (kind[index], openid("stranger")) and not seen, kind[0]
    server.shutdown()


@check
def plain():
    pushes("plain", sys.argv[2])


@check
def compatible():
    pushes("compatible", sys.argv[2])


@check
def encrypted():
    pushes("encrypted", sys.argv[2])


run()
