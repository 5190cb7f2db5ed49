import { m } from '#messages';

/** The data that the root layout gives to the header, navigation and footer of every page. */
export interface Shell {
	readonly person: { readonly displayName: string } | null;
	readonly roles: readonly string[];
	/** True for whoever decides applications where they act. */
	readonly reviews: boolean;
	/** Where the person may act, the present place first; empty for somebody with one place or none. */
	readonly places: readonly { readonly id: string; readonly name: string }[];
	/** True for the person who runs the service. */
	readonly operator: boolean;
	/** Number of notices that the person has not read. */
	readonly notices: number;
	/** Number of applications that wait for this adviser. */
	readonly waiting: number;
	readonly locale: 'fr' | 'en';
	readonly demonstration: boolean;
	/** The institution that offers the service, with the path of its page; null if none alone does. */
	readonly provider: { readonly name: string; readonly href: string | null } | null;
	readonly path: string;
	/** The time zone (IANA) in which days and hours are shown. */
	readonly timeZone: string;
}

export interface NavigationSection {
	readonly href: string;
	readonly label: string;
	/** How many items of the section wait to be read or decided, as a number and in words. */
	readonly count?: WordedCount;
}

/** A number that follows a word of the navigation, and a text that says what it counts. */
export interface WordedCount {
	readonly number: number;
	readonly words: string;
}

const newHere = (number: number): WordedCount => ({
	number,
	words: number === 1 ? m.shell_new_one() : m.shell_new_many({ count: number }),
});

const waitingHere = (number: number): WordedCount => ({
	number,
	words: number === 1 ? m.shell_waiting_one() : m.shell_waiting_many({ count: number }),
});

/**
 * The number shown on the closed menu (unread notices plus applications that wait), and a text that says what
 * it counts.
 */
export const menuCount = ({ notices, waiting }: Shell): WordedCount => {
	const number = notices + waiting;
	return { number, words: number === 1 ? m.shell_menu_one() : m.shell_menu_many({ count: number }) };
};

/** What anybody may read: the framework, the badges, the verification of a badge. */
export const publicSections = (): readonly NavigationSection[] => [
	{ href: '/framework', label: m.shell_nav_framework() },
	{ href: '/badges', label: m.shell_nav_badges() },
	{ href: '/verify', label: m.shell_nav_verify() },
];

/** The sections of the navigation that a visitor or a person has, by their roles; several roles add up. */
export function sectionsOf(shell: Shell): readonly NavigationSection[] {
	if (!shell.person) return publicSections();
	const sections: NavigationSection[] = [];
	if (shell.roles.length > 0)
		sections.push({ href: '/today', label: m.shell_nav_today(), count: newHere(shell.notices) });
	if (shell.roles.includes('learner')) {
		sections.push(
			{ href: '/assessment', label: m.shell_nav_assessment() },
			{ href: '/profile', label: m.shell_nav_profile() },
			{ href: '/situations', label: m.shell_nav_situations() },
			{ href: '/training', label: m.shell_nav_training() },
			{ href: '/recognition', label: m.shell_nav_recognition() },
			{ href: '/cohorts/join', label: m.shell_nav_joined() },
		);
	}
	if (shell.reviews)
		sections.push({ href: '/review', label: m.shell_nav_review(), count: waitingHere(shell.waiting) });
	if (shell.roles.includes('adviser')) sections.push({ href: '/cohorts', label: m.shell_nav_cohorts() });
	if (shell.roles.includes('administrator')) {
		sections.push(
			{ href: '/people', label: m.shell_nav_people() },
			{ href: '/invitations', label: m.shell_nav_invitations() },
		);
	}
	if (shell.operator) sections.push({ href: '/operator', label: m.shell_nav_operator() });
	return sections;
}

/**
 * The value of aria-current for the link of a section: `page` on the section itself, `true` on pages inside
 * it. `/cohorts/join` is a learner's section, not a page of the cohorts section.
 */
export function currentOf(href: string, path: string): 'page' | 'true' | undefined {
	if (path === href) return 'page';
	return path.startsWith(`${href}/`) && path !== '/cohorts/join' ? 'true' : undefined;
}

/**
 * The address of the present page in the other language, without the name of a form action that its query may
 * contain.
 */
export function otherLanguageAddress(
	url: { readonly pathname: string; readonly searchParams: Iterable<[string, string]> },
	locale: 'fr' | 'en',
): string {
	const query = new URLSearchParams();
	for (const [name, value] of url.searchParams) if (!name.startsWith('/')) query.append(name, value);
	query.set('lang', locale === 'fr' ? 'en' : 'fr');
	return `${url.pathname}?${query}`;
}
