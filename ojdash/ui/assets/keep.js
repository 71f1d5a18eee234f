// This tab remembers the key of the analys that it has open, by what its address bar holds instead (before.js).
export default function ({ data }) {
  dispatchEvent(new CustomEvent("ojdash-opened", { detail: { carried: data.carried } }));
  try {
    if (data.key !== data.carried) sessionStorage.setItem(`ojdash.key.${data.carried}`, data.key);
  } catch { /* nothing is kept in this browser: a reload opens for reading */ }
}
