ALTER TABLE "trainings" ADD COLUMN "reflection_words" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
-- Counts the words that are there already, between spaces.
UPDATE "trainings" SET "reflection_words" = (
	SELECT count(*) FROM regexp_split_to_table("reflection", '\s+') AS words(word) WHERE word ~ '[[:alnum:]]'
) WHERE "reflection" <> '';
--> statement-breakpoint
-- Whoever holds both parts of the milestone Piliers already is given it: as if a badge had just been given to them.
INSERT INTO "event_deliveries" ("id", "event", "listener", "about", "person", "recorded_at", "attempts", "due_at")
SELECT substr(md5(random()::text || "person"), 1, 26), 'award.given', 'milestones', '{}', "person", now(), 0, now()
FROM "awards"
WHERE "badge" IN ('practice-ethical-citizenship', 'practice-technological-skills')
	AND "person" IS NOT NULL AND "revoked_at" IS NULL AND "sibling_of" IS NULL
GROUP BY "person" HAVING count(DISTINCT "badge") = 2;
