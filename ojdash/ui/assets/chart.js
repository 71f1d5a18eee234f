// One figure. Plotly's basic bundle is fetched once for the site, and Plotly.react repaints without a remount.
let library;

function plotly() {
  if (window.Plotly) return Promise.resolve(window.Plotly);
  library ??= new Promise((done, failed) => {
    const script = document.querySelector("script[data-ojdash-plotly]");
    const ready = () => (window.Plotly ? done(window.Plotly) : failed(new Error("plotly")));
    script.addEventListener("load", ready);
    script.addEventListener("error", failed);
  });
  return library;
}

async function wholePicture(Plotly, data) {
  const wide = PICTURE.wide - 2 * PICTURE.edge;
  const { layout, data: traces } = data.figure;
  const high = layout.height ?? data.height;
  const options = { format: "svg", width: wide, height: high };
  const url = await Plotly.toImage({ data: traces, layout: { ...layout, width: wide, height: high } }, options);
  const svg = decodeURIComponent(url.slice(url.indexOf(",") + 1));
  const image = await drawnImage(svg.replace(/>/, `><style>${await ownLetters()}</style>`));
  return framed({ image, width: wide, height: high }, data.said, data.look);
}

// What is drawn larger for a large window, such as a seminar's screen; the largest that it has room for.
const fitting = (data) =>
  (data.larger ?? []).findLast(({ least }) => innerWidth >= least[0] && innerHeight >= least[1]) ?? data;

// A figure of a seminar fills the window down to its foot: its marks lie further apart, or a little closer under a long
// title. Letters and marks stay as large as they are.
const FOOT = 0.06; // of the window
const CLOSEST = 0.75, WIDEST = 1.45; // of its own height
function within(plot, { least, figure, height }) {
  if (!least?.[1]) return figure; // nothing is said of the window's height
  const room = innerHeight - plot.getBoundingClientRect().top - FOOT * innerHeight;
  return room > CLOSEST * height ? { ...figure, layout: { ...figure.layout, height: Math.min(room, WIDEST * height) } } : figure;
}

export default function (component) {
  const { data, parentElement } = component;
  const root = parentElement.querySelector(".ojdash-chart");
  const plot = root.querySelector(".ojdash-plot");
  const button = root.querySelector("button");
  plot.setAttribute("aria-label", data.alt);
  button.textContent = data.picture;
  const config = { displayModeBar: false, responsive: true, showTips: false, scrollZoom: false, doubleClick: false };
  const paint = (Plotly) => {
    const figure = within(plot, (root.shown = fitting(data)));
    plot.style.minHeight = `${figure.layout.height}px`;
    Plotly.react(plot, figure.data, figure.layout, config).then(() => {
      root.dataset.painted = data.key;
    });
  };
  plot.style.minHeight = `${fitting(data).height}px`;
  const resized = () => window.Plotly && root.shown !== fitting(data) && paint(window.Plotly);
  addEventListener("resize", resized);
  plotly().then((Plotly) => {
    paint(Plotly);
    button.onclick = () => wholePicture(Plotly, data).then((canvas) => saved(canvas, data.file));
  });
  return () => removeEventListener("resize", resized);
}
