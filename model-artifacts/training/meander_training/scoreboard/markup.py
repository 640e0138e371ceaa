"""Cells and tables of the page."""

from html import escape


def table(head, lines):
    return f'<div class="scroll"><table><thead><tr>{"".join(f"<th>{escape(name)}</th>" for name in head)}</tr></thead><tbody>{"".join(lines)}</tbody></table></div>'


def cell(text, css=""):
    return f'<td class="{css}">{text}</td>' if css else f"<td>{text}</td>"


def number(x, digits=3):
    return "–" if x is None else f"{x:.{digits}f}"
