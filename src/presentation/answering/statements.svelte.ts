import type { Questionnaire } from '#assessment';
import { askOwnSite } from '#ui/own-site.ts';

/** The texts of every dimension, once a page has asked for them: with them, one goes on while the line is cut. */
export class Statements {
	all = $state.raw<Questionnaire>();
	#asked: string | undefined;

	/** Asks for them once; a line that is cut is asked again the next time. */
	async take({ version, audience }: { version: string; audience: string | null }): Promise<void> {
		const asked = `${version} ${audience}`;
		if (this.#asked === asked) return;
		this.#asked = asked;
		try {
			const response = await askOwnSite(`/statements/${version}/${audience}.json`);
			if (response.ok) this.all = (await response.json()) as Questionnaire;
			else this.#asked = undefined;
		} catch {
			this.#asked = undefined;
		}
	}

	/** The words of a statement, or nothing before they are there. */
	textOf(statement: string): string | undefined {
		return this.all?.dimensions.flatMap(({ statements }) => statements).find(({ id }) => id === statement)
			?.text;
	}
}
