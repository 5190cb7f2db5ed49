/** A language of the interface; texts are written in French first. */
export type Locale = 'fr' | 'en';

/** A text a person reads, in both languages. */
export interface Text {
	readonly fr: string;
	readonly en: string;
}
