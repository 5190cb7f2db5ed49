import type { Questionnaire } from '#assessment';
import { fetchOwnSite } from '#ui/own-site.ts';

/**
 * Loads the statements of all dimensions in the background, so that the person can go on without a
 * connection.
 */
export class StatementLoader {
	all = $state.raw<Questionnaire>();
	#asked: string | undefined;

	/**
	 * Loads the statements of a version of the framework and audience once; after a lost connection, the next
	 * call tries again.
	 */
	async take({ version, audience }: { version: string; audience: string | null }): Promise<void> {
		const asked = `${version} ${audience}`;
		if (this.#asked === asked) return;
		this.#asked = asked;
		try {
			const response = await fetchOwnSite(`/statements/${version}/${audience}.json`);
			if (response.ok) this.all = (await response.json()) as Questionnaire;
			else this.#asked = undefined;
		} catch {
			this.#asked = undefined;
		}
	}

	/** The text of a statement; undefined until the statements are loaded. */
	textOf(statement: string): string | undefined {
		return this.all?.dimensions.flatMap(({ statements }) => statements).find(({ id }) => id === statement)
			?.text;
	}
}
