import { checkResult } from '../report.ts';
import type { Report } from '../report.ts';
import type { FetchedBadge, VerifyOptions } from './options.ts';
import { buildReport } from './report-of.ts';

/** Fetches and verifies the badge served at an address that was submitted in place of a badge. */
export async function verifyAt(
	address: string,
	fetchBadge: NonNullable<VerifyOptions['fetchBadge']>,
	verifyFound: (bytes: Uint8Array, at: string) => Promise<Report>,
): Promise<Report> {
	let found: FetchedBadge;
	try {
		found = await fetchBadge(address);
	} catch {
		found = { kind: 'unread', reason: 'no-answer' };
	}
	if (found.kind === 'found') return verifyFound(found.bytes, found.address ?? address);
	if (found.kind === 'unread') return buildReport([checkResult('receive', found.reason)]);
	if (found.kind === 'absent') return buildReport([checkResult('receive', 'nothing-there')]);
	// The site answers 410: a hosted badge that was revoked is no longer served (OB 2.0, Hosted
	// Verification).
	const opening = [
		checkResult('receive', 'read', { kind: 'address' }),
		checkResult('extract', 'not-a-picture'),
	];
	return buildReport([...opening, checkResult('status', 'revoked')]);
}
