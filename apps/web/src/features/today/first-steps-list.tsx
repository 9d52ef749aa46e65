import { LinkButton } from '../../ui/button.tsx'
import { Door } from '../../ui/door.tsx'
import { Section } from '../../ui/section.tsx'
import type { FirstStep } from './first-steps.ts'

/** What is left to do before anybody can book; the next open step has the one filled button. */
export function FirstStepsList({ steps }: { steps: readonly FirstStep[] }) {
  const next = steps.find(({ isDone }) => !isDone)
  const done = steps.filter(({ isDone }) => isDone).length
  return (
    <Section title="First steps" action={<p className="text-small text-soft">{`${done} of ${steps.length} done`}</p>}>
      <ol className="divide-y divide-line" aria-label="First steps">
        {steps.map((step) => (
          <li key={step.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3.5">
            <Door
              state={step.isDone ? 'ready' : 'preparing'}
              className={step.isDone ? 'size-6 text-pine' : 'size-6 text-sky'}
            />
            <div className="min-w-0 flex-1 basis-48">
              <p className="font-medium">{step.title}</p>
              <p className="text-small text-soft">{step.isDone ? 'Done' : step.text}</p>
            </div>
            {!step.isDone && (
              <LinkButton href={step.href} isDense variant={step === next ? 'primary' : 'outline'}>
                {step.title}
              </LinkButton>
            )}
          </li>
        ))}
      </ol>
    </Section>
  )
}
