#!/usr/bin/python3
"""Makes the sample images beside it (python3-pil; PNGs by hand, and avifenc, for what PIL cannot write).

Each shows the same 24 by 16 picture: red, green, blue and white quarters, so that a test can tell
colours and orientation. Run it in this folder; the files are kept in the repository."""
import struct
import subprocess
import zlib
from PIL import Image

W, H = 24, 16
QUARTERS = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)]


def color(x, y):
    return QUARTERS[(2 if y >= H // 2 else 0) + (1 if x >= W // 2 else 0)]


def grey(x, y):
    return [0, 85, 170, 255][(2 if y >= H // 2 else 0) + (1 if x >= W // 2 else 0)]


def alpha(x, y):
    return 0 if x < W // 2 and y < H // 2 else 255


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def pack_row(samples, depth):
    if depth == 16:
        return b"".join(struct.pack(">H", s * 257) for s in samples)
    if depth == 8:
        return bytes(samples)
    per, out = 8 // depth, bytearray()
    for i in range(0, len(samples), per):
        byte = 0
        for k in range(per):
            byte = byte << depth | (samples[i + k] if i + k < len(samples) else 0)
        out.append(byte)
    return bytes(out)


def png(name, kind, depth, pixel, interlaced=False, before=b""):
    passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
              (0, 1, 1, 2)] if interlaced else [(0, 0, 1, 1)]
    data = b""
    for x0, y0, dx, dy in passes:
        for y in range(y0, H, dy):
            row = [s for x in range(x0, W, dx) for s in pixel(x, y)]
            if row:
                data += b"\0" + pack_row(row, depth)
    header = struct.pack(">IIBBBBB", W, H, depth, kind, 0, 0, int(interlaced))
    with open(name, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + before +
                   chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b""))


def number(x, y):
    return QUARTERS.index(color(x, y))


PALETTE = chunk(b"PLTE", bytes(c for q in QUARTERS for c in q))


def make_png():
    for depth in (1, 2, 4, 8, 16):
        top = 255 if depth == 16 else (1 << depth) - 1
        png(f"grey-{depth}.png", 0, depth, lambda x, y: (grey(x, y) * top // 255,))
    png("grey-alpha.png", 4, 8, lambda x, y: (grey(x, y), alpha(x, y)))
    png("grey-alpha-16.png", 4, 16, lambda x, y: (grey(x, y), alpha(x, y)))
    png("grey-trns.png", 0, 8, lambda x, y: (grey(x, y),),
        before=chunk(b"tRNS", struct.pack(">H", 0)))
    png("rgb.png", 2, 8, lambda x, y: color(x, y))
    png("rgb-16.png", 2, 16, lambda x, y: color(x, y))
    png("rgb-interlaced.png", 2, 8, lambda x, y: color(x, y), interlaced=True)
    png("rgb-trns.png", 2, 8, lambda x, y: color(x, y),
        before=chunk(b"tRNS", struct.pack(">HHH", 255, 0, 0)))
    png("rgba.png", 6, 8, lambda x, y: color(x, y) + (alpha(x, y),))
    png("rgba-16-interlaced.png", 6, 16, lambda x, y: color(x, y) + (alpha(x, y),), interlaced=True)
    png("rgba-opaque.png", 6, 8, lambda x, y: color(x, y) + (255,))
    for depth in (2, 4, 8):
        png(f"palette-{depth}.png", 3, depth, lambda x, y: (number(x, y),), before=PALETTE)
    png("palette-trns.png", 3, 2, lambda x, y: (number(x, y),),
        before=PALETTE + chunk(b"tRNS", b"\0"), interlaced=True)
    png("profile.png", 2, 8, lambda x, y: color(x, y), before=chunk(b"gAMA", struct.pack(">I", 0)) +
        chunk(b"iCCP", b"broken\0\0" + b"x" * 40) + chunk(b"tEXt", b"Comment\0hello"))


def picture(mode="RGB"):
    image = Image.new("RGB", (W, H))
    image.putdata([color(x, y) for y in range(H) for x in range(W)])
    return image.convert(mode)


def make_jpeg():
    plain = dict(quality=95, subsampling=0)
    picture().save("rgb.jpg", **plain)
    picture().save("progressive.jpg", progressive=True, **plain)
    picture("L").save("grey.jpg", quality=95)
    picture("CMYK").save("cmyk.jpg", **plain)
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        picture().save(f"exif-{orientation}.jpg", exif=exif, **plain)


def make_gif():
    paletted = Image.new("P", (W, H))
    paletted.putpalette([c for q in QUARTERS for c in q])
    paletted.putdata([number(x, y) for y in range(H) for x in range(W)])
    paletted.save("plain.gif", interlace=0)
    paletted.save("interlaced.gif", interlace=1)
    paletted.save("transparent.gif", transparency=0, interlace=0)
    other = Image.new("P", (W, H), 3)
    other.putpalette([c for q in QUARTERS for c in q])
    paletted.save("animated.gif", save_all=True, append_images=[other], duration=100, interlace=0)
    noise = Image.new("P", (100, 100))  # enough codes to fill the table
    noise.putpalette([i for i in range(256) for _ in range(3)])
    state, pixels = 1, []
    for _ in range(10000):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        pixels.append(state >> 16 & 255)
    noise.putdata(pixels)
    noise.save("noise.gif", interlace=0)


def make_webp():
    picture().save("lossy.webp", quality=95)
    picture().save("lossless.webp", lossless=True)
    with_alpha = picture("RGBA")
    with_alpha.putalpha(Image.frombytes("L", (W, H), bytes(alpha(x, y) for y in range(H)
                                                           for x in range(W))))
    with_alpha.save("alpha.webp", lossless=True, exact=True)
    picture().save("animated.webp", save_all=True, lossless=True,
                   append_images=[Image.new("RGB", (W, H), (9, 9, 9))], duration=100)


def avif(name, *options, frames=("rgb.png",)):
    """Through Debian's avifenc (libavif-bin): PIL writes no AVIF here."""
    subprocess.run(["avifenc", "--jobs", "1", *options, *frames, name], check=True,
                   stdout=subprocess.DEVNULL)


def make_avif():
    avif("lossy.avif", "--min", "10", "--max", "20")
    avif("deep.avif", "--depth", "10", "--yuv", "444", "--min", "5", "--max", "10")
    avif("alpha.avif", "--lossless", frames=["rgba.png"])
    avif("animated.avif", "--lossless", frames=["rgb.png", "rgb-trns.png"])
    quarter, mirror = ("--irot", "1"), ("--imir", "0")
    for orientation, options in ((2, ("--imir", "1")), (3, ("--irot", "2")), (4, mirror),
                                 (5, quarter + mirror), (6, ("--irot", "3")),
                                 (7, ("--irot", "3") + mirror), (8, quarter)):
        avif(f"turned-{orientation}.avif", "--lossless", *options)


make_png()
make_jpeg()
make_gif()
make_webp()
make_avif()
