// Numbers as people read them.

const whole = new Intl.NumberFormat("en");

export function count(value) {
  const size = Math.abs(value);
  if (size < 10_000) {
    return whole.format(Math.round(value));
  }
  if (size < 1_000_000) {
    return `${(value / 1_000).toFixed(size < 100_000 ? 1 : 0)} k`;
  }
  return `${(value / 1_000_000).toFixed(size < 100_000_000 ? 1 : 0)} M`;
}

export function rate(value) {
  if (value <= 0) {
    return "0";
  }
  return value < 10 ? value.toFixed(1) : count(value);
}

export function bytes(value) {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let size = value;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${size < 10 && unit > 0 ? size.toFixed(1) : Math.round(size)} ${units[unit]}`;
}

export function duration(seconds) {
  const s = Math.max(0, Math.floor(seconds));
  if (s < 60) {
    return `${s} s`;
  }
  if (s < 3600) {
    return `${Math.floor(s / 60)} min ${String(s % 60).padStart(2, "0")} s`;
  }
  if (s < 86_400) {
    return `${Math.floor(s / 3600)} h ${String(Math.floor((s % 3600) / 60)).padStart(2, "0")} min`;
  }
  return `${Math.floor(s / 86_400)} d ${Math.floor((s % 86_400) / 3600)} h`;
}

/** The words of topics and metrics, for people. */
export function words(text) {
  return text.replaceAll("_", " ").replaceAll("-", " ");
}

/** A time of today as its hour, another one with its day. */
export function moment(iso, now) {
  const time = new Date(iso);
  const clock = time.toTimeString().slice(0, 8);
  return time.toDateString() === new Date(now).toDateString()
    ? clock
    : `${time.toISOString().slice(0, 10)} ${clock}`;
}
