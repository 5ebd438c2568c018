import { readFileSync } from 'node:fs';
import { type CompileDocArgs, NodeCompiler, type NodeError, PdfStandard } from '@myriaddreamin/typst-ts-node-compiler';
import { DomainError } from '#kernel';
import { codePointOf, TYPEFACE, undrawableIn } from '#typeface';
import { AWARD_TEMPLATE } from './award-template.js';
import { type AwardWording, awardWording, linesOf } from './award-wording.js';
import type { CertificateData } from './certificate-data.js';
import { CertificateRenderer, type RenderedCertificate } from './certificate-renderer.js';
import '../certificate.problems.js';

/** UTF-16 units of one line, before Typst is troubled with it; the longest that could fit has some 200. */
const LONGEST_LINE = 400;
/** Typst remembers what it has set. Forgetting what the last twenty certificates did not use keeps memory level and costs no time. */
const EVICT_EVERY = 10;

/** Sets certificates with Typst, in this thread, one after the other. Fonts come from npm only, never from the system. */
export class TypstRenderer extends CertificateRenderer {
  #compiler: NodeCompiler | null = null;
  #rendered = 0;

  async render(data: CertificateData): Promise<RenderedCertificate> {
    const wording = awardWording(data);
    refuseUndrawable(wording);
    this.#compiler ??= wake();
    const pdf = setPdf(this.#compiler, { mainFileContent: AWARD_TEMPLATE, inputs: { data: JSON.stringify(wording) } });
    if (++this.#rendered % EVICT_EVERY === 0) this.#compiler.evictCache(1);
    return { pdf };
  }
}

/** The compiler with our fonts. Throws when they are not what the template asks for: Typst would only warn, and draw nothing. */
function wake(): NodeCompiler {
  // The workspace is never read: the template names no file.
  const compiler = NodeCompiler.create({
    workspace: import.meta.dirname,
    fontArgs: [{ fontBlobs: Object.values(TYPEFACE.files).map((path) => readFileSync(path)) }],
  });
  const probe = compiler.compile({ mainFileContent: `#set text(font: "${TYPEFACE.family}", fallback: false)\n字` });
  const complaint = complaintOf(probe.takeError()) ?? complaintOf(probe.takeWarnings());
  if (complaint !== null) throw new Error(`Typst cannot use the typeface: ${complaint}`);
  return compiler;
}

/**
 * In one call, because a compiled document held by JavaScript costs a megabyte that the garbage collector knows nothing of.
 * Only when that call fails, which says nothing, is the document compiled again for the reason.
 */
function setPdf(compiler: NodeCompiler, document: CompileDocArgs): Buffer {
  try {
    return compiler.pdf(document, { pdfStandard: PdfStandard.A_3u });
  } catch (error) {
    const complaint = complaintOf(compiler.compile(document).takeError());
    if (complaint === null) throw error;
    const line = complaint.match(/TEXT_TOO_LONG:(\w+)/)?.[1];
    if (line !== undefined) throw new DomainError('CERTIFICATE_TEXT_TOO_LONG', { line });
    throw new Error(`Typst could not set the certificate: ${complaint}`, { cause: error });
  }
}

function refuseUndrawable(wording: AwardWording): void {
  for (const [line, text] of linesOf(wording)) {
    if (text.length > LONGEST_LINE) throw new DomainError('CERTIFICATE_TEXT_TOO_LONG', { line });
    const missing = undrawableIn(text);
    if (missing.length === 0) continue;
    throw new DomainError('CERTIFICATE_NOT_DRAWABLE', {
      line,
      characters: missing.join(' '),
      codePoints: missing.map(codePointOf).join(' '),
    });
  }
}

function complaintOf(error: NodeError | null): string | null {
  return error === null ? null : JSON.stringify(error.shortDiagnostics);
}
