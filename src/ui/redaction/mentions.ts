import { findPersonal, type PersonalKind } from './find-personal.ts';

/** What some texts tell of somebody else, and how many times. */
export interface Mention {
	readonly kind: PersonalKind;
	/** As it is written in the text. */
	readonly text: string;
	readonly count: number;
}

/** Lists what texts probably tell of other people, each once, in the order in which they are met. */
export function mentionsIn(texts: readonly string[]): readonly Mention[] {
	const met = new Map<string, Mention>();
	for (const text of texts)
		for (const { kind, start, end } of findPersonal(text)) {
			const found = text.slice(start, end);
			const key = `${kind} ${found}`;
			met.set(key, { kind, text: found, count: (met.get(key)?.count ?? 0) + 1 });
		}
	return [...met.values()];
}

/** A text with these mentions replaced where they were found, each by the word for its kind. */
export function withoutMentions(
	text: string,
	mentions: readonly Mention[],
	instead: (kind: PersonalKind) => string,
): string {
	const hidden = new Set(mentions.map((one) => `${one.kind} ${one.text}`));
	let done = '';
	let from = 0;
	for (const { kind, start, end } of findPersonal(text)) {
		if (!hidden.has(`${kind} ${text.slice(start, end)}`)) continue;
		done += text.slice(from, start) + instead(kind);
		from = end;
	}
	return done + text.slice(from);
}
