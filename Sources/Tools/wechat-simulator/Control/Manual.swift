import HTTP

/// What `GET /_simulator` says about each control call; the route table refers to these.
enum Manual {
    static let state =
        "?appid=… what WeChat knows: the latest token of each kind, the tickets, the quotas used, "
        + "the session_key of each person"
    static let calls = "calls received, oldest first; ?path=/cgi-bin/stable_token: those to one path"
    static let callsReset = "forgets the calls received"
    static let reset =
        "everything as at the first start: accounts, tokens, tickets, quotas, faults, calls, clock, people, grants, media, "
        + "session keys, gateways, pushes, menus, messages, templates, QR codes"
    static let clock = #"moves the clock: {"advance": seconds} or {"set": Unix seconds}"#
    static let faults = "the faults that wait for calls"
    static let faultsAdd =
        #"{"path": "/cgi-bin/stable_token" or "*", "fault": name, "times": n, "seconds": n}: the next n calls (1; -1 for "#
        + "all) to the path go wrong, each by the oldest fault that fits; the names are below, seconds is for slow"
    static let faultsReset = "removes all faults"
    static let account =
        #"{"appid", "secret", "allowed_ips": […] or null, "frozen", "ask_ip", "kind", "name"}: makes or changes an account; "#
        + "what is not given stays; kind is official_account or mini_program; also "
        + "redirect_domain (a host or null: where web authorization may lead), and true or false for snsapi_userinfo (may ask "
        + "for it), open_platform (gets unionids), legacy_user_info (user/info tells names, as until 2021)"
    static let refresh =
        #"{"appid", "kind": "stable", "token" or "ticket"}: another party gets a new one; stable at once voids the old"#
    static let people = "everybody who may hold the phone; ?appid=…: with the openid that each has there"
    static let peopleSave =
        #"{"id", "nickname", "sex": 0…2, "province", "city", "country", "headimgurl", "privilege": […], "language", "#
        + #""unionid" (or null), "follows", "subscribe_time", "is_snapshot", "phone" (digits or null), "country_code", "#
        + #""high_risk" (jscode2session answers 40226), "anonymous" (a newer account: sex, language and place are empty)}: makes or changes a person; id is a-z, 0-9 "#
        + "and -; control characters in a name are sent raw, as WeChat does"
    static let authorize =
        #"{"appid", "person", "scope": "snsapi_base" or "snsapi_userinfo", "state"}: a code, as if the person had allowed "#
        + "it in the browser"
    static let passwordChanged = #"{"person"}: ends all that the person granted (42007)"#
    static let media =
        #"{"appid", "type": "image", "voice", "video" or "thumb", "content_type", and "base64" or "size": bytes, up to 32 "#
        + "MiB}: a file as if it had been uploaded; with size, the first bytes of its format and then byte i is i mod 251"
    static let video = "?id=media_id: the file behind a video_url"
    static let mini = "the page with a mini program's buttons: wx.login, wx.getUserInfo, getPhoneNumber"
    static let miniLogin =
        #"{"person", "appid"}: what wx.login gives: {"code", "openid"}; it makes a new session_key and voids the last, "#
        + #"unless "renew" is false; the code is for jscode2session, which tells the key; appid may be left out for the "#
        + "built-in mini program, here and below"
    static let miniUserInfo =
        #"{"person", "appid", "anonymous": true, "profile", "openid", "watermark_appid", "session_key"}: what wx.getUserInfo gives: "#
        + #"{"rawData", "signature", "encryptedData", "iv"}; anonymous tells no name and no picture, as WeChat does since "#
        + "2022, of people who are anonymous anyway; profile: as wx.getUserProfile, without openId and unionId; the last three "
        + "stand in for the right ones: an old session_key, say"
    static let miniPhone =
        #"{"person", "appid", "watermark_appid", "session_key"}: what a getPhoneNumber button gives: {"encryptedData", "iv", "#
        + #""code"}; the first two are null as long as there is no session_key; the code is for getuserphonenumber"#
    static let miniSubscribe =
        #"{"person", "appid", "template_id", "accept": true}: what a person answers to wx.requestSubscribeMessage: one message "#
        + "of the template may be sent, or with accept false none; without template_id, the account's first"
    static let messages =
        "the page on which one writes to the accounts, follows them and so on, and sees what they answer"
    static let gateway =
        "?appid=…: where the account's messages are pushed to; without it, the built-in official account"
    static let gatewaySave =
        #"{"appid", "url", "token", "encoding_aes_key", "mode": "plain", "compatible" or "encrypted", "format": "xml" or "#
        + #""json", "original_id" (gh_…), "timeout": 5, "mark_fail": true}: sets it; url is an address, or a path on the "#
        + "site beside, or null for its /wx; timeout is seconds for one try; mark_fail: after three pushes in a row that "
        + "were lost nothing is pushed for 60 seconds of the clock, or until this call"
    static let gatewayVerify =
        #"{"appid", "url", "damage": "signature"}: asks for an echo, as WeChat does before it takes an address: "#
        + #"{"accepted", "verdict", "status", "answer"}"#
    static let push =
        #"{"appid", "person", "type", "url", "mode", "format", "msg_id", "create_time", "parallel": n, "wait": true, "#
        + #""damage"}: pushes a message or an event to the gateway, up to three times, and answers {"state": "accepted", "#
        + #""lost" or "withheld", "verdict", "shown", "tries": […]}; parallel sends it n times at once; with wait false it "#
        + "answers at once, state is sending, and the rest is in /_simulator/pushes; a waiting call keeps one of the "
        + "simulator's processes busy; url, mode and format are for this push alone; type and damage are below"
    static let pushes = "pushes, oldest first, as /_simulator/push answers them; ?appid=…&person=… some; ?id=… one"
    static let pushesReset = "forgets the pushes, and goes on pushing where it had stopped"
    static let scan =
        #"{"person", "ticket"}, and as for a push "url", "mode", "wait" …: a person scans a QR code of qrcode/create, and so "#
        + "follows or comes into the chat"
    static let qrCode = "?ticket=…: what showqrcode answers, without being in the list of calls"
    static let sent = "customer, template and subscription messages, oldest first; ?appid=…&person=… some"
    static let sentReset = "forgets these messages"
    static let templates = "?appid=…: the templates of messages that the account has"
    static let templatesSave =
        #"{"appid", "template_id", "title", "fields": ["thing1", …]}: makes or changes a template"#
    static let picture = "?id=…: a picture of media/uploadimg"
    static let checkSignature =
        #"{"appid", "url", "noncestr", "timestamp", "signature"}: whether wx.config would take it, and what must be signed"#

