import { ATTEMPTS, ATTEMPTS_FROM_ANYWHERE, secondsToWait } from '../../src/identity/attempt-rules.ts';
import { problemsIn, type Visitor, visitor } from '../journeys/visitor.ts';
import { type Service, startService } from '../service.ts';

const SCHOOL = '203.0.113.7';
const HOME = '198.51.100.9';
const NETWORKS = Array.from({ length: 30 }, (_, n) => `2001:db8:0:${n.toString(16)}::1`);
const ENOUGH_SECONDS = 10;

/** What came of one attack on Ada's account. */
export interface Attack {
	seconds: number;
	tries: number;
	/** Tries whose password was looked at, and how many could be before devices were known apart. */
	looked: number;
	lookedBefore: number;
	lookedInLastMinute: number;
	/** Seconds until Ada was in, by who she was to the service; the longest of the times she tried. */
	adaIn: Record<string, number>;
}

/** The two attacks of a run. */
export interface LockOuts {
	readonly oneAddress: Attack;
	readonly thirtyNetworks: Attack;
}

const isHeld = ({ looked, lookedBefore, adaIn }: Attack): boolean =>
	looked <= lookedBefore && Object.values(adaIn).every((seconds) => seconds <= ENOUGH_SECONDS);

/** Whether Ada got in soon enough each time, and the strangers had no more tries than before. */
export const nobodyKeptOut = (outs: LockOuts): boolean =>
	isHeld(outs.oneAddress) && isHeld(outs.thirtyNetworks);

const now = () => Date.now() / 1000;
const sleep = (seconds: number) => new Promise((done) => setTimeout(done, Math.max(0, seconds * 1000)));

/** A browser that has never been here, or one that only kept what tells a known device. */
function browser(service: Service, device?: string): Visitor {
	const self = visitor(service.origin);
	if (device) self.setCookie('__Host-device', device);
	return self;
}

const deviceIn = (self: Visitor) => /__Host-device=([^;]+)/.exec(self.cookie())?.[1] ?? '';

/** One sign-in from an address: in, wrong, or told to wait so many seconds. */
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

/** How long Ada needs to get in, doing as she is told; past a minute she gives up. */
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

/** Strangers who try a wrong password from each of their addresses, every second, until told to stop. */
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

/** How many tries the rule looks at in so many seconds, of so many a second: what it did before devices were known apart. */
function lookedBefore(limits: typeof ATTEMPTS, perSecond: number, seconds: number): number {
	let [failures, lastAt] = [0, new Date(0)];
	for (let second = 1; second <= seconds + 1; second += 1)
		for (let n = 0; n < perSecond; n += 1) {
			const at = new Date(second * 1000);
			if (secondsToWait({ failures, lastAt }, at, limits) === 0) [failures, lastAt] = [failures + 1, at];
		}
	return failures;
}

/** Keeps the longest of the times of one kind. */
const note = (adaIn: Record<string, number>, kind: string, seconds: number) =>
	void (adaIn[kind] = Math.max(adaIn[kind] ?? 0, seconds));

/** Plays both lock-outs on the built service, `minutes` each, by the clock. */
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
		const oneAddress = { ...first, lookedBefore: lookedBefore(ATTEMPTS, 1, first.seconds), adaIn };

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
			lookedBefore: lookedBefore(ATTEMPTS_FROM_ANYWHERE, NETWORKS.length, last.seconds),
			adaIn,
		};
		return { oneAddress, thirtyNetworks };
	} finally {
		await service.stop();
	}
}

/** The password that the administrator of her institution makes for Ada. */
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
