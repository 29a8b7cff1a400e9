import { Bar, BarChart, CartesianGrid, Legend, Tooltip, XAxis, YAxis } from 'recharts';
import { legendPlace, legendWords, tick, tooltip } from './chart-look.js';
import { Sized } from './sized.js';

interface Hour {
  from: string;
  to: string;
  label: string;
  accepted: number;
  refused: number;
  inDoubt: number;
  toCome: number;
}

/** `state`: of the letters behind it; those to come are not letters yet. */
const bars = [
  { name: 'Accepted', dataKey: 'accepted', fill: 'var(--mantine-color-sea-6)', state: 'accepted' },
  { name: 'Refused', dataKey: 'refused', fill: 'var(--mantine-color-coral-5)', state: 'refused' },
  { name: 'In doubt', dataKey: 'inDoubt', fill: 'var(--mantine-color-yellow-5)', state: 'in_doubt' },
  { name: 'To come', dataKey: 'toCome', fill: 'var(--mantine-color-sea-3)', state: null },
];

/** Default export, so that it can be fetched when it is needed: the charts are a third of the app. */
export default function HoursChart({
  hours,
  onChoose,
}: {
  hours: readonly Hour[];
  /** A bar was pressed; the table beside says the same with links. */
  onChoose: (state: string, hour: Hour) => void;
}) {
  const choose = (state: string, hour: Hour | undefined) => hour && onChoose(state, hour);
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
          <Legend {...legendPlace} iconType="circle" iconSize={9} itemSorter={null} formatter={legendWords} />
          {bars.map(({ name, dataKey, fill, state }) => (
            <Bar
              key={dataKey}
              name={name}
              dataKey={dataKey}
              stackId="letters"
              fill={fill}
              isAnimationActive={false}
              {...(state === null ? {} : { cursor: 'pointer', onClick: (_, index) => choose(state, hours[index]) })}
            />
          ))}
        </BarChart>
      )}
    </Sized>
  );
}
