/** A language of the interface; French is the source. */
export type Locale = 'fr' | 'en';

/** A text a person reads, in both languages. */
export interface Text {
	readonly fr: string;
	readonly en: string;
}
