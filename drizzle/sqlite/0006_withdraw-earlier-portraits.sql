DROP TABLE `portraits`;--> statement-breakpoint
ALTER TABLE `memberships` ADD `given_by` text;--> statement-breakpoint
UPDATE institutions SET threshold = 15 WHERE threshold = 10;
