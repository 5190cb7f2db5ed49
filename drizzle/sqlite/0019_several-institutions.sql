ALTER TABLE `institutions` ADD `closed_at` integer;--> statement-breakpoint
ALTER TABLE `memberships` ADD `ended_at` integer;--> statement-breakpoint
ALTER TABLE `people` ADD `operator_since` integer;--> statement-breakpoint
ALTER TABLE `sessions` ADD `institution` text REFERENCES institutions(id);--> statement-breakpoint
-- The kinds of before the network (docs/decisions/0057): a school was any school, service centre or board.
UPDATE institutions SET kind = 'service-centre' WHERE kind = 'school';--> statement-breakpoint
UPDATE institutions SET kind = 'cegep' WHERE kind = 'college';--> statement-breakpoint
UPDATE institutions SET kind = 'other' WHERE kind = 'university';
