// A small line of the last minutes. It is decoration beside a figure that is written out.

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 160;
const HEIGHT = 36;
const WINDOW = 5 * 60 * 1000;

export function spark(svg, points) {
  if (!svg.firstChild) {
    svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
    svg.setAttribute("preserveAspectRatio", "none");
    for (const name of ["area", "line"]) {
      const path = document.createElementNS(SVG, "path");
      path.setAttribute("class", name);
      path.setAttribute("vector-effect", "non-scaling-stroke");
      svg.append(path);
    }
  }
  const [area, line] = svg.children;
  if (points.length < 2) {
    area.setAttribute("d", "");
    line.setAttribute("d", "");
    return;
  }
  const end = points.at(-1)[0];
  const top = Math.max(1, ...points.map(([, value]) => value));
  const place = ([at, value]) => {
    const x = WIDTH - ((end - at) / WINDOW) * WIDTH;
    const y = HEIGHT - 2 - (value / top) * (HEIGHT - 6);
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  };
  const path = points.map(place).join("L");
  const first = place(points[0]).split(" ")[0];
  line.setAttribute("d", `M${path}`);
  area.setAttribute("d", `M${first} ${HEIGHT}L${path}L${WIDTH} ${HEIGHT}Z`);
}
