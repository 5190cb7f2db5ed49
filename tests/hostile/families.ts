import type { Hostile } from './case.ts';
import { claims } from './claims.ts';
import { contexts } from './contexts.ts';
import { endorsed } from './endorsed.ts';
import { entries } from './entries.ts';
import { graphs } from './graphs.ts';
import { keys } from './keys.ts';
import { lists } from './lists.ts';
import { older } from './older.ts';
import { olderTokens } from './older-tokens.ts';
import { pictures } from './pictures.ts';
import { signatures } from './signatures.ts';
import { texts } from './texts.ts';
import { tokens } from './tokens.ts';

/**
 * The families of hostile cases, by what they attack; each family is made and verified in a process of its
 * own.
 */
export const FAMILIES: Readonly<Record<string, () => Promise<readonly Hostile[]>>> = {
	pictures,
	texts,
	graphs,
	contexts,
	signatures,
	keys,
	tokens,
	claims,
	lists,
	entries,
	endorsed,
	older,
	olderTokens,
};
