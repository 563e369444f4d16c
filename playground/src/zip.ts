/** Which files of a zip archive are executable: that stands in its directory, which fflate does not show. */

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const UNIX = 3;

/** By path; empty for an archive that was not made on Unix. */
export function executables(zip: Uint8Array): Map<string, boolean> {
  const modes = new Map<string, boolean>();
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  let end = zip.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== END) end--;
  if (end < 0) return modes;
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  for (let entry = 0; entry < count && at + 46 <= zip.length && view.getUint32(at, true) === ENTRY; entry++) {
    const [name, extra, comment] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    if (view.getUint8(at + 5) === UNIX) {
      const path = new TextDecoder().decode(zip.subarray(at + 46, at + 46 + name!));
      modes.set(path, ((view.getUint32(at + 38, true) >>> 16) & 0o111) !== 0);
    }
    at += 46 + name! + extra! + comment!;
  }
  return modes;
}
