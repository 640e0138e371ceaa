"""Plots as SVG that stands inside a page: no script, no font, nothing fetched."""

from html import escape

WIDTH, ROW, LEFT = 760, 26, 330


def bars(title, values, mark=None):
    """Horizontal bars.

    :param values: label, value and class (``ours``, ``baseline`` or ``bar``) of each, in order
    :param mark: a value to draw a line at
    """
    values = [each for each in values if each[1] is not None]
    if not values:
        return ""
    most = max([value for _, value, _ in values] + [mark or 0]) * 1.12 or 1
    height = ROW * len(values) + 10
    room = WIDTH - LEFT - 60
    parts = [f'<figure><figcaption>{escape(title)}</figcaption><svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(title)}">']
    for i, (label, value, kind) in enumerate(values):
        y = i * ROW + 5
        long = room * value / most
        parts.append(f'<text x="{LEFT - 8}" y="{y + 15}" text-anchor="end">{escape(shortened(label))}</text>')
        parts.append(f'<rect class="{kind}" x="{LEFT}" y="{y}" width="{long:.1f}" height="{ROW - 7}" rx="2"/>')
        parts.append(f'<text x="{LEFT + long + 6:.1f}" y="{y + 15}">{value:.3f}</text>')
    if mark:
        x = LEFT + room * mark / most
        parts.append(f'<line class="mark" x1="{x:.1f}" x2="{x:.1f}" y1="0" y2="{height}"/>')
    return "".join(parts) + "</svg></figure>"


def scatter(title, across, up, points):
    """Points with labels.

    :param points: label, x, y and class of each
    """
    points = [point for point in points if point[1] is not None and point[2] is not None]
    if len(points) < 2:
        return ""
    height, margin = 330, 52
    most = [max(point[i] for point in points) * 1.15 or 1 for i in (1, 2)]
    parts = [f'<figure><figcaption>{escape(title)}</figcaption><svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(title)}">']
    parts.append(f'<path class="axis" d="M{margin} 10V{height - margin}H{WIDTH - 20}" fill="none"/>')
    for share in (0.25, 0.5, 0.75, 1):
        x, y = margin + (WIDTH - 20 - margin) * share, height - margin - (height - margin - 10) * share
        parts.append(f'<text x="{x:.0f}" y="{height - margin + 18}" text-anchor="middle">{most[0] * share:.2f}</text>')
        parts.append(f'<text x="{margin - 6}" y="{y + 4:.0f}" text-anchor="end">{most[1] * share:.2f}</text>')
    parts.append(f'<text x="{(WIDTH + margin) / 2:.0f}" y="{height - 10}" text-anchor="middle">{escape(across)}</text>')
    parts.append(f'<text x="{margin + 8}" y="18">{escape(up)}</text>')
    for i, (_, x, y, kind) in enumerate(points, 1):
        px, py = margin + (WIDTH - 20 - margin) * x / most[0], height - margin - (height - margin - 10) * y / most[1]
        parts.append(f'<circle class="{kind}" cx="{px:.1f}" cy="{py:.1f}" r="5"/><text x="{px + 8:.1f}" y="{py - 6:.1f}">{i}</text>')
    legend = "".join(f"<li>{escape(label)}</li>" for label, *_ in points)
    return "".join(parts) + f"</svg><ol>{legend}</ol></figure>"


COLOURS = ("#2667c9", "#c98a26", "#1b7f3b", "#a3409a", "#2aa5b8", "#b3261e")


def lines(title, across, up, paths, marks=()):
    """Lines through points, with a legend; axes end a little beyond what is drawn.

    :param paths: by label the points (x, y) of each
    :param marks: label, x and y of single points beside them
    """
    every = [point for points in paths.values() for point in points] + [(x, y) for _, x, y in marks]
    low = [min(point[i] for point in every) for i in (0, 1)]
    high = [max(point[i] for point in every) for i in (0, 1)]
    room = [(high[i] - low[i]) * 0.06 or 0.01 for i in (0, 1)]
    low, high = [max(0, low[i] - room[i]) for i in (0, 1)], [high[i] + room[i] for i in (0, 1)]
    height, margin = 330, 52

    def place(x, y):
        return margin + (WIDTH - 20 - margin) * (x - low[0]) / (high[0] - low[0]), height - margin - (height - margin - 10) * (y - low[1]) / (high[1] - low[1])

    parts = [f'<figure><figcaption>{escape(title)}</figcaption><svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(title or up)}">']
    parts.append(f'<path class="axis" d="M{margin} 10V{height - margin}H{WIDTH - 20}" fill="none"/>')
    for share in (0, 0.25, 0.5, 0.75, 1):
        x, y = low[0] + (high[0] - low[0]) * share, low[1] + (high[1] - low[1]) * share
        px, py = place(x, y)
        parts.append(f'<text x="{px:.0f}" y="{height - margin + 18}" text-anchor="middle">{x:.3f}</text><text x="{margin - 6}" y="{py + 4:.0f}" text-anchor="end">{y:.3f}</text>')
    parts.append(f'<text x="{(WIDTH + margin) / 2:.0f}" y="{height - 10}" text-anchor="middle">{escape(across)}</text><text x="{margin + 8}" y="18">{escape(up)}</text>')
    legend = []
    for i, (label, points) in enumerate(paths.items()):
        colour = COLOURS[i % len(COLOURS)]
        drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(*point) for point in points))
        parts.append(f'<polyline points="{drawn}" fill="none" style="stroke:{colour};stroke-width:1.5"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" style="fill:{colour}"/>' for x, y in (place(*point) for point in points)]
        legend.append(f'<li style="color:{colour}">{escape(label)}</li>')
    for label, x, y in marks:
        px, py = place(x, y)
        parts.append(f'<circle class="bar" cx="{px:.1f}" cy="{py:.1f}" r="6"/><text x="{px - 9:.1f}" y="{py + 4:.1f}" text-anchor="end">{escape(label)}</text>')
    return "".join(parts) + f"</svg><ul>{''.join(legend)}</ul></figure>"


def reliability(title, bins):
    """How often the first place was right against how sure it was said to be.

    :param bins: said, true and number of each
    """
    bins = [each for each in bins if each[2]]
    if not bins:
        return ""
    size, margin = 300, 40
    room = size - margin - 10
    most = max(each[2] for each in bins)
    parts = [f'<figure class="small"><figcaption>{escape(title)}</figcaption><svg viewBox="0 0 {size} {size}" role="img" aria-label="{escape(title)}">']
    parts.append(f'<path class="axis" d="M{margin} 10V{size - margin}H{size - 10}" fill="none"/><line class="mark" x1="{margin}" y1="{size - margin}" x2="{size - 10}" y2="10"/>')
    for at in (0, 0.5, 1):
        parts.append(f'<text x="{margin + room * at:.0f}" y="{size - margin + 16}" text-anchor="middle">{at}</text><text x="{margin - 6}" y="{size - margin - room * at + 4:.0f}" text-anchor="end">{at}</text>')
    for said, true, n in bins:
        parts.append(f'<circle class="ours" cx="{margin + room * said:.1f}" cy="{size - margin - room * true:.1f}" r="{2 + 6 * (n / most) ** 0.5:.1f}"/>')
    parts.append(f'<text x="{size / 2:.0f}" y="{size - 6}" text-anchor="middle">said</text><text x="{margin + 6}" y="20">true</text>')
    return "".join(parts) + "</svg></figure>"


def shortened(text, most=52):
    return text if len(text) <= most else text[: most - 1] + "…"
