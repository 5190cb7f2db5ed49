ALTER TABLE `trainings` ADD `reflection_words` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
-- Counts the words that are there already, between spaces.
UPDATE `trainings` SET `reflection_words` = (
	SELECT length(words) - length(replace(words, ' ', '')) + 1 FROM (
		SELECT replace(replace(replace(trim(replace(replace(replace(`reflection`, char(13), ' '), char(10), ' '), char(9), ' ')), ' ', ' ' || char(1)), char(1) || ' ', ''), char(1), '') AS words
	)
) WHERE trim(replace(replace(replace(`reflection`, char(13), ' '), char(10), ' '), char(9), ' ')) <> '';
--> statement-breakpoint
-- Whoever holds both parts of the milestone Piliers already is given it: as if a badge had just been given to them.
INSERT INTO `event_deliveries` (`id`, `event`, `listener`, `about`, `person`, `recorded_at`, `attempts`, `due_at`)
SELECT lower(hex(randomblob(13))), 'award.given', 'milestones', '{}', `person`,
	CAST(strftime('%s', 'now') AS integer) * 1000, 0, CAST(strftime('%s', 'now') AS integer) * 1000
FROM `awards`
WHERE `badge` IN ('practice-ethical-citizenship', 'practice-technological-skills')
	AND `person` IS NOT NULL AND `revoked_at` IS NULL AND `sibling_of` IS NULL
GROUP BY `person` HAVING count(DISTINCT `badge`) = 2;
