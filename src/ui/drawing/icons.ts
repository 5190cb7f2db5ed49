/**
 * One icon per dimension as SVG path data in a 48 × 48 box, made of lines: stroke it (width about 3, round
 * joins and caps), never fill it. An icon is always shown with the dimension's number and name.
 */
export const DIMENSION_ICONS: readonly string[] = [
	// 1 Ethical citizenship: a balance
	'M24 7v33M15 41h18M8 13c6 0 10-2 16-2s10 2 16 2M9 13 3.5 27.5h11zM39 13l-5.5 14.5h11zM3.5 27.5a5.5 5 0 0 0 11 0M33.5 27.5a5.5 5 0 0 0 11 0',
	// 2 Technological skills: a chip
	'M14 11h20a3 3 0 0 1 3 3v20a3 3 0 0 1-3 3H14a3 3 0 0 1-3-3V14a3 3 0 0 1 3-3zM19.5 19.5h9v9h-9zM18 11V5M30 11V5M18 43v-6M30 43v-6M11 18H5M11 30H5M43 18h-6M43 30h-6',
	// 3 Learning: an open book
	'M24 13v27M24 13C20 9.5 13 8.5 5 9v27c8-.5 15 .5 19 4 4-3.5 11-4.5 19-4V9c-8-.5-15 .5-19 4zM11 17c3 0 5 .4 7 1.2M11 24.5c3 0 5 .4 7 1.2M37 17c-3 0-5 .4-7 1.2M37 24.5c-3 0-5 .4-7 1.2',
	// 4 Information literacy: a magnifier over lines of text
	'M20.5 6a14.5 14.5 0 1 1 0 29 14.5 14.5 0 0 1 0-29zM31 31l12 12M14 16.5h13M14 24.5h9',
	// 5 Collaboration: two people side by side
	'M16 8.5a6 6 0 1 1 0 12 6 6 0 0 1 0-12zM4 40v-3c0-6.5 5-11 12-11s12 4.5 12 11v3zM30.5 9a6 6 0 1 1 2.5 11.5M34 26.2c6 .8 10 5 10 10.8v3h-8.5',
	// 6 Communication: two speech bubbles
	'M8 6h20a4 4 0 0 1 4 4v10a4 4 0 0 1-4 4H17l-8 7v-7H8a4 4 0 0 1-4-4V10a4 4 0 0 1 4-4zM38 17h2a4 4 0 0 1 4 4v11a4 4 0 0 1-4 4h-1v7l-8-7H22a4 4 0 0 1-4-4',
	// 7 Content production: a pencil and its line
	'M34.5 5.5 41 12 17 36l-8.5 2 2-8.5zM29.5 10.5 36 17M7 44h34',
	// 8 Inclusion: a person with open arms
	'M24 3.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM6 16.5c6 2 12 2.5 18 2.5s12-.5 18-2.5M19 19v10l-4.5 15M29 19v10l4.5 15M19.3 30c3-1.6 6.4-1.6 9.4 0',
	// 9 Development: a compass
	'M24 4a20 20 0 1 1 0 40 20 20 0 0 1 0-40zM32.5 15.5 27.5 27.5 15.5 32.5 20.5 20.5z',
	// 10 Problem solving: a piece of a puzzle
	'M6 15h11.5a5.5 5.5 0 1 1 9 0H38v11.5a5.5 5.5 0 1 1 0 9V43H6V33.5a5.5 5.5 0 1 0 0-9V15z',
	// 11 Critical thinking: an attentive eye
	'M3 24c5-9 12.5-14 21-14s16 5 21 14c-5 9-12.5 14-21 14S8 33 3 24zM24 16.5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15z',
	// 12 Innovation and creativity: a lamp
	'M18 35v-3.5c0-2-6-5-6-12.5a12 12 0 0 1 24 0c0 7.5-6 10.5-6 12.5V35zM18.5 40h11M21 44.5h6M24 2.2v.8M4 19h2M42 19h2M9.5 5.5 11 7M38.5 5.5 37 7',
];
