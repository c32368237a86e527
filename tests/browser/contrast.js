// How every text on the page stands out from what lies behind it: [classes around it, contrast, its first words].
const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });

function parts(colour) {
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
  return { light: [red, green, blue], alpha: alpha / 255 };
}

function over({ light, alpha }, below) {
  return light.map((one, at) => one * alpha + below[at] * (1 - alpha));
}

function behind(element) {
  if (!element) return parts('canvas').light;
  const own = parts(getComputedStyle(element).backgroundColor);
  return own.alpha === 1 ? own.light : over(own, behind(element.parentElement));
}

function luminance(light) {
  const [red, green, blue] = light.map((one) => one / 255)
    .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(element) {
  const ground = behind(element);
  const words = over(parts(getComputedStyle(element).color), ground);
  const [dark, bright] = [luminance(ground), luminance(words)].sort((one, other) => one - other);
  return (bright + 0.05) / (dark + 0.05);
}

function around(element) {
  return element ? [...element.classList, ...around(element.parentElement)] : [];
}

const says = (element) => [...element.childNodes].some((one) => one.nodeType === Node.TEXT_NODE && one.data.trim());
const isRead = (element) => says(element) && element.checkVisibility() && !element.closest('svg, .hidden, noscript');
return [...document.body.querySelectorAll('*')].filter(isRead).map((element) => (
  [around(element).join(' '), contrast(element), element.textContent.trim().slice(0, 40)]));
