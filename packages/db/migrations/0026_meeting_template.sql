ALTER TABLE "services" ADD COLUMN "meeting_template" jsonb DEFAULT '{}'::jsonb NOT NULL;
