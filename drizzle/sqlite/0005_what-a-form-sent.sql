ALTER TABLE `idempotency_keys` ADD `digest` text;--> statement-breakpoint
ALTER TABLE `idempotency_keys` ADD `sent` text;--> statement-breakpoint
ALTER TABLE `idempotency_keys` ADD `about` text;--> statement-breakpoint
CREATE INDEX `idempotency_keys_about` ON `idempotency_keys` (`about`);--> statement-breakpoint
UPDATE `idempotency_keys` SET `key` = sha256(`key`);
