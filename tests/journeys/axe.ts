import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What a service of accessible pages answers for: levels A and AA of WCAG 2.2, and what axe advises besides. */
export const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Which rules axe runs: those of some tags, some by their names, or those that it runs by itself. */
export type Rules = { readonly tags: readonly string[] } | { readonly names: readonly string[] } | 'usual';

interface Found {
	readonly violations: readonly {
		readonly id: string;
		readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[];
	}[];
}
declare const axe: { run(context: Document, options: object): Promise<Found> };

const runOnly = (rules: Rules) => {
	if (rules === 'usual') return {};
	return 'tags' in rules
		? { runOnly: { type: 'tag', values: rules.tags } }
		: { runOnly: { type: 'rule', values: rules.names } };
};

/**
 * What axe finds on a page as it stands, one line per rule and place. Axe is put into the page once, whatever is asked
 * of it there: that costs as much as asking.
 */
export async function violations(page: Page, rules: Rules = 'usual'): Promise<string[]> {
	// Axe looks into the frames that hold it as well; no page of ours has any.
	expect(page.frames()).toHaveLength(1);
	if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(SOURCE);
	const found = await page.evaluate((options) => axe.run(document, options), {
		resultTypes: ['violations'],
		...runOnly(rules),
	});
	return found.violations.flatMap(({ id, nodes }) =>
		nodes.map(
			({ target, failureSummary = '' }) =>
				`${id} at ${target.join(' ')}: ${failureSummary.split('\n')[1]?.trim()}`,
		),
	);
}
