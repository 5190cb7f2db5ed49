import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const src = resolve(import.meta.dirname, '../..');
const pages = readdirSync(src, { recursive: true, encoding: 'utf8' })
	.filter((path) => path.endsWith('.svelte') && !path.includes('compiled'))
	.map((path) => ({ path, text: readFileSync(join(src, path), 'utf8') }));

/**
 * Names of form actions that destroy something; `ASKS_FOR_A_REASON` is the one form that asks for a reason
 * instead of asking to confirm.
 */
const DESTROYS = /^(close|leave|remove|revoke|withdraw)$/;
const ASKS_FOR_A_REASON = ['presentation/award/Revocation.svelte: revoke'];
/** What one shares is withdrawn in one tap; another link can be made at once. */
const IN_ONE_TAP = ['routes/(learner)/training/hours/+page.svelte: withdraw'];

/**
 * The form actions that the components of a kind call in all pages: by `action`, or by `name` where none is
 * given.
 */
const actsOf = (kind: string) =>
	pages.flatMap(({ path, text }) =>
		[...text.matchAll(new RegExp(`<${kind}\\b[^>]*?>`, 'gs'))].flatMap(([tag]) => {
			const named = tag.match(/\baction="\?\/(\w+)"/) ?? tag.match(/\bname="(\w+)"/);
			return named ? [`${path}: ${named[1]}`] : [];
		}),
	);

test('what takes something away asks first, everywhere', () => {
	const destroying = actsOf('Form').filter((one) => DESTROYS.test(one.split(': ')[1] ?? ''));
	expect(destroying).toEqual([...ASKS_FOR_A_REASON, ...IN_ONE_TAP]);
	const asking = actsOf('AskFirst');
	expect(asking.length).toBeGreaterThanOrEqual(7);
	// An administrator's page makes a new password for somebody, which signs that person out everywhere.
	expect(asking).toContain('routes/(admin)/people/[id=id]/+page.svelte: password');
});
