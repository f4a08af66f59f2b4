// The charts, as SVG elements. Their sizes are in units of the viewBox; the page's width scales them.
"use strict";

const meridians = ["心包", "肝", "肾", "脾", "肺", "胃", "胆", "膀胱"];
const strongest = 10;

function strengthsOf(record) {
  return meridians.map((_, index) => Math.max(-strongest, Math.min(strongest, Number(record["c" + index]) || 0)));
}

function chart(width, height, label, ...children) {
  return svg("svg", {viewBox: `0 0 ${width} ${height}`, class: "chart", role: "img", "aria-label": label}, ...children);
}

function line(x1, y1, x2, y2, name) { return svg("line", {x1, y1, x2, y2, class: name}); }

function label(x, y, text, anchor, name) {
  return svg("text", {x, y, "text-anchor": anchor || "middle", class: name || "label"}, text);
}

function signed(number) { return (number > 0 ? "+" : number < 0 ? "−" : "") + Math.abs(number); }

// Points as a path's commands, straight from one to the next.
function path(points) { return points.map(([x, y], index) => `${index ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join(""); }

// Eight upright bars around a middle line, for one record in a list.
function meridianColumns(record) {
  const [step, middle, unit] = [40, 42, 3.2];
  const strengths = strengthsOf(record);
  const bars = strengths.map((strength, index) => {
    const x = index * step + 11, height = Math.max(1, Math.abs(strength) * unit);
    const isUp = strength >= 0;
    return [
      svg("rect", {x, y: isUp ? middle - height : middle, width: 18, height, rx: 2, class: isUp ? "strong" : "weak"}),
      label(x + 9, isUp ? middle - height - 3 : middle + height + 13, signed(strength), "middle", "number"),
      label(x + 9, 106, meridians[index]),
    ];
  });
  const words = strengths.map((strength, index) => meridians[index] + " " + strength).join("，");
  return chart(step * 8, 110, "八条经络：" + words, bars, line(0, middle, step * 8, middle, "axis"));
}

// One lying bar around a middle line, with its grade in words behind it.
function meridianRow(name, strength, grade) {
  const [middle, unit] = [196, 10];
  const width = Math.max(1, Math.abs(strength) * unit), isStrong = strength >= 0;
  return chart(360, 26, [name, strength, grade].join(" "),
    label(2, 18, name, "start", "name"), label(92, 18, signed(strength), "end", "number"),
    svg("rect", {x: middle - strongest * unit, y: 7, width: 2 * strongest * unit, height: 12, rx: 6, class: "track"}),
    svg("rect", {x: isStrong ? middle : middle - width, y: 7, width, height: 12, rx: 2, class: isStrong ? "strong" : "weak"}),
    line(middle, 4, middle, 22, "axis"), label(358, 18, grade, "end"));
}

// Heart rates over time, the oldest at the left. Nothing when there are fewer than two to join.
function heartRates(records) {
  const points = records.filter((record) => Number(record.heart_rate) > 0)
    .map((record) => ({time: Date.parse(record.created_at), rate: Number(record.heart_rate)}))
    .filter((point) => !isNaN(point.time)).sort((a, b) => a.time - b.time);
  if (points.length < 2) return null;
  const [left, right, top, bottom] = [34, 350, 14, 130];
  const rates = points.map((point) => point.rate);
  const low = Math.floor((Math.min(...rates) - 2) / 10) * 10, high = Math.ceil((Math.max(...rates) + 2) / 10) * 10;
  const first = points[0].time, last = points[points.length - 1].time;
  const x = (time) => left + (right - left) * (time - first) / Math.max(1, last - first);
  const y = (rate) => bottom - (bottom - top) * (rate - low) / (high - low);
  const steps = high - low > 60 ? 40 : high - low > 30 ? 20 : 10, grid = [];
  for (let rate = low; rate <= high; rate += steps) {
    grid.push(line(left, y(rate), right, y(rate), "grid"), label(left - 6, y(rate) + 4, rate, "end"));
  }
  const places = points.map((point) => [x(point.time), y(point.rate)]);
  return chart(360, 154, `心率从 ${Math.min(...rates)} 到 ${Math.max(...rates)} 次每分钟`, grid,
    svg("path", {d: path(places), class: "rate"}),
    places.map(([cx, cy], index) =>
      svg("circle", {cx, cy, r: 2.6, class: "rate"}, svg("title", {}, `${dateText(points[index].time)} ${rates[index]} 次/分`))),
    label(left, 149, dateText(first), "start"), label(right, 149, dateText(last), "end"));
}

// The pulse wave as the sensor gave it.
function pulseWave(points) {
  const values = points.map(Number).filter((value) => isFinite(value));
  if (values.length < 2) return null;
  const low = values.reduce((a, b) => Math.min(a, b)), high = values.reduce((a, b) => Math.max(a, b));
  const places = values.map((value, index) =>
    [6 + 348 * index / (values.length - 1), 102 - 92 * (value - low) / Math.max(1, high - low)]);
  const grid = [10, 33, 56, 79, 102].map((y) => line(6, y, 354, y, "grid"));
  return chart(360, 112, "脉搏波", grid, svg("path", {d: path(places), class: "wave"}));
}
