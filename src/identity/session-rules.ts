/** How long a session lives: the one place to change. Times in minutes. */
export const SESSION = {
	/** Without a request for this long, a session ends. */
	idle: 60,
	/** The same, for whoever administers an institution. */
	idleAdministrator: 30,
	/** Whatever happens, a session ends after this long. */
	absolute: 12 * 60,
	/** « Seen » is written at most this often. */
	seenEvery: 1,
} as const;

const MINUTE = 60_000;

/** What decides whether a session is still valid. */
export interface SessionTimes {
	readonly seenAt: Date;
	readonly expiresAt: Date;
}

/** When a session that starts now ends at the latest. */
export const sessionEnd = (now: Date): Date => new Date(now.getTime() + SESSION.absolute * MINUTE);

/** Whether a session is still valid: neither idle for too long nor past its end. */
export function sessionStands(session: SessionTimes, administrator: boolean, now: Date): boolean {
	const idle = (administrator ? SESSION.idleAdministrator : SESSION.idle) * MINUTE;
	return now < session.expiresAt && now.getTime() - session.seenAt.getTime() < idle;
}

/** Whether « seen » is old enough to be written again. */
export const seenIsOld = (session: SessionTimes, now: Date): boolean =>
	now.getTime() - session.seenAt.getTime() >= SESSION.seenEvery * MINUTE;
