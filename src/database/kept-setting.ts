import type { DataSource } from 'typeorm';

/** Keeps `first` under the name unless something is kept already, and gives what is kept. Of two at once, one wins for both. */
export async function keepSetting<T>(dataSource: DataSource, name: string, first: T): Promise<T> {
  await dataSource.query('insert into settings (name, value) values ($1, $2) on conflict (name) do nothing', [
    name,
    JSON.stringify(first),
  ]);
  const [row] = await dataSource.query<Array<{ value: T }>>('select value from settings where name = $1', [name]);
  if (!row) throw new Error(`the setting ${name} was not kept`);
  return row.value;
}

export async function replaceSetting(dataSource: DataSource, name: string, value: unknown): Promise<void> {
  await dataSource.query('update settings set value = $2 where name = $1', [name, JSON.stringify(value)]);
}
