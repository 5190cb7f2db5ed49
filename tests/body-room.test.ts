import { expect, test } from 'vitest';
import { bodyRoom, CHECK_EVERY, LEAST_PACE } from '../body-room.ts';

test('one address has its part, all have the whole, and what ended makes room again', () => {
	const room = bodyRoom({ all: 100, each: 40 });
	const first = room.take('a', 40);
	expect(first).toBeDefined();
	expect(room.take('a', 1)).toBeUndefined();
	const others = [room.take('b', 40), room.take('c', 20)];
	expect(others.every(Boolean)).toBe(true);
	expect(room.take('d', 1)).toBeUndefined();
	expect(room.take('d', 0)).toBeDefined();
	first?.();
	// Releasing the same body twice frees its room only once.
	first?.();
	expect(room.take('d', 41)).toBeUndefined();
	expect(room.take('d', 40)).toBeDefined();
	expect(room.take('a', 1)).toBeUndefined();
	for (const end of others) end?.();
	expect(room.take('b', 40)).toBeDefined();
	expect(room.take('c', 20)).toBeDefined();
});

/** A body of which a test says what has arrived, and which notes why it was refused. */
function body() {
	const state = { arrived: 0, awaited: true, refused: '' };
	return {
		state,
		arrived: () => state.arrived,
		awaited: () => state.awaited,
		refuse: (why: string) => void (state.refused += why),
	};
}
const checks = (room: { check: () => void }, times: number) => {
	for (let n = 0; n < times; n += 1) room.check();
};

test('what is announced and does not come takes room from nobody else', () => {
	const room = bodyRoom({ all: 100, each: 90 });
	for (const address of ['a', 'b', 'c', 'd']) expect(room.take(address, 90, body())).toBeDefined();
	expect(room.take('a', 90, body())).toBeUndefined();
	expect(room.take('e', 90, body())).toBeDefined();
	const come = body();
	expect(room.take('f', 90, come)).toBeDefined();
	come.state.arrived = 20;
	expect(room.take('g', 81)).toBeUndefined();
	expect(room.take('g', 80)).toBeDefined();
});

test('a body that stops coming is refused after six seconds, and its address has its share again', () => {
	const room = bodyRoom({ all: 1e9, each: 100 });
	const silent = body();
	room.take('a', 100, silent);
	expect(LEAST_PACE.checks * CHECK_EVERY).toBe(6000);
	checks(room, LEAST_PACE.checks - 1);
	expect([silent.state.refused, room.take('a', 1)]).toEqual(['', undefined]);
	checks(room, 1);
	expect(silent.state.refused).toBe('slow');
	expect(room.take('a', 100)).toBeDefined();
	// A body that was refused is refused once.
	checks(room, LEAST_PACE.checks * 2);
	expect(silent.state.refused).toBe('slow');
});

test('a trickle is refused, a slow phone is not, nor is a body that waits for the service itself', () => {
	const room = bodyRoom({ all: 1e9, each: 1e9 });
	const [trickle, phone, complete] = [body(), body(), body()];
	for (const one of [trickle, phone, complete]) room.take('a', 1e6, one);
	complete.state.awaited = false;
	for (let n = 0; n < 240; n += 1) {
		trickle.state.arrived += 100;
		// 20 kB/s, with a pause of three seconds in every twelve.
		if (n % 48 < 36) phone.state.arrived += (20_000 * CHECK_EVERY) / 1000;
		room.check();
	}
	expect([trickle, phone, complete].map(({ state }) => state.refused)).toEqual(['slow', '', '']);
});

test('when more has arrived than there is room for, the address that sends most gives way', () => {
	const room = bodyRoom({ all: 100, each: 100 });
	const [first, second, third, answered] = [body(), body(), body(), body()];
	room.take('a', 40, first);
	room.take('a', 40, second);
	room.take('b', 50, third);
	room.take('c', 60, answered);
	first.state.arrived = 30;
	second.state.arrived = 25;
	third.state.arrived = 45;
	room.check();
	expect([first, second, third].map(({ state }) => state.refused)).toEqual(['', '', '']);
	answered.state.arrived = 60;
	answered.state.awaited = false;
	room.check();
	// The answered body has the most, but refusing it would free nothing.
	expect([first, second, third].map(({ state }) => state.refused)).toEqual(['full', '', 'full']);
	expect(answered.state.refused).toBe('');
});
