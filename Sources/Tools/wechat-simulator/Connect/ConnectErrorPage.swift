import HTTP

/// What a person sees when a site's request is invalid; here it also says why.
enum ConnectErrorPage {
    static func reply(_ refusal: Refusal) -> Reply {
        var response = Page.response(
            title: "网页授权", language: "zh-CN",
            """
            <section class="phone" id="error">
            <h2 class="bad">无法访问 <small>the site asks in a way that WeChat does not take</small></h2>
            <p>\(refusal.message)</p>
            \(number(refusal))
            </section>
            """)
        if refusal.code == 404 { response.status = 404 }
        return .whole(response, errorCode: refusal.code)
    }

    private static func number(_ refusal: Refusal) -> HTML {
        refusal.code > 0 ? "<p class=\"soft\">错误码 <code>\(refusal.code)</code></p>" : ""
    }
}
