/** The states of an application. */
export const APPLICATION_STATES = [
	'draft',
	'submitted',
	'returned',
	'accepted',
	'refused',
	'withdrawn',
] as const;
export type ApplicationState = (typeof APPLICATION_STATES)[number];

/** What may happen to an application. */
export const APPLICATION_EVENTS = ['submit', 'return', 'accept', 'refuse', 'withdraw'] as const;
export type ApplicationEvent = (typeof APPLICATION_EVENTS)[number];

/** Who acts next: the person (« À vous »), an adviser (« À la personne conseillère ») or nobody (« Terminé »). */
export type Turn = 'person' | 'adviser' | 'done';

const NEXT: Readonly<Record<ApplicationState, Partial<Record<ApplicationEvent, ApplicationState>>>> = {
	draft: { submit: 'submitted', withdraw: 'withdrawn' },
	submitted: { return: 'returned', accept: 'accepted', refuse: 'refused', withdraw: 'withdrawn' },
	returned: { submit: 'submitted', withdraw: 'withdrawn' },
	accepted: {},
	refused: {},
	withdrawn: {},
};

/** The state an event leads to, or `undefined` where that event cannot happen. */
export const nextState = (state: ApplicationState, event: ApplicationEvent): ApplicationState | undefined =>
	NEXT[state][event];

/** Who acts next on an application in this state. */
export function turnOf(state: ApplicationState): Turn {
	if (state === 'submitted') return 'adviser';
	return state === 'draft' || state === 'returned' ? 'person' : 'done';
}

/** Whether an application is open. A person has at most one open application per badge. */
export const isOpen = (state: ApplicationState): boolean => Object.keys(NEXT[state]).length > 0;

/** Whether the person may add and remove evidence. */
export const isEditable = (state: ApplicationState): boolean => turnOf(state) === 'person';
