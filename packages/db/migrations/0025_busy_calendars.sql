CREATE TABLE "busy_calendars" (
	"connection_id" uuid PRIMARY KEY NOT NULL,
	"busy" jsonb DEFAULT '[]' NOT NULL,
	"covers_until" timestamp (3) with time zone,
	"read_at" timestamp (3) with time zone,
	"failed_since" timestamp (3) with time zone,
	"failure" text,
	"next_read_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "providers" ADD COLUMN "uses_own_calendar" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "providers" ADD COLUMN "when_calendar_unknown" text DEFAULT 'offer' NOT NULL;--> statement-breakpoint
ALTER TABLE "busy_calendars" ADD CONSTRAINT "busy_calendars_connection_id_connections_id_fk" FOREIGN KEY ("connection_id") REFERENCES "public"."connections"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "busy_calendars_due" ON "busy_calendars" USING btree ("next_read_at");--> statement-breakpoint
ALTER TABLE "providers" ADD CONSTRAINT "providers_when_calendar_unknown_known" CHECK ("when_calendar_unknown" in ('offer', 'close'));