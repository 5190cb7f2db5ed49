/** What a request of somebody absent asks for: a copy of what is kept about them, or its erasure. */
export const REQUEST_KINDS = ['access', 'erasure'] as const;

/** What a request of somebody absent asks for. */
export type RequestKind = (typeof REQUEST_KINDS)[number];

/** The states of a request on which something may still happen. */
export const OPEN_STATES = ['asked', 'confirmed'] as const;

/**
 * Where a request stands: asked by one administrator, confirmed by another; then declined or withdrawn by an
 * administrator, refused by the person (`objected`), left without answer (`expired`), carried out (`done`), not
 * possible any more when its time came (`impossible`), or without its person, who left by themselves (`left`).
 */
export type RequestState =
	| (typeof OPEN_STATES)[number]
	| 'declined'
	| 'withdrawn'
	| 'objected'
	| 'expired'
	| 'done'
	| 'impossible'
	| 'left';

/** After this many days without an answer, a request ends: what was checked then is no longer fresh. */
export const ANSWER_DAYS = 30;

/**
 * How many days pass between the confirmation of an erasure and its effect: erased data cannot be made again,
 * and a person who reads their mail once a week can still say no.
 */
export const ERASURE_DELAY_DAYS = 7;

/** For how many days the two administrators may download the file of a confirmed request of access. */
export const DOWNLOAD_DAYS = 7;

/** For how many years the trace of a request is kept after its end, as long as what administrators do. */
export const REQUESTS_KEPT_YEARS = 3;

/** The fewest and the most characters of a reason: it says how the person was recognised. */
export const REASON_LENGTH = { least: 10, most: 500 } as const;

const DAY = 86_400_000;

/** The time that lies some days after another. */
export const daysAfter = (days: number, at: Date): Date => new Date(at.getTime() + days * DAY);

/** Whether something may still happen on a request. */
export const isOpenRequest = ({ state }: { readonly state: RequestState }): boolean =>
	(OPEN_STATES as readonly RequestState[]).includes(state);
