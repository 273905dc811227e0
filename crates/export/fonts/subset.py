"""Which characters does the font of stills have?

Everything of JIS X 0208, the Hangul and signs of KS X 1001, and the letters and signs of the scripts around them, in one
weight and without what only typesetting needs. Makes `NotoSansMonoCJKjp-Regular.otf` from Debian's fonts-noto-cjk
1:20220127+repack1-1 with fontTools 4.68, the same bytes on every run.
"""

from pathlib import Path

from fontTools.subset import Options, Subsetter, save_font
from fontTools.ttLib import TTFont

SOURCE = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
NOTO_SANS_MONO_CJK_JP = 5

BLOCKS = [
    (0x0020, 0x024F),  # Latin
    (0x0370, 0x052F),  # Greek, Cyrillic
    (0x1E00, 0x1FFF),
    (0x2010, 0x27FF),  # punctuation, arrows, mathematics, numbers in circles, shapes
    (0x2900, 0x2BFF),
    (0x3000, 0x33FF),  # kana and the signs of East Asia
    (0xFF00, 0xFFEF),  # full and half width
]


def characters(encoding: str, rows: range) -> set[str]:
    """The characters of a set of 94 x 94 places."""
    found = set()
    for row in rows:
        for cell in range(0xA1, 0xFF):
            try:
                found.add(bytes([row, cell]).decode(encoding))
            except UnicodeDecodeError:
                pass  # Not every place is taken.
    return found


def wanted() -> set[int]:
    jis = characters("euc_jp", range(0xA1, 0xF5))
    ks = characters("euc_kr", range(0xA1, 0xCA))
    drawn = {ord(character) for character in jis | ks}
    return drawn.union(*(range(first, last + 1) for first, last in BLOCKS))


def main() -> None:
    options = Options()
    options.hinting = False
    options.layout_features = []
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["BASE", "DSIG", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx"]
    font = TTFont(SOURCE, fontNumber=NOTO_SANS_MONO_CJK_JP, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted())
    subsetter.subset(font)
    save_font(font, Path(__file__).parent / "NotoSansMonoCJKjp-Regular.otf", options)


if __name__ == "__main__":
    main()
