// Asks the measurements API, and says in words what went wrong.
"use strict";

const apiBase = document.querySelector("meta[name=api]").content.trim().replace(/\/+$/, "");
// Milliseconds; a report may wait for an engine of the site's own.
const patience = 30000;

// What the API or the network refused; `message` is for the person, `login` an address when nobody is logged in.
class Refusal extends Error {
  constructor(code, message, login) {
    super(message);
    Object.assign(this, {code, login: login || null});
  }
}

const refusals = {
  1: "出了点问题，请稍后再试。",
  1200: "登录已过期，请重新登录。",
  2000: "服务器没有读懂这次请求。",
  2001: "这次请求少了内容。",
  2002: "没有找到，或者填写的内容不对。",
  3000: "服务器出错了，请稍后再试。",
  3001: "服务器没有及时得到结果，请稍后再试。",
  60000: "微信登录失败，请稍后再试。",
  60001: "微信暂时没有回应，请稍后再试。",
  413: "内容太长了。",
  429: "操作太频繁了，请过一会儿再试。",
  502: "服务暂时不可用，请稍后再试。",
  504: "服务没有及时回应，请稍后再试。",
  "-1": "没有这个地址。",
};

function words(code) { return refusals[code] || refusals[1] + "（" + code + "）"; }

// Gives the answer's `data`.
//
// path: behind /wx/api/, its parts encoded already; body: is sent as JSON, by POST unless a method is given.
async function ask(path, body, method) {
  const headers = {Accept: "application/json"};
  if (body) headers["Content-Type"] = "application/json";
  const options = {method: method || (body ? "POST" : "GET"), credentials: "include", headers, cache: "no-store"};
  if (body) options.body = JSON.stringify(body);
  const controller = typeof AbortController === "function" ? new AbortController() : null;
  if (controller) options.signal = controller.signal;
  const timer = controller && setTimeout(() => controller.abort(), patience);
  try {
    return dataOf(await answerOf(apiBase + "/wx/api/" + path, options));
  } finally {
    clearTimeout(timer);
  }
}

async function answerOf(address, options) {
  let response;
  try {
    response = await fetch(address, options);
  } catch (error) {
    throw new Refusal(0, error.name === "AbortError" ? words(504) : "网络不通，请检查网络后再试。");
  }
  try {
    return await response.json();
  } catch (error) {
    throw new Refusal(response.status, words(response.status));
  }
}

function dataOf(answer) {
  if (answer && answer.ok === true) return answer.data;
  const code = answer && answer.error ? answer.error.code : 1;
  throw new Refusal(code, words(code), code === 1200 ? pageAddress(answer.redirect) : null);
}

// An address that the browser may be sent to, or null.
function pageAddress(text) {
  try {
    const address = new URL(text);
    return address.protocol === "https:" || address.protocol === "http:" ? address.href : null;
  } catch (error) {
    return null;
  }
}

// What this tab remembers until it is closed. A browser may forbid that.
const memory = {
  get(name) { try { return sessionStorage.getItem(name); } catch (error) { return null; } },
  set(name, value) { try { sessionStorage.setItem(name, value); return true; } catch (error) { return false; } },
  remove(name) { try { sessionStorage.removeItem(name); } catch (error) { /* There is nothing then. */ } },
};

// Sends the browser to the login, but not again within a minute: a login that does not stick must not go round for ever.
//
// Gives whether it did.
function goToLogin(address) {
  const now = Date.now(), last = Number(memory.get("login")) || 0;
  if (!address || Math.abs(now - last) < 60000 || !memory.set("login", String(now))) return false;
  location.href = address;
  return true;
}
