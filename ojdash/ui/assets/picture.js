// A picture that stands alone: what it is of above, what is shown, and source, edition and address below.
//
// An SVG that is drawn as an image reaches no font of its page: its texts were measured in the page's letters and drawn
// in others, and where those are wider the last lines fell outside. So the letters go with the SVG; all text around it
// is drawn by the very pen that measures it; and what may still have grown is cut at its last mark, not at a height.
const PICTURE = { wide: 1200, edge: 24, scale: 2, most: 4e6 };
const SIZES = { title: 22, text: 16, small: 14 };

let letters;

function fontFaces() {
  const used = new Set([...document.fonts].filter((one) => one.status === "loaded").map((one) => plainName(one.family)));
  const rules = [...document.styleSheets].flatMap((sheet) => {
    try {
      return [...sheet.cssRules].map((rule) => [rule, sheet.href ?? document.baseURI]);
    } catch {
      return []; // another site's
    }
  });
  const isOurs = ([rule]) => rule instanceof CSSFontFaceRule && used.has(plainName(rule.style.getPropertyValue("font-family")));
  return rules.filter(isOurs);
}

const plainName = (family) => family.replace(/["']/g, "");

async function inlined([rule, base]) {
  const address = /url\(["']?([^"')]+)["']?\)/.exec(rule.cssText)?.[1];
  if (!address || address.startsWith("data:")) return rule.cssText;
  try {
    const found = await fetch(new URL(address, base));
    const read = new FileReader();
    const done = new Promise((told) => (read.onload = () => told(read.result)));
    read.readAsDataURL(await found.blob());
    return rule.cssText.replace(/url\([^)]+\)/, `url(${await done})`);
  } catch {
    return ""; // the page has fallen back then, and so does the image
  }
}

// The page's letters as styles that hold them, for an SVG; fetched once.
const ownLetters = () => (letters ??= Promise.all(fontFaces().map(inlined)).then((every) => every.join("\n")));

async function drawnImage(svg) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  return image;
}

// A text in lines that are no wider than there is room for, by the pen that draws them; a long word is broken.
function wrapped(pen, said, room) {
  const lines = [];
  let line = "";
  for (const word of said.split(/\s+/)) {
    const longer = line ? `${line} ${word}` : word;
    if (pen.measureText(longer).width <= room) {
      line = longer;
      continue;
    }
    if (line) lines.push(line);
    line = "";
    for (const sign of word) {
      if (line && pen.measureText(line + sign).width > room) {
        lines.push(line);
        line = "";
      }
      line += sign;
    }
  }
  return line ? [...lines, line] : lines;
}

// The parts above and below, each as lines with their size: [{ font, colour, step, lines }].
function laid(pen, parts, room, look) {
  return parts.filter(([, said]) => said).map(([kind, said]) => {
    const bold = kind === "title" || kind === "example" ? "bold " : "";
    const size = SIZES[kind] ?? SIZES.small;
    const font = `${bold}${size}px ${look.font}`;
    pen.font = font;
    return { font, colour: kind === "small" ? look.muted : look.ink, step: Math.ceil(size * 1.4), lines: wrapped(pen, said, room) };
  });
}

const heightOf = (parts) => parts.reduce((sum, { step, lines }) => sum + step * lines.length + 4, 0);

// shown: an image with the size that it is drawn at; said: title, above (sentences), below, example; look: its colours.
function framed(shown, said, look) {
  const wide = Math.max(PICTURE.wide, shown.width + 2 * PICTURE.edge);
  const room = Math.min(wide, PICTURE.wide) - 2 * PICTURE.edge;
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  const above = laid(pen, [["title", said.title], ["example", said.example], ...said.above.map((one) => ["text", one])], room, look);
  const below = laid(pen, said.below.map((one) => ["small", one]), room, look);
  const top = PICTURE.edge + heightOf(above) + 8;
  const high = top + shown.height + 12 + heightOf(below) + PICTURE.edge;
  const scale = wide * high > PICTURE.most ? 1 : PICTURE.scale;
  Object.assign(canvas, { width: scale * wide, height: Math.ceil(scale * high) });
  pen.scale(scale, scale);
  pen.fillStyle = look.ground;
  pen.fillRect(0, 0, wide, high);
  pen.drawImage(shown.image, PICTURE.edge, top, shown.width, shown.height);
  written(pen, above, PICTURE.edge);
  written(pen, below, top + shown.height + 12);
  return canvas;
}

function written(pen, parts, top) {
  pen.textBaseline = "top";
  for (const { font, colour, step, lines } of parts) {
    Object.assign(pen, { font, fillStyle: colour });
    for (const line of lines) {
      pen.fillText(line, PICTURE.edge, top);
      top += step;
    }
    top += 4;
  }
}

// What of an image has a mark, from its upper left corner: cut where the last one is.
function cut(image, width, height, scale) {
  const canvas = Object.assign(document.createElement("canvas"), { width: scale * width, height: scale * height });
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.scale(scale, scale);
  pen.drawImage(image, 0, 0);
  const STRIP = 64; // a strip at a time, from the foot: a large picture is not read whole
  for (let foot = canvas.height; foot > 0; foot -= STRIP) {
    const top = Math.max(0, foot - STRIP);
    const { data } = pen.getImageData(0, top, canvas.width, foot - top);
    let last = data.length - 1;
    while (last > 0 && !data[last]) last -= 4;
    if (last > 0) {
      const high = top + Math.ceil((last + 1) / 4 / canvas.width) + scale;
      const whole = Object.assign(document.createElement("canvas"), { width: canvas.width, height: high });
      whole.getContext("2d").drawImage(canvas, 0, 0);
      return { image: whole, width, height: high / scale };
    }
  }
  return { image: canvas, width, height };
}

function saved(canvas, file) {
  Object.assign(document.createElement("a"), { href: canvas.toDataURL("image/png"), download: `${file}.png` }).click();
}
