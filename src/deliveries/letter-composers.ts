import { Injectable } from '@nestjs/common';
import type { DeliveryKind } from './delivery-state.js';
import type { ClaimedDelivery, Letter, LetterComposer, NoLetter } from './letter-composer.js';

/** Who composes which kind of letter. Producers add themselves when their module starts. */
@Injectable()
export class LetterComposers {
  private readonly byKind = new Map<DeliveryKind, LetterComposer>();

  add(composer: LetterComposer): void {
    for (const kind of composer.kinds) {
      if (this.byKind.has(kind)) throw new Error(`two composers for ${kind} letters`);
      this.byKind.set(kind, composer);
    }
  }

  /** Composes a claimed batch, each kind by its composer; a row nobody can compose is withdrawn with the reason. */
  async compose(rows: readonly ClaimedDelivery[], now: Date): Promise<Array<Letter | NoLetter>> {
    const perComposer = new Map<LetterComposer, ClaimedDelivery[]>();
    const orphans: NoLetter[] = [];
    for (const row of rows) {
      const composer = this.byKind.get(row.kind);
      if (composer) perComposer.set(composer, [...(perComposer.get(composer) ?? []), row]);
      else orphans.push({ outcome: 'withdraw', id: row.id, because: `nobody composes ${row.kind} letters` });
    }
    const letters = await Promise.all([...perComposer].map(([composer, batch]) => composer.compose(batch, now)));
    return [...orphans, ...letters.flat()];
  }
}
