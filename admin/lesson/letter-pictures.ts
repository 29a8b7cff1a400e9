import { createContext, useContext } from 'react';

export interface LetterPicture {
  path: string;
  hash: string;
  width: number;
  height: number;
}

/** The pictures at hand for the letter that is open, and how another joins them. */
export interface LetterPictures {
  pictures: readonly LetterPicture[];
  /** Shrinks where that helps, uploads, joins it to the others; gives the path. Null: it was refused, and the reason is shown. */
  add: (file: File) => Promise<string | null>;
  /** A file is on its way. */
  busy: boolean;
}

export const LetterPicturesContext = createContext<LetterPictures>({
  pictures: [],
  add: () => Promise.resolve(null),
  busy: false,
});

export function usePictures(): LetterPictures {
  return useContext(LetterPicturesContext);
}

/** Where a picture is shown from; null: there is none of this path. */
export function pictureAddress(pictures: readonly LetterPicture[], path: string): string | null {
  const found = pictures.find((picture) => picture.path === path);
  return found ? `/pictures/${found.hash}` : null;
}
