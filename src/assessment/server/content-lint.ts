import type { Text } from '#platform';
import type { Choice, Situation, Statement } from './content.ts';

/** A fault found in a text of the self-assessment, by its place and a message. */
export interface ContentFault {
	/**
	 * Where the fault is, as precisely as it can be said: the id of a statement or situation, then, where
	 * they apply, the choice, the field and the language, such as `teacher-collaboration-2.text.fr`.
	 */
	readonly at: string;
	readonly what: string;
}

type Language = keyof Text;
const LANGUAGES: readonly Language[] = ['fr', 'en'];

/**
 * Words that no statement may contain, as a regular expression for each language: the answer's scale tells
 * how well or how often somebody acts, and the institution's budget decides what equipment they have.
 */
const FORBIDDEN: Text & Record<Language, string> = {
	fr: 'efficac|adéquat|correcte(ment)?\\b|convenable|parfaite|facile|judicieu|appropri|pertinemment|\\bbien(?!-)\\b|\\bmal\\b|souvent|toujours|jamais|parfois|régulièrement|fréquemment|chaque (jour|semaine)|quotidien|\\bet\\/ou\\b|je (possède|dispose|connais|sais|comprends|maîtrise|suis capable)|j’ai accès',
	en: 'effective|efficient|adequate|\\bcorrectly|proper|appropriate|easily|\\bwell\\b|often|always|never|sometimes|regularly|frequently|every (day|week)|daily|\\band\\/or\\b|\\bI (own|know|understand|master|am able|have access)',
};
/**
 * Brands that no text may name. The match is case-sensitive: « word » and “teams” are ordinary words, Word
 * and Teams are brands.
 */
const BRANDS =
	/\b(Google|Microsoft|Teams|Word|Excel|PowerPoint|Outlook|Zoom|Moodle|Omnivox|Léa|Mozaïk|Classroom|Canva|Genially|Padlet|Kahoot|Quizlet|Wooclap|Socrative|ChatGPT|Copilot|Gemini|Claude|YouTube|TikTok|Instagram|Facebook|Snapchat|Messenger|Wikip[eé]dia|Antidote|Lexibar|WordQ|iPad|Chromebook|Apple|Pix)\b/u;

/** The share (0 to 1) of common words above which two statements are reported as nearly the same. */
const TOO_ALIKE = 0.6;

const MOST_WORDS = { statement: 25, example: 45, scene: 80, choice: 30, why: 45 } as const;

/** Splits a text into words, as the limits on the length of texts count them; « d’équipe » counts as two. */
export const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? [];

/**
 * Finds the first typographic fault of a text, by the rules of the OQLF for French and Canadian usage for
 * English; undefined when there is none.
 */
function typography(text: string, language: Language): string | undefined {
	const wrong =
		language === 'fr'
			? /['"!]|\.\.\.| {2}|·| [:;?»]|« |[^\u00a0][»:](?!\/\/)|«[^\u00a0]|[\s\u00a0][;?]/u
			: /['"!«»]|\.\.\.| {2}|[\s\u00a0][:;?]/u;
	const [found] = wrong.exec(text) ?? [];
	return found && `typography: “${found}”`;
}

function* everyText(at: string, text: Text, most: number): Generator<ContentFault> {
	for (const language of LANGUAGES) {
		const place = `${at}.${language}`;
		const given = text[language];
		const count = wordsOf(given).length;
		if (count > most) yield { at: place, what: `${count} words, ${most} at most` };
		const brand = BRANDS.exec(given)?.[0];
		if (brand) yield { at: place, what: `names a brand: ${brand}` };
		const wrong = typography(given, language);
		if (wrong) yield { at: place, what: wrong };
	}
	if (text.fr === text.en) yield { at, what: 'is the same in both languages' };
}

function* statementFaults({ id, text, example }: Statement): Generator<ContentFault> {
	yield* everyText(`${id}.text`, text, MOST_WORDS.statement);
	yield* everyText(`${id}.example`, example, MOST_WORDS.example);
	for (const language of LANGUAGES) {
		const found = new RegExp(FORBIDDEN[language], 'iu').exec(text[language])?.[0];
		if (found) yield { at: `${id}.text.${language}`, what: `says “${found}”` };
		if ((text[language].match(/[.?](\s|$)/gu)?.length ?? 0) !== 1)
			yield { at: `${id}.text.${language}`, what: 'is not one sentence' };
	}
	if (!/\bj(e |’)/iu.test(text.fr)) yield { at: `${id}.text.fr`, what: 'does not say « je »' };
	if (!/\bI\b/u.test(text.en)) yield { at: `${id}.text.en`, what: 'does not say “I”' };
	if (!/^Par exemple\u00a0: /u.test(example.fr))
		yield { at: `${id}.example.fr`, what: 'does not begin « Par exemple : »' };
	if (!/^For example: /u.test(example.en))
		yield { at: `${id}.example.en`, what: 'does not begin “For example: ”' };
}

const longest = (choices: readonly Choice[], language: Language) =>
	choices.map(({ text }) => wordsOf(text[language]).length);

function* situationFaults({ id, title, scene, choices }: Situation): Generator<ContentFault> {
	yield* everyText(`${id}.title`, title, 10);
	yield* everyText(`${id}.scene`, scene, MOST_WORDS.scene);
	if (!/Que faites-vous\?$/u.test(scene.fr)) yield { at: `${id}.scene.fr`, what: 'does not end by asking' };
	if (!/What would you do\?$/u.test(scene.en)) yield { at: `${id}.scene.en`, what: 'does not end by asking' };
	for (const choice of choices) {
		yield* everyText(`${id}.${choice.id}.text`, choice.text, MOST_WORDS.choice);
		yield* everyText(`${id}.${choice.id}.why`, choice.why, MOST_WORDS.why);
	}
	for (const language of LANGUAGES) {
		const lengths = longest(choices, language);
		// A choice much longer than the others would look like the right one.
		if (Math.max(...lengths) > 2.2 * Math.min(...lengths))
			yield {
				at: `${id}.choices`,
				what: `lengths tell them apart (${lengths.join(', ')} words, ${language})`,
			};
	}
}

const meaning = (text: string) =>
	new Set(
		wordsOf(text.toLowerCase())
			.filter((word) => word.length > 3)
			.map((word) => word.slice(0, 7)),
	);

function* duplicates(items: readonly Statement[]): Generator<ContentFault> {
	const sets = items.map(({ id, text }) => ({ id, of: meaning(text.fr) }));
	for (const [at, one] of sets.entries())
		for (const other of sets.slice(at + 1)) {
			const shared = [...one.of].filter((word) => other.of.has(word)).length;
			const alike = shared / (one.of.size + other.of.size - shared);
			if (alike > TOO_ALIKE)
				yield { at: one.id, what: `nearly says ${other.id} (${Math.round(alike * 100)} %)` };
		}
}

/**
 * Checks the statements and situations of the self-assessment, and returns every fault found; empty when the
 * texts may be published.
 */
export function lintContent(content: {
	readonly items: readonly Statement[];
	readonly situations: readonly Situation[];
}): readonly ContentFault[] {
	return [
		...content.items.flatMap((one) => [...statementFaults(one)]),
		...content.situations.flatMap((one) => [...situationFaults(one)]),
		...duplicates(content.items),
	];
}
