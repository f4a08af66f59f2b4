import HTTP

/// `GET /_simulator/messages` — the chat between a person and an account, with what WeChat and the gateway exchange.
enum MessagesPage {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let choice = try MessagesChoice(call, store)
        let chat = try Conversation.html(choice, store)
        let body: HTML = """
            <section class="phone">
            <h2>消息 <small>messages and events to a gateway</small></h2>
            \(choices(choice, try store.people(), try store.accounts()))
            <div class="chat" id="chat">\(chat)</div>
            <p id="note"></p>
            <div id="face">\(try AccountFace.html(choice.gateway.appid, store, now: call.now))</div>
            \(buttons)
            </section>
            \(script)
            """
        return Page.reply(title: "Messages", body)
    }

    /// Each choice has its own address, so that it can be bookmarked.
    private static func choices(_ choice: MessagesChoice, _ people: [Person], _ accounts: [Account]) -> HTML {
        let modes = [
            (Gateway.Mode.plain, "明文 plain"), (.compatible, "兼容 compatible"), (.encrypted, "安全 encrypted"),
        ]
        let fields = [
            select("appid", "账号", "account", accounts.map { ($0.appid, $0.name) }, choice.gateway.appid),
            select("person", "谁", "who", people.map { ($0.id, label($0)) }, choice.person.id),
            select("url", "网关", "gateway", choice.urls.map { ($0, $0) }, choice.url),
            select("mode", "模式", "mode", modes.map { ($0.0.rawValue, $0.1) }, choice.mode.rawValue),
        ]
        return
            "<div class=\"choices\"><form method=\"get\" id=\"choice\"><div class=\"grid\">\(HTML(fields))</div></form></div>"
    }

    private static func label(_ person: Person) -> String {
        person.id + " · " + person.nickname.prefix(16) + (person.follows ? " · 已关注" : "")
    }

    private static func select(
        _ name: String, _ chinese: String, _ english: String, _ options: [(String, String)], _ chosen: String
    ) -> HTML {
        let options = options.map { value, label -> HTML in
            "<option value=\"\(value)\"\(value == chosen ? HTML(" selected") : "")>\(label)</option>"
        }
        return """
            <label>\(chinese) <small>\(english)</small><br><select name="\(name)">\(HTML(options))</select></label>
            """
    }

    private static let buttons: HTML = """
        <form class="line" id="text" style="display: flex"><input id="content" placeholder="你好" aria-label="文字 text"> \
        <button>发送 <small>send</small></button></form>
        <div class="buttons">
        <button data-type="image">图片 <small>picture</small></button>
        <button data-type="subscribe">关注 <small>follow</small></button>
        <button data-type="unsubscribe">取消关注 <small>unfollow</small></button>
        <button data-type="SCAN" data-field="scene">扫码 <small>scan</small></button>
        <button data-type="CLICK" data-field="event_key">菜单 <small>menu click</small></button>
        <button data-type="VIEW" data-field="event_key">打开网页 <small>menu link</small></button>
        <button id="verify">验证网址 <small>verify the address</small></button>
        </div>
        <details><summary>开发者选项 <small>for developers</small></summary>
        <label>二维码参数或菜单 KEY <small>scene of the code, key of the menu</small><br><input id="key" placeholder="123123"></label>
        <label><input type="checkbox" id="parallel"> 同时推送三份 <small>three copies at once</small></label>
        <label>故意损坏 <small>damage</small> <select id="damage"><option value="">无 none</option>\(damages)</select></label>
        </details>
        """

    private static var damages: HTML {
        HTML(Damage.allCases.map { "<option value=\"\($0.rawValue)\">\($0.rawValue): \($0.meaning)</option>" })
    }

    /// Sends in the background, and reloads this page until nothing is in transit any more.
    private static let script: HTML = #"""
        <script>
        const find = id => document.getElementById(id);
        const chosen = () => Object.fromEntries(new FormData(find("choice")));
        const post = async (path, input) =>
          (await fetch(path, { method: "POST", body: JSON.stringify(input) })).json();
        const toEnd = () => { find("chat").scrollTop = find("chat").scrollHeight; };
        const refresh = async () => {
          const open = [...document.querySelectorAll("#chat details[open]")].map(e => e.id);
          const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
          find("chat").replaceWith(page.getElementById("chat"));
          find("face").replaceWith(page.getElementById("face"));
          toEnd();
          open.forEach(id => { if (find(id)) find(id).open = true; });
          const person = find("choice").person.value;
          find("choice").person.innerHTML = page.getElementById("choice").person.innerHTML;
          find("choice").person.value = person;
        };
        const push = async (input, path = "/_simulator/push") => {
          find("note").textContent = "";
          input = { ...chosen(), ...input, wait: false };
          if (find("parallel").checked) input.parallel = 3;
          if (find("damage").value) input.damage = find("damage").value;
          const answer = await post(path, input);
          if (answer.error) { find("note").textContent = answer.error; return; }
          for (let count = 0; count < 200; count++) {
            await refresh();
            if (!document.querySelector("#chat [data-state=sending]")) return;
            await new Promise(done => setTimeout(done, 300));
          }
        };
        find("choice").addEventListener("change", () => find("choice").submit());
        find("text").addEventListener("submit", event => {
          event.preventDefault();
          push({ type: "text", content: find("content").value || find("content").placeholder });
          find("content").value = "";
        });
        document.addEventListener("click", event => {
          const data = event.target.closest("button")?.dataset ?? {};
          if (data.ticket) push({ ticket: data.ticket }, "/_simulator/scan");
          if (!data.type) return;
          const input = { type: data.type };
          if (data.key) input.event_key = data.key;
          if (data.field && find("key").value) input[data.field] = find("key").value;
          push(input);
        });
        toEnd();
        find("verify").addEventListener("click", async () => {
          const answer = await post("/_simulator/gateway/verify", { appid: chosen().appid, url: chosen().url });
          find("note").textContent = answer.error || answer.verdict;
          find("note").className = answer.accepted ? "good" : "bad";
        });
        </script>
        """#
}
