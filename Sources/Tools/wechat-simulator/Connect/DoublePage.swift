import HTTP

/// Calls a site's callback twice, as WeChat sometimes does: first in the background, then visibly.
enum DoublePage {
    static func response(_ first: String, _ second: String) -> Response {
        Page.response(
            title: "网页授权", language: "zh-CN",
            """
            <section class="phone">
            <h2>回调两次 <small>the callback is called twice</small></h2>
            <p><a id="first" href="\(first)">第一次 first</a> · <a id="second" href="\(second)">第二次 second</a></p>
            </section>
            \(script)
            """)
    }

    private static let script: HTML = """
        <script>
        const frame = document.createElement("iframe");
        const next = () => location.replace(document.getElementById("second").href);
        frame.hidden = true;
        frame.onload = next;
        frame.src = document.getElementById("first").href;
        document.body.append(frame);
        setTimeout(next, 5000);
        </script>
        """
}
