import HTTP
import JSON

/// What the account offers people on the page with messages: its menu, its QR codes and, for developers, its templates.
enum AccountFace {
    /// The number of QR codes shown.
    private static let shown: Int64 = 6

    static func html(_ appid: String, _ store: borrowing Store, now: Int64) throws(Failure) -> HTML {
        let codes = try store.qrCodes(appid, most: shown).map { code(code: $0, now: now) }
        let templates = try store.templates(appid).map { template -> HTML in
            "<li>\(template.title) <code>\(template.id)</code> <small class=\"soft\">\(template.fields.joined(separator: ", "))</small></li>"
        }
        return """
            \(try store.menu(appid).map(menu) ?? "")
            <div class="buttons" id="codes">\(HTML(codes))</div>
            <details><summary>消息模板 <small>templates</small></summary><ul>\(HTML(templates))</ul></details>
            """
    }

    /// Buttons that open others come before these.
    private static func menu(_ menu: Menu) -> HTML {
        let rows = menu.buttons.map { button -> HTML in
            let below = button["sub_button"]?.elements ?? []
            let name = button["name"]?.string ?? ""
            guard !below.isEmpty else { return "<span>\(leaf(button))</span>" }
            return "<span>\(name) ▸ \(HTML(below.map(leaf)))</span>"
        }
        return "<div class=\"buttons\" id=\"menu\">\(HTML(rows))</div>"
    }

    /// Buttons for which the simulator has no event can only be looked at.
    private static func leaf(_ button: JSONValue) -> HTML {
        let name = button["name"]?.string ?? ""
        return switch button["type"]?.string {
        case "click": "<button data-type=\"CLICK\" data-key=\"\(button["key"]?.string ?? "")\">\(name)</button>"
        case "view": "<button data-type=\"VIEW\" data-key=\"\(button["url"]?.string ?? "")\">\(name)</button>"
        default: "<button disabled>\(name)</button>"
        }
    }

    private static func code(code: QRCode, now: Int64) -> HTML {
        let ticket = PercentEncoding.encode(code.ticket)
        let isExpired = code.isExpired(now)
        let mark: HTML = isExpired ? "<span class=\"bad\">已过期</span>" : ""
        return """
            <figure><img src="/_simulator/qrcode?ticket=\(ticket)" width="120" height="120" alt=""><figcaption>
            <code>\(code.scene)</code> \(mark)<br>
            <button data-ticket="\(code.ticket)"\(isExpired ? HTML(" disabled") : "")>扫码 <small>scan</small></button>
            </figcaption></figure>
            """
    }
}
