import JSON
import Testing

@testable import wechat_simulator

@Suite("The account's menu")
struct MenuTests {
    let weChat: TestWeChat
    let token: String

    init() throws {
        weChat = try TestWeChat()
        token = try weChat.officialToken()
    }

    private func create(_ body: JSONValue) throws -> JSONValue {
        try weChat.call("/cgi-bin/menu/create", body, token: token)
    }

    private func get(_ action: String) throws -> JSONValue {
        try weChat.get("/cgi-bin/menu/" + action, "access_token=\(token)")
    }

    private static let click: JSONValue = ["type": "click", "name": "歌", "key": "K"]

    /// A menu whose first button opens these.
    private static func below(_ buttons: [JSONValue]) -> JSONValue {
        ["button": [["name": "菜单", "sub_button": .array(buttons)]]]
    }

    private static func a(_ count: Int) -> JSONValue { .string(String(repeating: "a", count: count)) }

    @Test("None, then the one that was made, then another, then none again")
    func life() throws {
        #expect(try get("get")["errcode"] == 46003)
        #expect(try get("get")["errmsg"]?.string?.hasPrefix("menu no exist rid: ") == true)
        let menu: JSONValue = [
            "button": [
                Self.click,
                [
                    "name": "菜单",
                    "sub_button": [
                        ["type": "view", "name": "搜索", "url": "http://www.soso.com/?a=1"],
                        [
                            "type": "miniprogram", "name": "wxa", "url": "http://mp.weixin.qq.com",
                            "appid": .string(TestWeChat.miniProgram), "pagepath": "pages/index",
                        ],
                        ["type": "location_select", "name": "位置", "key": "rselfmenu_2_0", "sub_button": []],
                    ],
                ],
            ]
        ]
        #expect(try create(menu).text == #"{"errcode":0,"errmsg":"ok"}"#)
        #expect(
            try get("get").text
                == #"{"menu":{"button":[{"type":"click","name":"歌","key":"K","sub_button":[]},{"name":"菜单","sub_button":["#
                + #"{"type":"view","name":"搜索","url":"http://www.soso.com/?a=1","sub_button":[]},"#
                + #"{"type":"miniprogram","name":"wxa","url":"http://mp.weixin.qq.com","appid":"wx0000000000000002","#
                + #""pagepath":"pages/index","sub_button":[]},"#
                + #"{"type":"location_select","name":"位置","key":"rselfmenu_2_0","sub_button":[]}]}]}}"#)
        #expect(try create(["button": [Self.click]])["errcode"] == 0)
        #expect(try get("get")["menu"]?["button"]?.elements?.count == 1)
        #expect(try create(["button": []])["errcode"] == 40016)
        #expect(try get("get")["menu"]?["button"]?.elements?.count == 1)
        #expect(try get("delete")["errcode"] == 0)
        #expect(try get("delete")["errcode"] == 0)
        #expect(try get("get")["errcode"] == 46003)
    }

    static let good: [JSONValue] = [
        ["button": [click, click, click]], below([click, click, click, click, click]),
        ["button": [["type": "click", "name": a(16), "key": a(128)]]],
        below([["type": "click", "name": a(60), "key": "1"]]),
        ["button": [["type": "view", "name": "a", "url": .string("http://a/" + String(repeating: "a", count: 1015))]]],
        ["button": [["type": "scancode_waitmsg", "name": "a", "key": "k", "sub_button": []]]],
        ["button": [click], "more": 1],
    ]

    @Test("What is just within the limits is taken", arguments: good)
    func limits(menu: JSONValue) throws {
        #expect(try create(menu)["errcode"] == 0)
    }

    static let bad: [(JSONValue, Int64)] = [
        ([:], 40016), (["button": [:]], 40016), (["menu": ["button": [click]]], 40016),
        (["button": [click, click, click, click]], 40016), (["button": []], 40016),
        (["button": [["type": "push", "name": "a"]]], 40017), (["button": [["name": "a", "sub_button": []]]], 40017),
        (["button": ["a"]], 40018), (["button": [["type": "click", "key": "k"]]], 40018),
        (["button": [["type": "click", "name": "", "key": "k"]]], 40018),
        (["button": [["type": "click", "name": a(17), "key": "k"]]], 40018),
        (["button": [["type": "click", "name": "今日歌曲今日", "key": "k"]]], 40018),
        (["button": [["sub_button": [click]]]], 40018),
        (["button": [["type": "click", "name": "a"]]], 40019),
        (["button": [["type": "click", "name": "a", "key": a(129)]]], 40019),
        (["button": [["type": "view", "name": "a"]]], 40020),
        (["button": [["type": "view", "name": "a", "url": a(1025)]]], 40020),
        (["button": [["type": "view", "name": "a", "url": "www.qq.com"]]], 40055),
        (below([["name": "a", "sub_button": [click]]]), 40022),
        (below([click, click, click, click, click, click]), 40023),
        (below([["type": "push", "name": "a"]]), 40024), (below([["type": "click", "key": "k"]]), 40025),
        (below([["type": "click", "name": a(61), "key": "k"]]), 40025),
        (below([["type": "click", "name": "a", "key": ""]]), 40026),
        (below([["type": "view", "name": "备用下载地址", "key": "https://m-ios.baidu.cn/fy2w"]]), 40027),
        (below([["type": "view", "name": "a", "url": "ftp://a/"]]), 40054),
        (["button": [["type": "media_id", "name": "a", "media_id": "MEDIA_ID1"]]], 40007),
        (["button": [["type": "article_id", "name": "a", "article_id": "x"]]], 53600),
        (
            ["button": [["type": "miniprogram", "name": "a", "url": "http://a/", "appid": "wx7", "pagepath": "p"]]],
            40166
        ),
        (
            [
                "button": [
                    ["type": "miniprogram", "name": "a", "url": "http://a/", "appid": .string(TestWeChat.miniProgram)]
                ]
            ], 40165
        ),
    ]

    @Test("What is not, is refused with its own code, and makes no menu", arguments: bad)
    func refused(menu: JSONValue, code: Int64) throws {
        #expect(try create(menu)["errcode"] == .integer(code), "\(menu.text)")
        #expect(try get("get")["errcode"] == 46003)
    }

    @Test("Another account's menu is another")
    func accounts() throws {
        #expect(try create(["button": [Self.click]])["errcode"] == 0)
        try weChat.post("/_simulator/account", ["appid": "wx7", "secret": "s"])
        let other = try #require(try weChat.token("wx7", "s")["access_token"]?.string)
        #expect(try weChat.get("/cgi-bin/menu/get", "access_token=\(other)")["errcode"] == 46003)
    }

    @Test("The page has its buttons, what stands in them as text, and those without an event as such")
    func page() throws {
        let evil = #"<b>"K"</b>"#
        _ = try create([
            "button": [
                ["type": "click", "name": "<i>歌</i>", "key": .string(evil)],
                ["name": "更多", "sub_button": [["type": "scancode_push", "name": "扫", "key": "k"]]],
            ]
        ])
        let page = weChat.send("GET", "/_simulator/messages").text
        #expect(page.contains(#"data-key="&lt;b&gt;&quot;K&quot;&lt;/b&gt;">&lt;i&gt;歌&lt;/i&gt;</button>"#))
        #expect(page.contains("更多 ▸ <button disabled>扫</button>"))
        #expect(!page.contains(evil) && !page.contains("<i>"))
    }
}
