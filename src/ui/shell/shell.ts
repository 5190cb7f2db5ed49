import { m } from '#messages';

/** What every page's frame needs to know, given by the root layout. */
export interface Shell {
	readonly person: { readonly displayName: string } | null;
	readonly roles: readonly string[];
	/** Applications that wait on the adviser. */
	readonly waiting: number;
	readonly locale: 'fr' | 'en';
	readonly demonstration: boolean;
	readonly path: string;
}

export interface Section {
	readonly href: string;
	readonly label: string;
	readonly waiting?: number;
}

/** The sections a person has, by role; several roles add up. */
export function sectionsOf(shell: Shell): readonly Section[] {
	if (!shell.person) {
		return [
			{ href: '/framework', label: m.shell_nav_framework() },
			{ href: '/badges', label: m.shell_nav_badges() },
			{ href: '/verify', label: m.shell_nav_verify() },
		];
	}
	const sections: Section[] = [];
	if (shell.roles.includes('learner')) {
		sections.push(
			{ href: '/assessment', label: m.shell_nav_assessment() },
			{ href: '/profile', label: m.shell_nav_profile() },
			{ href: '/training', label: m.shell_nav_training() },
			{ href: '/recognition', label: m.shell_nav_recognition() },
			{ href: '/cohorts/join', label: m.shell_nav_joined() },
		);
	}
	if (shell.roles.includes('adviser')) {
		sections.push(
			{ href: '/review', label: m.shell_nav_review(), waiting: shell.waiting },
			{ href: '/cohorts', label: m.shell_nav_cohorts() },
		);
	}
	if (shell.roles.includes('administrator')) {
		sections.push(
			{ href: '/people', label: m.shell_nav_people() },
			{ href: '/invitations', label: m.shell_nav_invitations() },
		);
	}
	return sections;
}

/** `page` on the section itself, `true` on the pages inside it. `/cohorts/join` is the learner's, not a cohort. */
export function currentOf(href: string, path: string): 'page' | 'true' | undefined {
	if (path === href) return 'page';
	return path.startsWith(`${href}/`) && path !== '/cohorts/join' ? 'true' : undefined;
}

/** The same page in the other language; the name of an action that was just sent is left out. */
export function otherLanguage(
	url: { readonly pathname: string; readonly searchParams: Iterable<[string, string]> },
	locale: 'fr' | 'en',
): string {
	const query = new URLSearchParams();
	for (const [name, value] of url.searchParams) if (!name.startsWith('/')) query.append(name, value);
	query.set('lang', locale === 'fr' ? 'en' : 'fr');
	return `${url.pathname}?${query}`;
}
