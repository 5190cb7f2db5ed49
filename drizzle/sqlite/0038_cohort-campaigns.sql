ALTER TABLE `cohorts` ADD `starts_on` text;--> statement-breakpoint
ALTER TABLE `cohorts` ADD `most_people` integer;--> statement-breakpoint
ALTER TABLE `cohorts` ADD `asks` text;--> statement-breakpoint
ALTER TABLE `cohorts` ADD `archived_at` integer;