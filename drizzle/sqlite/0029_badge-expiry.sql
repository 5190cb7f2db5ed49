ALTER TABLE `awards` ADD `valid_until` integer;--> statement-breakpoint
ALTER TABLE `awards` ADD `expiry_told_at` integer;--> statement-breakpoint
CREATE INDEX `awards_valid_until` ON `awards` (`valid_until`);