ALTER TABLE `trainings` ADD `reflection_words` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
-- Counts the words that are there already, between spaces.
UPDATE `trainings` SET `reflection_words` = (
	SELECT length(words) - length(replace(words, ' ', '')) + 1 FROM (
		SELECT replace(replace(replace(trim(replace(replace(replace(`reflection`, char(13), ' '), char(10), ' '), char(9), ' ')), ' ', ' ' || char(1)), char(1) || ' ', ''), char(1), '') AS words
	)
) WHERE trim(`reflection`) <> '';
