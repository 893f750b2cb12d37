"""The code on a table, a door or a parcel: as a drawing, as a picture, and on a sheet to print."""

import io
from html import escape

import segno

# M mends 15 % damage: scratches and coffee on a table, without making the code needlessly dense.
ERROR_LEVEL = "m"
PNG_SCALE = 16
BORDER = 4


def qr_svg(address: str) -> bytes:
    """The code as a drawing that stays sharp at any size."""
    out = io.BytesIO()
    _code(address).save(out, kind="svg", border=BORDER, scale=8, light="#fff", svgclass=None, lineclass=None)
    return out.getvalue()


def qr_png(address: str) -> bytes:
    """The code as a picture, sharp up to about 8 cm."""
    out = io.BytesIO()
    _code(address).save(out, kind="png", border=BORDER, scale=PNG_SCALE)
    return out.getvalue()


def sheet_svg(address: str, *, brand: str, place: str, headline: str, hint: str, colour: str) -> bytes:
    """An A4 page: what to do, the code, where it leads, in the brand's colour. All texts are escaped here."""
    code = _code(address)
    side = code.symbol_size(border=0)[0]
    path = "".join(
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(code.matrix_iter(border=0))
        for x, is_dark in enumerate(row)
        if is_dark
    )
    scale = 120 / side
    font = (
        "font-family=\"'PingFang SC','Noto Sans CJK SC','Microsoft YaHei',sans-serif\" text-anchor=\"middle\""
    )
    size = _size(headline)
    lines = [
        '<svg xmlns="http://www.w3.org/2000/svg" width="210mm" height="297mm" viewBox="0 0 210 297">',
        '<rect width="210" height="297" fill="#fff"/>',
        f'<rect width="210" height="6" fill="{escape(colour)}"/>',
        f'<text x="105" y="36" font-size="9" fill="{escape(colour)}" font-weight="600" {font}>{escape(brand)}</text>',
        f'<text x="105" y="62" font-size="{size}" fill="#1f2937" font-weight="600" {font}>{escape(headline)}</text>',
        f'<text x="105" y="76" font-size="7" fill="#4b5563" {font}>{escape(hint)}</text>',
        f'<g transform="translate(45 92) scale({scale:.4f})"><path d="{path}" fill="#000"/></g>',
        f'<text x="105" y="234" font-size="11" fill="#1f2937" font-weight="600" {font}>{escape(place)}</text>',
        f'<text x="105" y="246" font-size="5" fill="#667080" {font}>{escape(address)}</text>',
        "</svg>",
    ]
    return "\n".join(lines).encode()


def _size(headline: str) -> int:
    width = sum(2 if ord(letter) > 0x2E80 else 1 for letter in headline)
    return 15 if width <= 24 else 11


def _code(address: str) -> segno.QRCode:
    return segno.make(address, error=ERROR_LEVEL, micro=False)
