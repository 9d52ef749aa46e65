import { describe, expect, it } from 'vitest'
import { freeSlug, slugOf } from './slug.ts'

describe('slugOf', () => {
  it.each([
    ['Ana Ribeiro', 'ana-ribeiro'],
    ['  Zoë  Müller-Lüdenscheidt ', 'zoe-muller-ludenscheidt'],
    ["Siobhán O'Connor", 'siobhan-oconnor'],
    ['Łukasz Strauß', 'lukasz-strauss'],
    ['Анна Петрова', 'анна-петрова'],
    ['山田 太郎', '山田-太郎'],
    ['がっこう', 'がっこう'],
    ['İpek', 'ipek'],
    ['../../etc', 'etc'],
    ['🎻', 'provider'],
  ])('turns %s into %s', (name, slug) => {
    expect(slugOf(name)).toBe(slug)
  })

  it('keeps an address short', () => {
    expect(slugOf('x'.repeat(500))).toHaveLength(60)
  })
})

describe('freeSlug', () => {
  it('counts on from the highest number in use and ignores names that only begin alike', () => {
    expect(freeSlug('ana', ['ana-2', 'ana-maria'])).toBe('ana')
    expect(freeSlug('ana', ['ana'])).toBe('ana-2')
    expect(freeSlug('ana', ['ana', 'ana-2', 'ana-17', 'ana-maria'])).toBe('ana-18')
  })
})
