import { fetchOwnSite } from '#ui/own-site.ts';

/** The text of the next step to propose, by dimension slug and then by standing. */
export type NextSteps = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Loads the next steps of an audience for all dimensions and standings, so that the server does not learn
 * which ones apply. Resolves to undefined when they cannot be loaded.
 */
export async function askNextSteps(version: string, audience: string): Promise<NextSteps | undefined> {
	try {
		const response = await fetchOwnSite(`/statements/${version}/${audience}/next-steps.json`);
		return response.ok ? ((await response.json()) as NextSteps) : undefined;
	} catch {
		return undefined;
	}
}
