/** As much of a JSON schema as describes our requests and answers. */
export interface Shape {
  $ref?: string;
  example?: unknown;
  examples?: unknown[];
  const?: unknown;
  default?: unknown;
  enum?: unknown[];
  type?: string | string[];
  format?: string;
  description?: string;
  minimum?: number;
  properties?: Record<string, Shape>;
  items?: Shape;
  oneOf?: Shape[];
  anyOf?: Shape[];
  allOf?: Shape[];
  nullable?: boolean;
}

const deepest = 8;

const formats: Record<string, string> = {
  'date-time': '2026-11-25T07:00:00.000Z',
  date: '2026-11-25',
  email: 'maya@example.com',
  uri: 'https://courses.example.com',
};

/**
 * A value of a schema, for somebody who reads the description: the schema's own example where it has one, else the first
 * thing that fits each type. Pure; the same schema gives the same example.
 */
export function exampleOf(shape: Shape, components: Readonly<Record<string, Shape>>, depth = 0): unknown {
  if (depth > deepest) return null;
  const inner = (one: Shape) => exampleOf(one, components, depth + 1);
  if (shape.$ref !== undefined) return inner(components[shape.$ref.split('/').pop() ?? ''] ?? {});
  for (const given of [shape.example, shape.examples?.[0], shape.const, shape.default, shape.enum?.[0]])
    if (given !== undefined) return given;
  const choice = (shape.oneOf ?? shape.anyOf)?.find(({ type }) => type !== 'null');
  if (choice) return inner(choice);
  if (shape.allOf) return Object.assign({}, ...shape.allOf.map(inner)) as unknown;
  const type = Array.isArray(shape.type) ? shape.type.find((each) => each !== 'null') : shape.type;
  if (type === 'array') return shape.items ? [inner(shape.items)] : [];
  if (type === 'object' || shape.properties)
    return Object.fromEntries(Object.entries(shape.properties ?? {}).map(([name, one]) => [name, inner(one)]));
  if (type === 'integer' || type === 'number') return Math.max(1, shape.minimum ?? 1);
  if (type === 'boolean') return true;
  if (type === 'string') return formats[shape.format ?? ''] ?? quoted(shape.description) ?? 'text';
  return null;
}

/** Descriptions show a value in quotes: '"07:00"; absent: the course’s.' */
function quoted(description: string | undefined): string | null {
  return /^"([^"]+)"/.exec(description ?? '')?.[1] ?? null;
}
