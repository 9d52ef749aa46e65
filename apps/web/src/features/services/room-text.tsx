import {
  NEUTRAL_TITLE,
  roomTextsOf,
  TEMPLATE_LENGTHS,
  TEMPLATE_VARIABLES,
  type TemplateField,
  templateTells,
  VARIABLE_NAMES,
} from '@foyer/shared/meeting-template'
import { PLATFORM_NAMES, type Platform } from '@foyer/shared/platforms'
import { Notice } from '../../ui/notice.tsx'
import { TextArea, TextField } from '../../ui/text-field.tsx'
import { tellingCopy } from './room-copy.ts'
import { previewRoom } from './room-preview.ts'
import type { ServiceDraft, ServiceField } from './service-draft.ts'

/** What rooms are called and say at the platform, with a look at how it comes out. */
export function RoomText(props: {
  platform: Platform
  draft: ServiceDraft
  provider: string
  change: (changes: Partial<ServiceDraft>) => void
  errorOf: (field: ServiceField) => string | undefined
}) {
  const { platform, draft, provider, change, errorOf } = props
  const { meetingTemplate: template } = draft
  const set = (field: TemplateField) => (text: string) => change({ meetingTemplate: { ...template, [field]: text } })
  const hasText = roomTextsOf(platform).text !== null
  const telling = tellingCopy(templateTells(template), platform)
  return (
    <div className="space-y-5 pt-4">
      <TextField
        label="Name of the room"
        hint={`Left empty it is neutral: ${NEUTRAL_TITLE}.`}
        placeholder={NEUTRAL_TITLE}
        value={template.title}
        onChange={set('title')}
        error={errorOf('meetingTemplate.title')}
        isRequired={false}
        maxLength={TEMPLATE_LENGTHS.title}
      />
      {hasText && (
        <>
          <TextArea
            label="What it says"
            hint="The link and the way to move or cancel stand below it in any case."
            value={template.description}
            onChange={set('description')}
            error={errorOf('meetingTemplate.description')}
            isRequired={false}
            maxLength={TEMPLATE_LENGTHS.description}
            rows={2}
          />
          <TextArea
            label="Agenda"
            hint="One point a line."
            value={template.agenda}
            onChange={set('agenda')}
            error={errorOf('meetingTemplate.agenda')}
            isRequired={false}
            maxLength={TEMPLATE_LENGTHS.agenda}
            rows={2}
          />
        </>
      )}
      <Variables />
      {telling && (
        <Notice tone="amber" title={telling.title}>
          {telling.why}
        </Notice>
      )}
      <Preview platform={platform} draft={draft} provider={provider} />
    </div>
  )
}

function Variables() {
  return (
    <details className="text-small">
      <summary className="w-fit cursor-pointer rounded-control py-1 font-medium text-pine">
        What can be filled in
      </summary>
      <dl className="mt-2 grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1">
        {VARIABLE_NAMES.map((variable) => (
          <div key={variable} className="col-span-2 grid grid-cols-subgrid">
            <dt className="font-medium">{`{${variable}}`}</dt>
            <dd className="text-soft">{TEMPLATE_VARIABLES[variable].meaning}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

function Preview({ platform, draft, provider }: { platform: Platform; draft: ServiceDraft; provider: string }) {
  const { title, description } = previewRoom(draft, provider, platform)
  return (
    <figure aria-label={`How it looks at ${PLATFORM_NAMES[platform]}`} className="rounded-card bg-sunk px-5 py-4">
      <figcaption className="text-small text-soft">
        How it looks at {PLATFORM_NAMES[platform]}, for an invented customer
      </figcaption>
      <p className="speak mt-1 text-name break-words">{title}</p>
      {description && <p className="mt-1 text-small break-words whitespace-pre-line text-soft">{description}</p>}
    </figure>
  )
}
