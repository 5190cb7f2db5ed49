import type { Locale } from '#platform';

/** What other sites and chats show with a link to a page (Open Graph metadata). */
export interface LinkPreview {
	readonly description: string;
	/** The title, where it differs from the page's. */
	readonly title?: string;
	/** The language of the preview's texts, where it is not that of the page. */
	readonly locale?: Locale;
	/**
	 * The page's permanent address, where it may differ from the one under which the service answers today.
	 */
	readonly address?: string;
	/** A picture; its address may be a path, and its sizes are in pixels. */
	readonly picture?: {
		readonly address: string;
		readonly width: number;
		readonly height: number;
		readonly alt: string;
	};
}
