ALTER TABLE "meetings" ADD COLUMN "dropped_settings" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
CREATE INDEX "meetings_dropped_settings" ON "meetings" USING btree ("session_id") WHERE dropped_settings <> '[]';--> statement-breakpoint
CREATE INDEX "meetings_external" ON "meetings" USING btree ("platform","external_id") WHERE external_id is not null;

