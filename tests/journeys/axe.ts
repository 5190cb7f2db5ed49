import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The axe rules that our pages must meet: WCAG 2.2 levels A and AA, and axe's best practices. */
export const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Which axe rules to run: those with some tags, those with some names, or axe's default set (`usual`). */
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
 * Lists the axe violations of an open page, one line per rule and place. Axe is injected once per page, since
 * injecting it costs as much as running it.
 */
export async function violations(page: Page, rules: Rules = 'usual'): Promise<string[]> {
	// Axe also looks into frames, but only into those where it was injected; no page of ours has any.
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
