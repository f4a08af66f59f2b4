import HTTP

/// Every path that the simulator answers.
///
/// To add one: a row here, and its handler in a file named for it, in the folder of its family.
enum RouteTable {
    static let routes = [
        Route("GET /cgi-bin/token", .cgiBin, "a new access_token", Token.answer),
        Route("POST /cgi-bin/stable_token", .cgiBin, "the stable access_token", StableToken.answer),
        Route("GET /cgi-bin/ticket/getticket", .cgiBin, "jsapi and wx_card tickets", GetTicket.answer),
        Route("GET /cgi-bin/getcallbackip", .cgiBin, "where WeChat calls from", AddressLists.callback),
        Route("GET /cgi-bin/get_api_domain_ip", .cgiBin, "where WeChat is called", AddressLists.domain),
        Route("GET /cgi-bin/user/info", .cgiBin, "whether a person follows the account", UserInfo.answer),
        Route("GET /cgi-bin/user/get", .cgiBin, "the followers' openids", UserList.answer),
        Route("POST /cgi-bin/user/info/batchget", .cgiBin, "user/info of up to 100 people", UserInfoBatch.answer),
        Route("POST /cgi-bin/media/upload", .cgiBin, "keeps a file for three days", MediaUpload.answer),
        Route("GET /cgi-bin/media/get", .cgiBin, "a file, or a video's address", MediaDownload.answer),
        Route("GET /cgi-bin/media/get/jssdk", .cgiBin, "a voice in better quality", MediaDownload.voice),
        Route("POST /cgi-bin/media/uploadimg", .cgiBin, "keeps a picture for articles", ImageUpload.answer),
        Route("POST /cgi-bin/menu/create", .cgiBin, "sets the account's menu", MenuCreate.answer),
        Route("GET /cgi-bin/menu/get", .cgiBin, "the account's menu", MenuGet.answer),
        Route("GET /cgi-bin/menu/delete", .cgiBin, "removes the account's menu", MenuDelete.answer),
        Route("POST /cgi-bin/message/custom/send", .cgiBin, "writes to a person (客服消息)", CustomSend.answer),
        Route("POST /cgi-bin/message/template/send", .cgiBin, "fills in a template (模板消息)", TemplateSend.answer),
        Route("POST /cgi-bin/message/subscribe/send", .cgiBin, "as allowed once (订阅消息)", SubscribeSend.answer),
        Route("POST /cgi-bin/qrcode/create", .cgiBin, "a QR code with a scene", QRCodeCreate.answer),
        Route("GET /cgi-bin/showqrcode", .cgiBin, "its picture", ShowQRCode.answer),
        Route("POST /cgi-bin/callback/check", .cgiBin, "whether WeChat reaches the gateway", CallbackCheck.answer),
        Route("POST /cgi-bin/clear_quota", .cgiBin, "sets the counts of calls to zero", ClearQuota.answer),
        Route("POST /cgi-bin/openapi/quota/get", .cgiBin, "how often a call was made today", APIQuota.answer),

        Route("GET /connect/oauth2/authorize", .connect, "asks the person at the browser", Authorize.answer),
        Route("POST /connect/oauth2/decision", .connect, "a button of that page", Decision.answer),
        Route("GET /sns/oauth2/access_token", .sns, "a person's tokens for a code", WebAccessToken.answer),
        Route("GET /sns/oauth2/refresh_token", .sns, "the access_token again or anew", RefreshToken.answer),
        Route("GET /sns/userinfo", .sns, "name, picture and so on", WebUserInfo.answer),
        Route("GET /sns/auth", .sns, "whether a person's access_token is good", WebAuth.answer),

        Route("GET /sns/jscode2session", .sns, "a mini program's session_key for a code", JSCode2Session.answer),
        Route("GET /wxa/checksession", .cgiBin, "whether a session_key is good", CheckSession.answer),
        Route("GET /wxa/resetusersessionkey", .cgiBin, "another session_key", ResetSessionKey.answer),
        Route("POST /wxa/business/getuserphonenumber", .cgiBin, "a telephone number for a code", PhoneNumber.answer),

        Route("GET /", .control, "the page with accounts, clock, faults and calls", OverviewPage.answer),
        Route("GET /_simulator", .control, "this page", ManualPage.answer),
        Route("GET /_simulator/state", .control, Manual.state, StateControl.answer),
        Route("GET /_simulator/calls", .control, Manual.calls, CallsControl.list),
        Route("POST /_simulator/calls/reset", .control, Manual.callsReset, CallsControl.reset),
        Route("POST /_simulator/reset", .control, Manual.reset, ResetControl.answer),
        Route("POST /_simulator/clock", .control, Manual.clock, ClockControl.answer),
        Route("GET /_simulator/faults", .control, Manual.faults, FaultsControl.list),
        Route("POST /_simulator/faults", .control, Manual.faultsAdd, FaultsControl.add),
        Route("POST /_simulator/faults/reset", .control, Manual.faultsReset, FaultsControl.reset),
        Route("POST /_simulator/account", .control, Manual.account, AccountControl.answer),
        Route("GET /_simulator/people", .control, Manual.people, PeopleControl.list),
        Route("POST /_simulator/people", .control, Manual.peopleSave, PeopleControl.save),
        Route("POST /_simulator/authorize", .control, Manual.authorize, AuthorizeControl.answer),
        Route("POST /_simulator/password_changed", .control, Manual.passwordChanged, PasswordControl.answer),
        Route("POST /_simulator/media", .control, Manual.media, MediaControl.answer),
        Route("GET /_simulator/video", .control, Manual.video, MediaDownload.video),
        Route("GET /_simulator/mini", .control, Manual.mini, MiniPage.answer),
        Route("POST /_simulator/mini/login", .control, Manual.miniLogin, MiniLoginControl.answer),
        Route("POST /_simulator/mini/userinfo", .control, Manual.miniUserInfo, MiniUserInfoControl.answer),
        Route("POST /_simulator/mini/phone", .control, Manual.miniPhone, MiniPhoneControl.answer),
        Route("POST /_simulator/mini/subscribe", .control, Manual.miniSubscribe, MiniSubscribeControl.answer),
        Route("GET /_simulator/messages", .control, Manual.messages, MessagesPage.answer),
        Route("GET /_simulator/gateway", .control, Manual.gateway, GatewayControl.show),
        Route("POST /_simulator/gateway", .control, Manual.gatewaySave, GatewayControl.save),
        Route(
            "POST /_simulator/gateway/verify", .control, Manual.gatewayVerify, talksToGateway: true,
            GatewayControl.verify),
        Route("POST /_simulator/push", .control, Manual.push, talksToGateway: true, PushControl.send),
        Route("GET /_simulator/pushes", .control, Manual.pushes, PushControl.list),
        Route("POST /_simulator/pushes/reset", .control, Manual.pushesReset, PushControl.reset),
        Route("POST /_simulator/scan", .control, Manual.scan, talksToGateway: true, ScanControl.answer),
        Route("GET /_simulator/qrcode", .control, Manual.qrCode, ShowQRCode.answer),
        Route("GET /_simulator/sent", .control, Manual.sent, SentControl.list),
        Route("POST /_simulator/sent/reset", .control, Manual.sentReset, SentControl.reset),
        Route("GET /_simulator/templates", .control, Manual.templates, TemplateControl.list),
        Route("POST /_simulator/templates", .control, Manual.templatesSave, TemplateControl.save),
        Route("GET /_simulator/picture", .control, Manual.picture, PictureControl.answer),
        Route("POST /_simulator/refresh", .control, Manual.refresh, RefreshControl.answer),
        Route("POST /_simulator/check_signature", .control, Manual.checkSignature, SignatureControl.answer),
    ]

    /// The row for a request, by path and method; if only the path matches, any row of that path.
    static func row(_ call: Call) -> Route? {
        let rows = routes.filter { $0.path == call.path }
        return rows.first { $0.accepts(call.request.method) } ?? rows.first
    }
}
