// What both example pages need: a table of names and values, filled in without ever making text into HTML.
function show(list, values) {
  list.replaceChildren(...Object.entries(values).flatMap(([name, value]) => {
    const term = document.createElement("dt"), detail = document.createElement("dd");
    term.textContent = name;
    detail.textContent = typeof value === "string" ? value : JSON.stringify(value);
    return [term, detail];
  }));
}

function say(element, text, isGood) {
  element.textContent = text;
  element.className = isGood ? "good" : "bad";
}
