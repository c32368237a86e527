// What is written on the open map: how many names are seen, and which of them lie on another one.
const map = document.querySelector('dialog[open] svg.map').getBoundingClientRect();
// As high as capitals are, and as deep as a "g".
const box = (name) => {
  const { left, right } = name.getBoundingClientRect();
  const scale = name.getScreenCTM().a;
  const [size, line] = [name.getAttribute('font-size') * scale, name.getScreenCTM().f + name.getAttribute('y') * scale];
  return { left, right, top: line - 0.75 * size, bottom: line + 0.22 * size };
};
const meet = (one, other) => (
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom);
const names = [...document.querySelectorAll('dialog[open] .mark text')]
  .map((name) => ({ text: name.textContent, at: box(name) })).filter(({ at }) => meet(at, map));
const over = names.flatMap((one, at) => names.slice(0, at).filter((other) => meet(one.at, other.at))
  .map((other) => `${one.text} on ${other.text}`));
return [names.length, over];
