import { useElementSize } from '@mantine/hooks';
import type { ReactNode } from 'react';
import classes from './sized.module.css';

/** As wide as there is room, also when the window or the letters grow; the chart never widens the page. */
export function Sized({
  height,
  children,
}: {
  height: number;
  children: (size: { width: number; height: number }) => ReactNode;
}) {
  const { ref, width } = useElementSize();
  return (
    <div ref={ref} className={classes.room} style={{ height }}>
      {width > 0 && <div className={classes.chart}>{children({ width, height })}</div>}
    </div>
  );
}
