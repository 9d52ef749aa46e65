import type { Confirmation, ServiceKind, ServiceMode } from '@foyer/shared/services'
import { demoId } from './demo-id.ts'
import type { ProviderKey } from './providers.ts'

export interface DemoService {
  provider: ProviderKey
  title: string
  description: string
  kind: ServiceKind
  /** Online ones meet on Google Meet, with the provider's own room to fall back on. */
  mode: ServiceMode
  minutes: number
  confirmation: Confirmation
  capacity?: number
  bufferAfter?: number
  step?: number
  noticeHours?: number
}

export const SERVICES = {
  firstTalk: {
    provider: 'ana',
    title: 'First conversation',
    description:
      'Half an hour to get to know each other. You tell me what brings you, I tell you how I work, and we see whether it fits. Nothing to prepare.',
    kind: 'private',
    mode: 'online',
    minutes: 30,
    confirmation: 'manual',
    bufferAfter: 10,
    noticeHours: 24,
  },
  therapy: {
    provider: 'ana',
    title: 'Individual session',
    description:
      'Fifty minutes, in Portuguese or English. Choose a quiet place where nobody listens in; headphones help more than a good camera.',
    kind: 'private',
    mode: 'online',
    minutes: 50,
    confirmation: 'manual',
    bufferAfter: 10,
    step: 30,
    noticeHours: 24,
  },
  practice: {
    provider: 'ana',
    title: 'Session at the practice',
    description: 'Fifty minutes in person, Rua da Esperança in Lisbon, second floor. The bell says Ribeiro.',
    kind: 'private',
    mode: 'in_person',
    minutes: 50,
    confirmation: 'manual',
    bufferAfter: 10,
    step: 30,
    noticeHours: 24,
  },
  maths: {
    provider: 'matthias',
    title: 'Maths lesson, years 9 to 13',
    description:
      'One hour on whatever is due: last week’s test, next week’s test, or the chapter that never made sense. Send me a photo of the exercise beforehand.',
    kind: 'private',
    mode: 'online',
    minutes: 60,
    confirmation: 'automatic',
    step: 30,
    noticeHours: 4,
  },
  examClinic: {
    provider: 'matthias',
    title: 'Exam clinic at the library',
    description:
      'Ninety minutes with an old exam paper, side by side, at the Amerika-Gedenkbibliothek. Ground floor, by the stairs.',
    kind: 'private',
    mode: 'in_person',
    minutes: 90,
    confirmation: 'automatic',
    step: 30,
    noticeHours: 24,
  },
  abitur: {
    provider: 'matthias',
    title: 'Abitur maths in four evenings',
    description:
      'Analysis, geometry, probability, and one evening for a whole paper. At most eight people, cameras on, questions welcome.',
    kind: 'course',
    mode: 'online',
    minutes: 90,
    confirmation: 'automatic',
    capacity: 8,
  },
  morningFlow: {
    provider: 'maya',
    title: 'Morning flow',
    description:
      'Forty-five gentle minutes before work. A mat is nice, a towel will do. Every move comes in an easy version.',
    kind: 'group',
    mode: 'online',
    minutes: 45,
    confirmation: 'automatic',
    capacity: 12,
    noticeHours: 1,
  },
  studio: {
    provider: 'maya',
    title: 'Saturday studio class',
    description:
      'A longer, slower class in the studio at Skånegatan. Mats, blocks and tea are there; come ten minutes early.',
    kind: 'group',
    mode: 'in_person',
    minutes: 75,
    confirmation: 'automatic',
    capacity: 8,
    noticeHours: 12,
  },
  calmBack: {
    provider: 'maya',
    title: 'A calm back in six weeks',
    description:
      'For shoulders that live at a desk. One hour a week, each building on the last, with ten minutes of practice for the days between.',
    kind: 'course',
    mode: 'online',
    minutes: 60,
    confirmation: 'automatic',
    capacity: 10,
  },
  oneToOne: {
    provider: 'maya',
    title: 'One-to-one practice',
    description: 'An hour for you alone: after an injury, during pregnancy, or simply to learn at your own pace.',
    kind: 'private',
    mode: 'online',
    minutes: 60,
    confirmation: 'manual',
    bufferAfter: 15,
    noticeHours: 12,
  },
  conversation: {
    provider: 'tiago',
    title: 'Portuguese conversation',
    description:
      'We talk, I listen for the three things worth correcting, and you get them in writing afterwards. From A2 upwards.',
    kind: 'private',
    mode: 'online',
    minutes: 45,
    confirmation: 'automatic',
    step: 15,
    noticeHours: 3,
  },
  interviews: {
    provider: 'tiago',
    title: 'English for job interviews',
    description:
      'A mock interview for the post you want, then an hour’s honest work on the answers. Send me the advertisement.',
    kind: 'private',
    mode: 'online',
    minutes: 60,
    confirmation: 'manual',
    bufferAfter: 15,
    step: 30,
    noticeHours: 24,
  },
  celloOnline: {
    provider: 'grace',
    title: 'Cello lesson online',
    description:
      'Forty-five minutes. Put the camera where I can see your bow hand, and tune with me in the first five.',
    kind: 'private',
    mode: 'online',
    minutes: 45,
    confirmation: 'automatic',
    step: 15,
    noticeHours: 6,
  },
  celloBrooklyn: {
    provider: 'grace',
    title: 'Cello lesson in Brooklyn',
    description:
      'An hour in my living room in Fort Greene. There is a cello for you if you travel light, and a friendly dog.',
    kind: 'private',
    mode: 'in_person',
    minutes: 60,
    confirmation: 'manual',
    bufferAfter: 15,
    step: 30,
    noticeHours: 24,
  },
} as const satisfies Record<string, DemoService>

export type ServiceKey = keyof typeof SERVICES

export const serviceId = (key: ServiceKey): string => demoId('service', key)

/** The service with its optional rules in view. */
export const demoService = (key: ServiceKey): DemoService => SERVICES[key]

export const SERVICE_KEYS = Object.keys(SERVICES) as ServiceKey[]
