/** Text as a part of a LIKE pattern in which nothing has a special meaning. */
export const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&')
