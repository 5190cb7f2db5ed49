import { m } from '#messages';

/** A line that shows what one of the three sources (said, shown, observed) tells about a badge. */
export interface SourceLine {
	readonly source: 'said' | 'shown' | 'observed';
	readonly title: string;
	readonly found: string;
	/** A remark on the line's source, such as the hours of training declared; empty when there is none. */
	readonly more: string;
}

/** The standing by each of the three sources on which a badge is based or would be based. */
export interface SourceStandings {
	readonly said: string;
	/** The standing that the situation shows; null when the person did none. */
	readonly shown: string | null;
	/** The level observed; null when no adviser observed any. */
	readonly observed: string | null;
}

function shownText(shown: string | null, name: (standing: string) => string): string {
	if (shown === null) return m.badge_shown_none();
	return shown === 'starting' ? m.badge_shown_no_level() : name(shown);
}

/** Makes the lines that show the three sources of a badge, in the order said, shown, observed. */
export function sourceLines(
	{ said, shown, observed }: SourceStandings,
	{
		name,
		saidMore = '',
		unobserved,
	}: {
		/** Names a standing; its first letter is written large. */
		readonly name: (standing: string) => string;
		/** A remark on what the person said. */
		readonly saidMore?: string;
		/** The words used when no adviser observed a level. */
		readonly unobserved: string;
	},
): SourceLine[] {
	const begun = (standing: string) => {
		const plain = name(standing);
		return plain.charAt(0).toUpperCase() + plain.slice(1);
	};
	return [
		{ source: 'said', title: m.badge_said(), found: begun(said), more: saidMore },
		{ source: 'shown', title: m.badge_shown(), found: shownText(shown, begun), more: '' },
		{
			...{ source: 'observed', title: m.badge_observed(), more: '' },
			found: observed === null ? unobserved : begun(observed),
		},
	];
}
