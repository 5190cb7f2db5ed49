ALTER TABLE `awards` ADD `reconsidered_at` integer;--> statement-breakpoint
ALTER TABLE `awards` ADD `reconsidered` text;