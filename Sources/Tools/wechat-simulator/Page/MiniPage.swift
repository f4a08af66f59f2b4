import HTTP

/// `GET /_simulator/mini` — a mini program on somebody's phone, as its server sees it.
enum MiniPage {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let accounts = try store.accounts().filter { $0.kind == .miniProgram }
        let current = try call.personOnPhone(store)
        var sections = [phone(accounts, try store.people(), current: current), results]
        var templates: [MessageTemplate] = []
        for account in accounts { templates += try store.templates(account.appid) }
        sections.insert(subscriptions(templates), at: 1)
        var keys: [HTML] = []
        for account in accounts { keys.append(section(account, try store.sessionKeys(account.appid))) }
        sections.append("<div id=\"keys\">\(HTML(keys))</div>")
        return Page.reply(title: "Mini program", HTML(sections + [script]))
    }

    private static func phone(_ accounts: [Account], _ people: [Person], current: Person?) -> HTML {
        """
        <section class="phone">
        <h2>小程序 <small>in place of a phone</small></h2>
        <p class="choices"><label>小程序 <small>mini program</small><br><select id="appid">
        \(HTML(accounts.map { option($0.appid, $0.name, isChosen: false) }))
        </select></label></p>
        <p class="choices"><label>谁在用这部手机 <small>who holds the phone</small><br><select id="person">
        \(HTML(people.map { option($0.id, $0.nickname, isChosen: $0.id == current?.id) }))
        </select></label></p>
        <p><label><input type="checkbox" id="anonymous"> 匿名 <small>getUserInfo tells no name and no picture</small></label></p>
        <div class="buttons">
        <button id="login">wx.login</button>
        <button id="userinfo">wx.getUserInfo</button>
        <button id="phone">getPhoneNumber</button>
        </div>
        </section>
        """
    }

    private static func subscriptions(_ templates: [MessageTemplate]) -> HTML {
        """
        <section class="phone">
        <h2>订阅消息 <small>wx.requestSubscribeMessage</small></h2>
        <p class="choices"><select id="template" aria-label="模板 template">
        \(HTML(templates.map { option($0.id, $0.title, isChosen: false) }))
        </select></p>
        <div class="buttons">
        <button id="allow">允许 <small>allow one message</small></button>
        <button id="reject">拒绝 <small>reject</small></button>
        </div>
        </section>
        """
    }

    private static func option(_ value: String, _ label: String, isChosen: Bool) -> HTML {
        "<option value=\"\(value)\"\(isChosen ? HTML(" selected") : "")>\(value) · \(label)</option>"
    }

    private static let results: HTML = """
        <section id="results" hidden><h2></h2><div class="scroll"><table><tbody></tbody></table></div></section>
        """

    private static func section(_ account: Account, _ keys: [SessionKey]) -> HTML {
        """
        <section><h2>\(account.name) <small>\(account.appid)</small></h2>
        \(SessionKeyTable.html(keys))
        </section>
        """
    }

    /// Shows each member of the answer in its own row, to be copied as it is, and the present keys.
    private static let script: HTML = #"""
        <script>
        const find = id => document.getElementById(id);
        const row = ([name, value]) => {
          const row = find("results").querySelector("tbody").insertRow();
          const text = document.createElement("code");
          const copy = document.createElement("button");
          row.insertCell().append(name);
          text.id = "result-" + name;
          text.textContent = value;
          row.insertCell().append(text);
          copy.textContent = "copy";
          copy.onclick = () => navigator.clipboard.writeText(text.textContent);
          row.insertCell().append(copy);
        };
        const play = async button => {
          const input = { appid: find("appid").value, person: find("person").value };
          if (button.id === "userinfo") input.anonymous = find("anonymous").checked;
          const isSubscription = ["allow", "reject"].includes(button.id);
          if (isSubscription) {
            input.template_id = find("template").value;
            input.accept = button.id === "allow";
          }
          const path = isSubscription ? "subscribe" : button.id;
          const answer = await fetch("/_simulator/mini/" + path, { method: "POST", body: JSON.stringify(input) });
          find("results").querySelector("h2").textContent = button.textContent + " · " + input.person;
          find("results").querySelector("tbody").replaceChildren();
          Object.entries(await answer.json()).forEach(row);
          find("results").hidden = false;
          const page = await (await fetch(location.href)).text();
          find("keys").replaceWith(new DOMParser().parseFromString(page, "text/html").getElementById("keys"));
        };
        for (const id of ["login", "userinfo", "phone", "allow", "reject"]) find(id).addEventListener("click", e => play(e.currentTarget));
        </script>
        """#
}
