/** The picture door of http/ leaves the bytes as they came; anything else came as a form or JSON. */
export function pictureBytes(body: unknown): Uint8Array {
  return Buffer.isBuffer(body) ? body : new Uint8Array();
}

/** Percent-encoded, because a header carries ASCII only. */
export function readFileName(header: string | undefined): string {
  try {
    return decodeURIComponent(header ?? '');
  } catch {
    return header ?? '';
  }
}
