"""Makes odd pictures, and what Pillow reads of them, for PicturesTest.

    python bench/pictures.py     needs Pillow and NumPy; writes src/test/resources/pictures

expected.npz has uint8 [H, W, 3] for each picture: convert('RGBA'), composited on white. A sample of 16 bits is taken
by its upper 8: Pillow does so for colours, and clips grey at 255, which nobody wants.
"""
import io
import pathlib
import struct
import zlib

import numpy as np
from PIL import Image, ImageCms

OUT = pathlib.Path(__file__).parent.parent / 'src/test/resources/pictures'
H, W = 15, 22
y, x = np.mgrid[0:H, 0:W]
RGB = np.stack([(x * 8 + y) % 256, (y * 12 + x * x // 4) % 256, (x * y + 40) % 256], -1).astype(np.uint8)
ALPHA = np.where((x + y) % 7 == 0, 0, np.clip(x * 9, 0, 255)).astype(np.uint8)
GREY = ((3 * x * x + 7 * y + x * y) % 256).astype(np.uint8)
SMOOTH = np.stack([x * 255 / W, y * 255 / H, 128 + 100 * np.sin(x / 4.0) * np.cos(y / 5.0)], -1).astype(np.uint8)
DEEP = (GREY.astype(np.uint16) * 256 + (x * 37 + y * 11) % 256).astype(np.uint16)
DEEP_RGB = RGB.astype(np.uint16) * 256 + ((x * 37 + y * 11) % 256)[..., None].astype(np.uint16)
files, expected = {}, {}


def add(name, data, pixels=None):
    """pixels: uint8 [H, W] or [H, W, 3 or 4] where Pillow cannot tell"""
    files[name] = data
    image = Image.open(io.BytesIO(data)) if pixels is None else Image.fromarray(pixels)
    if image.mode.startswith(('I', 'F')):
        raise ValueError(name + ': say what is expected')
    image = image.convert('RGBA')
    white = Image.new('RGBA', image.size, 'white')
    expected[name] = np.asarray(Image.alpha_composite(white, image).convert('RGB'))


def saved(array, kind, mode=None, **how):
    out = io.BytesIO()
    image = array if isinstance(array, Image.Image) else Image.fromarray(array, mode) if mode else Image.fromarray(array)
    image.save(out, kind, **how)
    return out.getvalue()


# ---- PNG

def chunk(name, data):
    return struct.pack('>I', len(data)) + name + data + struct.pack('>I', zlib.crc32(name + data))


def packed(samples, depth):
    """[h, w, channels] of any depth -> rows with filter 0"""
    rows = b''
    for row in samples.reshape(len(samples), -1):
        if depth == 16:
            rows += b'\0' + row.astype('>u2').tobytes()
        elif depth == 8:
            rows += b'\0' + row.astype(np.uint8).tobytes()
        else:
            bits = ((row[:, None].astype(int) >> np.arange(depth - 1, -1, -1)) & 1).astype(np.uint8)
            rows += b'\0' + np.packbits(bits.reshape(-1)).tobytes()
    return rows


ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def png(samples, depth, colour, extra=b'', interlaced=False):
    samples = samples.reshape(samples.shape[0], samples.shape[1], -1)
    data = packed(samples, depth) if not interlaced else b''.join(
        packed(samples[y0::dy, x0::dx], depth) for x0, y0, dx, dy in ADAM7 if samples[y0::dy, x0::dx].size)
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', samples.shape[1], samples.shape[0], depth,
            colour, 0, 0, interlaced)) + extra + chunk(b'IDAT', zlib.compress(data)) + chunk(b'IEND', b''))


def white(rgb, transparent):
    return np.concatenate([rgb, np.where(transparent, 0, 255)[..., None]], -1).astype(np.uint8)


def upper(deep):
    return (deep >> 8).astype(np.uint8)


