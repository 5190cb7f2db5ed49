/** The states that an application for a badge goes through, from draft to decided or withdrawn. */
export const APPLICATION_STATES = [
	'draft',
	'submitted',
	'returned',
	'accepted',
	'refused',
	'withdrawn',
] as const;
export type ApplicationState = (typeof APPLICATION_STATES)[number];

/**
 * The events that change an application's state: the person sends or withdraws it, or an adviser sends it
 * back, accepts or refuses it.
 */
export const APPLICATION_EVENTS = ['submit', 'return', 'accept', 'refuse', 'withdraw'] as const;
export type ApplicationEvent = (typeof APPLICATION_EVENTS)[number];

/**
 * Who acts next on an application: the person (« À vous »), an adviser (« À la personne conseillère »), or
 * nobody because it is decided or withdrawn (« Terminé »).
 */
export type Turn = 'person' | 'adviser' | 'done';

const NEXT: Readonly<Record<ApplicationState, Partial<Record<ApplicationEvent, ApplicationState>>>> = {
	draft: { submit: 'submitted', withdraw: 'withdrawn' },
	submitted: { return: 'returned', accept: 'accepted', refuse: 'refused', withdraw: 'withdrawn' },
	returned: { submit: 'submitted', withdraw: 'withdrawn' },
	accepted: {},
	refused: {},
	withdrawn: {},
};

/**
 * The state of an application after an event; undefined when the event cannot happen in its present state.
 */
export const nextState = (state: ApplicationState, event: ApplicationEvent): ApplicationState | undefined =>
	NEXT[state][event];

/** Who acts next on an application in this state: the person, an adviser, or nobody (`done`). */
export function turnOf(state: ApplicationState): Turn {
	if (state === 'submitted') return 'adviser';
	return state === 'draft' || state === 'returned' ? 'person' : 'done';
}

/**
 * Whether an application in this state can still change: it is not accepted, refused or withdrawn. A person
 * has at most one open application per badge.
 */
export const isOpen = (state: ApplicationState): boolean => Object.keys(NEXT[state]).length > 0;

/**
 * Whether the applicant may add, change and remove evidence in this state: draft, or sent back by an adviser.
 */
export const isEditable = (state: ApplicationState): boolean => turnOf(state) === 'person';
