import { Img } from 'react-email';
import { fonts, light } from './colors.js';

/** A picture as a letter needs it: absolute URL and its size in CSS pixels. */
export interface LetterPicture {
  src: string;
  width: number;
  height: number;
}

/**
 * Fills the sheet, never more than `most` wide. With images off, its words stand there as text one can read: no height
 * is given, or they would stand in a tall empty box.
 */
export function Picture({ picture, alt, most = 504 }: { picture: LetterPicture; alt: string; most?: number }) {
  const width = Math.min(picture.width, most);
  return (
    <Img
      src={picture.src}
      alt={alt}
      width={width}
      className="c-muted picture"
      style={{
        width: '100%',
        maxWidth: width,
        height: 'auto',
        // Small: a rounder corner would cut into its words, which begin and end in it.
        borderRadius: 8,
        fontFamily: fonts.sans,
        fontSize: 16,
        lineHeight: '24px',
        color: light.muted,
      }}
    />
  );
}
