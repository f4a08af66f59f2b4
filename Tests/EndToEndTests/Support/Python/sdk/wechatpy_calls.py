# wechatpy's calls, against the simulator.
# usage: wechatpy_calls.py SIMULATOR; prints the names of the checks that passed.
import io
import time

import requests
from wechatpy import WeChatClient
from wechatpy.crypto import WeChatWxaCrypto
from wechatpy.oauth import WeChatOAuth

from simulated import MINI_PROGRAM, OFFICIAL, check, control, openid, refuses, run

client, mini = WeChatClient(*OFFICIAL), WeChatClient(*MINI_PROGRAM)
CALLBACK = "http://127.0.0.1:8080/back?a=1"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
FILES = {"image": PNG, "voice": b"#!AMR\n123", "video": b"\0\0\0\x18ftypmp42", "thumb": b"\xff\xd8\xff\xe0JFIF"}


def upload(kind):
    return client.media.upload(kind, (f"{kind}.bin", io.BytesIO(FILES[kind])))


@check
def token():
    first = client.fetch_access_token()
    assert first["expires_in"] == 7200 and client.access_token == first["access_token"]
    for _ in range(2):
        control("refresh", appid=OFFICIAL[0], kind="token")
    assert client.misc.get_wechat_ips() and client.access_token != first["access_token"]
    second = client.access_token
    control("clock", advance=7201)
    assert client.misc.get_wechat_ips() and client.access_token != second
    refuses(40125, WeChatClient(OFFICIAL[0], "x").fetch_access_token)
    refuses(40013, WeChatClient("wx9", "x").fetch_access_token)


@check
def ticket():
    text = client.jsapi.get_jsapi_ticket()
    page, nonce, now = "http://127.0.0.1/a?b=1", "Wm3WZYTPz0wzccnW", int(time.time())
    signature = client.jsapi.get_jsapi_signature(nonce, text, now, page)
    answer = control(
        "check_signature", appid=OFFICIAL[0], url=page + "#c", noncestr=nonce, timestamp=str(now), signature=signature)
    assert answer["valid"] is True, answer
    assert client.jsapi.get_jsapi_card_ticket() != text


@check
def users():
    follower = client.user.get(openid("xiaoming"))
    assert follower["subscribe"] == 1 and follower["nickname"] == "" and follower["sex"] == 0, follower
    assert client.user.get(openid("stranger"))["subscribe"] == 0
    assert client.user.get_batch([openid("xiaoming"), openid("bare")])[0]["openid"] == follower["openid"]
    assert list(client.user.iter_followers())[0] == follower["openid"]
    assert client.user.get_followers(openid("newcomer"))["count"] == 0
    refuses(40003, client.user.get, "oNobody")


@check
def oauth():
    for scope, person, name in [("snsapi_base", "xiaoming", None), ("snsapi_userinfo", "emoji", "🐼 熊猫👨‍👩‍👧🇨🇳")]:
        grant = WeChatOAuth(*OFFICIAL, redirect_uri=CALLBACK, scope=scope)
        code = control("authorize", appid=OFFICIAL[0], person=person, scope=scope)["code"]
        answer = grant.fetch_access_token(code)
        assert answer["openid"] == openid(person) and answer["scope"] == scope, answer
        assert grant.refresh_access_token(answer["refresh_token"])["access_token"] == answer["access_token"]
        assert grant.check_access_token() is True
        refuses(40163, grant.fetch_access_token, code)
        if name:
            user = grant.get_user_info()
            assert (user["nickname"], user["language"], user["city"]) == (name, "zh_CN", "成都"), user
        else:
            refuses(48001, grant.get_user_info)


@check
def newer_account():
    grant = WeChatOAuth(*OFFICIAL, redirect_uri=CALLBACK, scope="snsapi_userinfo")
    grant.fetch_access_token(
        control("authorize", appid=OFFICIAL[0], person="newcomer", scope="snsapi_userinfo")["code"])
    user = grant.get_user_info()
    assert user["nickname"] == "新来的小陈" and user["sex"] == 0, user
    assert [user[name] for name in ("language", "city", "province", "country")] == [""] * 4, user


@check
def authorize_page():
    for state in ["", "a-b_c", "http://127.0.0.1:8080/login?next=/a"]:
        url = WeChatOAuth(*OFFICIAL, redirect_uri=CALLBACK, state=state).authorize_url
        cookies = {"wechat_simulator_person": "xiaoming"}
        answer = requests.get(url, cookies=cookies, allow_redirects=False)
        location = answer.headers.get("Location", answer.text)
        assert location.startswith("http://127.0.0.1:8080/back?a=1&code="), location
        assert location.endswith("&state=" + requests.utils.quote(state, safe="")), location


@check
def mini_program():
    code = control("mini/login", person="emoji")["code"]
    data = control("mini/userinfo", person="emoji")
    phone = control("mini/phone", person="emoji")
    session = mini.wxa.code_to_session(code)
    assert session["openid"] == openid("emoji", MINI_PROGRAM[0])
    for value, name, text in [(data, "nickName", "🐼 熊猫👨‍👩‍👧🇨🇳"), (phone, "purePhoneNumber", "13800138000")]:
        crypto = WeChatWxaCrypto(session["session_key"], value["iv"], MINI_PROGRAM[0])
        assert crypto.decrypt_message(value["encryptedData"])[name] == text
    number = mini.wxa.get_phone_number(phone["code"])["phone_info"]
    assert number["countryCode"] == "86" and number["phoneNumber"] == "13800138000", number
    refuses(40163, mini.wxa.code_to_session, code)
    refuses(40029, mini.wxa.get_phone_number, phone["code"])


