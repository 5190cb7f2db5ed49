import { createHash } from 'node:crypto';
import type { Cohort } from '../cohort.ts';

/**
 * A version of whom a cohort's people share with, and until when, as a page showed it: it changes when its
 * advisers or its last day do, so that nobody accepts other words than those they read.
 */
export const slipVersion = ({
	endsOn,
	advisers,
}: Pick<Cohort, 'endsOn'> & { readonly advisers: readonly string[] }): string =>
	createHash('sha256')
		.update(JSON.stringify([endsOn, advisers.toSorted()]))
		.digest('base64url')
		.slice(0, 16);
