CREATE INDEX "meetings_without_link" ON "meetings" USING btree ("session_id") WHERE status in ('pending', 'blocked', 'failed');--> statement-breakpoint
CREATE INDEX "meetings_created" ON "meetings" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "users_created" ON "users" USING btree ("created_at","id");