@check
def media():
    for kind, content in FILES.items():
        answer = upload(kind)
        file = client.media.download(answer["thumb_media_id" if kind == "thumb" else "media_id"])
        if kind == "video":
            file = requests.get(file["video_url"])
        assert file.content == content, kind
    assert requests.get(client.media.upload_image(("a.png", io.BytesIO(PNG)))).content == PNG
    refuses(40007, client.media.download, "x")
    refuses(40004, client.media.upload, "film", io.BytesIO(PNG))


@check
def menu():
    assert client.menu.get() is None
    entry = {"type": "click", "name": "今日歌曲", "key": "V1001"}
    below = {"name": "菜单", "sub_button": [{"type": "view", "name": "搜索", "url": "http://www.soso.com/"}]}
    assert client.menu.create({"button": [entry, below]})["errcode"] == 0
    buttons = client.menu.get()["menu"]["button"]
    assert buttons[0] == {**entry, "sub_button": []} and buttons[1]["sub_button"][0]["name"] == "搜索", buttons
    refuses(40016, client.menu.create, {"button": [entry] * 4})
    assert client.menu.delete()["errcode"] == 0 and client.menu.get() is None


@check
def custom_messages():
    xiaoming = openid("xiaoming")
    refuses(45015, client.message.send_text, xiaoming, "a")
    refuses(43004, client.message.send_text, openid("stranger"), "a")
    image, voice, video = (upload(kind)["media_id"] for kind in ("image", "voice", "video"))
    thumb = upload("thumb")["thumb_media_id"]
    page = {"title": "p", "appid": MINI_PROGRAM[0], "pagepath": "pages/a", "thumb_media_id": image}
    choices = {"head_content": "?", "list": [{"id": "1", "content": "满意"}], "tail_content": "!"}
    article = {"title": "t", "description": "d", "url": "http://a/", "image": "http://a/b.png"}
    sends = [
        lambda: client.message.send_text(xiaoming, "你好 😴"), lambda: client.message.send_image(xiaoming, image),
        lambda: client.message.send_voice(xiaoming, voice), lambda: client.message.send_video(xiaoming, video, "t"),
        lambda: client.message.send_music(xiaoming, "http://m/", "http://m/", thumb, "t"),
        lambda: client.message.send_articles(xiaoming, [article]),
        lambda: client.message.send_mini_program_page(xiaoming, page),
        lambda: client.message.send_msg_menu(xiaoming, choices),
    ]
    for index, each in enumerate(sends):
        if index % 5 == 0:
            control("push", person="xiaoming", type="text")
        assert each()["errcode"] == 0
    kinds = [one["kind"] for one in control("sent?person=xiaoming")["messages"]]
    assert kinds == ["text", "image", "voice", "video", "music", "news", "miniprogrampage", "msgmenu"], kinds
    for _ in range(2):
        client.message.send_text(xiaoming, "a")
    refuses(45047, client.message.send_text, xiaoming, "a")
    refuses(45008, client.message.send_articles, xiaoming, [article] * 2)


@check
def template_messages():
    template = control(f"templates?appid={OFFICIAL[0]}")["templates"][0]["template_id"]
    data = {"thing2": {"value": "橙子", "color": "#173177"}}
    answer = client.message.send_template(openid("bare"), template, data, "http://a/")
    assert answer["msgid"] > 0 and control("sent?person=bare")["messages"][-1]["channel"] == "template"
    refuses(43004, client.message.send_template, openid("stranger"), template, data)
    refuses(40037, client.message.send_template, openid("bare"), "x", data)


@check
def subscription_messages():
    template = control(f"templates?appid={MINI_PROGRAM[0]}")["templates"][0]["template_id"]
    person = openid("bare", MINI_PROGRAM[0])
    data = {"thing1": {"value": "a"}, "date2": {"value": "b"}, "phrase3": {"value": "已预约"}, "number4": {"value": 1}}
    send = mini.wxa.send_subscribe_message
    refuses(43101, send, person, template, data)
    control("mini/subscribe", person="bare")
    refuses(47003, send, person, template, {**data, "thing1": {"value": "二十一个字" * 5}})
    assert send(person, template, data)["errcode"] == 0
    refuses(43101, send, person, template, data)


@check
def qr_codes():
    scene = {"expire_seconds": 1800, "action_name": "QR_STR_SCENE", "action_info": {"scene": {"scene_str": "店"}}}
    answer = client.qrcode.create(scene)
    assert answer["expire_seconds"] == 1800 and answer["url"].startswith("http://weixin.qq.com/q/")
    for picture in [client.qrcode.show(answer), requests.get(client.qrcode.get_url(answer))]:
        assert picture.status_code == 200 and picture.content.startswith(b"\xff\xd8\xff"), picture.text
    assert client.qrcode.show("x").status_code == 404
    refuses(40053, client.qrcode.create, {**scene, "action_info": {}})


@check
def quotas_and_network():
    used = client.post("openapi/quota/get", data={"cgi_path": "/cgi-bin/user/info"})["quota"]
    assert used["used"] > 0 and used["daily_limit"] == 5_000_000, used
    assert client.post("clear_quota", data={"appid": OFFICIAL[0]})["errcode"] == 0
    assert client.post("openapi/quota/get", data={"cgi_path": "/cgi-bin/user/info"})["quota"]["used"] == 0
    assert client.misc.check_network()["ping"][0]["package_loss"] == "0%"


@check
def unknown_path():
    refuses(40066, client.misc.short_url, "http://a/")


run()