palette = np.stack([np.arange(256) * 5 % 256, np.arange(256) * 11 % 256, 255 - np.arange(256)], -1).astype(np.uint8)
PLTE = chunk(b'PLTE', palette.tobytes())
for depth in (1, 2, 4):
    add('grey%d.png' % depth, png(GREY >> (8 - depth), depth, 0),
        ((GREY >> (8 - depth)) * (255 // (2 ** depth - 1))).astype(np.uint8))
    add('palette%d.png' % depth, png(GREY >> (8 - depth), depth, 3, chunk(b'PLTE', palette[:2 ** depth].tobytes())))
add('grey8.png', png(GREY, 8, 0))
add('grey16.png', png(DEEP, 16, 0), upper(DEEP))
add('grey8-alpha.png', png(np.stack([GREY, ALPHA], -1), 8, 4))
add('grey16-alpha.png', png(np.stack([DEEP, ALPHA.astype(np.uint16) * 256 + 9], -1), 16, 4))
add('rgb8.png', png(RGB, 8, 2))
add('rgb16.png', png(DEEP_RGB, 16, 2))
add('rgba8.png', png(np.concatenate([RGB, ALPHA[..., None]], -1), 8, 6))
add('rgba16.png', png(np.concatenate([DEEP_RGB, ALPHA[..., None].astype(np.uint16) * 256 + 77], -1), 16, 6))
add('palette8.png', png(GREY, 8, 3, PLTE))
add('palette8-alpha.png', png(GREY, 8, 3, PLTE + chunk(b'tRNS', (255 - np.arange(200)).astype(np.uint8).tobytes())))
add('palette4-alpha.png', png(GREY >> 4, 4, 3, chunk(b'PLTE', palette[:16].tobytes()) + chunk(b'tRNS', b'\xff\0\x80')))
add('grey8-trns.png', png(GREY, 8, 0, chunk(b'tRNS', struct.pack('>H', GREY[3, 4]))))
add('grey2-trns.png', png(GREY >> 6, 2, 0, chunk(b'tRNS', struct.pack('>H', 2))),
    white(np.repeat(((GREY >> 6) * 85)[..., None], 3, -1), GREY >> 6 == 2))
add('grey16-trns.png', png(DEEP, 16, 0, chunk(b'tRNS', struct.pack('>H', DEEP[3, 4]))),
    white(np.repeat(upper(DEEP)[..., None], 3, -1), DEEP == DEEP[3, 4]))
add('rgb8-trns.png', png(RGB, 8, 2, chunk(b'tRNS', struct.pack('>HHH', *(int(v) for v in RGB[5, 6])))))
add('rgb16-trns.png', png(DEEP_RGB, 16, 2, chunk(b'tRNS', struct.pack('>HHH', *(int(v) for v in DEEP_RGB[5, 6])))),
    white(upper(DEEP_RGB), (DEEP_RGB == DEEP_RGB[5, 6]).all(-1)))
add('rgb8-interlaced.png', png(RGB, 8, 2, interlaced=True))
add('grey4-interlaced.png', png(GREY >> 4, 4, 0, interlaced=True), ((GREY >> 4) * 17).astype(np.uint8))
add('palette2-interlaced.png', png(GREY >> 6, 2, 3, chunk(b'PLTE', palette[:4].tobytes()), True))
add('rgba16-interlaced.png', png(np.concatenate([DEEP_RGB, DEEP[..., None]], -1), 16, 6, interlaced=True))
add('gamma.png', png(RGB, 8, 2, chunk(b'gAMA', struct.pack('>I', 100000))))
add('grey-gamma.png', png(GREY, 8, 0, chunk(b'gAMA', struct.pack('>I', 22222))))
add('odd-chunks.png', png(RGB, 8, 2, chunk(b'iCCP', b'x\0\0not a profile') + chunk(b'tIME', b'\0' * 7)
    + chunk(b'sBIT', b'\5\6\5') + chunk(b'pHYs', struct.pack('>IIB', 1, 9, 0))))
add('one-pixel.png', png(RGB[:1, :1], 8, 2))
add('column.png', png(RGB[:, :1], 8, 2))

# A matrix profile with red, green and blue interchanged: whoever applies it changes everything.
srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile('sRGB')).tobytes()
WIDE = srgb.replace(b'rXYZ', b'tmpX').replace(b'bXYZ', b'rXYZ').replace(b'tmpX', b'bXYZ')
add('profile.png', saved(RGB, 'png', icc_profile=WIDE))
exif = Image.Exif()
exif[0x0112] = 6
add('turned.png', saved(RGB, 'png', exif=exif))
add('animated.png', saved(Image.fromarray(RGB), 'png', save_all=True,
                          append_images=[Image.fromarray(255 - RGB)], duration=100))

# ---- JPEG


def jpeg(array, **how):
    return saved(array, 'jpeg', **{'quality': 85, **how})


def segments(data):
    """[(marker, start, end)] up to and with SOS"""
    at, found = 2, []
    while True:
        marker, length = data[at + 1], struct.unpack('>H', data[at + 2:at + 4])[0]
        found.append((marker, at, at + 2 + length))
        at += 2 + length
        if marker == 0xda:
            return found


def without(data, *markers):
    for marker, start, end in reversed(segments(data)):
        if marker in markers:
            data = data[:start] + data[end:]
    return data


def patched(data, marker, offset, value):
    for m, start, _ in segments(data):
        if m == marker:
            data = data[:start + offset] + value + data[start + offset + len(value):]
    return data


CMYK = Image.fromarray(np.concatenate([SMOOTH, (255 - GREY // 2)[..., None]], -1), 'CMYK')
for name, sub in (('444', 0), ('422', 1), ('420', 2)):
    add('ycc%s.jpg' % name, jpeg(RGB, subsampling=sub))
square = np.asarray(Image.fromarray(RGB).resize((32, 32)))
add('ycc440.jpg', patched(jpeg(square, subsampling=1), 0xc0, 11, b'\x12'))
add('grey.jpg', jpeg(GREY))
add('progressive.jpg', jpeg(SMOOTH, progressive=True, subsampling=2))
add('grey-progressive.jpg', jpeg(GREY, progressive=True))
add('restart.jpg', jpeg(SMOOTH, restart_marker_blocks=2))
add('rgb-adobe.jpg', jpeg(SMOOTH, keep_rgb=True))
add('rgb-ids.jpg', without(jpeg(SMOOTH, keep_rgb=True), 0xee))
add('no-jfif.jpg', without(jpeg(SMOOTH, subsampling=0), 0xe0))
add('odd-ids.jpg', (lambda d: d.replace(b'\x01\x11\x00\x02\x11\x01\x03\x11\x01', b'\x0a\x11\x00\x0b\x11\x01\x0c\x11\x01')
    .replace(b'\x03\x01\x00\x02\x11\x03\x11', b'\x03\x0a\x00\x0b\x11\x0c\x11'))(without(jpeg(SMOOTH, subsampling=0), 0xe0)))
add('profile.jpg', jpeg(SMOOTH, icc_profile=WIDE))
add('bad-profile.jpg', jpeg(SMOOTH, icc_profile=b'no profile at all'))
add('grey-profile.jpg', jpeg(GREY, icc_profile=WIDE))
add('turned.jpg', jpeg(SMOOTH, exif=exif))
add('cmyk.jpg', jpeg(CMYK))
add('cmyk-profile.jpg', jpeg(CMYK, icc_profile=WIDE))
add('cmyk-no-adobe.jpg', without(jpeg(CMYK), 0xee))
add('ycck.jpg', patched(jpeg(CMYK), 0xee, 15, b'\x02'))
add('cmyk-progressive.jpg', jpeg(CMYK, progressive=True))
add('tail.jpg', jpeg(SMOOTH) + b'\0' * 40 + jpeg(RGB))
add('padded.jpg', (lambda d: d[:-2] + b'\0\0\0' + d[-2:])(jpeg(SMOOTH)))
add('called.png', jpeg(SMOOTH))                                # a wrong ending

# ---- GIF

paletted = Image.fromarray(GREY // 2, 'P')
paletted.putpalette(palette.tobytes())
add('plain.gif', saved(paletted, 'gif', interlace=0))
add('interlaced.gif', saved(paletted, 'gif', interlace=1))
add('transparent.gif', saved(paletted, 'gif', transparency=int(GREY[2, 2]) // 2))
add('animated.gif', saved(paletted, 'gif', save_all=True, append_images=[Image.fromarray(255 - GREY).convert('P')]))
small = Image.fromarray(GREY[:7, :10] // 2, 'P')
small.putpalette(palette.tobytes())


def placed(data, width, height, left, top):
    """A first picture smaller than the canvas"""
    data = data[:6] + struct.pack('<HH', width, height) + data[10:]
    at = data.index(b',', 13 + 3 * 2 ** ((data[10] & 7) + 1)) if data[10] & 128 else data.index(b',', 13)
    return data[:at + 1] + struct.pack('<HH', left, top) + data[at + 5:]


add('placed.gif', placed(saved(small, 'gif', interlace=0), W, H, 5, 4))
add('placed-transparent.gif', placed(saved(small, 'gif', interlace=0, transparency=3), W, H, 5, 4))

# ---- BMP


def bmp(bits, rows, width, height, table=b'', compression=0, masks=b'', v4=b''):
    head = 40 + len(v4) + len(masks)
    off = 14 + head + len(table)
    return (b'BM' + struct.pack('<IHHI', off + len(rows), 0, 0, off)
            + struct.pack('<IiiHHIIiiII', 40 + len(v4) + (len(masks) if v4 else 0), width, height, 1, bits, compression,
                          len(rows), 2835, 2835, len(table) // 4, 0) + masks + v4 + table + rows)


def padded(rows):
    return b''.join(r + b'\0' * (-len(r) % 4) for r in rows)


add('rgb24.bmp', saved(RGB, 'bmp'))
add('grey8.bmp', saved(GREY, 'bmp'))
add('black-white.bmp', saved(Image.fromarray(GREY > 99), 'bmp'))
add('palette8.bmp', saved(paletted, 'bmp'))
table16 = b''.join(bytes(palette[i][::-1]) + b'\0' for i in range(16))
nibbles = (GREY >> 4)[::-1]
add('palette4.bmp', bmp(4, padded([bytes((r[0::2] << 4) | r[1::2]) for r in nibbles]), W, H, table16))
add('top-down.bmp', bmp(24, padded([r[:, ::-1].tobytes() for r in RGB]), W, -H))
x32 = np.concatenate([RGB[::-1, :, ::-1], ALPHA[::-1, :, None]], -1)
add('rgbx32.bmp', bmp(32, x32.tobytes(), W, H))
add('rgba32.bmp', bmp(32, x32.tobytes(), W, H, compression=3, masks=struct.pack('<IIII', 0xff0000, 0xff00, 0xff,
                                                                               0xff000000), v4=b'\0' * 52))
five = (RGB.astype(int) >> 3)
add('rgb555.bmp', bmp(16, padded([(r[:, 0] << 10 | r[:, 1] << 5 | r[:, 2]).astype('<u2').tobytes()
                                  for r in five[::-1]]), W, H))
six = (five[..., 0] << 11) | (RGB[..., 1].astype(int) >> 2 << 5) | five[..., 2]
add('rgb565.bmp', bmp(16, padded([r.astype('<u2').tobytes() for r in six[::-1]]), W, H, compression=3,
                      masks=struct.pack('<III', 0xf800, 0x7e0, 0x1f)))
runs = b''.join(bytes([10, i % 128, 12, (i + 9) % 128]) + b'\0\0' for i in range(H)) + b'\0\1'
table128 = b''.join(bytes(palette[i][::-1]) + b'\0' for i in range(128))
add('rle8.bmp', bmp(8, runs, W, H, table128, compression=1))

# ---- TIFF

add('rgb.tif', saved(RGB, 'tiff'))
add('lzw.tif', saved(RGB, 'tiff', compression='tiff_lzw'))
add('lzw-predictor.tif', saved(RGB, 'tiff', compression='tiff_lzw', tiffinfo={317: 2}))
add('deflate.tif', saved(RGB, 'tiff', compression='tiff_adobe_deflate'))
add('packbits.tif', saved(GREY, 'tiff', compression='packbits'))
add('grey8.tif', saved(GREY, 'tiff'))
add('grey16.tif', saved(DEEP, 'tiff'), upper(DEEP))
add('black-white.tif', saved(Image.fromarray(GREY > 99), 'tiff'))
add('group4.tif', saved(Image.fromarray(GREY > 99), 'tiff', compression='group4'))
add('palette.tif', saved(paletted, 'tiff'))
add('rgba.tif', saved(np.concatenate([RGB, ALPHA[..., None]], -1), 'tiff'))
add('grey-alpha.tif', saved(Image.fromarray(np.stack([GREY, ALPHA], -1), 'LA'), 'tiff'))
add('cmyk.tif', saved(CMYK, 'tiff'))
add('profile.tif', saved(RGB, 'tiff', icc_profile=WIDE))
add('pages.tif', saved(Image.fromarray(RGB), 'tiff', save_all=True, append_images=[Image.fromarray(255 - RGB)]))
add('jpeg.tif', saved(SMOOTH, 'tiff', compression='jpeg'))


def tiff_file(big, tags, data):
    e = '>' if big else '<'
    tags = dict(sorted({**tags, 273: (4, [0]), 279: (4, [len(data)])}.items()))
    size = 8 + 2 + 12 * len(tags) + 4
    extra, entries = b'', []
    for tag, (kind, values) in tags.items():
        raw = struct.pack(e + {3: 'H', 4: 'I'}[kind] * len(values), *values)
        if len(raw) > 4:
            extra, raw = extra + raw, struct.pack(e + 'I', size + len(extra))
        entries.append((tag, kind, len(values), raw.ljust(4, b'\0')))
    body = b''
    for tag, kind, n, raw in entries:
        if tag == 273:
            raw = struct.pack(e + 'I', size + len(extra))
        body += struct.pack(e + 'HHI', tag, kind, n) + raw
    return ((b'MM\0*' if big else b'II*\0') + struct.pack(e + 'I', 8) + struct.pack(e + 'H', len(entries)) + body
            + b'\0\0\0\0' + extra + data)


def baseline(bits, photometric):
    return {256: (3, [W]), 257: (3, [H]), 258: (3, bits), 259: (3, [1]), 262: (3, [photometric]),
            277: (3, [len(bits)]), 278: (3, [H])}


add('white-is-zero.tif', tiff_file(True, baseline([8], 0), GREY.tobytes()))
add('rgb16.tif', tiff_file(True, baseline([16] * 3, 2), DEEP_RGB.astype('>u2').tobytes()))
add('rgb16-little.tif', tiff_file(False, baseline([16] * 3, 2), DEEP_RGB.astype('<u2').tobytes()))
add('four-bit.tif', tiff_file(False, baseline([4], 1), b''.join(bytes((r[0::2] << 4) | r[1::2]) for r in GREY >> 4)))
add('premultiplied.tif', tiff_file(False, {**baseline([8] * 4, 2), 338: (3, [1])}, np.concatenate(
    [(RGB.astype(int) * ALPHA[..., None] // 255).astype(np.uint8), ALPHA[..., None]], -1).tobytes()))
add('ignored-extra.tif', tiff_file(False, {**baseline([8] * 4, 2), 338: (3, [0])},
                                   np.concatenate([RGB, ALPHA[..., None]], -1).tobytes()))

# ---- WebP; lossy ones are not read

lossy = saved(SMOOTH, 'webp', quality=80), saved(np.concatenate([SMOOTH, ALPHA[..., None]], -1), 'webp', quality=80)
add('lossless.webp', saved(RGB, 'webp', lossless=True))
add('lossless-alpha.webp', saved(np.concatenate([RGB, ALPHA[..., None]], -1), 'webp', lossless=True, exact=True))
add('animated.webp', saved(Image.fromarray(RGB), 'webp', save_all=True, append_images=[Image.fromarray(255 - RGB)],
                           lossless=True))
add('lossless-profile.webp', saved(RGB, 'webp', lossless=True, icc_profile=WIDE))

OUT.mkdir(parents=True, exist_ok=True)
for old in OUT.iterdir():
    old.unlink()
files.update({'lossy.webp.refused': lossy[0], 'lossy-alpha.webp.refused': lossy[1]})
for name, data in files.items():
    (OUT / name).write_bytes(data)
np.savez_compressed(OUT / 'expected.npz', **expected)
print(len(files), 'pictures,', sum(map(len, files.values())), 'bytes')
