import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Admin } from './admin.js';
import { type Permission, permissionsOf, type Role } from './permissions.js';
import { randomToken, tokenHash } from './random-token.js';

export interface ApiKeyRow {
  id: string;
  name: string;
  ending: string;
  scopes: Permission[];
  madeBy: string;
  createdAt: Date;
  lastUsedAt: Date | null;
}

/** So that a key found in a repository or a log is known for what it is. */
const prefix = 'cpk_';

interface Owned {
  id: string;
  name: string;
  scopes: Permission[];
  adminId: string;
  email: string;
  role: Role;
}

const owned = 'k.id, k.name, k.scopes, a.id as "adminId", a.email, a.role';

/** Table api_keys. Keys are 256 random bits, kept as SHA-256: nothing slower is needed where nothing can be guessed. */
@Injectable()
export class ApiKeyStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Gives the key itself, for this once. */
  async make(
    db: EntityManager,
    key: { adminId: string; name: string; scopes: readonly Permission[] },
    now: Date,
  ): Promise<{ id: string; key: string }> {
    const secret = prefix + randomToken();
    const [row] = await db.query<Array<{ id: string }>>(
      `insert into api_keys (admin_id, name, key_hash, ending, scopes, created_at)
       values ($1, $2, $3, $4, $5, $6) returning id`,
      [key.adminId, key.name, tokenHash(secret), secret.slice(-4), key.scopes, now],
    );
    if (!row) throw new Error('the key was not kept');
    return { id: row.id, key: secret };
  }

  /**
   * Who makes a request with this key; null: nobody. Its maker's present role bounds it. Noted as used at most once a
   * minute, so that a busy program does not write a row per call. Served by the unique index of hashes.
   */
  async use(secret: string, now: Date): Promise<Admin | null> {
    if (!secret.startsWith(prefix)) return null;
    const [row] = await this.dataSource.query<Array<Owned & { stale: boolean }>>(
      `select ${owned}, (k.last_used_at is null or k.last_used_at < $2::timestamptz - interval '1 minute') as stale
       from api_keys k join admins a on a.id = k.admin_id
       where k.key_hash = $1 and k.revoked_at is null`,
      [tokenHash(secret), now],
    );
    if (!row) return null;
    if (row.stale) await this.dataSource.query('update api_keys set last_used_at = $2 where id = $1', [row.id, now]);
    return adminOf(row);
  }

  /** The same by the key's own id; null: it was revoked. */
  async find(id: string): Promise<Admin | null> {
    const [row] = await this.dataSource.query<Owned[]>(
      `select ${owned} from api_keys k join admins a on a.id = k.admin_id where k.id = $1 and k.revoked_at is null`,
      [id],
    );
    return row ? adminOf(row) : null;
  }

  /** Of the whole team, newest first; revoked ones are left out. */
  async list(): Promise<ApiKeyRow[]> {
    return this.dataSource.query<ApiKeyRow[]>(
      `select k.id, k.name, k.ending, k.scopes, a.name as "madeBy", k.created_at as "createdAt", k.last_used_at as "lastUsedAt"
       from api_keys k join admins a on a.id = k.admin_id
       where k.revoked_at is null order by k.id desc limit 200`,
    );
  }

  /** Null: there is no such key, or it was revoked before. */
  async revoke(db: EntityManager, id: string, now: Date): Promise<{ name: string } | null> {
    const [rows] = await db.query<[Array<{ name: string }>, number]>(
      'update api_keys set revoked_at = $2 where id = $1 and revoked_at is null returning name',
      [id, now],
    );
    return rows[0] ?? null;
  }
}

/** What a key may do is bounded by what its maker may do now. */
function adminOf({ id, name, scopes, adminId, email, role }: Owned): Admin {
  const allowed = permissionsOf(role);
  const permissions = scopes.filter((scope) => allowed.includes(scope));
  return { id: adminId, name, email, role, permissions, actor: `key:${id}` };
}
