ALTER TABLE "trainings" ADD COLUMN "reflection_words" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
-- Counts the words that are there already, between spaces.
UPDATE "trainings" SET "reflection_words" = (
	SELECT count(*) FROM regexp_split_to_table("reflection", '\s+') AS words(word) WHERE word ~ '[[:alnum:]]'
) WHERE "reflection" <> '';
