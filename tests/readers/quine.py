"""A gzip file that unpacks to itself, after an idea of Russ Cox ("Zip files all the way down", 2010)."""

import struct
import zlib

UNIT = 5  # bytes of an instruction
FINAL = b"\x01\x00\x00\xff\xff"


def _stored(count: int) -> bytes:
    """The instruction to print the next bytes as they stand."""
    return struct.pack("<BHH", 0, count, count ^ 0xFFFF)


def _repeated(count: int) -> bytes:
    """The instruction to print the last 17 to 20 bytes again: a block of two copies, five bytes in all."""
    bits = [0, 1, 0]
    for length in (count // 2, count - count // 2):
        bits += [int(bit) for bit in f"{length - 2:07b}"]  # lengths 3 to 10 have the codes 257 to 264
        bits += [int(bit) for bit in f"{8:05b}"]  # distances 17 to 24, three more bits
        bits += [(count - 17) >> at & 1 for at in range(3)]
    bits += [0] * 7
    return bytes(sum(bit << at for at, bit in enumerate(bits[start : start + 8])) for start in range(0, 40, 8))


def _file(crc: int, size: int) -> bytes:
    """The file whose tail says this checksum and size."""
    head = b"\x1f\x8b\x08\x08\0\0\0\0\0\x03ab\0"
    tail = FINAL + struct.pack("<II", crc, size)
    print_head, again_head = _stored(len(head) + UNIT), _repeated(len(head) + UNIT)
    print_tail, again_tail = _stored(len(tail) + UNIT), _repeated(len(tail) + UNIT)
    none, one, four, again = _stored(0), _stored(UNIT), _stored(4 * UNIT), _repeated(4 * UNIT)
    return b"".join(
        (
            head, print_head, head, print_head, again_head, one, again_head, one, one, four, again_head, one, one, four,
            again, four, again, four, again, four, again, four, again, none, none, print_tail, again, none, none,
            print_tail, again_tail, tail, again_tail, tail,
        )
    )  # fmt: skip


def gzip_quine() -> bytes:
    """The file whose tail says its own checksum, which is a system of 32 equations over two elements."""
    size = len(_file(0, 0))
    plain = zlib.crc32(_file(0, size))
    columns = [zlib.crc32(_file(1 << bit, size)) ^ plain ^ (1 << bit) for bit in range(32)]
    rows = [sum((columns[bit] >> row & 1) << bit for bit in range(32)) | (plain >> row & 1) << 32 for row in range(32)]
    for bit in range(32):
        found = next(at for at in range(bit, 32) if rows[at] >> bit & 1)
        rows[bit], rows[found] = rows[found], rows[bit]
        rows = [row ^ rows[bit] if at != bit and row >> bit & 1 else row for at, row in enumerate(rows)]
    return _file(sum((row >> 32 & 1) << bit for bit, row in enumerate(rows)), size)
