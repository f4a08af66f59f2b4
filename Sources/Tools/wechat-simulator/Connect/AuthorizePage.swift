import HTTP

/// The page on which a person allows a site to know them, or does not. Here one also chooses who one is.
///
/// A script checks for the fragment `#wechat_redirect`, which browsers do not send. Everything else works without
/// scripts, for clients that only see the forms.
enum AuthorizePage {
    /// - Parameter current: the person logged in on this phone.
    static func reply(_ request: AuthorizeRequest, _ people: [Person], current: Person?) -> Reply {
        let ordered = people.filter { $0.id == current?.id } + people.filter { $0.id != current?.id }
        let body: HTML = """
            <section class="phone" id="no-fragment" hidden>
            <h2 class="bad">缺少 #wechat_redirect</h2>
            <p>网址须以 <code>#wechat_redirect</code> 结尾。The address must end in <code>#wechat_redirect</code>.</p>
            </section>
            <div id="consent">
            <section class="phone">
            <h2>\(request.account.name) 申请获得以下权限 <small>asks for</small></h2>
            \(wishes(request.scope))
            <p class="soft"><code>\(request.scope.rawValue)</code> · <code>\(request.account.appid)</code> · → <code>\(request.redirect.host)</code></p>
            </section>
            <section class="phone">
            <h2>谁在用这部手机 <small>who holds the phone</small></h2>
            \(HTML(ordered.map { row($0, request, isCurrent: $0.id == current?.id) }))
            <div class="refusal">\(form(request, ["decision": "refuse"], "refuse", "拒绝"))</div>
            </section>
            \(options(request))
            </div>
            \(script)
            """
        return .whole(Page.response(title: "网页授权", language: "zh-CN", body))
    }

    private static func wishes(_ scope: WebScope) -> HTML {
        switch scope {
        case .base: "<p>识别你是谁 (openid)，不含昵称和头像。 Your openid only.</p>"
        case .userInfo: "<p>你的昵称、头像、地区及性别。 Your name, picture, region and sex.</p>"
        }
    }

    private static func row(_ person: Person, _ request: AuthorizeRequest, isCurrent: Bool) -> HTML {
        let fields: KeyValuePairs = ["person": person.id, "decision": "allow", "double": ""]
        return """
            <div class="person"><div>\(person.nickname)<br><small class="soft">\(person.id)\(marks(person, isCurrent))</small></div>
            \(form(request, fields, "allow-\(person.id)", "允许"))</div>
            """
    }

    private static func marks(_ person: Person, _ isCurrent: Bool) -> HTML {
        var words = isCurrent ? ["已登录"] : []
        if person.follows { words.append("已关注") }
        if person.isSnapshot { words.append("快照页虚拟用户") }
        if person.unionid == nil { words.append("无 unionid") }
        return HTML(words.map { " · \($0)" })
    }

    private static func form(
        _ request: AuthorizeRequest, _ more: KeyValuePairs<String, String>, _ id: String, _ label: String
    ) -> HTML {
        let inputs = (Array(request.fields) + Array(more)).map { field -> HTML in
            "<input type=\"hidden\" name=\"\(field.key)\" value=\"\(field.value)\">"
        }
        return """
            <form method="post" action="/connect/oauth2/decision">
            \(HTML(inputs))
            <button id="\(id)">\(label)</button></form>
            """
    }

    private static func options(_ request: AuthorizeRequest) -> HTML {
        guard !request.isCalledOnce else { return "" }
        return """
            <details class="phone"><summary>开发者选项 <small>for developers</small></summary>
            <label>回调次数 the callback is called
            <select id="double">
            <option value="">一次 once</option>
            <option value="same">两次，同一 code: twice, the same code</option>
            <option value="other">两次，不同 code: twice, two codes</option>
            </select></label></details>
            """
    }

    private static let script: HTML = """
        <script>
        const check = () => {
          const isRight = location.hash === "#wechat_redirect";
          document.getElementById("no-fragment").hidden = isRight;
          document.getElementById("consent").hidden = !isRight;
        };
        check();
        addEventListener("hashchange", check);
        const choice = document.getElementById("double");
        const choose = () => document.querySelectorAll("input[name=double]").forEach(i => { i.value = choice.value; });
        if (choice) { choice.addEventListener("change", choose); choose(); }
        </script>
        """
}
