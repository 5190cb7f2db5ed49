import {
	ATTEMPT_LIMITS,
	ATTEMPT_LIMITS_FROM_ANYWHERE,
	secondsToWait,
} from '../../src/identity/attempt-rules.ts';
import { problemsIn, type Visitor, visitor } from '../journeys/visitor.ts';
import { type Service, startService } from '../service.ts';

const SCHOOL = '203.0.113.7';
const HOME = '198.51.100.9';
const NETWORKS = Array.from({ length: 30 }, (_, n) => `2001:db8:0:${n.toString(16)}::1`);
const ENOUGH_SECONDS = 10;

/** The figures of one attack, in which strangers try passwords on Ada's account to keep her out. */
export interface Attack {
	seconds: number;
	tries: number;
	/**
	 * How many tries had their password checked, and how many would have had before known devices had a limit
	 * of their own.
	 */
	looked: number;
	lookedBefore: number;
	lookedInLastMinute: number;
	/**
	 * The longest time that Ada needed to sign in (s), by where she did so: a known or a new device, and from
	 * which address.
	 */
	adaIn: Record<string, number>;
}

export interface LockOuts {
	readonly oneAddress: Attack;
	readonly thirtyNetworks: Attack;
}

const isHeld = ({ looked, lookedBefore, adaIn }: Attack): boolean =>
	looked <= lookedBefore && Object.values(adaIn).every((seconds) => seconds <= ENOUGH_SECONDS);

/**
 * True when Ada always signed in soon enough, and no more of the strangers' passwords were checked than
 * before known devices had a limit of their own.
 */
export const nobodyKeptOut = (outs: LockOuts): boolean =>
	isHeld(outs.oneAddress) && isHeld(outs.thirtyNetworks);

const now = () => Date.now() / 1000;
const sleep = (seconds: number) => new Promise((done) => setTimeout(done, Math.max(0, seconds * 1000)));

/** Makes a client without cookies, or with only the cookie of a device that the account knows. */
function browser(service: Service, device?: string): Visitor {
	const self = visitor(service.origin);
	if (device) self.setCookie('__Host-device', device);
	return self;
}

const deviceIn = (self: Visitor) => /__Host-device=([^;]+)/.exec(self.cookie())?.[1] ?? '';

/**
 * Tries to sign in from an IP address: resolves to `in`, `wrong` (password), or the number of seconds to
 * wait.
 */
async function attempt(
	self: Visitor,
	address: string,
	identifier: string,
	password: string,
): Promise<'in' | 'wrong' | number> {
	const answer = await self.post('/sign-in', { identifier, password }, { 'x-forwarded-for': address });
	if (answer.status === 303) return 'in';
	if (answer.status === 422) return 'wrong';
	const said = problemsIn(answer.body).join(' ');
	const [, number, unit] = /(\d+) (seconde|minute)/.exec(said) ?? [];
	if (answer.status !== 429 || !number)
		throw new Error(`Neither in, nor wrong, nor a wait: ${answer.status} ${said}`);
	return Number(number) * (unit === 'minute' ? 60 : 1);
}

/**
 * Signs Ada in, waiting as long as each response tells her to, and returns how many seconds that took. Past a
 * minute it gives up, and returns the time it would have taken.
 */
async function secondsUntilIn(
	service: Service,
	{ address, password, device }: { address: string; password: string; device?: string },
): Promise<number> {
	const began = now();
	for (;;) {
		const told = await attempt(browser(service, device), address, 'ada', password);
		if (told === 'in') return Number((now() - began).toFixed(1));
		if (told === 'wrong') throw new Error('Her own password is told wrong.');
		if (now() - began + told > 60) return Math.ceil(now() - began + told);
		await sleep(told);
	}
}

/**
 * Starts strangers who try a wrong password on Ada's account every second from each of these addresses, until
 * `stop` is called, which resolves to their counts.
 */
function strangers(service: Service, addresses: readonly string[]) {
	const began = now();
	const looked: number[] = [];
	let tries = 0;
	let going = true;
	const one = async (address: string) => {
		for (let turn = 1; going; turn += 1) {
			tries += 1;
			if ((await attempt(browser(service), address, 'ada', `essai ${tries}`)) === 'wrong') looked.push(now());
			await sleep(began + turn - now());
		}
	};
	const all = Promise.all(addresses.map(one));
	return {
		async stop() {
			going = false;
			await all;
			const ended = now();
			return {
				seconds: Math.round(ended - began),
				tries,
				looked: looked.length,
				lookedInLastMinute: looked.filter((at) => at > ended - 60).length,
			};
		},
	};
}

