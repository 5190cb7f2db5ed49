import { asList, asText, isObject } from './json.ts';
import type { Json, JsonObject } from './json.ts';

/** A text of a credential, with the language that it states, in lower case. */
interface TextInLanguage {
	readonly text: string;
	readonly language: string | undefined;
}

function textOf(value: Json): TextInLanguage | undefined {
	if (typeof value === 'string') return { text: value, language: undefined };
	const text = isObject(value) ? asText(value['@value']) : undefined;
	if (text === undefined) return undefined;
	return { text, language: asText((value as JsonObject)['@language'])?.toLowerCase() };
}

/**
 * The texts of a property that may be written in one or several languages (VC data model 2.0, 11.1; JSON-LD
 * 1.1, 4.2.4.3): a text, a language value object, or a list of these. Empty if the list has any other value,
 * or two texts in the same language: the signed graph keeps no order, so nothing would tell which text to
 * show.
 */
export function textsByLanguage(value: Json | undefined): readonly TextInLanguage[] {
	const texts = asList(value).map(textOf);
	if (!texts.every((one) => one !== undefined)) return [];
	return new Set(texts.map(({ language }) => language)).size === texts.length ? texts : [];
}

/**
 * The text of a property in one language: the first language of `preferred` that has a text, else the text
 * without a language, else the first language in the alphabet. `undefined` if the property has no such text
 * (`textsByLanguage`). The order of the texts in the document does not count, since no proof signs it.
 */
export function textIn(value: Json | undefined, preferred: readonly string[] = []): string | undefined {
	const texts = textsByLanguage(value).toSorted((one, other) =>
		(one.language ?? '') < (other.language ?? '') ? -1 : 1,
	);
	const wanted = preferred.map((language) =>
		texts.find((one) => one.language === language || one.language?.startsWith(`${language}-`)),
	);
	return (wanted.find((one) => one !== undefined) ?? texts[0])?.text;
}