    /// The kinds of pushes, and the members of the call that belong to them. All are optional except `body`.
    static let pushTypes: [(name: String, meaning: String)] = [
        ("text", "content"), ("image", "media_id, pic_url"), ("voice", "media_id, voice_format, recognition"),
        ("video", "media_id, thumb_media_id"), ("shortvideo", "media_id, thumb_media_id"),
        ("location", "x, y, scale, label"), ("link", "title, description, link"),
        ("subscribe", "scene (qrscene_… and a Ticket), ticket; the person then follows"),
        ("unsubscribe", "the person follows no more"), ("SCAN", "scene, ticket"), ("CLICK", "event_key"),
        ("VIEW", "event_key, menu_id"), ("LOCATION", "latitude, longitude, precision"),
        ("TEMPLATESENDJOBFINISH", "msg_id, status"), ("raw", "body: the whole message"),
    ]

    /// The faults, by their names in control calls.
    static let faultNames: [(name: String, meaning: String)] = [
        ("system_error", "errcode -1: WeChat is busy"),
        ("errcode:N", "any error code, with WeChat's words for it"),
        ("html_500", "an HTML page with status 500"),
        ("html_200", "an HTML page with status 200"),
        ("truncated", "half of the answer; the call had its effect"),
        ("empty", "status 200 without a body"),
        ("reset", "the connection is closed without an answer"),
        ("slow", "the answer comes seconds late; the call has its effect at once"),
        ("control_character", "a raw TAB and a byte that is not UTF-8, in an added member `remark`"),
        ("numbers_as_strings", "every number as a string of digits"),
        ("text_plain", "Content-Type: text/plain"),
        ("charset", "Content-Type: application/json; charset=utf-8, for files too"),
    ]
}
