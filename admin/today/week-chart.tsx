import { Bar, BarChart, CartesianGrid, Tooltip, XAxis, YAxis } from 'recharts';
import { tick, tooltip } from './chart-look.js';
import { Sized } from './sized.js';

export default function WeekChart({ days }: { days: ReadonlyArray<{ label: string; letters: number }> }) {
  return (
    <Sized height={180}>
      {(size) => (
        <BarChart
          {...size}
          accessibilityLayer={false}
          data={[...days]}
          margin={{ top: 8, right: 4, bottom: 0, left: -12 }}
          barCategoryGap="28%"
        >
          <CartesianGrid vertical={false} stroke="var(--mantine-color-default-border)" strokeDasharray="3 4" />
          <XAxis dataKey="label" tick={tick} tickLine={false} axisLine={false} interval={0} />
          <YAxis tick={tick} tickLine={false} axisLine={false} allowDecimals={false} width={48} />
          <Tooltip {...tooltip} />
          <Bar
            name="Letters"
            dataKey="letters"
            fill="var(--mantine-color-sea-5)"
            radius={[4, 4, 0, 0]}
            isAnimationActive={false}
          />
        </BarChart>
      )}
    </Sized>
  );
}
