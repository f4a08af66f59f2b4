// Makes elements. Text goes in as text nodes only: whatever people wrote stays text.
"use strict";

const svgNamespace = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  Object.keys(attributes || {}).forEach((name) => {
    const value = attributes[name];
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  });
  children.forEach((child) => add(element, child));
  return element;
}

// A child is an element, a text, a list of children, or nothing (null, false).
function add(element, child) {
  if (Array.isArray(child)) child.forEach((each) => add(element, each));
  else if (child instanceof Node) element.appendChild(child);
  else if (child !== null && child !== undefined && child !== false) {
    element.appendChild(document.createTextNode(String(child)));
  }
}

// html("p", {class: "soft", click: handler}, "text", element)
function html(name, attributes, ...children) {
  return fill(document.createElement(name), attributes, children);
}

function svg(name, attributes, ...children) {
  return fill(document.createElementNS(svgNamespace, name), attributes, children);
}

function show(element, ...children) {
  element.textContent = "";
  add(element, children);
}

// Says in `element` how something went.
function say(element, text, isGood) {
  element.textContent = text;
  element.className = isGood ? "good" : "bad";
}
