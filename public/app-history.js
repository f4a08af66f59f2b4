// #/history: a person's measurements, the newest first.
"use strict";

const pageSize = 20;
// Whether WeChat shows this page as a snapshot: its visitor is a virtual person, who has no measurements.
const isSnapshot = new URLSearchParams(location.search).get("is_snapshotuser") === "1";
const fingers = ["左小指", "左无名指", "左中指", "左食指", "左拇指", "右拇指", "右食指", "右中指", "右无名指", "右小指"];

function fingerName(number) { return fingers[number - 1] || "手指不详"; }

function twoDigits(number) { return String(number).padStart(2, "0"); }

// The day in the person's own time zone: 2026-01-31.
function dateText(time) {
  const date = new Date(time);
  return isNaN(date) ? "时间不详" : `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
}

function timeText(time) {
  const date = new Date(time);
  return isNaN(date) ? "时间不详" : `${dateText(time)} ${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`;
}

// The instant at which a day begins here, or ends; null for what is no day.
function instant(day, clock) {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(day || "") ? new Date(day + "T" + clock) : new Date(NaN);
  return isNaN(date) ? null : date.toISOString().replace(/\.\d+/, "");
}

function historyQuery(from, to, offset) {
  const query = new URLSearchParams({offset, size: pageSize + 1});
  const [start, end] = [instant(from, "00:00:00"), instant(to, "23:59:59")];
  if (start) query.set("start", start);
  if (end) query.set("end", end);
  return query;
}

function historyHash(from, to) {
  const query = new URLSearchParams();
  if (from) query.set("from", from);
  if (to) query.set("to", to);
  return "#/history" + (String(query) ? "?" + query : "");
}

function dateFilter(from, to) {
  const [first, last] = [html("input", {type: "date", id: "from", value: from}), html("input", {type: "date", id: "to", value: to})];
  const submit = (event) => {
    event.preventDefault();
    const days = [first.value, last.value];
    // Whoever mixes up the two means the days between them.
    if (days[0] && days[1] && days[0] > days[1]) days.reverse();
    location.hash = historyHash(days[0], days[1]);
  };
  return html("form", {class: "filter", submit},
    html("label", {}, "从", first), html("label", {}, "到", last),
    html("span", {},
      html("button", {class: "button", id: "filter"}, "筛选"),
      (from || to) && html("a", {class: "button plain", href: historyHash()}, "全部")));
}

function recordCard(record) {
  const rate = Number(record.heart_rate) > 0 ? record.heart_rate + " 次/分" : "没有心率";
  const tags = Array.isArray(record.tags) ? record.tags : [];
  return html("a", {class: "card record", href: "#/analysisreport?record_id=" + encodeURIComponent(record.record_id)},
    html("div", {class: "line"}, html("strong", {}, timeText(record.created_at)), html("span", {class: "rate"}, rate)),
    html("div", {class: "line soft"}, fingerName(record.finger),
      html("span", {class: record.has_paid ? "badge" : "badge off"}, record.has_paid ? "完整报告" : "简要报告")),
    meridianColumns(record),
    tags.length > 0 && html("p", {class: "tags"}, tags.map((tag) => html("span", {}, tag.label))),
    record.remark && html("p", {class: "remark"}, record.remark));
}

// view: the page's element and whether it is still the one to be shown.
async function historyView(view, query) {
  const [from, to] = [query.get("from") || "", query.get("to") || ""];
  const records = [];
  let offset = 0;
  const list = html("div", {id: "records", class: "grid"});
  const trend = html("div", {});
  const status = html("p", {id: "status", role: "status"});
  const more = html("button", {class: "button plain", id: "more", hidden: true, click: () => load()}, "加载更多");

  // One more than a page is asked for: whether there is more to load.
  async function load() {
    more.disabled = true;
    try {
      const answer = await ask("measurements?" + historyQuery(from, to, offset));
      offset += pageSize;
      showMore(answer.slice(0, pageSize));
      more.hidden = answer.length <= pageSize;
      status.textContent = records.length === 0 ? "" : more.hidden ? `共 ${records.length} 次测量` : `已显示 ${records.length} 次`;
      status.className = "soft";
    } catch (error) {
      if (records.length === 0) throw error;
      if (error.code === 1200) view.fail(error);
      else say(status, error.message, false);
    } finally {
      more.disabled = false;
    }
  }

  // A measurement that came in meanwhile moves the others on: none is shown twice.
  function showMore(page) {
    const fresh = page.filter((record) => !records.some((known) => known.record_id === record.record_id));
    records.push(...fresh);
    add(list, fresh.map(recordCard));
    const chart = heartRates(records);
    show(trend, chart && html("section", {id: "trend"}, html("h2", {}, "心率", html("small", {}, "次/分")), chart));
  }

  await load();
  const isEmpty = records.length === 0;
  const none = isSnapshot ? "正在浏览快照页。轻触“使用完整服务”后，可以看到您的测量。" : from || to ? "这段时间里没有测量。" : "还没有测量。用设备测量之后，结果会出现在这里。";
  view.show("我的测量",
    html("h1", {}, "我的测量"),
    (!isEmpty || from || to) && html("section", {}, dateFilter(from, to)),
    isEmpty ? html("section", {id: "empty"}, html("p", {}, none)) : [trend, list],
    html("div", {class: "end"}, status, more));
}
