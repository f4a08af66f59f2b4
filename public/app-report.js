// #/analysisreport?record_id=N, a person's own report, and #/shared?token=…, one that somebody shares.
"use strict";

const longestRemark = 255;
const gradeNames = {very_strong: "明显偏强", strong: "偏强", balanced: "平稳", weak: "偏弱", very_weak: "明显偏弱"};
const factorNames = {f0: "阴", f1: "阳", f2: "湿气", f3: "淤血"};

// The report's lists in the order in which they are read. The first two are shown before payment, too.
const listHeadings = {
  lead: "总览", tags: "要点", factor_explains: "指数解读", channels_and_collaterals_explains: "经络解读",
  syndrome_differentiation_explains: "证候线索", constitution_differentiation_explains: "体质辨识",
  health_descriptions: "健康状况", tips: "日常建议", tips_for_woman: "给女性的建议", baby_tips: "母婴建议",
  measurement_tips: "测量提示", dictionary_entries: "名词解释",
};
const shortLists = ["lead", "tags"];

function entriesOf(content, name) {
  const list = content[name];
  return Array.isArray(list) ? list.filter((entry) => entry && typeof entry.content === "string") : [];
}

// Names of the lists that an engine has beside the known ones.
function furtherLists(content) {
  return Object.keys(content).filter((name) => !listHeadings[name] && entriesOf(content, name).length > 0);
}

// The engine's first words are what the report is not: medical advice.
function disclaimerOf(content) {
  return entriesOf(content, "lead").find((entry) => entry.key === "disclaimer") || entriesOf(content, "lead")[0];
}

function entrySection(name, heading, entries) {
  return entries.length > 0 && html("section", {class: "entries", "data-list": name}, html("h2", {}, heading),
    entries.map((entry) => html("div", {}, html("h3", {}, entry.label), html("p", {class: "words"}, entry.content))));
}

function listSection(content, name) {
  const hidden = disclaimerOf(content);
  return entrySection(name, listHeadings[name], entriesOf(content, name).filter((entry) => entry !== hidden));
}

function table(rows) {
  return html("dl", {}, rows.filter((row) => row[1] !== null && row[1] !== undefined && row[1] !== "")
    .map((row) => [html("dt", {}, row[0]), html("dd", {}, row[1])]));
}

function isOff(content, option) { return (content.display_options || {})[option] === false; }

