# WeRoBot's calls, against the simulator.
# usage: werobot_calls.py SIMULATOR; prints the names of the checks that passed.
import io

import werobot.client

from simulated import OFFICIAL, check, control, openid, refuses, run

client = werobot.client.Client({"APP_ID": OFFICIAL[0], "APP_SECRET": OFFICIAL[1]})
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


@check
def token():
    assert client.get_access_token() == client.token
    assert client.get_ip_list()["ip_list"]
    refuses(40125, werobot.client.Client({"APP_ID": OFFICIAL[0], "APP_SECRET": "x"}).grant_token)


@check
def menu():
    refuses(46003, client.get_menu)
    entry = {"type": "click", "name": "今日歌曲", "key": "V1001"}
    assert client.create_menu({"button": [entry]})["errcode"] == 0
    assert client.get_menu()["menu"]["button"][0]["name"] == "今日歌曲"
    refuses(40018, client.create_menu, {"button": [{**entry, "name": "六个汉字太长"}]})
    assert client.delete_menu()["errcode"] == 0


@check
def media():
    image = client.upload_media("image", io.BytesIO(PNG))["media_id"]
    assert client.download_media(image).content == PNG
    assert client.upload_media("thumb", io.BytesIO(b"\xff\xd8\xff"))["thumb_media_id"]
    assert client.upload_news_picture(io.BytesIO(PNG))["url"].startswith("http")


@check
def users():
    xiaoming = openid("xiaoming")
    assert client.get_user_info(xiaoming)["subscribe"] == 1
    assert len(client.get_users_info([xiaoming, openid("stranger")])["user_info_list"]) == 2
    assert client.get_followers()["data"]["openid"][0] == xiaoming
    assert client.get_followers(xiaoming)["count"] == client.get_followers()["count"] - 1


@check
def custom_messages():
    emoji = openid("emoji")
    refuses(45015, client.send_text_message, emoji, "a")
    control("push", person="emoji", type="text")
    image = client.upload_media("image", io.BytesIO(PNG))["media_id"]
    voice = client.upload_media("voice", io.BytesIO(b"#!AMR\n"))["media_id"]
    article = werobot.replies.Article("t", "d", "http://a/b.png", "http://a/")
    client.send_text_message(emoji, "你好 😴")
    client.send_image_message(emoji, image)
    client.send_voice_message(emoji, voice)
    client.send_article_message(emoji, [article])
    messages = control("sent?person=emoji")["messages"]
    assert [one["kind"] for one in messages] == ["text", "image", "voice", "news"], messages
    assert messages[0]["shown"] == "你好 😴"
    refuses(40007, client.send_news_message, emoji, "x")


@check
def qr_codes():
    scene = {"action_name": "QR_LIMIT_SCENE", "action_info": {"scene": {"scene_id": 123}}}
    answer = client.create_qrcode(scene)
    picture = client.show_qrcode(answer["ticket"])
    assert picture.headers["Content-Type"] == "image/jpg" and picture.content.startswith(b"\xff\xd8\xff")


@check
def unknown_path():
    refuses(40066, client.get_groups)


run()
