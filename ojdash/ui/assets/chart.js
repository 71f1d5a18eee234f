// One figure. Plotly's basic bundle is fetched once for the site, and Plotly.react repaints without a remount.
let library;

function plotly() {
  if (window.Plotly) return Promise.resolve(window.Plotly);
  library ??= new Promise((done, failed) => {
    const script = document.querySelector("script[data-ojdash-plotly]");
    const ready = () => (window.Plotly ? done(window.Plotly) : failed(new Error("plotly")));
    if (script.dataset.loaded) return ready();
    script.addEventListener("load", ready);
    script.addEventListener("error", failed);
  });
  return library;
}

function wholePicture(plot, data) {
  // What is shown, with the title above and the source below, on an opaque ground.
  const { layout } = data.figure;
  const wrapped = data.source.replace(/(.{1,110})(\s|$)/g, "$1<br>");
  const margin = { ...(layout.margin ?? {}), t: (layout.margin?.t ?? 20) + 64, b: (layout.margin?.b ?? 40) + 70 };
  return {
    data: data.figure.data,
    layout: {
      ...layout,
      width: 1200,
      height: (layout.height ?? data.height) + 130,
      margin,
      paper_bgcolor: data.ground,
      title: { text: data.title, x: 0.01, xanchor: "left", y: 0.98, yanchor: "top", font: { size: 20 } },
      annotations: [
        ...(layout.annotations ?? []),
        { text: wrapped, xref: "paper", yref: "paper", x: 0, y: 0, yanchor: "top", yshift: -(layout.margin?.b ?? 40) - 6, xanchor: "left",
          align: "left", showarrow: false, font: { size: 13 } },
      ],
    },
  };
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
    button.onclick = () =>
      Plotly.toImage(wholePicture(plot, data), { format: "png", width: 1200, height: data.height + 130, scale: 2 })
        .then((url) => Object.assign(document.createElement("a"), { href: url, download: `${data.file}.png` }).click());
  });
  return () => removeEventListener("resize", resized);
}
