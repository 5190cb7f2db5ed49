/**
 * The symbols of the three sources as SVG paths in a 24-unit box, as on the macaron: a filled band (said), a
 * hollow ring (shown), a solid diamond (observed).
 */
export const SOURCE_MARKS = {
	said: { filled: true, path: 'M2.5 11A16 16 0 0 1 21.5 11L17 15.5A9.5 9.5 0 0 0 7 15.5Z' },
	shown: { filled: false, path: 'M5.5 12A6.5 6.5 0 0 1 18.5 12A6.5 6.5 0 0 1 5.5 12Z' },
	observed: { filled: true, path: 'M12 3.5L20.5 12L12 20.5L3.5 12Z' },
} as const;
