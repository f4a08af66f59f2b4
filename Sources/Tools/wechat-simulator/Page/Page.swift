import HTTP
import Platform

/// A page of the simulator: one head and style, without external files.
enum Page {
    static func reply(title: String, _ body: HTML) -> Reply { .whole(response(title: title, body)) }

    /// - Parameter language: as in HTML's `lang`.
    static func response(title: String, language: String = "en", _ body: HTML) -> Response {
        let page: HTML = """
            <!doctype html>
            <html lang="\(language)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title)</title>
            <link rel="icon" href="data:,">
            <style>\(style)</style>
            </head>
            <body>
            <header><h1>微信 <span>\(title)</span></h1><nav><a href="/">Overview</a> <a href="/_simulator/mini">Mini program</a> \
            <a href="/_simulator/messages">Messages</a> <a href="/_simulator">Control calls</a></nav></header>
            <main>
            \(body)
            </main>
            </body>
            </html>

            """
        var response = Response(contentType: "text/html; charset=utf-8", body: Array(page.text.utf8))
        response.set("Cache-Control", "no-store")
        return response
    }

    /// A table; without rows, a note instead.
    static func table(_ heads: [String], _ rows: [HTML], none: String = "") -> HTML {
        guard !rows.isEmpty else { return "<p class=\"none\">\(none)</p>" }
        let head = HTML(heads.map { "<th>\($0)</th>" })
        return
            "<div class=\"scroll\"><table><thead><tr>\(head)</tr></thead>\n<tbody>\(HTML(rows))</tbody></table></div>"
    }

    /// A button that makes a control call.
    static func button(_ label: String, _ path: String, _ fields: KeyValuePairs<String, String> = [:]) -> HTML {
        let inputs = HTML(fields.map { "<input type=\"hidden\" name=\"\($0.key)\" value=\"\($0.value)\">" })
        return "<form method=\"post\" action=\"\(path)\">\(inputs)<button>\(label)</button></form>"
    }

    /// `2018-07-04 08:01:27`, in UTC.
    static func time(_ seconds: Int64) -> String {
        String(Timestamp.text(seconds).dropLast().map { $0 == "T" ? " " : $0 })
    }

    private static let style: HTML = """
        :root { --ink: #1d2129; --soft: #6b7280; --line: #e5e7eb; --green: #07c160; --red: #d4380d; --ground: #f6f7f8 }
        * { box-sizing: border-box }
        body { margin: 0; background: var(--ground); color: var(--ink);
          font: 15px/1.5 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif }
        header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 2rem; padding: .9rem 1.5rem;
          background: #fff; border-top: 4px solid var(--green); border-bottom: 1px solid var(--line) }
        h1 { margin: 0; font-size: 1.25rem; color: var(--green) } h1 span { color: var(--ink) }
        section > p { margin: 0 0 .6rem } section > p:last-child { margin: 0 }
        h2 { margin: 0 0 .6rem; font-size: 1rem } h2 small { margin-left: .5rem; color: var(--soft); font-weight: normal }
        nav a { margin-right: 1rem; color: var(--soft) }
        main { max-width: 72rem; margin: 0 auto; padding: 1.25rem 1.5rem 3rem }
        section { margin-bottom: 1.25rem; padding: 1rem 1.25rem; background: #fff; border: 1px solid var(--line);
          border-radius: 8px }
        .scroll { overflow-x: auto }
        table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums }
        th { color: var(--soft); font-weight: normal; font-size: .85rem }
        th, td { padding: .35rem .8rem .35rem 0; text-align: left; border-bottom: 1px solid var(--line) }
        td:first-child code { white-space: nowrap }
        tbody tr:last-child td { border-bottom: 0 }
        code { font: .87em ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere }
        .good { color: #078d48 } .bad { color: var(--red) } .none, .soft { color: var(--soft) }
        .buttons { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: .8rem }
        form { display: inline-block; margin: 0 }
        button { padding: .3rem .8rem; font: inherit; font-size: .9rem; color: var(--ink); background: #fff; cursor: pointer;
          border: 1px solid #c9cdd4; border-radius: 6px }
        button:hover, button:focus-visible { border-color: var(--green); color: #078d48 }
        .phone { max-width: 30rem; margin-left: auto; margin-right: auto }
        .person { display: flex; justify-content: space-between; align-items: center; gap: 1rem; padding: .6rem 0;
          border-bottom: 1px solid var(--line); overflow-wrap: anywhere }
        .person button { padding: .45rem 1.2rem; color: #fff; background: #07a553; border-color: #07a553; white-space: nowrap }
        .person button:hover, .person button:focus-visible { color: #fff; background: #078d48 }
        .refusal { margin-top: 1rem; text-align: center } .refusal button { padding: .45rem 2.5rem; color: var(--red) }
        details { padding: 0 1.25rem; color: var(--soft) } summary { cursor: pointer } details label { display: block;
          margin-top: .6rem } select { font: inherit; max-width: 100% }
        .row { white-space: nowrap } .choices select { width: 100% } #results code { user-select: all }
        .chat { margin: 1rem -1.25rem; padding: 1rem 1.25rem; background: #ededed; min-height: 8rem;
          max-height: 65vh; overflow-y: auto } .buttons + details { padding: 0; margin-top: 1rem }
        .chat > div { display: flex; margin: .5rem 0 } .chat .said { justify-content: flex-end }
        .chat .did { justify-content: center; color: var(--soft); font-size: .85rem }
        .bubble { max-width: 80%; padding: .45rem .7rem; background: #fff; border-radius: 6px; white-space: pre-wrap;
          overflow-wrap: anywhere } .said .bubble { background: #95ec69 }
        .chat details { padding: 0; font-size: .85rem } .chat pre { margin: .3rem 0; padding: .4rem .6rem; background: #fff;
          color: var(--ink); white-space: pre-wrap; overflow-wrap: anywhere; font: .95em ui-monospace, Menlo, Consolas, monospace }
        .line { display: flex; gap: .5rem } .line input { flex: 1; min-width: 0; padding: .3rem .6rem; font: inherit;
          border: 1px solid #c9cdd4; border-radius: 6px } #note:empty { display: none }
        .choices form { display: block } .grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr));
          gap: .6rem } .grid select { width: 100% }
        figure { margin: 0; text-align: center } button:disabled { color: var(--soft); cursor: default }
        .time { font-size: 1.4rem; font-variant-numeric: tabular-nums }
        """
}
