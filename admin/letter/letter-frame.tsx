import { useEffect, useRef, useState } from 'react';
import { showLetter, type LetterLooks } from './show-letter.js';

export interface LetterFrameProps extends LetterLooks {
  /** A whole HTML document, as it left or would leave. */
  html: string;
  /** What the frame is called: the letter's subject. */
  title: string;
  /** In CSS pixels of the letter; it is drawn smaller where there is less room. */
  width: number;
  height: number;
  /** How much room there is. */
  room: number;
}

/**
 * A letter as mail programs show it, alone in a frame: its styles hold, nothing in it runs, and its links do nothing. A changed
 * letter keeps the place one has scrolled to.
 */
export function LetterFrame({ html, title, width, height, room, dark, images }: LetterFrameProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [loads, setLoads] = useState(0);
  const scale = Math.min(1, room / width);

  useEffect(() => {
    const page = frame.current?.contentDocument;
    if (loads > 0 && page) showLetter(page, html, { dark, images });
  }, [html, dark, images, loads]);

  return (
    <div style={{ width: width * scale, height: height * scale, overflow: 'hidden', margin: '0 auto' }}>
      <iframe
        ref={frame}
        title={title}
        src="/letter-frame"
        sandbox="allow-same-origin"
        onLoad={() => setLoads((count) => count + 1)}
        style={{ width, height, border: 0, transform: `scale(${scale})`, transformOrigin: '0 0' }}
      />
    </div>
  );
}
