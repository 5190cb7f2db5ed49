/** A network that tries a password for an account, and how many times it failed. */
export interface TryingNetwork {
	/** Its name, or a fingerprint of it. */
	readonly network: string;
	readonly failures: number;
}

/** The network for which the next try of a password for an account is reserved, and until when. */
export interface Turn extends TryingNetwork {
	readonly until: Date;
}

/** How long the next try stays reserved after the wait (s): time to read the message and try again. */
export const TURN_RESERVED_SECONDS = 15;

/**
 * Decides which network may try a password next, when several networks try for one account that accepts the
 * next try in `wait` seconds. The next try is reserved for the network with the fewest failures among those
 * told to wait, so that strangers who try without stop leave a turn to a newcomer. When no network was told to
 * wait, any network may try. Returns the seconds that the asking network must wait (more than `wait` only if
 * the next try is reserved for another), and the turn from then on: `reserved` itself when nothing changes.
 */
export function turnAfter(
	reserved: Turn | null,
	{ network, failures }: TryingNetwork,
	wait: number,
	now: Date,
): { readonly seconds: number; readonly turn: Turn | null } {
	const isOthers = reserved !== null && reserved.until > now && reserved.network !== network;
	// A network never waits for one that failed more often than itself.
	const isKept = isOthers && failures >= reserved.failures;
	if (wait === 0) {
		if (!isKept) return { seconds: 0, turn: null };
		return { seconds: Math.ceil((reserved.until.getTime() - now.getTime()) / 1000), turn: reserved };
	}
	if (isKept) return { seconds: wait, turn: reserved };
	const until = new Date(now.getTime() + (wait + TURN_RESERVED_SECONDS) * 1000);
	// Who asks again without stop gets the same turn to the second, and nothing to write.
	const isSame =
		reserved?.network === network &&
		reserved.failures === failures &&
		Math.abs(reserved.until.getTime() - until.getTime()) < 1000;
	return { seconds: wait, turn: isSame ? reserved : { network, failures, until } };
}
