import { deflateSync } from 'node:zlib';

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** A PNG header with the size given, enough of one to be told by; `salt` makes it another picture. */
export function png(width = 8, height = 6, salt = ''): Uint8Array {
  const head = Buffer.alloc(33);
  head.write('\x89PNG\r\n\x1a\n', 0, 'latin1');
  head.writeUInt32BE(13, 8);
  head.write('IHDR', 12, 'latin1');
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return new Uint8Array(Buffer.concat([head, deflateSync(Buffer.from(salt))]));
}

export interface SampleLesson {
  id: string;
  wait?: number;
  body?: string;
  subject?: string;
}

/** A small right course; `yaml` is added to course.yaml, `more` are further files (null takes one away). */
export function course(
  lessons: ReadonlyArray<string | SampleLesson> = ['one', 'two', 'three'],
  yaml = '',
  more: Record<string, string | Uint8Array | null> = {},
): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  files.set('course.yaml', bytesOf(`slug: sample\nname: Sample\n${yaml}`));
  lessons.forEach((given, index) => {
    const lesson = typeof given === 'string' ? { id: given } : given;
    const path = `${String(index + 1).padStart(2, '0')}-${lesson.id}.md`;
    const wait = lesson.wait === undefined ? '' : `wait: ${lesson.wait}\n`;
    const text = `---\nid: ${lesson.id}\nsubject: ${lesson.subject ?? `About ${lesson.id}`}\n${wait}---\n\n${lesson.body ?? `Words of ${lesson.id}.`}\n`;
    files.set(path, bytesOf(text));
  });
  for (const [path, content] of Object.entries(more)) {
    if (content === null) files.delete(path);
    else files.set(path, typeof content === 'string' ? bytesOf(content) : content);
  }
  return files;
}
