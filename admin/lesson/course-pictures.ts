import { createContext, useContext } from 'react';

export interface CoursePicture {
  path: string;
  hash: string;
  width: number;
  height: number;
}

/** The pictures of the course whose lesson is open, and how another joins them. */
export interface CoursePictures {
  pictures: readonly CoursePicture[];
  /** Shrinks where that helps, uploads, adds to the draft; gives the path. Null: it was refused, and the reason is shown. */
  add: (file: File) => Promise<string | null>;
  /** A file is on its way. */
  busy: boolean;
}

export const CoursePicturesContext = createContext<CoursePictures>({
  pictures: [],
  add: () => Promise.resolve(null),
  busy: false,
});

export function usePictures(): CoursePictures {
  return useContext(CoursePicturesContext);
}

/** Where a picture of the course is shown from; null: the course has none of this path. */
export function pictureAddress(pictures: readonly CoursePicture[], path: string): string | null {
  const found = pictures.find((picture) => picture.path === path);
  return found ? `/pictures/${found.hash}` : null;
}
