import { readFileSync } from 'node:fs';
import { NodeCompiler, type NodeError, type NodeTypstDocument, PdfStandard } from '@myriaddreamin/typst-ts-node-compiler';
import { DomainError } from '#kernel';
import { codePointOf, TYPEFACE, undrawableIn } from '#typeface';
import { AWARD_TEMPLATE } from './award-template.js';
import { type AwardWording, awardWording, linesOf } from './award-wording.js';
import type { CertificateData } from './certificate-data.js';
import { CertificateRenderer, type RenderedCertificate } from './certificate-renderer.js';
import '../certificate.problems.js';

/** UTF-16 units of one line, before Typst is troubled with it; the longest that could fit has some 200. */
const LONGEST_LINE = 400;
/** Typst remembers what it has set; after this many certificates it forgets what the last ones did not use. */
const EVICT_EVERY = 50;

/** Sets certificates with Typst, in this thread, one after the other. Fonts come from npm only, never from the system. */
export class TypstRenderer extends CertificateRenderer {
  #compiler: NodeCompiler | null = null;
  #rendered = 0;

  async render(data: CertificateData): Promise<RenderedCertificate> {
    const wording = awardWording(data);
    refuseUndrawable(wording);
    const compiler = this.#wake();
    const document = compile(compiler, wording);
    const pdf = compiler.pdf(document, { pdfStandard: PdfStandard.A_3u });
    if (++this.#rendered % EVICT_EVERY === 0) compiler.evictCache(2);
    return { pdf };
  }

  #wake(): NodeCompiler {
    // The workspace is never read: the template names no file.
    this.#compiler ??= NodeCompiler.create({
      workspace: import.meta.dirname,
      fontArgs: [{ fontBlobs: Object.values(TYPEFACE.files).map((path) => readFileSync(path)) }],
    });
    return this.#compiler;
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

function compile(compiler: NodeCompiler, wording: AwardWording): NodeTypstDocument {
  const result = compiler.compile({ mainFileContent: AWARD_TEMPLATE, inputs: { data: JSON.stringify(wording) } });
  const document = result.result;
  const complaint = complaintOf(result.takeError()) ?? complaintOf(result.takeWarnings());
  const tooLong = complaint?.match(/TEXT_TOO_LONG:(\w+)/)?.[1];
  if (tooLong !== undefined) throw new DomainError('CERTIFICATE_TEXT_TOO_LONG', { line: tooLong });
  if (document === null || complaint !== null) throw new Error(`Typst could not set the certificate: ${complaint}`);
  if (document.numOfPages !== 1) throw new Error(`The certificate has ${document.numOfPages} pages`);
  return document;
}

function complaintOf(error: NodeError | null): string | null {
  return error === null ? null : JSON.stringify(error.shortDiagnostics);
}