function portrait(address) {
  if (!/^https:\/\//.test(address || "")) return null;
  const image = html("img", {alt: "", hidden: true, referrerpolicy: "no-referrer", load: () => { image.hidden = false; }});
  image.src = address;
  return image;
}

function profileSection(content) {
  const person = content.user_profile || {}, result = content.measurement_result || {};
  const unit = (value, name) => (Number(value) > 0 ? value + " " + name : null);
  const isRange = Number(result.app_lowest_heart_rate) > 0 && Number(result.app_highest_heart_rate) > 0;
  const rates = isOff(content, "display_heart_rate") ? [] : [
    ["心率", unit(result.heart_rate, "次/分")], ["手机测得", unit(result.app_heart_rate, "次/分")],
    ["心率范围", isRange ? `${result.app_lowest_heart_rate}–${result.app_highest_heart_rate} 次/分` : null],
  ];
  return html("section", {id: "profile"}, portrait(person.avatar_url),
    html("h2", {id: "nickname"}, person.nickname || "未填昵称"),
    table([
      ["测量时间", timeText(content.created_at)], ["手指", fingerName(result.finger)],
      ["性别", ["男", "女"][person.gender]], ["年龄", person.age === null ? null : person.age + " 岁"],
      ["生日", (person.birthday || "").slice(0, 10)], ["身高", unit(person.height, "厘米")], ["体重", unit(person.weight, "公斤")],
    ].concat(rates)));
}

function pulseSection(content) {
  const wave = (content.measurement_result || {}).partial_pulse_wave;
  const drawn = pulseWave(Array.isArray(wave) ? wave : []);
  return drawn && html("section", {id: "pulse"}, html("h2", {}, "脉搏波"), drawn);
}

// All eight, the strongest first.
function meridianSection(content) {
  const rows = strengthsOf(content.measurement_result || {})
    .map((strength, cc) => ({strength, cc, name: meridians[cc] + "经", grade: ""}));
  (content.channels_and_collaterals_strength || []).forEach((grade) => grade.labels.forEach((label) => {
    if (rows[label.cc]) rows[label.cc].grade = gradeNames[grade.key] || grade.key;
  }));
  rows.sort((a, b) => b.strength - a.strength || a.cc - b.cc);
  return html("section", {id: "meridians"}, html("h2", {}, "八条经络", html("small", {}, "−10 偏弱 … +10 偏强")),
    rows.map((row) => meridianRow(row.name, row.strength, row.grade)));
}

function factorSection(content) {
  const factors = content.physical_therapy_explain || {};
  if (isOff(content, "display_physical_therapy") || isOff(content, "display_physical_therapy_explain")) return null;
  return html("section", {id: "factors"}, html("h2", {}, "指数"),
    html("div", {class: "tiles"}, Object.keys(factorNames).map((name) =>
      html("div", {}, html("strong", {}, signed(Number(factors[name]) || 0)), html("span", {}, factorNames[name])))));
}

function disclaimerSection(content) {
  const entry = disclaimerOf(content);
  return entry && html("section", {id: "disclaimer"}, html("h2", {}, entry.label), html("p", {class: "words"}, entry.content));
}

function isFull(content) { return Boolean(content.show_full_report || content.has_paid); }

function reportSections(content) {
  const short = [
    profileSection(content), meridianSection(content), disclaimerSection(content),
    shortLists.map((name) => listSection(content, name)), pulseSection(content),
  ];
  if (!isFull(content)) return short;
  const names = Object.keys(listHeadings).filter((name) => shortLists.indexOf(name) < 0);
  const further = [].concat(...furtherLists(content).map((name) => entriesOf(content, name)));
  return short.concat([
    factorSection(content), names.map((name) => listSection(content, name)), entrySection("further", "更多说明", further),
  ]);
}

// What is left out of a report that is not paid for, in words. The answer does not hold it, so nobody knows which lists are empty:
// those that not everybody has are not promised.
function missingParts() {
  const some = shortLists.concat("tips_for_woman", "baby_tips");
  return ["指数"].concat(Object.keys(listHeadings).filter((name) => some.indexOf(name) < 0)
    .map((name) => listHeadings[name])).join("、");
}

// Runs what a button is for, with the button out of use meanwhile, and says beside it what went wrong.
async function attempt(view, button, status, work) {
  button.disabled = true;
  try {
    await work();
  } catch (error) {
    if (error.code === 1200) view.fail(error);
    else if (error instanceof Refusal) say(status, error.message, false);
    else throw error;
  } finally {
    button.disabled = false;
  }
}

function paymentSection(view, id, paid) {
  const status = html("p", {role: "status"});
  const pay = () => attempt(view, button, status, async () => {
    await ask("payment", {record_id: Number(id)});
    await paid();
  });
  const button = html("button", {class: "button", id: "pay", click: pay}, "支付并查看完整报告");
  return html("section", {id: "payment"}, html("h2", {}, "完整报告"),
    html("p", {}, "这是简要报告。完整报告还包括：" + missingParts() + "。"), button,
    html("p", {class: "soft"}, "这里的支付是简化的，不会扣款。"), status);
}

// Characters as people count them, an emoji as one; without Segmenter (Chromium before 87) nearly so.
function characters(text) {
  if (typeof Intl === "object" && Intl.Segmenter) return Array.from(new Intl.Segmenter("zh").segment(text)).length;
  const joined = /[\u0300-\u036f\u200d\u20e3\ufe0e\ufe0f]|\ud83c[\udffb-\udfff]/;
  return Array.from(text).filter((point, index, all) => !joined.test(point) && all[index - 1] !== "\u200d").length;
}

function remarkSection(view, id, content) {
  const draft = memory.get("remark " + id);
  let saved = content.remark || "";
  const text = html("textarea", {id: "remark", rows: 3, placeholder: "例如：晨起空腹", "aria-label": "备注", input: count});
  const counter = html("span", {id: "remark-count", class: "soft"}), status = html("p", {id: "remark-status", role: "status"});
  const click = () => attempt(view, save, status, send).then(count);
  const save = html("button", {class: "button", id: "save-remark", click}, "保存备注");
  text.value = draft === null ? saved : draft;
  if (draft !== null) say(status, "这段备注还没有保存，请再保存一次。", false);

  function count() {
    const length = characters(text.value);
    counter.textContent = `${length}/${longestRemark}`;
    counter.className = length > longestRemark ? "bad" : "soft";
    save.disabled = length > longestRemark || text.value === saved;
  }

  async function send() {
    const remark = text.value;
    // Kept over a login that may have to come first.
    memory.set("remark " + id, remark);
    await ask(`measurements/${id}/remark`, {remark});
    memory.remove("remark " + id);
    saved = remark;
    say(status, "已保存", true);
  }

  count();
  return html("section", {}, html("h2", {}, "备注"), text, html("div", {class: "line"}, save, counter), status);
}

async function copy(field) {
  field.focus();
  field.setSelectionRange(0, field.value.length);
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch (error) {
    // No clipboard without https, nor in an older webview.
    return document.execCommand("copy");
  }
}

// What a link shows of the person only when it is asked for, by the API's names.
const shareChoices = {birthday: "生日", remark: "备注"};

function shareSection(view, id) {
  const status = html("p", {id: "share-status", role: "status"});
  const link = html("input", {id: "share-link", readonly: true, "aria-label": "分享链接", hidden: true});
  const choices = Object.keys(shareChoices).map((name) => html("input", {type: "checkbox", id: "share-" + name, value: name}));
  const share = () => attempt(view, button, status, async () => {
    const show = choices.filter((choice) => choice.checked).map((choice) => choice.value).join(",");
    const answer = await ask(`measurements/${id}/token` + (show ? "?show=" + encodeURIComponent(show) : ""));
    link.value = location.origin + location.pathname + "#/shared?token=" + encodeURIComponent(answer.token);
    link.hidden = false;
    if (await copy(link)) say(status, "链接已复制。拿到链接的人不登录也能看这份报告。", true);
    else say(status, "请长按链接复制。拿到链接的人不登录也能看这份报告。", true);
  });
  const revoke = () => attempt(view, end, status, async () => {
    await ask(`measurements/${id}/token`, null, "DELETE");
    link.value = "";
    link.hidden = true;
    say(status, "已停止分享：以前的链接都不能再看这份报告。", true);
  });
  const button = html("button", {class: "button plain", id: "share", click: share}, "分享报告");
  const end = html("button", {class: "button plain", id: "stop-sharing", click: revoke}, "停止分享");
  return html("section", {}, html("h2", {}, "分享"),
    html("p", {class: "soft"}, "链接里不显示生日和备注，除非勾选：",
      choices.map((choice) => html("label", {}, choice, shareChoices[choice.value]))),
    html("div", {class: "line"}, button, end), link, status);
}

async function reportView(view, query) {
  const id = query.get("record_id") || "";
  if (!/^[1-9]\d{0,15}$/.test(id)) return view.fail(new Refusal(2002, "没有这份报告。"));
  const analyze = async () => (await ask(`measurements/${id}/analyze`)).content;
  const body = html("div", {id: "report"});
  const draw = (content) => show(body, reportSections(content),
    !isFull(content) && paymentSection(view, id, async () => draw(await analyze())));
  const content = await analyze();
  draw(content);
  view.show("分析报告", html("p", {class: "back"}, html("a", {href: "#/history"}, "‹ 全部测量")), html("h1", {}, "分析报告"),
    body, remarkSection(view, id, content), shareSection(view, id));
}

async function sharedView(view, query) {
  const token = query.get("token") || "";
  if (!token) return view.fail(new Refusal(2002, "链接不完整，请让对方重新分享。"));
  const content = (await ask(`measurements/token/${encodeURIComponent(token)}/analyze`)).content;
  view.show("分享的分析报告", html("h1", {}, "分享的分析报告"), html("div", {id: "report"}, reportSections(content)),
    content.remark && html("section", {}, html("h2", {}, "备注"), html("p", {class: "words", id: "shared-remark"}, content.remark)),
    !isFull(content) && html("p", {class: "soft"}, "这是简要报告。"));
}
