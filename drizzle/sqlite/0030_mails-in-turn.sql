ALTER TABLE `mails` ADD `sent_for` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX `mails_turn` ON `mails` (`state`,`bulk`,`sent_for`,`due_at`);