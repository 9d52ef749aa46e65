import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from './api/query-client.ts'
import { showTheme, storedTheme } from './lib/theme.ts'
import { router } from './routes/router.ts'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element with the id "root"')

showTheme(storedTheme())
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
)
