// Which view is shown: the part of the page's address behind the #.
"use strict";

const page = document.getElementById("page");
const views = {"/history": historyView, "/analysisreport": reportView, "/shared": sharedView};
let shown = 0;

// One visit to a view. An answer that comes after the person went on to the next one is not shown.
class View {
  constructor() { this.number = ++shown; }

  show(title, ...children) {
    if (this.number !== shown) return;
    document.title = title;
    show(page, children);
    page.focus();
    window.scrollTo(0, 0);
  }

  fail(error) {
    if (this.number !== shown) return;
    if (error.code === 1200) return this.logIn(error);
    if (!(error instanceof Refusal)) console.error(error);
    this.show("出错了", html("section", {},
      html("p", {id: "error", class: "bad"}, error instanceof Refusal ? error.message : words(1)),
      html("button", {class: "button", id: "again", click: route}, "再试一次"),
      html("a", {class: "button plain", href: "#/history"}, "我的测量")));
  }

  logIn(error) {
    if (goToLogin(error.login)) return this.show("登录", html("p", {class: "soft"}, "正在前往微信登录…"));
    this.show("登录", html("section", {}, html("p", {id: "error"}, "需要登录才能看到您的测量。"),
      error.login ? html("a", {class: "button", id: "login", href: error.login}, "微信登录")
        : html("button", {class: "button", id: "again", click: route}, "再试一次")));
  }
}

function route() {
  const hash = location.hash.slice(1) || "/history", cut = hash.indexOf("?");
  const name = cut < 0 ? hash : hash.slice(0, cut);
  const view = new View();
  if (!Object.prototype.hasOwnProperty.call(views, name)) return view.fail(new Refusal(-1, "没有这个页面。"));
  show(page, html("p", {class: "soft"}, "正在打开…"));
  views[name](view, new URLSearchParams(cut < 0 ? "" : hash.slice(cut))).catch((error) => view.fail(error));
}

window.addEventListener("hashchange", route);
// Back from WeChat's page by the back button: the browser shows what it had kept.
window.addEventListener("pageshow", (event) => { if (event.persisted) route(); });
route();
