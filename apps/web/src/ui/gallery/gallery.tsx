import { createRoot } from 'react-dom/client'
import { showTheme } from '../../lib/theme.ts'
import { UiProvider } from '../ui-provider.tsx'
import { BookScene } from './scene-book.tsx'
import { ConnectionsScene } from './scene-connections.tsx'
import { DoorsScene } from './scene-doors.tsx'
import { FieldsScene } from './scene-fields.tsx'
import { IntegrationsScene } from './scene-integrations.tsx'
import { PiecesScene } from './scene-pieces.tsx'
import { SessionScene } from './scene-session.tsx'
import { TodayScene } from './scene-today.tsx'

const SCENES: Record<string, () => React.ReactElement> = {
  today: TodayScene,
  integrations: IntegrationsScene,
  connections: ConnectionsScene,
  book: BookScene,
  session: SessionScene,
  doors: DoorsScene,
  fields: FieldsScene,
  pieces: PiecesScene,
}

/** Every piece in every state, for looking at while developing: gallery.html?scene=today&theme=dark. */
function Gallery() {
  const query = new URLSearchParams(location.search)
  const theme = query.get('theme')
  showTheme(theme === 'dark' || theme === 'light' ? theme : 'system')
  const Scene = SCENES[query.get('scene') ?? ''] ?? Index
  return (
    <UiProvider navigate={(href) => location.assign(href)} timeZone={query.get('zone') ?? 'Europe/Lisbon'}>
      <Scene />
    </UiProvider>
  )
}

function Index() {
  return (
    <main className="p-8">
      <h1 className="speak text-display">The pieces</h1>
      <ul>
        {Object.keys(SCENES).map((scene) => (
          <li key={scene}>
            <a className="flex min-h-11 items-center text-pine underline" href={`?scene=${scene}`}>
              {scene}
            </a>
          </li>
        ))}
      </ul>
    </main>
  )
}

const root = document.getElementById('root')
if (root) createRoot(root).render(<Gallery />)
