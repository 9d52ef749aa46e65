import PostalMime, { type Address, type Attachment } from 'postal-mime'
import type { Mail, MailAttachment } from './mail-store.ts'

/** Reads a raw message. Broken messages give what can be read; the parser does not throw for content. */
export async function parseMail(raw: Buffer, envelope: Mail['envelope'], receivedAt: Date): Promise<Omit<Mail, 'id'>> {
  const email = await PostalMime.parse(raw)
  return {
    receivedAt: receivedAt.toISOString(),
    envelope,
    messageId: email.messageId ?? null,
    from: email.from ? describeAddress(email.from) : (envelope.from ?? ''),
    to: (email.to ?? []).map(describeAddress),
    subject: email.subject ?? '',
    text: email.text ?? null,
    html: email.html ?? null,
    attachments: email.attachments.map(describeAttachment),
  }
}

function describeAddress(address: Address): string {
  if (address.group) return `${address.name}: ${address.group.map(describeAddress).join(', ')}`
  return address.name ? `${address.name} <${address.address}>` : address.address
}

function describeAttachment(attachment: Attachment, index: number): MailAttachment {
  const { content, mimeType } = attachment
  const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(new Uint8Array(content))
  return {
    filename: attachment.filename ?? `attachment-${index + 1}`,
    mimeType,
    size: bytes.length,
    text: mimeType.startsWith('text/') ? bytes.toString('utf8') : null,
    contentBase64: bytes.toString('base64'),
  }
}