/**
 * Computes how many passwords the rule would check in `seconds` seconds at `perSecond` tries a second if
 * known devices had no limit of their own.
 */
function lookedBefore(limits: typeof ATTEMPT_LIMITS, perSecond: number, seconds: number): number {
	let [failures, lastAt] = [0, new Date(0)];
	for (let second = 1; second <= seconds + 1; second += 1)
		for (let n = 0; n < perSecond; n += 1) {
			const at = new Date(second * 1000);
			if (secondsToWait({ failures, lastAt }, at, limits) === 0) [failures, lastAt] = [failures + 1, at];
		}
	return failures;
}

/** Records how long Ada waited in an attempt of this kind (s), when it is the longest so far. */
const note = (adaIn: Record<string, number>, kind: string, seconds: number) =>
	void (adaIn[kind] = Math.max(adaIn[kind] ?? 0, seconds));

/**
 * Runs both attacks (from one address, from thirty networks) on the built service, `minutes` minutes each in
 * real time.
 */
export async function lockOuts(minutes: number, print: (line: string) => void): Promise<LockOuts> {
	const service = await startService({ PROXIES: '1' });
	try {
		const password = service.passwords['ada'] ?? '';
		const hers = browser(service);
		await attempt(hers, SCHOOL, 'ada', password);
		const device = deviceIn(hers);
		const until = (end: number) => async (work: () => Promise<void>, every: number) => {
			while (now() + every < end) {
				await sleep(every);
				await work();
			}
		};

		print(`One address, one try a second, ${minutes} min…`);
		const one = strangers(service, [SCHOOL]);
		let adaIn: Record<string, number> = {};
		await until(now() + minutes * 60)(
			async () =>
				note(
					adaIn,
					'known device, same address',
					await secondsUntilIn(service, { address: SCHOOL, password, device }),
				),
			20,
		);
		note(adaIn, 'new device, another address', await secondsUntilIn(service, { address: HOME, password }));
		const given = await temporaryPassword(service);
		note(
			adaIn,
			'new device, same address, temporary password',
			await secondsUntilIn(service, { address: SCHOOL, password: given }),
		);
		const first = await one.stop();
		const oneAddress = { ...first, lookedBefore: lookedBefore(ATTEMPT_LIMITS, 1, first.seconds), adaIn };

		print(`Thirty IPv6 networks, one try a second each, ${minutes} min…`);
		const known = browser(service);
		await attempt(known, HOME, 'ada', given);
		const tie = deviceIn(known);
		const thirty = strangers(service, NETWORKS);
		adaIn = {};
		let home = 0;
		await until(now() + minutes * 60)(async () => {
			note(
				adaIn,
				'known device',
				await secondsUntilIn(service, { address: HOME, password: given, device: tie }),
			);
			home += 1;
			const address = `2001:db8:ffff:${home.toString(16)}::5`;
			note(adaIn, 'new device, new network', await secondsUntilIn(service, { address, password: given }));
		}, 20);
		const last = await thirty.stop();
		const thirtyNetworks = {
			...last,
			lookedBefore: lookedBefore(ATTEMPT_LIMITS_FROM_ANYWHERE, NETWORKS.length, last.seconds),
			adaIn,
		};
		return { oneAddress, thirtyNetworks };
	} finally {
		await service.stop();
	}
}

/** Has the administrator of Ada's institution make a temporary password for her, and returns it. */
async function temporaryPassword(service: Service): Promise<string> {
	const chloe = visitor(service.origin);
	await chloe.signIn('chloe', service.passwords['chloe'] ?? '');
	const list = await chloe.get('/people?q=ada');
	const path = /\/people\/[0-9a-hjkmnp-tv-z]{26}/.exec(list.body)?.[0] ?? '';
	const made = await chloe.send(path, '?/password', {});
	const password = /<code[^>]*>([0-9a-z-]{14})<\/code>/.exec(made.body)?.[1];
	if (!password) throw new Error(`No password was made (${made.status}).`);
	return password;
}
