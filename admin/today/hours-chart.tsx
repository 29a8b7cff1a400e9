import { Bar, BarChart, CartesianGrid, Legend, Tooltip, XAxis, YAxis } from 'recharts';
import type { TodayView } from '../../src/insights/today.schema.js';
import { legendWords, tick, tooltip } from './chart-look.js';
import { Sized } from './sized.js';

/** Default export, so that it can be fetched when it is needed: the charts are a third of the app. */
export default function HoursChart({
  hours,
}: {
  hours: ReadonlyArray<TodayView['hours'][number] & { label: string }>;
}) {
  return (
    <Sized height={220}>
      {(size) => (
        <BarChart
          {...size}
          accessibilityLayer={false}
          data={[...hours]}
          margin={{ top: 8, right: 4, bottom: 0, left: -12 }}
          barCategoryGap="18%"
        >
          <CartesianGrid vertical={false} stroke="var(--mantine-color-default-border)" strokeDasharray="3 4" />
          <XAxis
            dataKey="label"
            tick={tick}
            tickLine={false}
            axisLine={false}
            interval="preserveStartEnd"
            minTickGap={28}
          />
          <YAxis tick={tick} tickLine={false} axisLine={false} allowDecimals={false} width={48} />
          <Tooltip {...tooltip} />
          <Legend iconType="circle" iconSize={9} itemSorter={null} formatter={legendWords} />
          <Bar
            name="Accepted"
            dataKey="accepted"
            stackId="letters"
            fill="var(--mantine-color-sea-6)"
            isAnimationActive={false}
          />
          <Bar
            name="Refused"
            dataKey="refused"
            stackId="letters"
            fill="var(--mantine-color-coral-5)"
            isAnimationActive={false}
          />
          <Bar
            name="In doubt"
            dataKey="inDoubt"
            stackId="letters"
            fill="var(--mantine-color-yellow-5)"
            isAnimationActive={false}
          />
          <Bar
            name="To come"
            dataKey="toCome"
            stackId="letters"
            fill="var(--mantine-color-sea-3)"
            isAnimationActive={false}
          />
        </BarChart>
      )}
    </Sized>
  );
}
